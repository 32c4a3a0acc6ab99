/** One contract for every home: what a journal and its views promise, whoever keeps them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkJournal } from '../../src/journal/check.ts';
import { type EncodedEntry, encodeEntry } from '../../src/journal/codec.ts';
import type { Block } from '../../src/model/block.ts';
import type { Fact, IncidentFact } from '../../src/model/fact.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { EpochMs, Minute, Seq } from '../../src/model/units.ts';
import { openClusterHome } from '../../src/store/cluster/home.ts';
import { openMemoryHome } from '../../src/store/memory/home.ts';
import type { IncidentQuery, Store, StoredFact, ViewsHome } from '../../src/store/ports.ts';
import { JournalInUseError, openSqliteHome } from '../../src/store/sqlite/home.ts';
import type { SqliteViews } from '../../src/store/sqlite/views.ts';
import { type Nats, type Postgresql, startNats, startPostgresql } from '../cluster/servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
/** Beside those of all others: no home may take what is another one's. */
const nextFile = (): string => {
  files += 1;
  return join(folder, `j${files}.db`);
};

interface Home {
  readonly name: string;
  readonly open: () => Store | Promise<Store>;
}
let nats: Nats;
let postgresql: Postgresql;
beforeAll(async () => {
  [nats, postgresql] = await Promise.all([startNats(), startPostgresql()]);
});
afterAll(async () => {
  await nats?.[Symbol.asyncDispose]();
  await postgresql?.[Symbol.asyncDispose]();
});
const openCluster = (name: string): Promise<Store> =>
  openClusterHome({ servers: nats.servers, database: postgresql.url, name, replicas: 3 }, { onFailure: failed });
const failed = (cause: unknown): never => {
  throw cause;
};
const homes: readonly Home[] = [
  { name: 'memory', open: openMemoryHome },
  { name: 'SQLite', open: () => openSqliteHome(nextFile()) },
  { name: 'three NATS servers and PostgreSQL', open: () => openCluster(`home-${files++}`) },
  { name: 'SQLite with a writer thread', open: () => openSqliteHome(nextFile(), { threaded: true }) },
];

const MADE = 1_741_564_800_000 as EpochMs;
const seq = (value: number): Seq => value as Seq;
const entry = (number: number): EncodedEntry =>
  encodeEntry({ kind: 'retired', at: number as EpochMs, service: `s${number}` });
const entries = (from: number, to: number): EncodedEntry[] =>
  Array.from({ length: to - from }, (_, i) => entry(from + i));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
function treeHash(bodies: readonly Uint8Array[]): Buffer {
  if (bodies.length === 0) return sha256();
  if (bodies.length === 1) return sha256(Buffer.of(0), bodies[0]!);
  let k = 1;
  while (2 * k < bodies.length) k *= 2;
  return sha256(Buffer.of(1), treeHash(bodies.slice(0, k)), treeHash(bodies.slice(k)));
}

function incident(id: string, service: string, possibleAt: number, more: Partial<Incident> = {}): Incident {
  return {
    id,
    service,
    state: 'possible',
    start: possibleAt as Minute,
    possibleAt: possibleAt as Minute,
    confirmedAt: null,
    end: null,
    scope: 'all',
    waves: [],
    observed: 3,
    expected: 0.1,
    peakCount: 3,
    decisions: [],
    parts: [],
    independence: 'few',
    concentration: null,
    networks: 1,
    symptoms: { error: 3 },
    countries: {},
    components: {},
    evidence: { traffic: null, checks: null, reports: null, claims: null },
    ...more,
  };
}
const incidentFact = (of: Incident): IncidentFact => ({
  kind: 'incident',
  at: of.possibleAt,
  why: 'opened',
  incident: of,
});
const stateFact = (at: number): Fact => ({
  kind: 'state',
  at: at as Minute,
  service: 'a',
  from: 'none',
  to: 'possible',
});
const fact = (at: number, ordinal: number, of: Fact): StoredFact => ({ seq: seq(at), ordinal, fact: of });
const block = (service: string, hour: number, until = 1): Block => ({
  until: seq(until),
  service,
  hour,
  stepMinutes: 60,
  counts: [until],
  expected: [0.5],
  high: [3],
  symptoms: { error: 1 },
  countries: {},
  components: {},
  traffic: { requests: [until, null], failed: [0, null], countries: { DE: until }, networks: { AS64500: until } },
});

async function linesOf(views: Pick<ViewsHome, 'lines'>): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of views.lines()) lines.push(line);
  return lines;
}

describe.each(homes)('the journal in $name', ({ open }) => {
  test('is empty at first, with the empty tree as its head', async () => {
    await using store = await open();
    expect(store.journal.head().size).toBe(0);
    expect(hex(store.journal.head().root)).toBe(hex(sha256()));
    expect(await store.journal.read(seq(0), 10)).toEqual([]);
    expect(await store.journal.subtrees()).toEqual([]);
  });

  test('appends in order, tells the first position, and its head is the RFC 6962 root of the bodies', async () => {
    await using store = await open();
    const all = entries(0, 700);
    expect(await store.journal.append(all.slice(0, 1))).toBe(0);
    expect(await store.journal.append(all.slice(1, 300))).toBe(1);
    expect(await store.journal.append(all.slice(300))).toBe(300);
    const bodies = all.map(({ body }) => body);
    expect(store.journal.head().size).toBe(700);
    expect(hex(store.journal.head().root)).toBe(hex(treeHash(bodies)));
    const subtrees = await store.journal.subtrees();
    expect((await store.journal.hashes(0, 3, 4)).map(hex)).toEqual(
      (await store.journal.read(seq(3), 4)).map(({ hash }) => hex(hash)),
    );
    const first = subtrees.filter(({ level }) => level === 1);
    expect((await store.journal.hashes(1, 0, 256)).map(hex)).toEqual(first.map(({ hash }) => hex(hash)));
    expect(await store.journal.hashes(3, 0, 256)).toEqual([]);
    expect(subtrees.map(({ level, number, hash }) => [level, number, hex(hash)])).toEqual([
      [1, 0, hex(treeHash(bodies.slice(0, 256)))],
      [1, 1, hex(treeHash(bodies.slice(256, 512)))],
    ]);
    expect((await checkJournal(store.journal)).problems).toEqual([]);
  });

  test('appends that wait for each other take their places in the order in which they were asked for', async () => {
    await using store = await open();
    const firsts = await Promise.all([0, 1, 2, 3, 4].map((i) => store.journal.append(entries(10 * i, 10 * (i + 1)))));
    expect(firsts).toEqual([0, 10, 20, 30, 40]);
    const rows = await store.journal.read(seq(0), 100);
    expect(rows.map(({ body }) => hex(body))).toEqual(entries(0, 50).map(({ body }) => hex(body)));
  });

  test('reads back exactly the bytes, from anywhere, as many as were asked for and are there', async () => {
    await using store = await open();
    await store.journal.append(entries(0, 20));
    const rows = await store.journal.read(seq(5), 4);
    expect(rows.map((row) => row.seq)).toEqual([5, 6, 7, 8]);
    for (const row of rows) {
      expect(hex(row.body)).toBe(hex(entry(row.seq).body));
      expect(hex(row.hash)).toBe(hex(entry(row.seq).hash));
    }
    expect((await store.journal.read(seq(18), 10)).map((row) => row.seq)).toEqual([18, 19]);
    expect(await store.journal.read(seq(20), 10)).toEqual([]);
  });

  test('puts other bytes in the place of entries, whose hashes stay, or says that it lets go of none', async () => {
    await using store = await open();
    await store.journal.append(entries(0, 300));
    const { root } = store.journal.head();
    if (store.journal.replace === undefined) return;
    const body = Buffer.from('{"left":true}');
    await store.journal.replace([
      { seq: seq(7), body },
      { seq: seq(299), body },
    ]);
    const rows = await store.journal.read(seq(6), 2);
    expect(rows.map((row) => [hex(row.body), hex(row.hash), row.residue && hex(row.residue)])).toEqual([
      [hex(entry(6).body), hex(entry(6).hash), undefined],
      [hex(body), hex(entry(7).hash), hex(sha256(body))],
    ]);
    expect(hex(store.journal.head().root)).toBe(hex(root));
    expect(await store.journal.append(entries(300, 301))).toBe(300);
    expect((await store.journal.hashes(0, 7, 1)).map(hex)).toEqual([hex(entry(7).hash)]);
  });

  test('is found whole by a check while it grows', async () => {
    await using store = await open();
    await store.journal.append(entries(0, 1_000));
    for (let from = 1_000; from < 6_000; from += 1_000) {
      // Some of it is under way when the check begins, and more comes while it reads.
      const growing = [store.journal.append(entries(from, from + 500))];
      const checking = checkJournal(store.journal);
      growing.push(store.journal.append(entries(from + 500, from + 1_000)));
      expect((await checking).problems).toEqual([]);
      await Promise.all(growing);
    }
    // Stored by a thread that nobody here has heard of yet.
    const unheard = store.journal.append(entries(6_000, 7_000));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    expect((await checkJournal(store.journal)).problems).toEqual([]);
    await unheard;
  });

  test('the bytes of what was appended may be used again', async () => {
    await using store = await open();
    const [{ body, hash }] = [entry(1)];
    const mine = { body: Buffer.from(body), hash: Buffer.from(hash) };
    await store.journal.append([mine, entry(2)]);
    expect(hex(mine.body)).toBe(hex(body));
  });
});

describe.each(homes)('the views in $name', ({ open }) => {
  test('give facts back in the order of their causes', async () => {
    await using store = await open();
    const facts = [
      fact(7, 0, stateFact(1)),
      fact(7, 1, incidentFact(incident('a-1', 'a', 5))),
      fact(2, 0, stateFact(0)),
    ];
    await store.views.save({ until: seq(8), facts, blocks: [] });
    expect(await store.views.facts(seq(0), 10)).toEqual([facts[2], facts[0], facts[1]]);
    expect(await store.views.facts(seq(7), 1)).toEqual([facts[0]]);
    expect(await store.views.facts(seq(8), 1)).toEqual([]);
  });

  test('keep the last word on an incident, and list incidents newest first, of one service or of all', async () => {
    await using store = await open();
    const saved = [incident('a-1', 'a', 5), incident('b-1', 'b', 9), incident('a-2', 'a', 9), incident('a-3', 'a', 2)];
    await store.views.save({ until: seq(4), facts: saved.map((of, i) => fact(i, 0, incidentFact(of))), blocks: [] });
    const closed = incident('a-1', 'a', 5, { state: 'over', end: 8 as Minute });
    await store.views.save({ until: seq(9), facts: [fact(8, 0, incidentFact(closed))], blocks: [] });
    expect(await store.views.incident('a-1')).toEqual(closed);
    expect(await store.views.incident('nobody')).toBeUndefined();
    const ids = async (query: IncidentQuery) => (await store.views.incidents(query)).map(({ id }) => id);
    expect(await ids({ limit: 10 })).toEqual(['b-1', 'a-2', 'a-1', 'a-3']);
    expect(await ids({ limit: 2 })).toEqual(['b-1', 'a-2']);
    expect(await ids({ services: ['a'], limit: 2 })).toEqual(['a-2', 'a-1']);
    expect(await ids({ services: ['b', 'a'], limit: 3 })).toEqual(['b-1', 'a-2', 'a-1']);
    expect(await ids({ services: ['b', 'nobody', "it's"], limit: 3 })).toEqual(['b-1']);
    expect(await ids({ services: [], limit: 3 })).toEqual([]);
    expect(await ids({ before: 9 as Minute, limit: 3 })).toEqual(['a-1', 'a-3']);
    expect(await ids({ before: 9 as Minute, services: ['a'], limit: 1 })).toEqual(['a-1']);
    expect(await ids({ before: 5 as Minute, services: ['a', 'b'], limit: 9 })).toEqual(['a-3']);
  });

  test('replace a block, and give the blocks of a service by hour, the end left out', async () => {
    await using store = await open();
    await store.views.save({ until: seq(1), facts: [], blocks: [block('a', 12), block('a', 9), block('b', 10)] });
    await store.views.save({ until: seq(5), facts: [], blocks: [block('a', 12, 4)] });
    expect(await store.views.blocks('a', 9, 13)).toEqual([block('a', 9), block('a', 12, 4)]);
    expect(await store.views.blocks('a', 10, 12)).toEqual([]);
  });

  test('keep what was saved, whatever becomes of the objects that it was made from', async () => {
    await using store = await open();
    const counts = [1];
    const decisions: never[] = [];
    const mine = { ...block('a', 1), counts };
    const told = incident('a-1', 'a', 5, { decisions });
    await store.views.save({ until: seq(1), facts: [fact(0, 0, incidentFact(told))], blocks: [mine] });
    counts.push(99);
    decisions.push({} as never);
    expect((await store.views.blocks('a', 1, 2))[0]?.counts).toEqual([1]);
    expect((await store.views.incident('a-1'))?.decisions).toEqual([]);
    expect((await store.views.facts(seq(0), 1))[0]?.fact).toMatchObject({ incident: { decisions: [] } });
  });

  test('save all of a batch or nothing', async () => {
    await using store = await open();
    await store.views.save({
      until: seq(1),
      facts: [fact(0, 0, stateFact(1))],
      blocks: [block('a', 1)],
      snapshot: 'one',
    });
    const before = await linesOf(store.views);
    const impossible = { ...block('a', 3), expected: [Number.NaN] };
    const batch = {
      until: seq(2),
      facts: [fact(1, 0, stateFact(2))],
      blocks: [block('a', 2), impossible],
      snapshot: 'two',
    };
    await expect(store.views.save(batch)).rejects.toThrow();
    expect(await linesOf(store.views)).toEqual(before);
    expect(await store.views.snapshot()).toEqual({ until: 1, body: 'one' });
    await store.views.save({ until: seq(2), facts: [], blocks: [block('a', 2)] });
    expect(await linesOf(store.views)).toHaveLength(before.length + 1);
  });

  test('keep the newest snapshot until it is replaced or cleared', async () => {
    await using store = await open();
    expect(await store.views.snapshot()).toBeUndefined();
    await store.views.save({ until: seq(3), facts: [], blocks: [], snapshot: '{"a":"é"}' });
    await store.views.save({ until: seq(4), facts: [], blocks: [] });
    expect(await store.views.snapshot()).toEqual({ until: 3, body: '{"a":"é"}' });
    await store.views.save({ until: seq(5), facts: [], blocks: [], snapshot: 'new' });
    expect(await store.views.snapshot()).toEqual({ until: 5, body: 'new' });
  });

  test('forget everything when cleared; the journal stays', async () => {
    await using store = await open();
    await store.journal.append(entries(0, 3));
    const facts = [fact(1, 0, incidentFact(incident('a-1', 'a', 5)))];
    await store.views.save({ until: seq(3), facts, blocks: [block('a', 1)], snapshot: 'x' });
    await store.views.clear();
    expect(await linesOf(store.views)).toEqual([]);
    expect(await store.views.snapshot()).toBeUndefined();
    expect(await store.views.incidents({ limit: 9 })).toEqual([]);
    expect(store.journal.head().size).toBe(3);
  });
});

describe.each(homes)('the tables in $name', ({ open }) => {
  const SQL = 'create table if not exists HERE.note (name text primary key, value bigint);';
  const put =
    'insert into HERE.note (name, value) values (?, ?) on conflict (name) do update set value = excluded.value';
  const all = 'select name, value from HERE.note order by name';

  test('are made once, keep rows as they are, and are not those of another part', async () => {
    await using store = await open();
    const mine = await store.tables('mine', SQL);
    const others = await store.tables('others', SQL);
    expect(await mine.write(({ run }) => run(put, 'a?', MADE))).toBe(1);
    await mine.write(({ run }) => run(put, "b'$1", null));
    expect(await mine.rows(all)).toEqual([
      { name: 'a?', value: MADE },
      { name: "b'$1", value: null },
    ]);
    expect(await mine.rows('select name from HERE.note where value = ?', MADE)).toEqual([{ name: 'a?' }]);
    expect(await others.rows(all)).toEqual([]);
    await others.close();
    await mine.close();
  });

  test('are those of one observatory, whatever lies beside it', async () => {
    await using one = await open();
    await using other = await open();
    const [mine, others] = [await one.tables('mine', SQL), await other.tables('mine', SQL)];
    await mine.write(({ run }) => run(put, 'a', 1));
    expect(await others.rows(all)).toEqual([]);
    await others.close();
    await mine.close();
  });

  test('take all of a piece of work or nothing, and pieces of work one after the other', async () => {
    await using store = await open();
    const tables = await store.tables('mine', SQL);
    const broken = tables.write(async ({ run }) => {
      await run(put, 'half', 1);
      throw new Error('broken off');
    });
    await expect(broken).rejects.toThrow('broken off');
    expect(await tables.rows(all)).toEqual([]);
    await tables.write(({ run }) => run(put, 'sum', 0));
    const raise = () =>
      tables.write(async ({ rows, run }) => {
        const [row] = await rows<{ value: number }>('select value from HERE.note where name = ?', 'sum');
        await run(put, 'sum', row!.value + 1);
      });
    await Promise.all(Array.from({ length: 20 }, raise));
    expect(await tables.rows(all)).toEqual([{ name: 'sum', value: 20 }]);
    await expect(tables.rows('select nothing from HERE.nowhere')).rejects.toThrow();
    expect(await tables.rows(all), 'after an error').toHaveLength(1);
    await tables.close();
  });
});

test('a home that lets go of signals comes back to its settled base, whatever was saved after it', async () => {
  const said: string[][] = [];
  for (const { open } of homes) {
    await using store = await open();
    const { views } = store;
    if (views.bases === undefined) continue;
    const opened = fact(1, 0, incidentFact(incident('a-1', 'a', 5)));
    await views.save({
      until: seq(2),
      facts: [opened],
      blocks: [block('a', 1), block('b', 1)],
      base: { body: 'first', madeAt: MADE },
    });
    const first = await linesOf(views);
    const closed = fact(4, 0, incidentFact(incident('a-1', 'a', 5, { state: 'over', end: 8 as Minute })));
    await views.save({
      until: seq(5),
      facts: [closed],
      blocks: [block('a', 1, 5), block('a', 2, 5)],
      base: { body: 'second', madeAt: MADE },
    });
    const second = await linesOf(views);
    await views.save({
      until: seq(9),
      facts: [fact(7, 0, stateFact(9))],
      blocks: [block('a', 2, 9), block('a', 1, 9)],
    });
    expect(await views.bases.settled()).toBeUndefined();
    expect(await views.bases.list()).toEqual([2, 5].map((until) => ({ until, madeAt: MADE })));
    expect(await views.bases.read(seq(2))).toEqual({ until: 2, body: 'first' });
    expect(await linesOf({ lines: () => views.bases!.lines(seq(2)) })).toEqual(first);
    expect(await linesOf({ lines: () => views.bases!.lines(seq(5)) })).toEqual(second);
    await views.bases.settle(seq(5));
    expect(await views.bases.settled()).toEqual({ until: 5, body: 'second' });
    expect(await views.bases.read(seq(2))).toBeUndefined();
    await views.save({ until: seq(9), facts: [], blocks: [], base: { body: 'third', madeAt: MADE } });
    await views.clear();
    expect((await views.bases.list()).map(({ until }) => until)).toEqual([5]);
    expect(await linesOf(views)).toEqual(second);
    expect(await views.incident('a-1')).toMatchObject({ state: 'over' });
    await views.save({ until: seq(9), facts: [], blocks: [block('b', 1, 9)] });
    await views.clear();
    expect(await linesOf(views)).toEqual(second);
    said.push(second);
  }
  expect(said).toHaveLength(3);
  for (const lines of said) expect(lines).toEqual(said[0]);
});

test('two homes with the same views say the same lines', async () => {
  const said: string[][] = [];
  for (const { open } of homes) {
    await using store = await open();
    const ids = ['x-20250101T0000Z', 'x-20241231T2359Z', 'x-1-20250101T0000Z', 'w-20250101T0000Z'];
    await store.views.save({
      until: seq(20),
      facts: [
        ...ids.map((id, i) => fact(10 - i, 0, incidentFact(incident(id, id.slice(0, 1), i)))),
        fact(10, 1, stateFact(3)),
        fact(9, 10, stateFact(3)),
        fact(9, 2, stateFact(3)),
      ],
      blocks: [block('x-1', 3), block('x', 20), block('x', 3), block('x1', 1), block('w', 100)],
    });
    said.push(await linesOf(store.views));
  }
  expect(said[0]).toHaveLength(16);
  for (const lines of said) expect(lines).toEqual(said[0]);
});

test('what is appended while a writer thread saves thousands of blocks and a large state does not wait for all of them', async () => {
  const path = nextFile();
  const many = Array.from({ length: 5_000 }, (_, i) => block(`s${i}`, 1));
  // At one of two places a piece would end between two surrogates.
  const states = ['', 'x'].map((shift) => `${shift}${'\u{1F30A}'.repeat(1_700_000)}`);
  {
    await using store = openSqliteHome(path, { threaded: true });
    const done: string[] = [];
    for (const [i, snapshot] of states.entries()) {
      const batch = { until: seq(i), facts: [fact(0, 0, stateFact(1))], blocks: many, snapshot };
      const saving = store.views.save(batch);
      await Promise.all([
        saving.then(() => done.push('saved')),
        ...[0, 1, 2].map((at) => store.journal.append(entries(at, at + 1)).then(() => done.push('appended'))),
      ]);
      expect(done.splice(0)).toEqual(['appended', 'appended', 'appended', 'saved']);
      expect(await store.views.snapshot()).toEqual({ until: i, body: snapshot });
    }
    expect(await linesOf(store.views)).toHaveLength(many.length + 1);
  }
  await using again = openSqliteHome(path);
  expect(await again.views.snapshot()).toEqual({ until: 1, body: states[1] });
});

test('pieces of a state that was never saved whole count for nothing, and are gone with the next one', async () => {
  const path = nextFile();
  {
    await using store = openSqliteHome(path);
    await store.views.save({ until: seq(1), facts: [], blocks: [], snapshot: 'one' });
    (store.views as SqliteViews).savePiece(seq(2), 0, 'tw');
  }
  await using store = openSqliteHome(path);
  expect(await store.views.snapshot()).toEqual({ until: 1, body: 'one' });
  await store.views.save({ until: seq(3), facts: [], blocks: [], snapshot: 'three' });
  expect(await store.views.snapshot()).toEqual({ until: 3, body: 'three' });
  using database = new DatabaseSync(path);
  expect(database.prepare('select until, part from snapshot_piece').all()).toEqual([{ until: 3, part: 0 }]);
});

test('a file of the schema before, with a state in one row, is brought up to date', async () => {
  const path = nextFile();
  {
    await using store = openSqliteHome(path);
    await store.journal.append(entries(0, 5));
    await store.views.save({ until: seq(2), facts: [], blocks: [block('a', 1)], snapshot: 'kept' });
  }
  {
    using database = new DatabaseSync(path);
    database.exec(`alter table snapshot drop column parts;
      alter table snapshot add column body text not null default '';
      update snapshot set body = 'kept';
      drop table snapshot_piece;
      pragma user_version = 3`);
  }
  await using store = openSqliteHome(path);
  expect(store.journal.head().size).toBe(5);
  expect(await store.views.snapshot()).toEqual({ until: 2, body: 'kept' });
  await store.views.save({ until: seq(4), facts: [], blocks: [], snapshot: 'next' });
  expect(await store.views.snapshot()).toEqual({ until: 4, body: 'next' });
});

describe.each([{ threaded: false }, { threaded: true }])('an SQLite file (threaded: $threaded)', (options) => {
  test('opened again is what it was, and grows into the same tree', async () => {
    const path = nextFile();
    const facts = [fact(1, 0, incidentFact(incident('a-1', 'a', 5)))];
    let lines: string[];
    {
      await using store = openSqliteHome(path, options);
      await store.journal.append(entries(0, 300));
      await store.views.save({ until: seq(3), facts, blocks: [block('a', 1)], snapshot: 'kept' });
      lines = await linesOf(store.views);
    }
    await using store = openSqliteHome(path, options);
    expect(store.journal.head().size).toBe(300);
    expect(await store.views.snapshot()).toEqual({ until: 3, body: 'kept' });
    expect(await linesOf(store.views)).toEqual(lines);
    expect(await store.journal.append(entries(300, 600))).toBe(300);
    expect(hex(store.journal.head().root)).toBe(hex(treeHash(entries(0, 600).map(({ body }) => body))));
    expect((await checkJournal(store.journal)).problems).toEqual([]);
  });

  test('that is open takes no second writer, and lets the next one in when it is closed', async () => {
    const path = nextFile();
    {
      await using store = openSqliteHome(path, options);
      expect(() => openSqliteHome(path)).toThrow(JournalInUseError);
      await store.journal.append(entries(0, 1));
    }
    await using again = openSqliteHome(path, options);
    expect(again.journal.head().size).toBe(1);
  });
});
