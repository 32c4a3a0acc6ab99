/** What is written in a format reads back the same. The writers here know nothing of the readers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLine, FIELD, READ } from '../line.ts';
import { detectFormat, formatNamed, zoneOf } from './index.ts';

interface Request {
  /** Seconds since 1970; from 1973 on, since smaller numbers are no times of logs. */
  readonly at: number;
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly size: number;
  readonly referrer: string;
  readonly agent: string;
  readonly ms: number;
}

/** Text of a header: anything but control characters, and not `-`, which stands for nothing. */
const header = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .filter((text) => text !== '-' && !/\p{Cc}|\p{Cs}/u.test(text));
const request: fc.Arbitrary<Request> = fc.record({
  at: fc.integer({ min: 100_000_000, max: 4_000_000_000 }),
  client: fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.ipV4().map((address) => `::ffff:${address}`),
  ),
  method: fc.constantFrom('GET', 'POST', 'HEAD', 'PROPFIND', 'M-SEARCH'),
  path: fc.stringMatching(/^\/[a-z0-9%._~/-]{0,40}$/),
  query: fc.stringMatching(/^[a-z0-9=&%._+]{0,30}$/).filter((query) => query !== '-'),
  status: fc.integer({ min: 100, max: 599 }),
  size: fc.integer({ min: 0, max: 2 ** 40 }),
  referrer: header,
  agent: header,
  ms: fc.integer({ min: 0, max: 100_000 }),
});

const targetOf = ({ path, query }: Request): string => (query === '' ? path : `${path}?${query}`);
const isoOf = (at: number): string => new Date(at * 1000).toISOString();
const two = (value: number): string => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10/Oct/2000:13:55:36 -0700`, in a zone of so many minutes. */
function clfOf(at: number, zone: number): string {
  const there = new Date((at + zone * 60) * 1000);
  const date = `${two(there.getUTCDate())}/${MONTHS[there.getUTCMonth()]}/${there.getUTCFullYear()}`;
  const clock = `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}:${two(there.getUTCSeconds())}`;
  const ahead = Math.abs(zone);
  return `${date}:${clock} ${zone < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}${two(ahead % 60)}`;
}

const orNone = (text: string): string => (text === '' ? '-' : text);
const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
/** As Apache writes text: quotes and backslashes behind a backslash, what is not ASCII as `\xhh`. */
const apache = (text: string): string =>
  bytesOf(text)
    .map((byte) => (byte === 34 || byte === 92 ? `\\${String.fromCharCode(byte)}` : ascii(byte, `\\x${hex(byte)}`)))
    .join('');
/** As nginx writes it: all of them as `\xHH`. */
const nginx = (text: string): string =>
  bytesOf(text)
    .map((byte) =>
      byte === 34 || byte === 92 ? `\\x${hex(byte).toUpperCase()}` : ascii(byte, `\\x${hex(byte).toUpperCase()}`),
    )
    .join('');
const ascii = (byte: number, otherwise: string): string =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : otherwise;
/** As CloudFront writes it: percent signs for all that is not plain. */
const percent = (text: string): string =>
  bytesOf(text)
    .map((byte) =>
      /[\w./:;()-]/.test(String.fromCharCode(byte)) && byte < 127 ? String.fromCharCode(byte) : `%${hex(byte)}`,
    )
    .join('');

type Write = (request: Request) => string;
const WRITERS: Readonly<Record<string, { readonly name?: string; readonly head?: string; readonly write: Write }>> = {
  'combined of Apache, west of UTC': {
    name: 'combined',
    write: (r) =>
      `${r.client} - - [${clfOf(r.at, -210)}] "${r.method} ${targetOf(r)} HTTP/1.1" ${r.status} ${r.size === 0 ? '-' : r.size} "${apache(orNone(r.referrer))}" "${apache(orNone(r.agent))}"`,
  },
  'combined of nginx, with a virtual host in front': {
    name: 'combined',
    write: (r) =>
      `shop.example:443 ${r.client} - - [${clfOf(r.at, 330)}] "${r.method} ${targetOf(r)} HTTP/1.1" ${r.status} ${r.size} "${nginx(orNone(r.referrer))}" "${nginx(orNone(r.agent))}" 0.005`,
  },
  'a log_format of nginx': {
    name: 'nginx: $msec|$request_method|$request_uri|$server_protocol|$status|$body_bytes_sent|"$http_referer"|"$http_user_agent"|$request_time|$remote_addr',
    write: (r) =>
      `${r.at}.000|${r.method}|${targetOf(r)}|HTTP/1.1|${r.status}|${r.size}|"${nginx(orNone(r.referrer))}"|"${nginx(orNone(r.agent))}"|${(r.ms / 1000).toFixed(3)}|${r.client}`,
  },
  'a LogFormat of Apache': {
    name: 'apache: %a %{%s}t \\"%m\\" \\"%U\\" \\"%q\\" %H %>s %B \\"%{Referer}i\\" \\"%{User-Agent}i\\" %{ms}T',
    write: (r) =>
      `${r.client} ${r.at} "${r.method}" "${r.path}" "${r.query === '' ? '' : `?${r.query}`}" HTTP/1.1 ${r.status} ${r.size} "${apache(orNone(r.referrer))}" "${apache(orNone(r.agent))}" ${r.ms}`,
  },
  ALB: {
    name: 'alb',
    write: (r) =>
      `https ${isoOf(r.at)} app/lb/1 ${r.client}:4711 10.0.0.1:80 0.000 ${(r.ms / 1000).toFixed(3)} 0.000 ${r.status} ${r.status} 1 ${r.size} "${r.method} https://shop.example:443${targetOf(r)} HTTP/1.1" "${apache(orNone(r.agent))}" - - arn "Root=1" "shop.example" "-" 0 ${isoOf(r.at)} "forward" "-" "-"`,
  },
  CloudFront: {
    name: 'cloudfront',
    head: '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query time-taken cs-protocol-version',
    write: (r) =>
      [
        isoOf(r.at).slice(0, 10),
        isoOf(r.at).slice(11, 19),
        'FRA1',
        r.size,
        r.client,
        r.method,
        r.path,
        r.status,
        percent(orNone(r.referrer)),
        percent(orNone(r.agent)),
        orNone(r.query),
        (r.ms / 1000).toFixed(3),
        'HTTP/1.1',
      ].join('\t'),
  },
  'IIS, query before path': {
    name: 'w3c',
    head: '#Fields: date time cs-uri-query c-ip cs-method cs-uri-stem sc-status sc-bytes time-taken',
    write: (r) =>
      `${isoOf(r.at).slice(0, 10)} ${isoOf(r.at).slice(11, 19)} ${orNone(r.query)} ${r.client} ${r.method} ${r.path} ${r.status} ${r.size} ${r.ms}`,
  },
  'JSON of nginx': {
    name: 'json',
    write: (r) =>
      JSON.stringify({
        time: isoOf(r.at),
        remote_addr: r.client,
        request: `${r.method} ${targetOf(r)} HTTP/1.1`,
        status: String(r.status),
        bytes: r.size,
        http_referer: r.referrer,
        http_user_agent: r.agent,
        request_time: r.ms / 1000,
      }),
  },
  Caddy: {
    name: 'caddy',
    write: (r) =>
      JSON.stringify({
        logger: 'http.log.access',
        ts: r.at,
        request: {
          remote_ip: r.client,
          method: r.method,
          uri: targetOf(r),
          proto: 'HTTP/1.1',
          headers: { Referer: [r.referrer, 'second'], 'User-Agent': [r.agent] },
        },
        duration: r.ms / 1000,
        size: r.size,
        status: r.status,
      }),
  },
  'Cloudflare, nanoseconds': {
    name: 'cloudflare',
    write: (r) =>
      `{"ClientIP":${JSON.stringify(r.client)},"EdgeStartTimestamp":${r.at}000000000,"ClientRequestMethod":"${r.method}","ClientRequestURI":"${targetOf(r)}","ClientRequestProtocol":"HTTP/1.1","EdgeResponseStatus":${r.status},"EdgeResponseBytes":${r.size},"ClientRequestReferer":${escaped(r.referrer)},"ClientRequestUserAgent":${escaped(r.agent)},"EdgeTimeToFirstByteMs":${r.ms}}`,
  },
};
/** JSON with everything that may be escaped escaped. */
const escaped = (text: string): string =>
  `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;

describe.each(Object.entries(WRITERS))('%s', (_title, { name, head, write }) => {
  test('reads back as it was written', () => {
    const format = formatNamed(name!);
    if ('error' in format) throw new Error(format.error);
    const line = createLine();
    fc.assert(
      fc.property(request, (r) => {
        const bytes = new TextEncoder().encode(`${head ?? ''}\n${write(r)}`);
        const read = format.reader();
        const start = bytes.indexOf(10) + 1;
        read(bytes, 0, start - 1, line);
        expect(read(bytes, start, bytes.length, line)).toBe(READ.ok);
        const text = (field: number): string | undefined =>
          line.spans[2 * field]! < 0
            ? undefined
            : new TextDecoder().decode(bytes.subarray(line.spans[2 * field]!, line.spans[2 * field + 1]!));
        const has = (key: string): boolean => text(FIELD[key as keyof typeof FIELD]) !== undefined;
        expect(line.time).toBe(r.at * 1000);
        expect(line.status).toBe(r.status);
        expect(line.size).toBe(r.size);
        expect(text(FIELD.client)).toBe(r.client);
        expect(text(FIELD.method)).toBe(r.method);
        expect(text(FIELD.target)).toBe(targetOf(r));
        if (has('protocol')) expect(text(FIELD.protocol)).toBe('HTTP/1.1');
        if (has('referrer')) expect(text(FIELD.referrer)).toBe(r.referrer);
        if (has('agent')) expect(text(FIELD.agent)).toBe(r.agent);
        if (line.durationMs >= 0) expect(line.durationMs).toBeCloseTo(r.ms, 3);
      }),
      { numRuns: 200 },
    );
  });
});

test('the client of a format with forwarded addresses is the one that was asked for', () => {
  const text = '10.0.0.1 - - [07/Oct/2024:00:33:22 +0000] "GET / HTTP/1.1" 200 1 "-" "x" "203.0.113.9, 198.51.100.2"';
  const clientOf = (name: string, forwarded: 'no' | 'first' | 'last'): string => {
    const format = formatNamed(name, { forwarded });
    if ('error' in format) throw new Error(format.error);
    const bytes = new TextEncoder().encode(text);
    const line = createLine();
    expect(format.reader()(bytes, 0, bytes.length, line)).toBe(READ.ok);
    return new TextDecoder().decode(bytes.subarray(line.spans[0]!, line.spans[1]!));
  };
  for (const name of [
    'combined',
    'nginx: $remote_addr - - [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"',
    'apache: %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" "%{X-Forwarded-For}i"',
  ]) {
    expect(clientOf(name, 'no')).toBe('10.0.0.1');
    expect(clientOf(name, 'first')).toBe('203.0.113.9');
    expect(clientOf(name, 'last')).toBe('198.51.100.2');
  }
});

test('a name that is none is refused with the names there are, a format without what is needed with what is missing', () => {
  expect(formatNamed('no such')).toMatchObject({ error: expect.stringContaining('combined') });
  expect(formatNamed('nginx: $remote_addr $request')).toMatchObject({ error: expect.stringMatching(/time.*status/) });
  expect(formatNamed('nginx: [$time_local] $status')).toMatchObject({ error: expect.stringContaining('client') });
});

test('the zone of a log is told from its first time', () => {
  const zone = (text: string): number | undefined => zoneOf(new TextEncoder().encode(text));
  expect(zone('192.0.2.1 - - [07/Oct/2024:00:33:22 -0330] "GET / HTTP/1.1"')).toBe(-210);
  expect(zone('{"time_iso8601":"2024-10-07T00:33:22+02:00"}')).toBe(120);
  expect(zone('https 2018-07-02T22:23:00.186641Z app/lb')).toBe(0);
  expect(zone('2024/10/07 00:33:22 [error] 1#1: x')).toBeUndefined();
});

test('a byte order mark at the start of a file is no part of its first line', () => {
  const marked = (text: string): Uint8Array => new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]);
  const table = marked('client_ip,time,status\r\n192.0.2.1,1728261202,200\r\n');
  expect(detectFormat(table)).toMatchObject({ share: 1, lines: 1, format: { name: 'table' } });
  const combined = marked('192.0.2.1 - - [07/Oct/2024:00:33:22 +0000] "GET / HTTP/1.1" 200 1 "-" "x"\r\n');
  const line = createLine();
  detectFormat(combined)?.format.reader()(combined, 0, combined.length - 1, line);
  expect([line.spans[0], line.spans[1]]).toEqual([3, 12]);
});

test('lines of another format in between do not change what a file is taken for', () => {
  const access = '192.0.2.1 - - [07/Oct/2024:00:33:22 +0200] "GET / HTTP/1.1" 200 1 "-" "x"\n';
  const error = '2024/10/07 00:33:22 [error] 1#1: *56 connect() failed (111: Connection refused)\n';
  const sample = new TextEncoder().encode(access.repeat(60) + error.repeat(40));
  const detected = detectFormat(sample);
  expect(detected?.format.name).toBe('combined');
  expect(detected?.share).toBeCloseTo(0.6, 5);
  expect(zoneOf(sample)).toBe(120);
  expect(detectFormat(new TextEncoder().encode(error.repeat(40)))).toBeUndefined();
});
