/** Laws of rows that are gathered: each counts once, in its step and for its service, in any order; what is not there is zero or unknown by what the file shows. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCounts } from './counts.ts';
import type { CountRow } from './counts-file.ts';
import { BadFileError, headerOf } from './csv.ts';
import { csvKind } from './csv-kind.ts';

const START = Date.parse('2025-03-10T09:00Z') / 60_000;
const read = (text: string) => openCounts(Readable.from([Buffer.from(text)]));

async function collected(rows: AsyncIterable<CountRow>): Promise<CountRow[]> {
  const all: CountRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

test('every report is counted once, in its minute and for its service', async () => {
  const report = fc.record({
    minute: fc.integer({ min: 0, max: 200 }),
    second: fc.integer({ min: 0, max: 59 }),
    service: fc.constantFrom('shop', 'Web mail', 'tv'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 100 }), async (reports) => {
      const line = ({ minute, second, service }: (typeof reports)[number]) =>
        `${service},${new Date((START + minute) * 60_000 + second * 1_000).toISOString()},slow`;
      const { columns, stepMinutes, rows } = await read(`service,created_at,what\n${reports.map(line).join('\n')}`);
      expect(stepMinutes).toBe(1);
      expect(columns).toEqual([...new Set(reports.map(({ service }) => service))].sort());
      const minutes = reports.map(({ minute }) => minute);
      let next = START + Math.min(...minutes);
      for await (const { at, counts } of rows) {
        expect(at).toBe(next++);
        for (const [index, service] of columns.entries()) {
          const those = reports.filter((one) => one.service === service && START + one.minute === at);
          expect(counts[index]).toBe(those.length);
        }
      }
      expect(next).toBe(START + Math.max(...minutes) + 1);
    }),
    { seed: 3, numRuns: 100 },
  );
});

test.each([
  [['time', 'Service'], 'reports'],
  [['symptom', 'at'], 'reports'],
  [['time'], 'reports'],
  [['time', 'count'], 'columns'],
  [['time', 'shop', 'mail'], 'columns'],
  [['time', 'reports'], 'columns'],
  [['Count', 'time', 'service'], 'rows'],
  [['time', 'symptom', 'n'], 'rows'],
] as const)('a header of %s is of %s', (header, kind) => {
  expect(csvKind(headerOf(Buffer.from(`${header.join(',')}\n`)))).toBe(kind);
});

test('a row for each service and step comes to the same as a column for each service', async () => {
  const cell = fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 50 }));
  const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 60 }), async (steps, stepMinutes) => {
      const services = ['mail', 'shop', 'tv'];
      const time = (step: number) => new Date((START + step * stepMinutes) * 60_000).toISOString();
      const rows = steps.flatMap((counts, step) =>
        counts.map((count, index) => `${time(step)},${services[index]},${count ?? ''},x`),
      );
      const long = await read(`time,service,count,country\n${rows.toReversed().join('\n')}`);
      expect([long.columns, long.stepMinutes]).toEqual([services, stepMinutes]);
      const wide = await read(
        `time,${services.join(',')}\n${steps.map((counts, step) => `${time(step)},${counts.map((count) => count ?? '').join(',')}`).join('\n')}`,
      );
      // Else what is not there would be none.
      fc.pre(steps.some((counts) => counts.some((count) => !count)));
      expect(await collected(long.rows)).toEqual(await collected(wide.rows));
    }),
    { seed: 5, numRuns: 100 },
  );
});

test('what no row says is none, unless zeros are written; rows of one service and step add up', async () => {
  const all = async (text: string) => (await collected((await read(text)).rows)).map(({ counts }) => counts);
  const rows = ['00Z,shop,3', '00Z,shop,4', '10Z,mail,1', '20Z,shop,2'].map((row) => `2025-03-10T09:${row}`);
  expect(await all(`time,service,count\n${rows.join('\n')}\n`)).toEqual([
    [0, 7],
    [1, 0],
    [0, 2],
  ]);
  expect(await all(`time,service,count\n${rows.join('\n')}\n2025-03-10T09:00Z,mail,0\n`)).toEqual([
    [0, 7],
    [1, undefined],
    [undefined, 2],
  ]);
});

test('without services all are counted together', async () => {
  const { columns, first } = await read('time\n2025-03-10T09:00Z\n2025-03-10T09:00:59Z\n');
  expect([columns, first.counts]).toEqual([['reports'], [2]]);
});

test.each([
  ['nothing', 'time,service\n', 'a header and no rows'],
  ['no time', 'service,symptom\nshop,slow\n', 'no column is called "time"'],
  ['half a count', 'time,service,count\n2025-03-10T09:00Z,shop,0.5\n', 'line 2: "0.5" is not a count'],
  ['no service', 'time,service\n2025-03-10T09:00Z,\n', 'line 2: it does not say of which service it is'],
  [
    'a step off the grid',
    `time,service,n\n${['00', '20', '40', '50'].map((minute) => `2025-03-10T09:${minute}Z,shop,1`).join('\n')}\n`,
    'the row of 2025-03-10T09:50:00.000Z is not on the grid of 20-minute steps',
  ],
  ['a wrong time', 'time\n2025-03-10T09:00Z\nnoon\n', 'line 3: "noon" is not a time'],
  ['a torn row', 'time,service\n2025-03-10T09:00Z\n', 'line 2: 1 cells where the header has 2'],
  ['a time far away', 'time\n2025-03-10T09:00Z\n1925-03-10T09:00Z\n', 'line 3: "1925-03-10T09:00Z" is years away'],
])('%s is refused, told where', async (_, text, why) => {
  await expect(read(text)).rejects.toThrow(BadFileError);
  await expect(read(text)).rejects.toThrow(why);
});
