/** Laws of the home for more than one machine, on three real NATS servers and a real PostgreSQL that are killed, stopped and paused. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeState } from '../../src/core/snapshot.ts';
import { Engine } from '../../src/engine/engine.ts';
import { canonical } from '../../src/journal/canonical.ts';
import { checkJournal } from '../../src/journal/check.ts';
import { type EncodedEntry, encodeEntry } from '../../src/journal/codec.ts';
import { openKeyring } from '../../src/journal/keyring.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { followCluster, openClusterHome, openClusterReader } from '../../src/store/cluster/home.ts';
import { type ClusterPlace, JournalStream } from '../../src/store/cluster/stream.ts';
import { pack } from '../../src/store/packed.ts';
import { FencedError, type ReadableJournal, type Store, StoreAwayError } from '../../src/store/ports.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { bundleOf, makeWorld, SMALL, verifyFile } from '../evidence/world.ts';
import { jsonOf, postJson, withHarness } from '../http/harness.ts';
import { type Nats, type Postgresql, startNats, startPostgresql } from './servers.ts';

let nats: Nats;
let postgresql: Postgresql;
const folder = mkdtempSync(join(tmpdir(), 'groundswell-cluster-'));
beforeAll(async () => {
  [nats, postgresql] = await Promise.all([startNats(), startPostgresql()]);
});
afterAll(async () => {
  await nats?.[Symbol.asyncDispose]();
  await postgresql?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

let names = 0;
const newPlace = (): ClusterPlace => {
  names += 1;
  return { servers: nats.servers, database: postgresql.url, name: `t${names}`, replicas: 3 };
};
const open = (place: ClusterPlace, failures: unknown[] = []): Promise<Store> =>
  openClusterHome(place, { onFailure: (cause) => failures.push(cause) });
const entry = (number: number, words = ''): EncodedEntry =>
  encodeEntry({ kind: 'retired', at: number as EpochMs, service: `s${number}${words}` });
const some = (from: number, to: number, words = ''): EncodedEntry[] =>
  Array.from({ length: to - from }, (_, i) => entry(from + i, words));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bodiesIn = async (journal: ReadableJournal): Promise<string[]> =>
  (await journal.read(0 as Seq, 1_000_000)).map(({ body }) => hex(body));
/** The root that a file gives to the same entries. */
async function rootOf(entries: readonly EncodedEntry[]): Promise<string> {
  names += 1;
  await using store = openSqliteHome(join(folder, `${names}.db`));
  await store.journal.append(entries);
  return hex(store.journal.head().root);
}

test('opened again is what it was, also where PostgreSQL has lost everything', async () => {
  const place = newPlace();
  {
    await using store = await open(place);
    await store.journal.append(some(0, 300));
    await store.journal.append(some(300, 700));
  }
  {
    await using store = await open(place);
    expect([store.journal.head().size, hex(store.journal.head().root)]).toEqual([700, await rootOf(some(0, 700))]);
  }
  await database((client) => client.query(`drop schema groundswell_${place.name} cascade`));
  await using store = await open(place);
  expect(hex(store.journal.head().root)).toBe(await rootOf(some(0, 700)));
  expect((await checkJournal(store.journal)).problems).toEqual([]);
  expect(await store.journal.append(some(700, 701))).toBe(700);
  await using reader = await openClusterReader(place);
  expect(hex(reader.head().root)).toBe(await rootOf(some(0, 701)));
});

test('whoever opens it writes from then on, and the one before is told at its next write', async () => {
  const place = newPlace();
  const failures: unknown[] = [];
  await using first = await open(place, failures);
  await first.journal.append(some(0, 10));
  const notes = await first.tables('notes', 'create table if not exists HERE.note (name text)');
  await using second = await open(place);
  expect(second.journal.head().size).toBe(10);
  await expect(first.journal.append(some(10, 20))).rejects.toThrow(FencedError);
  await expect(first.views.save({ until: 10 as Seq, facts: [], blocks: [], snapshot: 'old' })).rejects.toThrow(
    FencedError,
  );
  await expect(notes.write(({ run }) => run('insert into HERE.note values (?)', 'late'))).rejects.toThrow(FencedError);
  expect(await notes.rows('select * from HERE.note')).toEqual([]);
  expect(await second.journal.append(some(20, 30))).toBe(10);
  expect(await second.views.snapshot()).toBeUndefined();
  expect(await bodiesIn(second.journal)).toEqual([...some(0, 10), ...some(20, 30)].map(({ body }) => hex(body)));
});

test('a server that ends before what is known is asked to let another one lead, and says nothing meanwhile', async () => {
  const place = newPlace();
  await using first = await open(place);
  await first.journal.append(some(0, 10));
  const stream = await JournalStream.open(place);
  const manager = await jetstreamManager(stream.connection);
  const leader = async () => (await manager.streams.info(`groundswell-${place.name}`)).cluster?.leader;
  try {
    const before = await leader();
    expect(before).toBeDefined();
    const last = await stream.last(0);
    expect(await stream.last(last)).toBe(last);
    expect(await leader()).toBe(before);
    await expect(stream.last(last + 1)).rejects.toThrow(StoreAwayError);
    await expect
      .poll(() => leader().catch(() => undefined), { timeout: 20_000 })
      .toSatisfy((now) => now && now !== before);
    expect(await first.journal.append(some(10, 20))).toBe(10);
    expect(await stream.last(last)).toBe(last + 1);
  } finally {
    await stream.close();
  }
});

test('of many that open it at once one writes, and what any was told is stored is stored once', async () => {
  const place = newPlace();
  const told: string[] = [];
  const tries = Array.from({ length: 6 }, async (_, i) => {
    try {
      await using store = await open(place);
      for (let at = 0; at < 20; at += 1) {
        const one = entry(at, `-of-${i}`);
        await store.journal.append([one]);
        told.push(hex(one.body));
      }
    } catch (cause) {
      expect(cause).toBeInstanceOf(FencedError);
    }
  });
  await Promise.all(tries);
  await using store = await open(place);
  const stored = await bodiesIn(store.journal);
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(stored).size).toBe(stored.length);
  expect(told.filter((body) => !stored.includes(body))).toEqual([]);
});

test('a batch larger than a message is all there or not at all', async () => {
  const place = newPlace();
  const large = some(0, 60, 'x'.repeat(40_000));
  {
    await using store = await open(place);
    expect(await store.journal.append(large)).toBe(0);
    expect(await store.journal.append(some(60, 61))).toBe(60);
    expect((await store.journal.read(10 as Seq, 3)).map(({ body }) => hex(body))).toEqual(
      large.slice(10, 13).map(({ body }) => hex(body)),
    );
  }
  // Whoever follows reads the first part of a batch, and the second one later; and a writer died between two parts.
  await using home = (await followCluster(place, { onFailure: () => {} })).store;
  const connection = await connect({ servers: [...nats.servers] });
  const half = headers();
  for (const [key, value] of [
    ['Epoch', '1'],
    ['First', '61'],
    ['Part', '1/2'],
  ] as const)
    half.set(key, value);
  await jetstream(connection).publish(`groundswell.${place.name}.journal`, pack(some(61, 64)), { headers: half });
  await home.journal.catchUp!();
  expect(home.journal.head().size).toBe(61);
  const rest = headers();
  for (const [key, value] of [
    ['Epoch', '1'],
    ['First', '64'],
    ['Part', '2/2'],
  ] as const)
    rest.set(key, value);
  await jetstream(connection).publish(`groundswell.${place.name}.journal`, pack(some(64, 66)), { headers: rest });
  await home.journal.catchUp!();
  expect(hex(home.journal.head().root)).toBe(await rootOf([...large, ...some(60, 66)]));
  half.set('First', '66');
  await jetstream(connection).publish(`groundswell.${place.name}.journal`, pack(some(66, 69)), { headers: half });
  await connection.close();
  await using store = await open(place);
  expect(store.journal.head().size).toBe(66);
  expect(await store.journal.append(some(66, 67))).toBe(66);
  await using again = await openClusterReader(place);
  expect(hex(again.head().root)).toBe(await rootOf([...large, ...some(60, 67)]));
  await home.journal.catchUp!();
  expect(hex(home.journal.head().root)).toBe(hex(again.head().root));
});

test('servers that are killed, paused and started again lose nothing and store nothing twice', async () => {
  const place = newPlace();
  await using store = await open(place);
  let at = 0;
  let stop = false;
  const writing = (async () => {
    for (; !stop; at += 1) expect(await store.journal.append([entry(at)])).toBe(at);
  })();
  for (let server = 0; server < 3; server += 1) {
    const before = at;
    nats.signal(server, server === 1 ? 'SIGSTOP' : 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    if (server === 1) nats.signal(server, 'SIGCONT');
    else await nats.restart(server);
    while (at <= before + 20) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stop = true;
  await writing;
  expect(at).toBeGreaterThan(60);
  await using reader = await openClusterReader(place);
  expect(await bodiesIn(reader)).toEqual(some(0, at).map(({ body }) => hex(body)));
}, 120_000);

test('a PostgreSQL that is away is waited for, and nothing is missing when it is back', async () => {
  const place = newPlace();
  const failures: unknown[] = [];
  {
    await using store = await open(place, failures);
    await store.journal.append(some(0, 300));
    await postgresql.stop();
    await store.journal.append(some(300, 600));
    const save = store.views.save({ until: 1 as Seq, facts: [], blocks: [], snapshot: 'x' });
    await expect(save).rejects.toThrow(StoreAwayError);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await postgresql.start();
    await store.journal.append(some(600, 601));
    await store.views.save({ until: 1 as Seq, facts: [], blocks: [], snapshot: 'x' });
    expect(hex((await store.journal.hashes(1, 1, 1))[0]!)).toBe(await rootOf(some(256, 512)));
  }
  expect(failures).toEqual([]);
  await using again = await open(place);
  expect(hex(again.journal.head().root)).toBe(await rootOf(some(0, 601)));
});

async function database<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: postgresql.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('whoever opens it while more is being kept reads every entry once', async () => {
  const place = newPlace();
  const head = `groundswell_${place.name}.head`;
  await using store = await open(place);
  await store.journal.append(some(0, 300));
  await database(async (client) => {
    const size = async () => (await client.query(`select size from ${head}`)).rows[0].size;
    await expect.poll(size, { timeout: 5_000 }).toBe('300');
    const [before] = (await client.query(`select * from ${head}`)).rows;
    await store.journal.append(some(300, 700));
    await expect.poll(size, { timeout: 5_000 }).toBe('700');
    // As it is seen between two questions: the head of before, and the rest of now.
    const { size: entries, message, frontier } = before;
    await client.query(`update ${head} set size = $1, message = $2, frontier = $3`, [entries, message, frontier]);
  });
  await using reader = await openClusterReader(place);
  expect(await bodiesIn(reader)).toEqual(some(0, 700).map(({ body }) => hex(body)));
});

test('a server that is behind for a moment is no damage: it is asked again, and nothing is read from it', async () => {
  const place = newPlace();
  const head = `groundswell_${place.name}.head`;
  {
    await using store = await open(place);
    await store.journal.append(some(0, 300));
  }
  // As it looks from a server that has not heard of the last messages yet.
  await database((client) => client.query(`update ${head} set message = message + 5`));
  await expect(open(place)).rejects.toThrow(StoreAwayError);
  await database((client) => client.query(`update ${head} set message = message - 5`));
  await using store = await open(place);
  expect(await bodiesIn(store.journal)).toEqual(some(0, 300).map(({ body }) => hex(body)));
});

test('whoever takes over while it reads on takes every entry once', async () => {
  const place = newPlace();
  await using store = await open(place);
  const home = await followCluster(place, { onFailure: () => {} });
  await using followed = home.store;
  for (let at = 0; at < 200; at += 1) await store.journal.append([entry(at)]);
  const { journal } = followed;
  await Promise.all([journal.catchUp!(), home.takeOver(), journal.catchUp!()]);
  expect(await journal.append([entry(200)])).toBe(200);
  expect(await bodiesIn(journal)).toEqual(some(0, 201).map(({ body }) => hex(body)));
});

test('what comes while a slow PostgreSQL keeps the last is kept as well', async () => {
  const place = newPlace();
  const failures: unknown[] = [];
  {
    await using store = await open(place, failures);
    await database(async (client) => {
      await client.query('begin');
      await client.query(`select 1 from groundswell_${place.name}.head for update`);
      for (let at = 0; at < 5; at += 1) {
        await store.journal.append([entry(at)]);
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
      await client.query('commit');
    });
    await store.journal.append([entry(5)]);
  }
  await using again = await openClusterReader(place);
  expect(await bodiesIn(again)).toEqual(some(0, 6).map(({ body }) => hex(body)));
  expect(failures).toEqual([]);
});

/** Two services, a crowd for one of them, minutes without anybody. */
function entries(): Entry[] {
  const at = (minute: number): EpochMs => (1_700_000_040_000 + minute * 60_000) as EpochMs;
  const service = (id: string): Entry => ({
    kind: 'service',
    at: at(0),
    service: {
      ...{ id, name: id, category: 'Other', components: [], providers: [], timeline: 'live', stepMinutes: 1 },
      provenance: { kind: 'measured', sources: [] },
    },
  });
  const minutes = Array.from({ length: 600 }, (_, minute): Entry[] => {
    const count = minute > 400 && minute < 460 ? 40 : minute % 7 === 0 ? 1 : 0;
    const reports = Array.from(
      { length: count },
      (_, i): Entry => ({
        ...{ kind: 'report', at: at(minute), id: `r${minute}-${i}`, service: 'shop', symptom: 'slow' },
        ...{ reporter: `p${minute}-${i}`, network: `AS${i % 9}`, country: i % 2 === 0 ? 'DE' : 'AT' },
      }),
    );
    return [...reports, { kind: 'tick', at: at(minute + 1), timeline: 'live', since: at(0) }];
  });
  return [service('shop'), service('mail'), ...minutes.flat()];
}

const started = (store: Store, follows = false): Promise<Engine> =>
  Engine.open(store, { now: () => entries()[0]!.at, onFatal: () => {}, follows });

/** Keys in a fixed order: a state that was read back has others. */
const stateOf = ({ state }: Engine): string => canonical(JSON.parse(encodeState(state)));

/** The root, and every fact, incident and chart. */
async function linesOf(openStore: () => Promise<Store>): Promise<string[]> {
  await using store = await openStore();
  const lines = [hex(store.journal.head().root)];
  for await (const line of store.views.lines()) lines.push(line);
  return lines;
}

async function linesInFile(): Promise<string[]> {
  names += 1;
  const path = join(folder, `${names}.db`);
  const engine = await started(openSqliteHome(path));
  await engine.submitAll(entries());
  await engine.close();
  const lines = await linesOf(async () => openSqliteHome(path));
  expect(lines.filter((line) => line.startsWith('incident ')).length).toBeGreaterThan(0);
  return lines;
}

test('the same signals give the same tree, facts, incidents and charts as in one file, byte for byte, also over restarts', async () => {
  const place = newPlace();
  const all = entries();
  for (const [from, to] of [
    [0, 500],
    [500, 2_000],
    [2_000, all.length],
  ]) {
    const engine = await started(await open(place));
    await engine.submitAll(all.slice(from, to));
    await engine.close();
  }
  expect(await linesOf(() => open(place))).toEqual(await linesInFile());
}, 120_000);

test('whoever follows folds the same, holds it until it is saved, and goes on from there when it takes over', async () => {
  const place = newPlace();
  const all = entries();
  let writer = await started(await open(place));
  const writers = [writer];
  for (let at = 0, takeovers = 0; at < all.length; takeovers += 1) {
    const home = await followCluster(place, { onFailure: () => {} });
    const follower = await started(home.store, true);
    for (let pieces = 0; pieces < 8 && at < all.length; pieces += 1) {
      // One at a time, and some hundreds: batches of one message and of several.
      const to = Math.min(all.length, at + (pieces % 3 === 0 ? 1 : 173));
      await writer.submitAll(all.slice(at, to));
      if (pieces % 2 === 0) await follower.readOn();
      // It is let go of only where the one that writes has saved it.
      if (pieces % 4 === 2) await writer.save(false);
      await follower.save(true).catch((cause) => expect(cause).toBeInstanceOf(StoreAwayError));
      at = to;
    }
    await follower.readOn();
    expect([follower.size, stateOf(follower) === stateOf(writer)]).toEqual([writer.size, true]);
    // Every other one is fenced with views that it has not saved.
    if (takeovers % 2 === 0) await writer.save(true);
    await home.takeOver();
    await follower.begin();
    await expect(writer.submit(all[1]!)).rejects.toThrow(FencedError);
    writer = follower;
    writers.push(writer);
  }
  expect(writers.length).toBeGreaterThan(3);
  await Promise.all(writers.slice(0, -1).map((one) => one.close()));
  await writer.close();
  expect(await linesOf(() => open(place))).toEqual(await linesInFile());
}, 120_000);

test('a report that meets a process whose journal another one has just taken over may be sent again in a few seconds', async () => {
  const place = newPlace();
  await withHarness({ store: await open(place) }, async ({ url, errors }) => {
    const report = (): Promise<Response> => postJson(`${url}/api/v1/reports`, { service: 'shop', symptom: 'slow' });
    expect((await report()).status).toBe(202);
    await using _other = await open(place);
    const answer = await report();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await jsonOf(answer)).toMatchObject({ type: 'urn:groundswell:problem:no-writer', status: 503 });
    // The engine says why it ends; the request that met this is no error of its own.
    expect(errors.map((cause) => (cause as Error).name)).toEqual(['FencedError']);
  });
}, 60_000);

test('views of another format are put away by the process that takes over, and by none that follows', async () => {
  const place = newPlace();
  const before = await started(await open(place));
  await before.submitAll(entries());
  await before.close();
  {
    await using store = await open(place);
    const stray = { kind: 'state', of: 'another format' } as unknown as Fact;
    const facts = [{ seq: 1 as Seq, ordinal: 900, fact: stray }];
    await store.views.save({ until: 1 as Seq, facts, blocks: [], snapshot: '{"format":0}' });
  }
  const home = await followCluster(place, { onFailure: () => {} });
  const follower = await started(home.store, true);
  const isThere = async (): Promise<boolean> => {
    for await (const line of home.store.views.lines()) if (line.includes('another format')) return true;
    return false;
  };
  expect(await isThere()).toBe(true);
  await home.takeOver();
  await follower.begin();
  await follower.save(true);
  expect(await isThere()).toBe(false);
  await follower.close();
  expect(await linesOf(() => open(place))).toEqual(await linesInFile());
}, 120_000);

test('a bundle of an incident is the same as from one file, byte for byte, and verifies', async () => {
  const keys = ['file', 'cluster'].map((name) => join(folder, `keys-${name}`)) as [string, string];
  openKeyring(keys[0], 'log.example/evidence');
  cpSync(keys[0], keys[1], { recursive: true });
  await using inFile = await makeWorld(SMALL, openSqliteHome(join(folder, 'bundled.db')), keys[0]);
  await using inCluster = await makeWorld(SMALL, await open(newPlace()), keys[1]);
  const [one, other] = [await bundleOf(inFile, 'bundle'), await bundleOf(inCluster, 'bundle')];
  expect(readFileSync(other.zip).equals(readFileSync(one.zip))).toBe(true);
  expect(await verifyFile(other.zip)).toMatchObject({ ok: true, problems: [] });
}, 120_000);
