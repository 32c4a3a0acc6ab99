/** Laws of origins in `groundswell traffic`: told of the whole log and of each stretch, with their database and what it does not know. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { combinedLine } from '../../src/traffic/keys.fixture.ts';
import type { TrafficReport } from '../../src/traffic/report.ts';
import { groundswell, tempFolder } from './program.ts';

const folder = tempFolder();
const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
/** First and last address of 9.x.0.0/16, as numbers. */
const block = (x: number): string => `${(9 * 256 + x) * 65_536},${(9 * 256 + x) * 65_536 + 65_535}`;
const START = Date.UTC(2026, 4, 5, 9);
const line = (n: number, at: number, block16: number): string =>
  combinedLine({ client: `9.${block16}.${n % 50}.${n % 200}`, at, target: '/', status: 200, size: 100 });

test('a log tells countries of all of it, and of a stretch against its usual, where two databases differ and what none lists', async () => {
  // An hour of twenty a minute: half from one country, a quarter from another, a quarter in no database; then a flood.
  const usual = Array.from({ length: 1_200 }, (_, n) => line(n, START + n * 3_000, n % 4 < 2 ? 1 : n % 4));
  const flood = Array.from({ length: 2_000 }, (_, n) => line(n, START + 3_600_000 + n * 60, 2));
  const log = write('access.log', `${[...usual, ...flood].join('\n')}\n`);
  const one = write('one.csv', `${block(1)},DE\n${block(2)},FR\n`);
  const two = write('two.csv', `${block(1)},DE\n${block(2)},BE\n`);
  const { code, out } = await groundswell(['traffic', log, '--json', '--database', one, '--database', two]);
  expect(code).toBe(0);
  const { origins, events } = JSON.parse(out) as TrafficReport;
  expect(origins.map(({ kind }) => kind)).toEqual(['country']);
  expect(origins[0]!.rows.map(({ code: country, count }) => [country, count.requests])).toEqual([
    ['FR', 2_300],
    ['DE', 600],
  ]);
  expect(origins[0]!.unknown.requests).toBeCloseTo(300 / 3_200, 10);
  expect(origins[0]!.disagreement!.requestShare).toBeCloseTo(2_300 / 2_900, 10);
  expect(events).toHaveLength(1);
  const [first] = events[0]!.origins[0]!.rows;
  expect(first).toMatchObject({ code: 'FR', rank: 1, usualRank: 2 });
  expect(first!.usualShare).toBeCloseTo(0.25, 10);
  // Five a minute before, a thousand a minute then.
  expect(first!.rateChange!.ratio).toBeGreaterThan(150);
  expect(first!.rateChange!.ratio).toBeLessThan(250);
});
