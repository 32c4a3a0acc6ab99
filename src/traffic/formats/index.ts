/** The line formats that can be read, by name and by sample. */
import type { LineFormat } from '../line.ts';
import { combined, common } from './clf.ts';
import { bestFormat, type Detection } from './detect.ts';
import { alb, apacheCsv, cloudfront, haproxy, traefik, w3c } from './edges.ts';
import { type ReadOptions, USUAL } from './forwarded.ts';
import { JSON_FORMATS } from './json-formats.ts';
import { apacheParts, haproxyParts, nginxParts } from './log-format.ts';
import { ROLE } from './roles.ts';
import { behindSyslog } from './syslog.ts';
import { tableFormat } from './table.ts';
import { type Part, templateReader } from './template.ts';

export type { Detection } from './detect.ts';
export { createErrorLine, type ErrorLine, errorLogReader, isErrorLog } from './error-log.ts';
export type { ReadOptions } from './forwarded.ts';

type MakeFormat = (options: ReadOptions) => LineFormat;

const template = (name: string, title: string, parts: readonly Part[]): MakeFormat => {
  return (options) => ({ name, title, reader: () => templateReader(parts, options) });
};

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/ */
const INGRESS =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" ' +
  '$request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr ' +
  '$upstream_response_length $upstream_response_time $upstream_status $req_id';

const FORMATS: readonly MakeFormat[] = [
  combined,
  common,
  template('ingress-nginx', 'ingress-nginx of Kubernetes', nginxParts(INGRESS)),
  apacheCsv,
  haproxy,
  alb,
  cloudfront,
  traefik,
  ...JSON_FORMATS,
  w3c,
];
const ALIASES: Readonly<Record<string, string>> = {
  vhost: 'combined',
  'combined+vhost': 'combined',
  clf: 'common',
  nginx: 'combined',
  apache: 'combined',
  'nginx-json': 'json',
  iis: 'w3c',
  logpush: 'cloudflare',
};
/** Formats that a person spells out: how each kind is compiled. */
const SPELT: Readonly<Record<string, (format: string) => Part[]>> = {
  nginx: nginxParts,
  apache: apacheParts,
  haproxy: haproxyParts,
};

/** Names, titles and ways to spell out a format, for a person who asks. */
export const FORMAT_NAMES: readonly { readonly name: string; readonly title: string }[] = [
  ...FORMATS.map((make) => make(USUAL)).map(({ name, title }) => ({ name, title })),
  { name: 'nginx: $remote_addr …', title: 'a log_format of nginx' },
  { name: 'apache: %h …', title: 'a LogFormat of Apache' },
  { name: 'haproxy: %ci:%cp …', title: 'a log-format of HAProxy' },
];

/**
 * The format of that name (`combined`, `cloudflare` …), or the one spelt out behind the kind of its server
 * (`nginx: $remote_addr [$time_local] …`); or what is wrong with it.
 */
export function formatNamed(text: string, options: Partial<ReadOptions> = {}): LineFormat | { readonly error: string } {
  const all = { ...USUAL, ...options };
  const name = text.trim();
  const spelt = /^(nginx|apache|haproxy)\s*:\s*(\S[\s\S]*)$/.exec(name);
  if (spelt !== null) return speltFormat(name, SPELT[spelt[1]!]!(spelt[2]!), all);
  const known = ALIASES[name.toLowerCase()] ?? name.toLowerCase();
  const found = FORMATS.map((make) => make(all)).find((format) => format.name === known);
  if (found !== undefined) return tolerant(found);
  return { error: `no format is called "${text}"; there are ${FORMAT_NAMES.map((format) => format.name).join(', ')}` };
}

function speltFormat(
  name: string,
  parts: readonly Part[],
  options: ReadOptions,
): LineFormat | { readonly error: string } {
  const missing = (what: string, roles: readonly number[]): string[] =>
    parts.some((part) => typeof part === 'number' && roles.includes(part)) ? [] : [what];
  const missed = [
    ...missing('a client', [ROLE.client, ROLE.peer, ROLE.forwarded, ROLE.endpoint]),
    ...missing('a time', [ROLE.time, ROLE.exactTime]),
    ...missing('a status', [ROLE.status]),
  ];
  if (missed.length > 0) return { error: `the format "${name}" has no variable for ${missed.join(', ')}` };
  return tolerant({ name, title: 'as spelt out', reader: () => templateReader(parts, options) });
}

/** The format that reads a sample best; nothing where none reads a line of it. A sample of 64 kB or more is plenty. */
export function detectFormat(sample: Uint8Array, options: Partial<ReadOptions> = {}): Detection | undefined {
  const all = { ...USUAL, ...options };
  const header = headerOf(sample);
  const formats = FORMATS.map((make) => make(all)).filter(({ name }) => name !== 'w3c' && name !== 'cloudfront');
  if (header === undefined) formats.push(cloudfront(all));
  else formats.push(header.includes('x-edge-') ? cloudfront(all, header) : w3c(all, header));
  const table = tableFormat(sample, all);
  if (table !== undefined) formats.push(table);
  return bestFormat(sample, formats.map(tolerant));
}

const tolerant = (format: LineFormat): LineFormat => ({ ...format, reader: () => behindSyslog(format.reader()) });

const textOf = (sample: Uint8Array): string => {
  let text = '';
  for (const byte of sample.subarray(0, 1 << 16)) text += String.fromCharCode(byte);
  return text;
};

/** The first line that names columns. */
const headerOf = (sample: Uint8Array): string | undefined => /^#Fields:.*/m.exec(textOf(sample))?.[0].trimEnd();

/** Minutes east of UTC in which a sample of an access log writes its times: for the error log beside it, which does not say. */
export function zoneOf(sample: Uint8Array): number | undefined {
  const zone = /\d[: T]\d\d:\d\d:\d\d(?:[.,]\d+)? ?(?:([+-])(\d\d):?(\d\d)\b|Z)/.exec(textOf(sample));
  if (zone === null) return undefined;
  return (zone[1] === '-' ? -1 : 1) * (60 * Number(zone[2] ?? 0) + Number(zone[3] ?? 0)) || 0;
}
