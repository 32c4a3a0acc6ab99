/** Whatever the bytes, every reader answers: nothing throws, nothing outside the line matters, and refused lines stay as they were. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULTS } from '../../model/fault.ts';
import { faultOf } from '../fault.ts';
import { createLine, FIELDS, type Line, type LineFormat, READ } from '../line.ts';
import { createErrorLine, detectFormat, errorLogReader, FORMAT_NAMES, formatNamed, isErrorLog } from './index.ts';

const GOLDEN = join(import.meta.dirname, '../../../test/golden/logs');
const samples: Uint8Array[] = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => new Uint8Array(readFileSync(join(GOLDEN, name, 'sample.log'))));
const goldenLines: Uint8Array[] = samples.flatMap((bytes) =>
  Buffer.from(bytes)
    .toString('latin1')
    .split('\n')
    .filter((text) => text !== '' && !text.startsWith('#'))
    .map((text) => new Uint8Array(Buffer.from(text, 'latin1'))),
);
const names = [
  ...FORMAT_NAMES.map(({ name }) => name).filter((name) => !name.includes(':')),
  'nginx: $http_x_forwarded_for - $host$request_uri [$time_local] $request $status "$http_user_agent"',
  'apache: %h %u %t "%r" %>s %b %D %{User-Agent}i',
  'haproxy: %ci:%cp [%tr] %b/%s %ST %{+Q}r',
];
const formats: LineFormat[] = names.map((name) => {
  const format = formatNamed(name);
  if ('error' in format) throw new Error(format.error);
  return format;
});
/** W3C readers know nothing without a header, so they are given one first. */
const HEADER = new TextEncoder().encode(
  '#Fields: date time c-ip cs-method cs-uri-query cs-uri-stem sc-status cs(User-Agent) cs(Referer) time-taken',
);

interface Outcome {
  readonly code: number;
  readonly line: Line;
  readonly bytes: Uint8Array;
}
const AROUND = 40;

/** Reads a line that lies among other bytes, all of them `filler`. */
function readAmong(format: LineFormat, text: Uint8Array, filler: number): Outcome {
  const bytes = new Uint8Array(text.length + 2 * AROUND).fill(filler);
  bytes.set(text, AROUND);
  const read = format.reader();
  const line = createLine();
  read(HEADER.slice(), 0, HEADER.length, line);
  const code = read(bytes, AROUND, AROUND + text.length, line);
  return { code, line, bytes };
}

/** What the line says, for comparing two readings of it; spans as they are. */
const saidBy = ({ code, line }: Outcome): unknown =>
  code === READ.ok
    ? [code, line.time, line.status, line.originStatus, line.size, line.durationMs, line.reached, [...line.spans]]
    : [code];

function holds(format: LineFormat, text: Uint8Array): void {
  const outcome = readAmong(format, text, 34);
  const { code, line, bytes } = outcome;
  expect(Object.values(READ)).toContain(code);
  for (const filler of [10, 48, 0]) {
    expect(saidBy(readAmong(format, text, filler)), 'what lies around the line changes nothing').toEqual(
      saidBy(outcome),
    );
  }
  expect(bytes.subarray(0, AROUND).every((byte) => byte === 34)).toBe(true);
  expect(bytes.subarray(AROUND + text.length).every((byte) => byte === 34)).toBe(true);
  if (code !== READ.ok) {
    expect(Buffer.compare(bytes.subarray(AROUND, AROUND + text.length), text), 'a refused line stays as it was').toBe(
      0,
    );
    return;
  }
  expect(Number.isFinite(line.time) && line.time >= 0).toBe(true);
  expect(line.status >= 0 && line.status <= 999).toBe(true);
  expect(line.originStatus >= -1 && line.originStatus <= 999).toBe(true);
  expect(Number.isFinite(line.size) && line.size >= 0).toBe(true);
  expect(Number.isFinite(line.durationMs) && line.durationMs >= -1).toBe(true);
  expect(line.spans[1]! > line.spans[0]!, 'a client is never empty').toBe(true);
  for (let field = 0; field < FIELDS; field++) {
    const from = line.spans[2 * field]!;
    const to = line.spans[2 * field + 1]!;
    if (from === -1) continue;
    expect(from >= AROUND && from <= to && to <= AROUND + text.length, 'spans lie in the line').toBe(true);
  }
  const fault = faultOf(line, bytes);
  expect(fault >= -1 && fault < FAULTS.length).toBe(true);
}

const anyBytes = fc.uint8Array({ maxLength: 300 });
/** A good line with a few bytes changed, left out or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...goldenLines),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'drop', 'put'), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  )
  .map(([line, changes]) => {
    const bytes = [...line];
    for (const [place, kind, byte] of changes) {
      const at = place % (bytes.length + 1);
      bytes.splice(at, kind === 'put' ? 0 : 1, ...(kind === 'drop' ? [] : [byte]));
    }
    return Uint8Array.from(bytes);
  });
/** Pieces of formats in any order find their way deeper than bytes do. */
const pieces = fc
  .array(
    fc.constantFrom(
      '192.0.2.1',
      ' - - [',
      '07/Oct/2024:00:33:22 +0000',
      '] "',
      'GET / HTTP/1.1',
      '" 200 ',
      '"-" "',
      '{"',
      '":"',
      '":{',
      '":[',
      'status',
      'remote_addr',
      'time',
      'request',
      '":200,"',
      '}',
      ']',
      '\\',
      '\\u',
      'd83d',
      '%',
      ' ',
      '\t',
      ',',
      '"',
      '-1/',
      '1728261202',
    ),
    { maxLength: 30 },
  )
  .map((texts) => new Uint8Array(Buffer.from(texts.join(''), 'latin1')));

describe.each(formats)('$name', (format) => {
  test('answers to any bytes', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, mutated, pieces), (text) => holds(format, text)),
      { numRuns: 150 },
    );
  });

  test('answers to good lines of every format', () => {
    for (const line of goldenLines) holds(format, line);
  });
});

test('the good lines are good to somebody', () => {
  const read = goldenLines.filter((line) => formats.some((format) => readAmong(format, line, 10).code === READ.ok));
  expect(read.length, 'anti-vacuity').toBeGreaterThan(60);
});

test('a line that is cut at any place is read or refused', () => {
  for (const line of goldenLines) {
    const format = detectFormat(line)?.format;
    if (format === undefined) continue;
    for (let length = 0; length <= line.length; length++) {
      const { code } = readAmong(format, line.subarray(0, length), 10);
      expect(Object.values(READ)).toContain(code);
    }
  }
});

test('a combined line that is cut before its last quote is refused as cut, or for the part that is missing', () => {
  const text = '192.0.2.1 - - [07/Oct/2024:00:33:22 +0000] "GET /a HTTP/1.1" 200 612 "-" "curl/8.5.0"';
  const format = formats.find(({ name }) => name === 'combined')!;
  for (let length = 1; length < text.length; length++) {
    const { code } = readAmong(format, new TextEncoder().encode(text.slice(0, length)), 10);
    expect([READ.cut, READ.time], text.slice(0, length)).toContain(code);
  }
});

test('a line longer than any server writes is refused as too long', () => {
  for (const format of formats) {
    for (const opening of ['', '{"a":"', '192.0.2.1 - - [07/Oct/2024:00:33:22 +0000] "GET /', '#Fields: ']) {
      const text = new Uint8Array(Buffer.from(opening.padEnd(100_000, 'a'), 'latin1'));
      const { code } = readAmong(format, text, 10);
      expect([READ.long, ...(opening.startsWith('#') ? [READ.skip] : [])], format.name).toContain(code);
    }
  }
});

test('a refused line with control bytes in it is refused for them, a good one is read', () => {
  const code = (text: string): number => readAmong(formats[0]!, new Uint8Array(Buffer.from(text, 'latin1')), 10).code;
  expect(code(`${'\0'.repeat(64)}192.0.2.1 - - [`)).toBe(READ.bytes);
  expect(code('\x16\x03\x01\x02 abc')).toBe(READ.bytes);
  expect(code('192.0.2.1 - - [07/Oct/2024:00:33:22 +0000] "\x16\x03\0" 400 157 "-" "-"')).toBe(READ.ok);
  expect(code('192.0.2.1 - - [07/Oct/2024:00:33:22 +0000] "GET / HTTP/1.1" abc\r')).not.toBe(READ.bytes);
});

test('JSON nested deeper than any log is refused', () => {
  for (const format of formats) {
    for (const text of ['['.repeat(20_000), '{"a":'.repeat(5000), `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`]) {
      expect(readAmong(format, new TextEncoder().encode(text), 10).code).not.toBe(READ.ok);
    }
  }
});

test('error logs answer to any bytes', () => {
  const read = errorLogReader(120);
  fc.assert(
    fc.property(fc.oneof(anyBytes, mutated), (text) => {
      const into = createErrorLine();
      expect(Object.values(READ)).toContain(read(text, 0, text.length, into));
      expect(Number.isFinite(into.time)).toBe(true);
      expect(into.cause >= -1 && into.cause < FAULTS.length).toBe(true);
      expect(into.clientTo <= text.length).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('detection answers to any bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyBytes, mutated), { maxLength: 5 }), (lines) => {
      const sample = Uint8Array.from(lines.flatMap((line) => [...line, 10]));
      const detection = detectFormat(sample);
      expect(detection === undefined || (detection.share > 0 && detection.share <= 1)).toBe(true);
      expect(typeof isErrorLog(sample)).toBe('boolean');
    }),
    { numRuns: 100 },
  );
});
