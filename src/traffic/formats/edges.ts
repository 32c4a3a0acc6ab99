/** Formats of proxies and load balancers that are neither JSON nor made by the operator: HAProxy, ALB, Traefik, W3C. */
import { FIELD, type Line, type LineFormat, READ } from '../line.ts';
import { COLON, find, QUOTE, SLASH, SPACE } from './bytes.ts';
import { clfReader } from './clf.ts';
import { columnsReader, w3cReader } from './columns.ts';
import type { ReadOptions } from './forwarded.ts';
import { apacheParts } from './log-format.ts';
import { setDuration } from './number.ts';
import { ROLE } from './roles.ts';
import { templateReader } from './template.ts';

/** `option httplog`: https://docs.haproxy.org/3.0/configuration.html#8.2.3; captured headers may stand before the request. */
const HAPROXY = [
  ROLE.endpoint,
  ' [',
  ROLE.time,
  '] ',
  ROLE.skip,
  ' ',
  ROLE.skip,
  '/',
  ROLE.origin,
  ' ',
  ROLE.skip,
  '/',
  ROLE.queued,
  '/',
  ROLE.connected,
  '/',
  ROLE.answered,
  '/',
  ROLE.millis,
  ' ',
  ROLE.status,
  ' ',
  ROLE.size,
  ' ',
  ROLE.skip,
  ' ',
  ROLE.skip,
  ' ',
  ROLE.detail,
  ' ',
  ROLE.skip,
  '"',
  ROLE.request,
  '"',
];
/** What HAProxy writes of a connection that ended before there was a request: `… https/1: SSL handshake failure`. */
const HAPROXY_ERROR = [ROLE.endpoint, ' [', ROLE.time, '] ', ROLE.skip, ': ', ROLE.raw];

export const haproxy = (options: ReadOptions): LineFormat => ({
  name: 'haproxy',
  title: 'HAProxy HTTP log (option httplog), with termination state',
  reader: () => {
    const http = templateReader(HAPROXY, options);
    const error = templateReader(HAPROXY_ERROR, options, false);
    return (bytes, start, end, line) => {
      const code = http(bytes, start, end, line);
      if (code === READ.ok || code === READ.skip || code === READ.long) return code;
      // A request line is always between quotes, so one that was cut has an opening quote.
      if (find(bytes, start, end, QUOTE) < end) return code;
      return error(bytes, start, end, line) === READ.ok ? READ.ok : code;
    };
  },
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
const ALB = [
  ROLE.skip,
  ROLE.time,
  ROLE.skip,
  ROLE.endpoint,
  ROLE.origin,
  ROLE.connected,
  ROLE.answerSeconds,
  ROLE.skip,
  ROLE.status,
  ROLE.originAnswer,
  ROLE.skip,
  ROLE.size,
  ROLE.request,
  ROLE.agent,
  ROLE.skip,
  ROLE.skip,
  ROLE.skip,
  ROLE.skip,
  ROLE.host,
  ROLE.skip,
  ROLE.skip,
  ROLE.skip,
  ROLE.skip,
  ROLE.skip,
  ROLE.detail,
];

export const alb = (options: ReadOptions): LineFormat => ({
  name: 'alb',
  title: 'AWS Application Load Balancer',
  reader: () => {
    const read = columnsReader({ separator: SPACE, roles: ALB, columnsMin: 14, escapes: 'backslash' }, options);
    return (bytes, start, end, line) => {
      const code = read(bytes, start, end, line);
      if (code === READ.ok) {
        // It logs the whole URL, whatever the client sent.
        dropOrigin(bytes, line);
      }
      return code;
    };
  },
});

/** Takes `https://host:443` off the target; it becomes the host where no other is logged. */
function dropOrigin(bytes: Uint8Array, line: Line): void {
  const { spans } = line;
  const from = spans[2 * FIELD.target]!;
  const to = spans[2 * FIELD.target + 1]!;
  if (from < 0) return;
  const colon = find(bytes, from, to, COLON);
  if (colon + 2 >= to || bytes[colon + 1] !== SLASH || bytes[colon + 2] !== SLASH) return;
  const path = find(bytes, colon + 3, to, SLASH);
  if (spans[2 * FIELD.host]! < 0 || spans[2 * FIELD.host] === spans[2 * FIELD.host + 1]) {
    spans[2 * FIELD.host] = colon + 3;
    spans[2 * FIELD.host + 1] = find(bytes, colon + 3, path, COLON);
  }
  if (path < to) spans[2 * FIELD.target] = path;
}

/** Combined, then `count "router" "service URL" 12ms`: https://doc.traefik.io/traefik/observability/access-logs/ */
export const traefik = (options: ReadOptions): LineFormat => ({
  name: 'traefik',
  title: 'Traefik common log format, with router, service and duration',
  reader: () => clfReader(true, options, readTraefik),
});

function readTraefik(bytes: Uint8Array, at: number, end: number, line: Line): boolean {
  if (end - at < 8 || bytes[end - 1] !== 115 || bytes[end - 2] !== 109) return false;
  let from = end - 2;
  while (from > at && bytes[from - 1] !== SPACE) from--;
  if (from - at < 4 || bytes[from - 2] !== QUOTE) return false;
  setDuration(bytes, from, end, 1, line);
  // No service was found for the request.
  if (bytes[from - 3] === 45 && bytes[from - 4] === QUOTE) {
    line.originStatus = 0;
  }
  return true;
}

/** The header line of the sample is known from the start, for readers that begin in the middle of a file. */
export const w3c = (options: ReadOptions, header?: string): LineFormat => ({
  name: 'w3c',
  title: 'W3C extended: IIS and others, columns named by #Fields',
  reader: () => w3cReader(options, header),
});

/** Its columns have an order of their own, for files whose header is elsewhere; more came at the end over the years. */
const CLOUDFRONT =
  '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) ' +
  'cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken ' +
  'x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status ' +
  'fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len ' +
  'sc-range-start sc-range-end';

export const cloudfront = (options: ReadOptions, header = CLOUDFRONT): LineFormat => ({
  name: 'cloudfront',
  title: 'CloudFront standard logs',
  reader: () => w3cReader(options, header),
});

/** A table of commas that passes for a format among Apache's users, for loading into databases. */
const CSV =
  '%v,%p,%h,%l,%u,%t,%I,%O,%S,%B,%{ms}T,%D,%^FB,%>s,"%H","%m","%U","%q","%{Referer}i","%{User-Agent}i",%{rest}e';

export const apacheCsv = (options: ReadOptions): LineFormat => ({
  name: 'apache-csv',
  title: 'Apache in columns: host, port, client, user, time, sizes, times, status, request, referrer, agent',
  reader: () => templateReader(apacheParts(CSV), options),
});
