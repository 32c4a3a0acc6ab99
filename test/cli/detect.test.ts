/** Laws of `groundswell detect`: its answer has the promised shape, and what it says of a row needs no later row. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { detectAll } from '../../src/core/detect.ts';
import { groundswell, tempFolder } from './program.ts';

interface Incident {
  readonly service?: string;
  readonly start: string;
  readonly detected: string;
  readonly end: string | null;
  readonly waves: { start: string; peak: string; end: string | null; peakCount: number; total: number }[];
}

const START = Date.parse('2025-03-01T00:00Z');
const STEP = 5;
const ROWS = 4 * 288;
/** Four days of small counts with two bursts; the second one runs to the end of the file. */
const counts = Array.from({ length: ROWS }, (_, index) => {
  const quiet = (index * 7) % 5 === 0 ? 1 : 0;
  return quiet + (index >= 700 && index < 720 ? 40 : 0) + (index >= ROWS - 12 ? 60 : 0);
});
const at = (index: number): string => new Date(START + index * STEP * 60_000).toISOString();
const csv = (until = ROWS, columns: readonly string[] = ['count']): string =>
  `time,${columns.join(',')}\n${counts
    .slice(0, until)
    .map((count, index) => `${at(index)},${columns.map((name) => (name === 'calm' ? 0 : count)).join(',')}`)
    .join('\n')}\n`;

const folder = tempFolder();
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const detect = async (path: string, ...options: string[]): Promise<Incident[]> => {
  const { code, out, err } = await groundswell(['detect', path, ...options]);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out).incidents;
};

let whole: string;
let incidents: Incident[];
beforeAll(async () => {
  whole = file('whole.csv', csv());
  incidents = await detect(whole, '--json');
});

test('incidents have start, detected, end and waves with start, peak, end, peakCount, total; an open end is null', () => {
  const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/);
  expect(incidents).toHaveLength(2);
  for (const incident of incidents) {
    expect(incident).toMatchObject({ start: iso, detected: iso });
    expect(incident.service).toBeUndefined();
    expect(incident.waves.length).toBeGreaterThan(0);
    for (const wave of incident.waves) {
      expect(wave).toMatchObject({ start: iso, peak: iso, peakCount: expect.any(Number), total: expect.any(Number) });
      expect([wave.start <= wave.peak, wave.end === null || wave.peak < wave.end]).toEqual([true, true]);
    }
  }
  const [first, second] = incidents as [Incident, Incident];
  // The truth of the file, within two steps.
  expect(Math.abs(Date.parse(first.start) - Date.parse(at(700)))).toBeLessThanOrEqual(2 * STEP * 60_000);
  expect(Math.abs(Date.parse(first.end!) - Date.parse(at(720)))).toBeLessThanOrEqual(2 * STEP * 60_000);
  const [wave] = first.waves;
  expect(wave!.peakCount).toBe(Math.max(...counts.slice(700, 720)));
  const [from, to] = [first.waves[0]!.start, first.waves.at(-1)!.end!].map(
    (time) => (Date.parse(time) - START) / 60_000 / STEP,
  );
  const sum = counts.slice(from, to).reduce((total, count) => total + count, 0);
  expect(first.waves.reduce((total, { total: each }) => total + each, 0)).toBe(sum);
  expect([second.end, second.waves.at(-1)!.end]).toEqual([null, null]);
});

test('what goes to a program is JSON without being asked; gzip, zstd and standard input read the same', async () => {
  const text = csv();
  expect(await detect(whole)).toEqual(incidents);
  expect(await detect(file('packed.csv.gz', gzipSync(text)))).toEqual(incidents);
  expect(await detect(file('packed.csv.zst', zstdCompressSync(text)))).toEqual(incidents);
  const { out } = await groundswell(['detect', '-', '--json'], { input: text });
  expect(JSON.parse(out).incidents).toEqual(incidents);
  const packed = await groundswell(['detect', '-', '--json'], { input: gzipSync(text) });
  expect(JSON.parse(packed.out).incidents).toEqual(incidents);
});

test('several columns are judged apart, and each incident names its own', async () => {
  const found = await detect(file('two.csv', csv(ROWS, ['busy', 'calm', 'other'])), '--json');
  expect(found.map(({ service }) => service)).toEqual(['busy', 'busy', 'other', 'other']);
  expect(found.slice(0, 2).map(({ service, ...rest }) => rest)).toEqual(incidents);
});

test('--scores gives one score from 0 to 1 a row, the same as a JSON array; high where the burst is', async () => {
  const { out } = await groundswell(['detect', whole, '--scores']);
  const scores = out.trimEnd().split('\n').map(Number);
  expect(scores).toHaveLength(ROWS);
  for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
  expect(Math.max(...scores.slice(700, 720))).toBeGreaterThan(Math.max(...scores.slice(300, 700)));
  const json = JSON.parse((await groundswell(['detect', whole, '--scores', '--json'])).out);
  expect(json.times).toHaveLength(ROWS);
  expect(json.scores.map((score: number) => score.toFixed(6))).toEqual(scores.map((score) => score.toFixed(6)));
});

test('read row by row it says what the whole series says', () => {
  const rows = counts.map((count, index) => ({ at: START / 60_000 + index * STEP, count }));
  const { incidents: found } = detectAll(rows as never, { stepMinutes: STEP });
  expect(found.map(({ start, detected, end }) => [start, detected, end])).toEqual(
    incidents.map(({ start, detected, end }) =>
      [start, detected, end].map((time) => time && Date.parse(time) / 60_000),
    ),
  );
});

test('detected is causal: cut after that row the incident is there, cut before it is not; scores never change', async () => {
  const { detected } = incidents[0]!;
  const row = (Date.parse(detected) - START) / 60_000 / STEP;
  const [before, after, scores] = await Promise.all([
    detect(file('before.csv', csv(row)), '--json'),
    detect(file('after.csv', csv(row + 1)), '--json'),
    groundswell(['detect', file('scores.csv', csv(row + 1)), '--scores']),
  ]);
  expect(before).toEqual([]);
  expect(after).toMatchObject([{ detected, end: null }]);
  const all = (await groundswell(['detect', whole, '--scores'])).out.split('\n');
  expect(scores.out.trimEnd().split('\n')).toEqual(all.slice(0, row + 1));
});

test('a smaller budget never finds more', async () => {
  const strict = await detect(whole, '--json', '--confirmed-per-year', '0.0001', '--possible-per-month', '0.0001');
  expect(strict.length).toBeLessThanOrEqual(incidents.length);
});

test('a missing row is unknown, not zero: without the quiet rows of a gap the burst after it is found all the same', async () => {
  const lines = csv().trimEnd().split('\n');
  const holes = [...lines.slice(0, 400), ...lines.slice(430)].join('\n');
  expect((await detect(file('holes.csv', holes), '--json')).length).toBe(2);
});

test('single reports give what their counts by the minute give', async () => {
  const minute = (index: number): string => new Date(START + index * 60_000).toISOString();
  const by = counts.map((count, index) => [minute(index), count] as const);
  const reports = by.flatMap(([time, count]) => new Array<string>(count).fill(`${time},shop`));
  const ofReports = await detect(file('single.csv', `time,service\n${reports.join('\n')}\n`));
  // From the first report's minute to the last one's.
  const from = counts.findIndex((count) => count > 0);
  const rows = by.slice(from, counts.findLastIndex((count) => count > 0) + 1);
  const ofCounts = await detect(file('minutes.csv', `time,count\n${rows.map((row) => row.join(',')).join('\n')}\n`));
  expect(ofReports.length, 'anti-vacuity').toBeGreaterThan(0);
  expect(ofReports).toEqual(ofCounts);
});
