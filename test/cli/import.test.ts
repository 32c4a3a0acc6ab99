/** Laws of `groundswell import`: a file is taken whole or told what is wrong with it; the journal holds what it said. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import { groundswell, tempFolder } from './program.ts';

const iso = (minute: number): string => new Date(Date.parse('2025-03-01T00:00Z') + minute * 60_000).toISOString();
const CSV = `time,shop,mail\n${Array.from({ length: 300 }, (_, index) => `${iso(index * 5)},${index % 3},${index % 7 === 0 ? '' : index % 2}`).join('\n')}\n`;
const report = (minute: number, more: object = {}): string =>
  JSON.stringify({ kind: 'report', at: iso(minute), service: 'shop', symptom: 'slow', ...more });

/** What the journal holds, read without our code. */
function entries(folder: string): Entry[] {
  const database = new DatabaseSync(join(folder, 'data/groundswell.db'), { readOnly: true });
  try {
    const rows = database.prepare('select body from entry order by seq').all() as { body: Uint8Array }[];
    return rows.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as Entry);
  } finally {
    database.close();
  }
}

async function run(folder: string, args: string[], input?: string | Buffer) {
  const { code, out, err } = await groundswell(['import', ...args, '--json'], {
    cwd: folder,
    ...(input === undefined ? {} : { input }),
  });
  return { code, err, done: out === '' ? undefined : JSON.parse(out) };
}

test('a CSV becomes one tally a counted cell, plain, packed or from standard input; check and rebuild agree', async () => {
  const sums: unknown[] = [];
  for (const way of ['plain', 'gzip', 'stdin']) {
    const folder = tempFolder();
    writeFileSync(join(folder, 'past.csv'), way === 'gzip' ? gzipSync(CSV) : CSV);
    const { code, done } =
      way === 'stdin'
        ? await run(folder, ['-', '--timeline', 'past'], CSV)
        : await run(folder, ['past.csv', '--timeline', 'past']);
    expect([code, done.services, done.refused]).toEqual([0, ['mail', 'shop'], 0]);
    const tallies = entries(folder).filter((entry) => entry.kind === 'tally');
    expect(tallies).toHaveLength(done.signals);
    const sum = (service: string) =>
      tallies.filter((one) => one.service === service).reduce((all, { count }) => all + count, 0);
    sums.push([tallies.length, sum('shop'), sum('mail')]);
    if (way !== 'gzip') continue;
    const check = await groundswell(['check', '--json'], { cwd: folder });
    expect([check.code, JSON.parse(check.out).ok]).toEqual([0, true]);
    const rebuilt = await groundswell(['rebuild', '--json'], { cwd: folder });
    expect([rebuilt.code, JSON.parse(rebuilt.out).same]).toEqual([0, true]);
  }
  const rows = Array.from({ length: 300 }, (_, index) => index);
  const shop = rows.reduce((all, index) => all + (index % 3), 0);
  const mail = rows.filter((index) => index % 7 !== 0).reduce((all, index) => all + (index % 2), 0);
  const cells = 300 + rows.filter((index) => index % 7 !== 0).length;
  expect(sums).toEqual([
    [cells, shop, mail],
    [cells, shop, mail],
    [cells, shop, mail],
  ]);
});

test('a row for each service and step is the same past as a column for each service', async () => {
  const cells = CSV.trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));
  const long = cells.flatMap(([time, shop, mail]) => [`${time},shop,${shop}`, `${time},mail,${mail}`]);
  const signals = async (text: string) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'past.csv'), text);
    const { code, done } = await run(folder, ['past.csv']);
    const kept = entries(folder).filter(({ kind }) => kind === 'tally' || kind === 'tick');
    return { code, done, kept: kept.map((entry) => JSON.stringify(entry)).sort() };
  };
  expect(await signals(`time,service,count\n${long.join('\n')}\n`)).toEqual(await signals(CSV));
});

test('a file with one wrong row is refused before anything of it is written, and taken once it is mended', async () => {
  const folder = tempFolder();
  const wrong = CSV.replace(`${iso(1_000)},`, 'yesterday,');
  expect(wrong).not.toBe(CSV);
  writeFileSync(join(folder, 'past.csv'), wrong);
  const first = await run(folder, ['past.csv']);
  expect([first.code, first.err]).toEqual([1, expect.stringContaining('line 202: "yesterday" is not a time')]);
  writeFileSync(join(folder, 'past.csv'), CSV);
  expect((await run(folder, ['past.csv'])).code).toBe(0);
  const again = await run(folder, ['past.csv']);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('the past cannot be judged again')]);
});

test('reports as NDJSON are taken or refused line by line; refusals name the line and make the exit code 1', async () => {
  const folder = tempFolder();
  const lines = [
    report(0, { id: 'a' }),
    'nonsense',
    '',
    report(1, { symptom: 'haunted' }),
    '{"kind":"report","service":"shop","symptom":"slow"}',
    report(2, { id: 'b' }),
  ];
  writeFileSync(join(folder, 'r.ndjson'), lines.join('\r\n'));
  const { code, done } = await run(folder, ['r.ndjson']);
  expect(code).toBe(1);
  expect(done).toMatchObject({ signals: 2, refused: 3, services: ['shop'] });
  expect(done.refusals.map(({ line }: { line: number }) => line)).toEqual([2, 4, 5]);
  const held = entries(folder);
  expect(held.filter(({ kind }) => kind === 'report')).toMatchObject([{ id: 'a' }, { id: 'b' }]);
  expect(held.find(({ kind }) => kind === 'service')).toMatchObject({
    service: { id: 'shop', timeline: 'import-r', provenance: { kind: 'replayed' } },
  });

  const again = await run(folder, ['r.ndjson']);
  expect([again.code, again.done.signals]).toEqual([1, 0]);
  expect(again.done.refusals[0].detail).toContain('the past cannot be judged again');
});

test('reports as CSV give the entries that the same ones give as NDJSON', async () => {
  const header = 'created_at,service,symptom,country,id';
  const rows = Array.from({ length: 40 }, (_, index) => [
    iso(index),
    'shop',
    'slow',
    index % 2 ? 'DE' : '',
    `r${index}`,
  ]);
  const csv = [header, ...rows.map((row) => row.join(','))].join('\n');
  const ndjson = rows.map(([, , , country, id], index) => report(index, country === '' ? { id } : { id, country }));
  const told: Entry[][] = [];
  for (const [name, text] of [
    ['r.csv', csv],
    ['r.ndjson', ndjson.join('\n')],
  ] as const) {
    const folder = tempFolder();
    writeFileSync(join(folder, name), text);
    expect((await run(folder, [name])).done).toMatchObject({ signals: 40, refused: 0, late: 0 });
    told.push(entries(folder).filter(({ kind }) => kind === 'report'));
  }
  expect(told[0]).toEqual(told[1]);

  const folder = tempFolder();
  const wrong = csv.replace(`${iso(7)},shop,slow`, `${iso(7)},shop,haunted`);
  const { code, done } = await run(folder, ['-'], wrong);
  expect([code, done.signals]).toEqual([1, 39]);
  expect(done.refusals).toEqual([{ line: 9, detail: expect.stringContaining('symptom') }]);
});

test('lines too far out of order are told of, not passed over in silence', async () => {
  const folder = tempFolder();
  const lines = [...Array.from({ length: 30 }, (_, index) => report(index)), report(3), report(29)];
  expect((await run(folder, ['-', '--timeline', 'past'], lines.join('\n'))).done).toMatchObject({
    signals: 32,
    late: 1,
  });
});

test('tallies as NDJSON make services of their own step', async () => {
  const folder = tempFolder();
  const lines = [0, 1, 2].map((index) =>
    JSON.stringify({ kind: 'tally', at: iso(index * 20), service: 'Big Shop', stepMinutes: 20, count: index }),
  );
  const { code, done } = await run(folder, ['-'], lines.join('\n'));
  expect([code, done.signals, done.services]).toEqual([0, 3, ['big-shop']]);
});

test('a live service gets its history by its own clock; another clock, or the future, is refused', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 's.yaml'), 'services: [{ id: shop }]\n');
  const row = (minute: number) => `${iso(minute)},1`;
  writeFileSync(join(folder, 'shop.csv'), `time,count\n${row(0)}\n${row(1)}\n`);
  const other = await run(folder, ['shop.csv', '-c', 's.yaml', '--timeline', 'elsewhere']);
  expect([other.code, other.err]).toEqual([2, expect.stringContaining('lives by the clock "live"')]);
  const soon = Math.floor((Date.now() - Date.parse(iso(0))) / 60_000) + 60;
  writeFileSync(join(folder, 'future.csv'), `time,count\n${row(0)}\n${row(soon)}\n`.replace(row(0), row(soon - 1)));
  const future = await run(folder, ['future.csv', '-c', 's.yaml', '--service', 'shop']);
  expect([future.code, future.err]).toEqual([1, expect.stringContaining('takes only the past')]);
  expect((await run(folder, ['shop.csv', '-c', 's.yaml'])).code).toBe(0);
  expect(entries(folder).filter(({ kind }) => kind === 'tick')).toMatchObject([
    { timeline: 'live' },
    { timeline: 'live' },
  ]);
});

test("so do reports, whose clock is that of the first line's service", async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 's.yaml'), 'services: [{ id: shop }, { id: mail }]\n');
  const lines = [report(0), report(2, { service: 'mail' }), report(5, { service: 'new' })];
  writeFileSync(join(folder, 'past.ndjson'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'past.csv'), `time,service\n${iso(9)},mail\n`);
  expect((await run(folder, ['past.ndjson', '-c', 's.yaml'])).done).toMatchObject({ signals: 3, refused: 0 });
  expect((await run(folder, ['past.csv'])).done).toMatchObject({ signals: 1, refused: 0 });
  const clocks = entries(folder).flatMap((entry) => (entry.kind === 'tick' ? [entry.timeline] : []));
  expect(new Set(clocks)).toEqual(new Set(['live']));
  const other = await groundswell(['import', 'past.ndjson', '--timeline', 'elsewhere'], { cwd: folder });
  expect(other.code).toBe(1);
  expect(other.out).toBe('0 signals of 0 services imported, 3 refused\n');
  expect(other.err).toContain('mail lives by the clock "live"');
});

test('two columns that would be one service are refused', async () => {
  const { code, err } = await run(tempFolder(), ['-'], `time,My Shop,my-shop\n${iso(0)},1,2\n`);
  expect([code, err]).toEqual([1, expect.stringContaining('two columns would be the same service "my-shop"')]);
});

test('an altered byte of the journal is found by check, with its place, in words and as JSON', async () => {
  const folder = tempFolder();
  await run(folder, ['-', '--timeline', 'past'], CSV);
  const path = join(folder, 'data/groundswell.db');
  const database = new DatabaseSync(path);
  database.exec('update entry set body = replace(body, \'"count":2\', \'"count":3\') where seq = 5 or seq = 10');
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  expect(readFileSync(path).length).toBeGreaterThan(0);
  const words = await groundswell(['check'], { cwd: folder });
  expect([words.code, words.out]).toEqual([1, expect.stringContaining('DAMAGED  entry')]);
  const { out } = await groundswell(['check', '--json'], { cwd: folder });
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    problems: [
      { from: 5, to: 5 },
      { from: 10, to: 10 },
    ],
  });
  const refused = await groundswell(['import', '-', '--timeline', 'more'], { cwd: folder, input: CSV });
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('the journal is damaged')]);
});

test('in words the first services of a file are named, and how many more there are', async () => {
  const folder = tempFolder();
  const names = Array.from({ length: 1_010 }, (_, index) => `s${1_000 + index}`);
  writeFileSync(join(folder, 'many.ndjson'), names.map((service, index) => `${report(index, { service })}\n`).join(''));
  const { code, out } = await groundswell(['import', 'many.ndjson'], { cwd: folder });
  expect(code).toBe(0);
  expect(out).toBe(
    '1,010 signals of 1,010 services (s1000, s1001, s1002, s1003, s1004, s1005, s1006, s1007 and 1,002 more) imported, 0 refused\n',
  );
  const ids = entries(folder).flatMap((entry) => (entry.kind === 'report' ? [entry.id] : []));
  expect(new Set(ids).size).toBe(1_010);
});
