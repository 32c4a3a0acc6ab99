/** Laws of reports that are counted: each once, in its minute and for its service, in any order; a minute without one is zero. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadFileError } from './csv.ts';
import { countReports } from './report-counts.ts';

const START = Date.parse('2025-03-10T09:00Z') / 60_000;
const read = (text: string) => countReports(Readable.from([Buffer.from(text)]));

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

test('without services all are counted together', async () => {
  const { columns, first } = await read('time\n2025-03-10T09:00Z\n2025-03-10T09:00:59Z\n');
  expect([columns, first.counts]).toEqual([['reports'], [2]]);
});

test.each([
  ['nothing', 'time,service\n', 'no reports'],
  ['no time', 'service,symptom\nshop,slow\n', 'no column is called "time"'],
  ['counts by service', 'time,service,Count\n2025-03-10T09:00Z,shop,7\n', 'line 1: "Count" says how many'],
  ['a wrong time', 'time\n2025-03-10T09:00Z\nnoon\n', 'line 3: "noon" is not a time'],
  ['a torn row', 'time,service\n2025-03-10T09:00Z\n', 'line 2: 1 cells where the header has 2'],
  ['a time far away', 'time\n2025-03-10T09:00Z\n1925-03-10T09:00Z\n', 'line 3: "1925-03-10T09:00Z" is years away'],
])('%s is refused, told where', async (_, text, why) => {
  await expect(read(text)).rejects.toThrow(BadFileError);
  await expect(read(text)).rejects.toThrow(why);
});
