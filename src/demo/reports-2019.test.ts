/** The reports of 2019: what stands in the file is told as it stands; what is not there is not told. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { REPORTS_FILE, reports2019, scenarioOf, UnreadableReportsError } from './reports-2019.ts';

const DATA = new URL('../../../shared/data', import.meta.url).pathname;
const present = existsSync(join(DATA, REPORTS_FILE));

test('rows and cells that are missing are not zeros', () => {
  const csv = 'time,facebook,gmail\n2019-07-03T12:00:00Z,5,\n2019-07-03T12:20:00Z,0,1\n2019-07-03T13:00:00Z,7,2\n';
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  try {
    expect(reports2019(folder)).toBeUndefined();
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, REPORTS_FILE), gzipSync(csv));
    const told = [...(reports2019(folder)?.tallies() ?? [])];
    expect(told.map(({ at, service, count }) => [new Date(at).toISOString().slice(11, 16), service, count])).toEqual([
      ['12:00', 'facebook', 5],
      ['12:20', 'facebook', 0],
      ['12:20', 'gmail', 1],
      ['13:00', 'facebook', 7],
      ['13:00', 'gmail', 2],
    ]);
    expect(told.every((tally) => tally.stepMinutes === 20)).toBe(true);
    expect(scenarioOf(csv).services.map((service) => service.name)).toEqual(['Facebook', 'Gmail']);
    expect(scenarioOf(csv).end).toBe(Date.parse('2019-07-03T13:20Z'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['', 'line 1'],
  ['time,myspace\n', 'unknown service "myspace"'],
  ['time,gmail\n2019-07-03T12:00:00Z,1\n2019-07-03T12:00:00Z,1\n', 'line 3'],
  ['time,gmail\nyesterday,1\n', 'line 2'],
  ['time,gmail\n2019-07-03T12:00:00Z,-1\n', '"-1" is no count'],
  ['time,gmail\n2019-07-03T12:00:00Z,1,2\n', 'expected 1 counts'],
])('a file that is not the known one is refused with its line: %j', (csv, why) => {
  expect(() => scenarioOf(csv)).toThrow(UnreadableReportsError);
  expect(() => scenarioOf(csv)).toThrow(why);
});

const where = present ? '' : ' (skipped: ../shared/data/reports is absent)';
test.skipIf(!present)(`every count of the real file is told, and no other${where}`, () => {
  const scenario = reports2019(DATA);
  const told = [...(scenario?.tallies() ?? [])];
  // The oracle reads the file by cells, without the reader under test.
  const rows = gunzipSync(readFileSync(join(DATA, REPORTS_FILE)))
    .toString()
    .trim()
    .split('\n')
    .slice(1);
  const cells = rows.flatMap((row) => row.split(',').slice(1));
  expect(told.length).toBe(cells.filter((cell) => cell !== '').length);
  expect(told.reduce((sum, tally) => sum + tally.count, 0)).toBe(cells.reduce((sum, cell) => sum + Number(cell), 0));
  expect(told.every((tally, index) => index === 0 || tally.at >= told[index - 1]!.at)).toBe(true);
  const shown = told.find((tally) => tally.service === 'facebook' && tally.at > scenario!.playFrom && tally.count > 50);
  expect(new Date(shown?.at ?? 0).toISOString()).toBe('2019-07-03T13:40:00.000Z');
});
