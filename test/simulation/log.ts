/**
 * Simulated worlds as log files: the usual time, and then the stretch, in lines of the combined format or of HAProxy's. All
 * addresses are from ranges set apart for documentation and benchmarks (2001:db8::/32, 198.18.0.0/15).
 */
import type { Fault } from '../../src/model/fault.ts';
import type { Request } from './request.ts';
import { play, type Truth } from './scenario.ts';

export interface WrittenLog {
  readonly truth: Pick<Truth, 'story' | 'cause'>;
  readonly format: 'combined' | 'haproxy';
  readonly lines: readonly string[];
  /** The stretch in which it happened, milliseconds since 1970 UTC; before it all is as usual. */
  readonly from: number;
  readonly to: number;
  /** Requests of the stretch, and connections in it that ended before a request. */
  readonly requests: number;
  readonly failedConnections: number;
}

/** A Monday. */
const START = Date.UTC(2026, 2, 2, 10);
const MINUTE = 60_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A failed connection comes seldom in a usual time. */
const USUAL_FAILED = 0.01;

export function logOf(seed: number, format: WrittenLog['format'], story?: string): WrittenLog {
  const { site, story: told, told: happened, before, usual, usualMinutes, chance } = play(seed, story);
  const beforeAt = START + usualMinutes * MINUTE;
  const from = beforeAt + 8 * MINUTE;
  const to = from + site.minutes * MINUTE;
  const address = addresses();
  const write = format === 'combined' ? combined : haproxy;
  const lines: { at: number; line: string }[] = [];
  const add = (requests: readonly Request[], start: number) => {
    for (const one of requests) {
      const at = start + Math.floor(one.at * 1_000);
      // A line is written when the answer is, and dated as each format dates it.
      lines.push({
        at: format === 'combined' ? at : at + one.ms,
        line: write(one, at, address(one.from.prefix, one.from.client)),
      });
    }
  };
  add(usual, START);
  add(before, beforeAt);
  add(happened.requests, from);
  let failedConnections = 0;
  if (format === 'haproxy') {
    const fail = (share: number, start: number, minutes: number) => {
      const count = chance.poisson(share * site.rate * 60 * minutes);
      for (let i = 0; i < count; i++) {
        const at = start + Math.floor(chance.unit() * minutes * MINUTE);
        const client = address(1_000_000 + chance.whole(0, 5_000), i);
        lines.push({ at, line: brokenOff(at, client, chance.happens(0.7)) });
      }
      return count;
    };
    fail(USUAL_FAILED, START, usualMinutes + 8);
    failedConnections = fail(happened.failedConnections, from, site.minutes);
  }
  return {
    truth: { story: told.name, cause: told.cause },
    format,
    lines: lines.sort((a, b) => a.at - b.at).map(({ line }) => line),
    from,
    to,
    requests: happened.requests.length,
    failedConnections,
  };
}

/** Prefixes and clients numbered as they come; one prefix in three has addresses of version 4, while they last. */
function addresses(): (prefix: number, client: number) => string {
  const prefixes = new Map<number, { readonly number: number; readonly clients: Map<number, number> }>();
  let old = 0;
  const oldOf = new Map<number, number>();
  return (prefix, client) => {
    let known = prefixes.get(prefix);
    if (known === undefined) {
      known = { number: prefixes.size, clients: new Map() };
      prefixes.set(prefix, known);
      if (known.number % 3 === 0 && old < 512) oldOf.set(prefix, old++);
    }
    const { number, clients } = known;
    if (!clients.has(client)) clients.set(client, clients.size + 1);
    const host = clients.get(client)!;
    const block = oldOf.get(prefix);
    if (block !== undefined) return `198.${18 + (block >> 8)}.${block & 255}.${1 + (host % 254)}`;
    return `2001:db8:${(number & 0xffff).toString(16)}:${(host >> 12).toString(16)}::${host.toString(16)}`;
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

function stamp(at: number): string {
  const date = new Date(at);
  return `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)}`;
}

const requestLine = ({ method, path, query, odd }: Request): string =>
  `${method} ${path}${query === '' ? '' : `?${query}`} HTTP/${odd ? '1.2' : '1.1'}`;

function combined(one: Request, at: number, address: string): string {
  const site = one.referrer === 'own' ? 'shop.example' : one.referrer;
  const referrer = site === '' ? '-' : `https://${site}/`;
  return `${address} - - [${stamp(at)} +0000] "${requestLine(one)}" ${one.status} ${one.bytes} "${referrer}" "${one.agent || '-'}"`;
}

const TERMINATION: Readonly<Partial<Record<Fault, string>>> = {
  'origin-refused': 'SC--',
  'origin-timeout-connect': 'sC--',
  'origin-timeout-response': 'sH--',
  'origin-bad-response': 'PH--',
  'origin-overload': 'sQ--',
  edge: 'RC--',
  policy: 'PR--',
};

function haproxy(one: Request, at: number, address: string): string {
  const ms = Math.round(one.ms);
  const end = (one.fault === null ? undefined : TERMINATION[one.fault]) ?? '----';
  const head = `${syslog(at + ms)} ${address}:${1_024 + (at % 60_000)} [${stamp(at)}.${String(at % 1_000).padStart(3, '0')}]`;
  return `${head} https-in~ app/web1 0/0/1/${ms}/${ms + 1} ${one.status} ${one.bytes} - - ${end} 12/12/3/1/0 0/0 "${requestLine(one)}"`;
}

/** A connection without a request: the handshake broke off, or something came that is no request. */
function brokenOff(at: number, address: string, inHandshake: boolean): string {
  const head = `${syslog(at)} ${address}:${1_024 + (at % 60_000)} [${stamp(at)}.${String(at % 1_000).padStart(3, '0')}]`;
  return inHandshake
    ? `${head} https-in/1: SSL handshake failure`
    : `${head} https-in~ https-in/<NOSRV> -1/-1/-1/-1/0 400 0 - - CR-- 12/12/0/0/0 0/0 "<BADREQ>"`;
}

function syslog(at: number): string {
  const date = new Date(at);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, ' ')} ${date.toISOString().slice(11, 19)} edge haproxy[4711]:`;
}
