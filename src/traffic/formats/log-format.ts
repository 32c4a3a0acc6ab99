/**
 * Compiles the format strings that operators write into their servers: `log_format` of nginx, `LogFormat` of Apache,
 * `log-format` of HAProxy. What a variable is called decides what its value means; unknown ones are passed over.
 */
import { ROLE } from './roles.ts';
import type { Part } from './template.ts';

const NGINX: Readonly<Record<string, number>> = {
  remote_addr: ROLE.peer,
  realip_remote_addr: ROLE.skip,
  proxy_protocol_addr: ROLE.client,
  http_x_forwarded_for: ROLE.forwarded,
  proxy_add_x_forwarded_for: ROLE.forwarded,
  http_x_real_ip: ROLE.forwarded,
  http_cf_connecting_ip: ROLE.client,
  http_true_client_ip: ROLE.client,
  time_local: ROLE.time,
  time_iso8601: ROLE.time,
  msec: ROLE.exactTime,
  request: ROLE.request,
  request_method: ROLE.method,
  request_uri: ROLE.target,
  uri: ROLE.path,
  document_uri: ROLE.path,
  args: ROLE.query,
  query_string: ROLE.query,
  is_args: ROLE.skip,
  server_protocol: ROLE.protocol,
  status: ROLE.status,
  body_bytes_sent: ROLE.size,
  bytes_sent: ROLE.size,
  http_referer: ROLE.referrer,
  http_user_agent: ROLE.agent,
  host: ROLE.host,
  http_host: ROLE.host,
  server_name: ROLE.host,
  request_time: ROLE.seconds,
  upstream_status: ROLE.originStatus,
  upstream_addr: ROLE.origin,
  upstream_connect_time: ROLE.connected,
  upstream_header_time: ROLE.answered,
  geoip_country_code: ROLE.country,
  geoip2_data_country_code: ROLE.country,
  geoip2_data_country_iso_code: ROLE.country,
  http_cf_ipcountry: ROLE.country,
  geoip_org: ROLE.skip,
  geoip2_data_asn: ROLE.network,
};

/** `$name` and `${name}`; an unknown variable is passed over. */
export function nginxParts(format: string): Part[] {
  return cut(unquote(format), /\$(?:\{(\w+)\}|(\w+))/g, (match) => NGINX[match[1] ?? match[2]!] ?? ROLE.skip);
}

const APACHE: Readonly<Record<string, number>> = {
  h: ROLE.peer,
  a: ROLE.client,
  r: ROLE.request,
  m: ROLE.method,
  U: ROLE.path,
  q: ROLE.query,
  H: ROLE.protocol,
  s: ROLE.status,
  b: ROLE.size,
  B: ROLE.size,
  O: ROLE.size,
  v: ROLE.host,
  V: ROLE.host,
  D: ROLE.micros,
  T: ROLE.seconds,
  t: ROLE.time,
  referer: ROLE.referrer,
  'user-agent': ROLE.agent,
  host: ROLE.host,
  'x-forwarded-for': ROLE.forwarded,
  'x-real-ip': ROLE.forwarded,
  'cf-connecting-ip': ROLE.client,
  'cf-ipcountry': ROLE.country,
  geoip_country_code: ROLE.country,
  mm_country_code: ROLE.country,
  mm_asn: ROLE.network,
};
const UNITS: Readonly<Record<string, number>> = { ms: ROLE.millis, us: ROLE.micros, s: ROLE.seconds };

/** `%h`, `%>s`, `%{Referer}i`, `%!200,304{User-agent}i`, `%{ms}T`, `%{%s}t`, `%^FB`, `%%`. */
export function apacheParts(format: string): Part[] {
  const text = unquote(format).replaceAll('\\t', '\t').replaceAll('\\n', '');
  // A fraction or a zone that is logged apart belongs to the time before it, which is read with both.
  const whole = text.replace(/(%\{[^}]*\}t)(?:[ .,]?%\{(?:begin:|end:)?(?:%z|[mu]sec_frac)\}t)+/g, '$1');
  const directive = /%%|%[!<>\d,]*(?:\{([^}]*)\})?[<>]?(\^[A-Za-z]{2}|[A-Za-z])/g;
  const hasFinalStatus = /%[!\d,]*>s/.test(whole);
  return cut(whole, directive, ([all, name, letter = '']) => {
    if (all === '%%') return '%';
    if (letter === 'i' || letter === 'e' || letter === 'n') return APACHE[name?.toLowerCase() ?? ''] ?? ROLE.skip;
    if (letter === 'T' && name !== undefined) return UNITS[name] ?? ROLE.skip;
    if (letter === 't' && name === undefined) return BRACKETED;
    if (letter === 's' && hasFinalStatus && !all.includes('>')) return ROLE.skip;
    if (letter === 'a' && name === 'c') return ROLE.peer;
    return APACHE[letter] ?? ROLE.skip;
  });
}

const HAPROXY: Readonly<Record<string, number>> = {
  ci: ROLE.peer,
  tr: ROLE.time,
  t: ROLE.time,
  trl: ROLE.time,
  trg: ROLE.time,
  T: ROLE.time,
  Tl: ROLE.time,
  Ts: ROLE.time,
  s: ROLE.origin,
  Tw: ROLE.queued,
  Tc: ROLE.connected,
  Tr: ROLE.answered,
  Ta: ROLE.millis,
  Tt: ROLE.millis,
  ST: ROLE.status,
  B: ROLE.size,
  ts: ROLE.detail,
  tsc: ROLE.detail,
  r: ROLE.request,
  HM: ROLE.method,
  HP: ROLE.path,
  HPO: ROLE.path,
  HQ: ROLE.query,
  HU: ROLE.target,
  HV: ROLE.protocol,
};

/** `%ci:%cp`, `%{+Q}r`, `%[expression]`. */
export function haproxyParts(format: string): Part[] {
  const quoted = unquote(format)
    .replaceAll('\\ ', ' ')
    .replace(/%\{\+Q\}(\w+|\[[^\]]*\])/g, '"%$1"');
  const directive = /%(?:\{[^}]*\})?(?:\[[^\]]*\]|(\w+))/g;
  return cut(quoted.replaceAll('%ci:%cp', ENDPOINT_MARK), directive, ([all, name]) =>
    all === ENDPOINT_MARK ? ROLE.endpoint : (HAPROXY[name ?? ''] ?? ROLE.skip),
  );
}

/** Address and port have to be taken as one, since an IPv6 address has colons itself. */
const ENDPOINT_MARK = '%endpoint';
/** Stands for Apache's `%t`, which writes its own brackets; they are better marks than the space before them. */
const BRACKETED = -1;

/** Cuts a format into literal text and roles. */
function cut(format: string, variable: RegExp, roleOf: (match: RegExpExecArray) => number | string): Part[] {
  const parts: Part[] = [];
  const add = (text: string): void => {
    if (text === '') return;
    if (typeof parts.at(-1) === 'string') parts[parts.length - 1] += text;
    else parts.push(text);
  };
  let from = 0;
  let hasSize = false;
  for (const match of format.matchAll(variable)) {
    add(format.slice(from, match.index));
    from = match.index + match[0].length;
    const role = roleOf(match);
    if (typeof role === 'string') add(role);
    else if (role === BRACKETED) {
      add('[');
      parts.push(ROLE.time);
      add(']');
    } else {
      // Where several sizes are logged the first counts.
      parts.push(role === ROLE.size && hasSize ? ROLE.skip : role);
      hasSize ||= role === ROLE.size;
    }
  }
  add(format.slice(from));
  return parts;
}

/** A format as it stands in a configuration file: between quotes, perhaps in several pieces, with quotes escaped. */
function unquote(format: string): string {
  const text = format
    .trim()
    .replace(/;$/, '')
    .replace(/^escape=\w+\s+/, '')
    .trim();
  const pieces = /^'[\s\S]*'$/.test(text) ? [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]!) : [];
  const joined =
    pieces.length > 0
      ? pieces.join('')
      : /^"[\s\S]*"$/.test(text) && /[^\\]"/.test(text.slice(1, -1)) === false
        ? text.slice(1, -1)
        : text;
  return joined.replaceAll('\\"', '"').replaceAll("\\'", "'");
}
