/** Laws of reports in a CSV: a row says to the door what its cells say, whatever they hold, and no row is passed over. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadFileError } from './csv.ts';
import { readReportRows } from './report-rows.ts';

async function read(text: string, service?: string) {
  const rows = [];
  for await (const row of readReportRows(Readable.from([Buffer.from(text)]), service)) rows.push(row);
  return rows;
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

test('what a row says is what the door is told, in any order of columns and whatever the cells hold', async () => {
  const FIELDS = ['service', 'symptom', 'component', 'country', 'network', 'reporter', 'id'];
  // Cells are trimmed, and an empty one says nothing.
  const cell = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(FIELDS, { minLength: 1 }),
      fc.array(fc.array(fc.option(cell, { nil: '' }), { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 5 }),
      async (columns, cells) => {
        const rows = cells.map((row) => row.slice(0, columns.length));
        const lines = [['Time', ...columns], ...rows.map((row) => ['2025-03-10 09:45', ...row])];
        const own = columns.includes('service') ? undefined : 'shop';
        const told = await read(lines.map((line) => line.map(quoted).join(';')).join('\n'), own);
        expect(told.map(({ text }) => JSON.parse(text as string))).toEqual(
          rows.map((row) => ({
            kind: 'report',
            at: '2025-03-10T09:45:00.000Z',
            symptom: 'other',
            ...(own === undefined ? {} : { service: own }),
            ...Object.fromEntries(columns.flatMap((name, k) => (row[k] === '' ? [] : [[name, row[k]]]))),
          })),
        );
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test('rows that are none are refused by their line, and the others told', async () => {
  const rows = await read(
    `time,service\n2025-03-10T09:45Z,shop\n2025-03-10T09:45Z\nsoon,shop\n2025-03-10T09:46Z,${'s'.repeat(20_000)}\n`,
  );
  expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  expect(rows[1]!.text).toMatchObject({ code: 'bad-row' });
  expect(JSON.parse(rows[2]!.text as string).at, 'for the door to refuse').toBe('soon');
  expect(rows[3]!.text, 'longer than the door takes').toBeUndefined();
});

test.each([
  ['no time', 'service\nshop\n', undefined, 'no column is called "time"'],
  ['something that no report has', 'time,service,zip\n', undefined, 'no report has a "zip"'],
  ['two columns of one kind', 'time,service,at\n', undefined, 'two columns are of the time'],
  ['no service', 'time,symptom\n', undefined, '--service ID'],
  ['a service twice over', 'time,service\n', 'shop', '--service names one service'],
])('a header with %s is refused', async (_, text, service, why) => {
  const refused = read(text, service);
  await expect(refused).rejects.toThrow(BadFileError);
  await expect(refused).rejects.toThrow(why);
});
