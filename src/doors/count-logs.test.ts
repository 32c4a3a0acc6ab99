/** Laws of reading log files: whatever they are packed in and however they are cut, every line counts once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Counts } from '../traffic/counts.ts';
import { combinedLine } from '../traffic/keys.fixture.ts';
import { makeReport } from '../traffic/make-report.ts';
import type { TrafficReport } from '../traffic/report.ts';
import { countLogs } from './count-logs.ts';
import { inspectFiles } from './log-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-logs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const START = Date.UTC(2025, 2, 10, 9);
const lineOf = (n: number): string =>
  combinedLine({
    client: `198.51.${n % 50}.${n % 200}`,
    at: START + (n % 3_600) * 1_000,
    target: `/page/${n % 30}`,
    status: n % 11 === 0 ? 502 : 200,
    size: n % 1_000,
    agent: 'Mozilla/5.0 (test) Gecko/20100101',
  });
const textOf = (lines: number, ending = '\n'): string =>
  Array.from({ length: lines }, (_, n) => lineOf(n)).join(ending) + ending;

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const nothing = (): Readable => Readable.from([]);

async function countsOf(paths: string[], workers = 2, stdin = nothing()): Promise<Counts> {
  const inspected = await inspectFiles(paths, { stdin });
  const { counts, problems } = await countLogs(inspected, { workers });
  expect([inspected.unread, problems]).toEqual([[], []]);
  return counts;
}

const reportOf = (counts: Counts): TrafficReport =>
  makeReport(counts, { files: [], counted: [0], addresses: true, top: 10 });

const LINES = 3_000;
const plain = put('plain.log', textOf(LINES));

describe('the same lines give the same report', () => {
  const expected = countsOf([plain], 1).then(reportOf);

  test.each<[string, () => Promise<Counts>]>([
    ['read by two workers', () => countsOf([plain], 2)],
    ['read by five', () => countsOf([plain], 5)],
    ['in gzip', () => countsOf([put('a.log.gz', gzipSync(textOf(LINES)))])],
    [
      'in two members of gzip',
      () =>
        countsOf([
          put('b.log.gz', Buffer.concat([gzipSync(textOf(1)), gzipSync(textOf(LINES).slice(textOf(1).length))])),
        ]),
    ],
    ['in zstd', () => countsOf([put('c.log.zst', zstdCompressSync(textOf(LINES)))])],
    ['on standard input', () => countsOf(['-'], 2, Readable.from([Buffer.from(textOf(LINES))]))],
    [
      'on standard input, in odd pieces',
      () =>
        countsOf(
          ['-'],
          2,
          Readable.from(
            textOf(LINES)
              .match(/[\s\S]{1,997}/g)!
              .map((part) => Buffer.from(part)),
          ),
        ),
    ],
    ['with CRLF', () => countsOf([put('d.log', textOf(LINES, '\r\n'))])],
    ['without the last line break', () => countsOf([put('e.log', textOf(LINES).trimEnd())])],
    [
      'in two files, the later one first',
      () => {
        const lines = textOf(LINES).split('\n');
        return countsOf([
          put('g.log', `${lines.slice(1_700).join('\n')}`),
          put('f.log', `${lines.slice(0, 1_700).join('\n')}\n`),
        ]);
      },
    ],
    [
      'in files that a pattern stands for',
      () => {
        const lines = textOf(LINES).split('\n');
        put('many-1.log', lines.slice(0, 900).join('\n'));
        put('many-2.log.gz', gzipSync(lines.slice(900).join('\n')));
        return countsOf([join(folder, 'many-*')]);
      },
    ],
  ])('%s', async (_, count) => {
    expect(reportOf(await count())).toEqual(await expected);
  });
});

test('lines cut by the border of a piece count once', async () => {
  // More than two pieces of 4 MiB, with lines of changing length.
  const lines = Array.from({ length: 40_000 }, (_, n) =>
    lineOf(n).replace('/page/', `/${'x'.repeat((n * 37) % 300)}/`),
  );
  const counts = await countsOf([put('large.log', lines.join('\n'))]);
  expect([counts.lines, counts.reads[0]]).toEqual([lines.length, lines.length]);
  expect(counts.statuses[502]).toBe(lines.filter((_, n) => n % 11 === 0).length);
});

test('a line without end is refused once, and what follows it is read', async () => {
  const counts = await countsOf([put('endless.log', `${textOf(5)}${'x'.repeat(9 << 20)}\n${textOf(5)}`)]);
  expect(counts.reads[0]).toBe(10);
  expect(counts.lines - counts.reads[0]!).toBe(1);
});

test('an error log beside the access log says why requests failed', async () => {
  const access = put('access.log', textOf(200));
  const times = Array.from({ length: 10 }, (_, n) => `2025/03/10 09:00:${String(n * 2).padStart(2, '0')}`);
  const error = put(
    'error.log',
    times
      .map(
        (time, n) =>
          `${time} [error] 7#7: *${n} connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: shop.example, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:9000/"\n`,
      )
      .join(''),
  );
  const { totals } = reportOf(await countsOf([access, error]));
  expect(totals.faults['origin-refused']).toBeGreaterThan(0);
  expect(Object.values(totals.faults).reduce((sum, n) => sum + n, 0)).toBe(totals.statuses.serverError);
});

describe('a file that cannot be counted is told with its reason, and the others are', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /empty/],
    ['binary', new Uint8Array(4_000), /no text/],
    ['something else', 'one,two\nthree,four\n', /known format/],
  ])('%s', async (name, content, problem) => {
    const { files, unread } = await inspectFiles([put(`bad-${name}`, content), plain], { stdin: nothing() });
    expect(files.map(({ path }) => path)).toEqual([plain]);
    expect(unread[0]?.problem).toMatch(problem);
  });

  test('gzip that is cut short counts as far as it goes', async () => {
    const whole = gzipSync(textOf(LINES));
    const path = put('cut.log.gz', whole.subarray(0, whole.length / 2));
    const { counts, problems } = await countLogs(await inspectFiles([path], { stdin: nothing() }));
    expect(counts.reads[0]).toBeGreaterThan(500);
    expect(problems.map((one) => one.path)).toEqual([path]);
  });
});
