/** Laws of counts in a CSV: every honest spelling is read the same, and what is wrong is told with its line and a remedy. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCounts } from './counts.ts';
import { type CountRow, stepOf } from './counts-file.ts';
import { BadFileError } from './csv.ts';

const stream = (...chunks: (string | Buffer)[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

async function read(input: Readable): Promise<{ columns: readonly string[]; stepMinutes: number; rows: CountRow[] }> {
  const { columns, stepMinutes, rows } = await openCounts(input);
  const all: CountRow[] = [];
  for await (const row of rows) all.push(row);
  return { columns, stepMinutes, rows: all };
}

const minute = (iso: string): number => Date.parse(iso) / 60_000;
const PLAIN = 'time,count\n2025-03-10T09:45:00Z,3\n2025-03-10T09:50:00Z,\n2025-03-10T09:55:00Z,5\n';
const EXPECTED = {
  columns: ['count'],
  stepMinutes: 5,
  rows: [
    { at: minute('2025-03-10T09:45Z'), counts: [3] },
    { at: minute('2025-03-10T09:50Z'), counts: [undefined] },
    { at: minute('2025-03-10T09:55Z'), counts: [5] },
  ],
};

test.each([
  ['as documented', PLAIN],
  ['with CRLF', PLAIN.replaceAll('\n', '\r\n')],
  ['with a byte order mark', `\uFEFF${PLAIN}`],
  ['without a last line end', PLAIN.trimEnd()],
  ['with blank lines', PLAIN.replaceAll('\n', '\n\n')],
  ['with quotes', PLAIN.replaceAll(/([^,\n]+)/g, '"$1"')],
  ['with spaces around', PLAIN.replaceAll(',', ' , ')],
  ['with semicolons', PLAIN.replaceAll(',', ';')],
  ['with tabs', PLAIN.replaceAll(',', '\t')],
  ['with another name for time', PLAIN.replace('time', 'Timestamp')],
  ['with a space in the time', PLAIN.replaceAll(/T(\d)/g, ' $1')],
  ['without a zone', PLAIN.replaceAll('Z', '')],
  ['without seconds', PLAIN.replaceAll(':00Z', 'Z')],
  ['with seconds inside the minute', PLAIN.replaceAll(':00Z', ':59.999Z')],
  ['in another zone', PLAIN.replaceAll('T09', 'T11').replaceAll('Z', '+02:00')],
  ['with a short zone, as psql prints it', PLAIN.replaceAll('T09', ' 04').replaceAll('Z', '-05')],
  ['with UTC written out', PLAIN.replaceAll('Z', ' UTC')],
  ['with whole numbers written as decimals', PLAIN.replace(',3', ',3.0').replace(',5', ',5.')],
])('read the same: %s', async (_, text) => {
  expect(await read(stream(text))).toEqual(EXPECTED);
});

test('several columns keep their order, wherever the time stands', async () => {
  const { columns, rows } = await read(stream('a,time,b\n1,2025-01-01T00:00Z,2\n,2025-01-01T00:01Z,0\n'));
  expect(columns).toEqual(['a', 'b']);
  expect(rows.map(({ counts }) => counts)).toEqual([
    [1, 2],
    [undefined, 0],
  ]);
});

const with3 = (line: string) => `time,count\n2025-03-10T09:45:00Z,3\n${line}\n`;
test.each([
  ['a time that is none', with3('yesterday,3'), 'line 3', '2025-03-10T09:45:00Z'],
  ['a day that is not in the calendar', with3('2025-02-30T09:45:00Z,3'), 'line 3', 'not a time'],
  ['an hour that is not', with3('2025-03-10T25:00:00Z,3'), 'line 3', 'not a time'],
  ['a zone that is not', with3('2025-03-10T09:46:00+99:00,3'), 'line 3', 'not a time'],
  ['a negative count', with3('2025-03-10T09:46:00Z,-3'), 'line 3', 'whole number'],
  ['a fraction', with3('2025-03-10T09:46:00Z,3.5'), 'line 3', 'whole number'],
  ['a number in hexadecimal', with3('2025-03-10T09:46:00Z,0x10'), 'line 3', 'whole number'],
  ['a count too large to be counted', with3('2025-03-10T09:46:00Z,99999999999999999999'), 'line 3', 'whole number'],
  ['a word for nothing', with3('2025-03-10T09:46:00Z,NaN'), 'line 3', 'leave the cell empty'],
  ['a cell too many', with3('2025-03-10T09:46:00Z,3,4'), 'line 3', '3 cells where the header has 2'],
  ['a cell too few', with3('2025-03-10T09:46:00Z'), 'line 3', '1 cells where the header has 2'],
  ['a wrong row after a cell of two lines', 'time,"the\ncount"\n2025-01-01T00:00Z,1\nx,2\n', 'line 4', 'not a time'],
  ['no column of times', 'when,count\n1,2\n', 'line 1', 'time,count'],
  ['two columns of one name', 'time,a,a\n', 'line 1', '"a"'],
  ['a column without a name', 'time,a,\n', 'line 1', 'column 3'],
  ['a quote that does not end', 'time,count\n"2025-01-01T00:00Z,1\n', 'not a CSV', ''],
  ['nothing', '', 'empty', 'time,count'],
  ['a header alone', 'time,count\n', 'no rows', ''],
  ['the same time twice', with3('2025-03-10T09:45:30Z,4'), '2025-03-10T09:45', 'sort the file by time'],
  ['time going back', with3('2025-03-10T09:44:00Z,4'), '2025-03-10T09:44', 'sort the file by time'],
  ['days', 'time,count\n2025-01-01T00:00Z,1\n2025-01-02T00:00Z,1\n', '1440 minutes', '60 minutes'],
  [
    'a row off the grid',
    'time,count\n2025-01-01T00:00Z,1\n2025-01-01T00:10Z,1\n2025-01-01T00:20Z,1\n2025-01-01T00:33Z,1\n',
    '00:33',
    '10-minute',
  ],
])('refused, told where and what to do: %s', async (_, text, where, remedy) => {
  const failure = await read(stream(text)).catch((cause: unknown) => cause);
  expect(failure).toBeInstanceOf(BadFileError);
  expect((failure as Error).message).toContain(where);
  expect((failure as Error).message).toContain(remedy);
});

test('any steps on one grid give that step, and a missing row is not there rather than zero', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 1e6 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 60 }),
      (step, start, kept) => {
        // Of any three steps at least two neighbours are there, so that single steps are the most common distance.
        const present = kept.flatMap((one, index) => (one || index % 3 !== 2 ? [index] : []));
        const times = present.map((index) => (start + index) * step);
        expect(stepOf(times as never)).toBe(step);
      },
    ),
  );
});

test('wherever the pieces of a file end it reads the same', async () => {
  const bytes = Buffer.from(PLAIN.replace('count', 'zähler 🌊'));
  for (let cut = 1; cut < bytes.length; cut += 3) {
    expect(await read(stream(bytes.subarray(0, cut), bytes.subarray(cut)))).toEqual({
      ...EXPECTED,
      columns: ['zähler 🌊'],
    });
  }
});

test('of a long file no more is held than its head', async () => {
  let made = 0;
  function* lines(): Generator<Buffer> {
    yield Buffer.from('time,count\n');
    for (; made < 200_000; made += 1) yield Buffer.from(`${new Date(made * 60_000).toISOString()},1\n`);
  }
  const { rows } = await openCounts(Readable.from(lines(), { objectMode: false }));
  let taken = 0;
  for await (const _ of rows) {
    taken += 1;
    if (taken === 1) expect(made).toBeLessThan(20_000);
  }
  expect(taken).toBe(200_000);
});
