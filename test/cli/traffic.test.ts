/** Laws of `groundswell traffic`: its answer has the promised shape, its exit codes say how it went, and real logs are read. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { combinedLine } from '../../src/traffic/keys.fixture.ts';
import type { TrafficReport } from '../../src/traffic/report.ts';
import { groundswell, tempFolder } from './program.ts';

const folder = tempFolder();
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const START = Date.UTC(2025, 2, 10, 9);

/** Two hours of visits, and two minutes in which one client asks forty times a second. */
const lines = [
  ...Array.from({ length: 7_200 }, (_, n) =>
    combinedLine({
      client: `198.51.100.${n % 200}`,
      at: START + n * 1_000,
      target: n % 2 === 0 ? `/page/${n % 40}` : '/style.css',
      status: 200,
      size: 700,
      referrer: 'https://shop.example/',
      agent: 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0',
    }),
  ),
  ...Array.from({ length: 4_800 }, (_, n) =>
    combinedLine({ client: '203.0.113.9', at: START + 3_600_000 + n * 25, target: '/search', status: 503, size: 90 }),
  ),
];
const log = file('access.log', `${lines.join('\n')}\n`);
const traffic = async (...args: string[]): Promise<TrafficReport> => {
  const { code, out, err } = await groundswell(['traffic', ...args, '--json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as TrafficReport;
};

test('a log gives its totals, its minutes, and the event in it with its diagnosis', async () => {
  const report = await traffic(log);
  expect(report.lines).toMatchObject({ read: lines.length, counted: lines.length, refused: 0 });
  expect(report.totals.statuses).toMatchObject({ success: 7_200, serverError: 4_800 });
  expect(report.minutes?.requests).toHaveLength(120);
  expect(report.minutes?.requests[60]).toBe(60 + 2_400);
  expect(report.events).toHaveLength(1);
  expect(report.events[0]).toMatchObject({ from: '2025-03-10T10:00:00Z', to: '2025-03-10T10:02:00Z', minutes: 2 });
  expect(report.events[0]?.diagnosis?.verdict.words).toMatch(/\w/);
});

test('an address is shown only where it was asked for', async () => {
  expect(JSON.stringify(await traffic(log))).not.toContain('203.0.113.9');
  expect((await traffic(log, '--addresses')).top.clients?.[0]).toMatchObject({ name: '203.0.113.9', requests: 4_800 });
});

test('standard input, packed or not, gives what the file gives', async () => {
  const [fromFile, packed] = await Promise.all([
    traffic(log),
    groundswell(['traffic', '-', '--json'], { input: gzipSync(readFileSync(log)) }),
  ]);
  expect({ ...(JSON.parse(packed.out) as TrafficReport), files: fromFile.files }).toEqual(fromFile);
});

describe('what goes wrong is told, with an exit code', () => {
  test.each<[string, string[], number, RegExp]>([
    ['no file', ['traffic'], 2, /name one or more log files/],
    ['a file that is not there', ['traffic', 'nowhere.log'], 1, /there is no file nowhere\.log/],
    ['an empty file', ['traffic', file('empty.log', '')], 1, /empty/],
    ['a file of another kind', ['traffic', file('other.txt', 'a,b\nc,d\n')], 1, /--format/],
    ['a format that nobody knows', ['traffic', log, '--format', 'clay'], 2, /no format is called "clay"/],
    ['a folder', ['traffic', folder], 1, /is a folder/],
  ])('%s', async (_, args, code, words) => {
    const outcome = await groundswell(args);
    expect(outcome.code).toBe(code);
    expect(outcome.err).toMatch(words);
  });

  test('a file that cannot be read does not keep the others from being counted', async () => {
    const { code, out, err } = await groundswell(['traffic', file('zero.log', ''), log, '--json']);
    expect(code).toBe(0);
    expect(err).toMatch(/zero\.log: the file is empty/);
    expect((JSON.parse(out) as TrafficReport).lines.counted).toBe(lines.length);
  });
});

const REAL = new URL('../../../shared/data/logs/', import.meta.url).pathname;
const here = existsSync(REAL);

describe.skipIf(!here)(`real logs${here ? '' : ' (skipped: the folder shared/data/logs is not here)'}`, () => {
  test('ten thousand real lines are read, all but the few that are broken', async () => {
    const { execFileSync } = await import('node:child_process');
    const text = execFileSync('xz', ['-dkc', join(REAL, 'apache_logs.xz')], { maxBuffer: 1 << 26 });
    const { lines: read, totals } = await traffic(file('apache_logs', text));
    expect(read.read).toBe(10_000);
    expect(read.refused).toBeLessThan(20);
    // Counted by hand: awk '{print $1}' | sort -u | wc -l gives 1,753.
    expect(Math.abs(totals.clients - 1_753)).toBeLessThan(0.03 * 1_753);
  });

  test("NASA's shutdown of 1 August 1995 shows as a drop at the end of the day's log", async () => {
    const { execFileSync } = await import('node:child_process');
    const text = execFileSync('xz', ['-dkc', join(REAL, 'nasa_19950801.tsv.xz')], { maxBuffer: 1 << 26 });
    const { events } = await traffic(file('nasa.tsv', text));
    const last = events.at(-1);
    expect(last?.signs.map(({ signal }) => signal)).toEqual(['fewer-requests']);
    expect(last?.open.end).toBe(true);
    expect(Date.parse(last?.from ?? '')).toBeGreaterThan(Date.parse('1995-08-01T18:30:00Z'));
  });
});
