/**
 * What an error that people tell of is to machines: the statuses that a page with those words has, and where a connection
 * ends that a browser shows so. Only words that a well-known program shows are here; any other error names none of these.
 */
import type { CheckPhase } from '../model/evidence.ts';
import type { Say } from './readings.ts';

export interface ErrorMeaning {
  /** Statuses that it may be; none where it is no status. */
  readonly statuses: readonly number[];
  /** Only the class is said: any status from 500 or 400 on. */
  readonly classOf: 500 | 400 | null;
  /** Where a connection ended, if no answer came. */
  readonly phases: readonly CheckPhase[];
  /** Whose page it is, as `by` of a check; empty where anybody's. */
  readonly by: string;
}

const status = (...statuses: number[]): Partial<ErrorMeaning> => ({ statuses });
const cloudflare = (...statuses: number[]): Partial<ErrorMeaning> => ({ statuses, by: 'cloudflare' });
const phase = (...phases: CheckPhase[]): Partial<ErrorMeaning> => ({ phases });

/** The first that fits. */
const SHOWN: readonly (readonly [says: RegExp, meaning: Partial<ErrorMeaning>])[] = [
  [/web server is returning an unknown error/i, cloudflare(520)],
  [/web server is down/i, cloudflare(521)],
  [/origin is unreachable/i, cloudflare(523)],
  [/a timeout occurred/i, cloudflare(524)],
  [/invalid SSL certificate/i, cloudflare(526)],
  [/bad gateway/i, status(502)],
  [/gateway[ -]time-?d?[ -]?out/i, status(504)],
  [/service (?:is )?(?:temporarily )?unavailable/i, status(503)],
  [/internal server error/i, status(500)],
  [/too many requests|rate limit(?:ed)? exceeded/i, status(429)],
  [/\bforbidden\b/i, status(403)],
  [/DNS_PROBE|NXDOMAIN|ERR_NAME|server (?:DNS address|IP address) could not|server not found/i, phase('dns')],
  [/connection (?:was )?refused|ECONNREFUSED/i, phase('refused')],
  [/certificate (?:has )?expired|ERR_CERT|not private/i, phase('certificate')],
  [/SSL handshake|ERR_SSL/i, phase('handshake')],
  [/(?:connection|request) (?:has )?timed? ?-?out|ERR_TIMED_OUT|took too long to respond/i, phase('connect', 'answer')],
];

const NUMBER = /(?<![\d.,])([45]\d\d)(?![\d.,]\d|\d|xx)/g;
const CLASS = /(?<!\d)([45])xx\b/i;
const SERVER = /\b(?:server[ -]?(?:side )?errors?|Serverfehler)\b/i;

/** null where nothing that machines see is named: "something went wrong" may be any failure, or an app's own. */
export function errorMeaning(text: string): ErrorMeaning | null {
  const none: ErrorMeaning = { statuses: [], classOf: null, phases: [], by: '' };
  const numbers = [...text.matchAll(NUMBER)].map(([, digits]) => Number(digits));
  const shown = SHOWN.find(([says]) => says.test(text))?.[1];
  const by = /cloudflare/i.test(text) ? 'cloudflare' : (shown?.by ?? '');
  if (numbers.length > 0)
    return { ...none, statuses: numbers, by: numbers.some((one) => one >= 520) ? 'cloudflare' : by };
  if (shown !== undefined) return { ...none, ...shown, by };
  const [, digit] = CLASS.exec(text) ?? [];
  if (digit !== undefined) return { ...none, classOf: digit === '5' ? 500 : 400, by };
  return SERVER.test(text) || by !== '' ? { ...none, classOf: 500, by } : null;
}

/** "5xx of Cloudflare", "520", "no connection": for sentences. */
export function meaningText({ statuses, classOf, by }: ErrorMeaning, { found }: Say): string {
  const who = by === 'cloudflare' ? found.ofCloudflare : '';
  if (statuses.length > 0) return `${found.status(statuses.join(found.or))}${who}`;
  return classOf === null ? found.aConnection : `${found.aStatus(`${classOf / 100}xx`)}${who}`;
}
