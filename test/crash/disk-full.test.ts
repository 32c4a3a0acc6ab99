/**
 * A disk that fills up: what does not fit is refused and not acknowledged, what was acknowledged stays, and when there
 * is room again the observatory goes on. SQLite's page limit stands for the disk's end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test, vi } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { Ticker } from '../../src/engine/ticker.ts';
import { checkJournal } from '../../src/journal/check.ts';
import { LIVE } from '../../src/model/service.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openMemoryHome } from '../../src/store/memory/home.ts';
import type { JournalHome } from '../../src/store/ports.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { at, report, START, service } from '../replay/streams.ts';
import { type Acknowledged, aftermathOf } from './aftermath.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-full-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SQLITE_FULL = 13;
const original = DatabaseSync.prototype.exec;

/** Opens an engine, and gets hold of the connection that it writes with. */
async function openEngine(path: string, now: () => EpochMs) {
  const connections: DatabaseSync[] = [];
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql: string) {
    connections.push(this);
    return original.call(this, sql);
  });
  const store = openSqliteHome(path);
  exec.mockRestore();
  const connection = connections.find((one) => one.location() === path)!;
  const fatal: unknown[] = [];
  const engine = await Engine.open(store, { now, onFatal: (cause) => fatal.push(cause) });
  const pages = (limit: string): void => connection.exec(`pragma max_page_count = ${limit}`);
  const { page_count: used } = connection.prepare('pragma page_count').get() as { page_count: number };
  return { engine, store, fatal, fillUp: () => pages(String(used + 8)), makeRoom: () => pages('1073741823') };
}

test('a full disk refuses what does not fit, keeps what was acknowledged, and takes more when there is room', async () => {
  const path = join(folder, 'full.db');
  const { engine, store, fatal, fillUp, makeRoom } = await openEngine(path, () => at(START));
  await engine.submitAll([
    { kind: 'service', at: at(START), service: service('shop') },
    { kind: 'tick', at: at(START), timeline: LIVE },
  ]);
  const acknowledged: Acknowledged[] = [];
  const refused: unknown[] = [];
  const send = async (from: number, to: number): Promise<void> => {
    for (let i = from; i < to; i += 1) {
      const sent = Array.from({ length: 20 }, (_, j) =>
        report({ at: at(START, i), service: 'shop', reporter: `${i}-${j}`, network: `AS${j}` }),
      );
      const outcomes = await Promise.allSettled(sent.map((one) => engine.submit(one)));
      outcomes.forEach((outcome, index) => {
        if (outcome.status === 'fulfilled') acknowledged.push({ id: sent[index]!.id, seq: outcome.value });
        else refused.push(outcome.reason);
      });
      const head = store.journal.head().size;
      expect(head, 'the tree counts what was acknowledged, and nothing else').toBe(3 + acknowledged.length);
    }
  };
  fillUp();
  await send(0, 40);
  const room = acknowledged.length;
  expect(room, 'anti-vacuity: some fitted').toBeGreaterThan(0);
  expect(refused.length, 'anti-vacuity: the disk was full').toBeGreaterThan(100);
  for (const cause of refused) expect(cause).toMatchObject({ errcode: SQLITE_FULL });
  expect((await checkJournal(store.journal)).problems).toEqual([]);
  expect(fatal).toEqual([]);

  makeRoom();
  await send(40, 60);
  expect(acknowledged).toHaveLength(room + 400);
  await engine.close();
  expect(fatal).toEqual([]);
  expect(await aftermathOf(path, acknowledged)).toEqual({ size: 3 + acknowledged.length, lost: [], problems: [] });
});

test('views that find no room are saved later, the same as if there had been room', async () => {
  const path = join(folder, 'views.db');
  const { engine, fatal, fillUp, makeRoom } = await openEngine(path, () => at(START));
  await engine.submitAll([{ kind: 'service', at: at(START), service: service('shop') }]);
  // Enough ticks for many blocks; all of them in the journal before the disk is full.
  for (let minute = START; minute < START + 6_000; minute += 1_000) {
    await engine.submitAll(
      Array.from({ length: 1_000 }, (_, i) => ({
        kind: 'tick' as const,
        at: at(minute + i),
        timeline: LIVE,
        since: at(minute + i - 1),
      })),
    );
  }
  fillUp();
  await expect(engine.save(true)).rejects.toMatchObject({ errcode: SQLITE_FULL });
  expect(fatal).toEqual([]);
  makeRoom();
  await engine.save(true);
  await engine.close();
  const { problems } = await aftermathOf(path, []);
  expect(problems).toEqual([]);
});

test('a disk that fails, and is not merely full, ends the engine: nothing more is taken', async () => {
  const home = openMemoryHome();
  let broken = false;
  const failure = Object.assign(new Error('disk I/O error'), { errcode: 10 });
  const journal: JournalHome = {
    head: () => home.journal.head(),
    read: (from, limit) => home.journal.read(from, limit),
    subtrees: () => home.journal.subtrees(),
    hashes: (level, from, count) => home.journal.hashes(level, from, count),
    append: (batch) => (broken ? Promise.reject(failure) : home.journal.append(batch)),
  };
  const fatal: unknown[] = [];
  const options = { now: () => at(START), onFatal: (cause: unknown) => fatal.push(cause) };
  const engine = await Engine.open({ ...home, journal, async [Symbol.asyncDispose]() {} }, options);
  await engine.submit({ kind: 'service', at: at(START), service: service('shop') });
  broken = true;
  const waiting = [1, 2, 3].map((i) => engine.submit(report({ at: at(START), service: 'shop', reporter: `r${i}` })));
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(fatal).toEqual([failure]);
  broken = false;
  await expect(engine.submit({ kind: 'retired', at: at(START), service: 'shop' })).rejects.toBe(failure);
  expect(home.journal.head().size).toBe(2);
  await engine.close();
});

test('a minute whose tick found no room ends nothing: the clock goes on, and the minute is unknown', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: at(START) });
  try {
    const path = join(folder, 'ticks.db');
    const { engine, store, fatal, fillUp, makeRoom } = await openEngine(path, () => Date.now() as EpochMs);
    await engine.submitAll([{ kind: 'service', at: at(START), service: service('shop') }]);
    const errors: unknown[] = [];
    const ticker = new Ticker(
      engine,
      () => Date.now() as EpochMs,
      (cause) => errors.push(cause),
    );
    await ticker.start();
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    fillUp();
    // Whatever room is left is used up, by entries that are smaller than a tick.
    for (let full = false; !full; ) {
      await engine.submitAll([{ kind: 'retired', at: at(START), service: 'x' }]).catch(() => {
        full = true;
      });
    }
    const size = store.journal.head().size;
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(store.journal.head().size, 'anti-vacuity: ticks found no room').toBe(size);
    makeRoom();
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    ticker.stop();
    expect(errors).toEqual([]);
    expect(fatal).toEqual([]);
    expect(store.journal.head().size).toBeGreaterThan(size);
    const blocks = await engine.board.blocks('shop', 0, 1e9);
    const counts = blocks.flatMap(({ counts: of }) => of).slice(START % 60);
    expect(counts.slice(0, 11).filter((count) => count === null).length, 'unknown minutes').toBeGreaterThanOrEqual(3);
    await engine.close();
  } finally {
    vi.useRealTimers();
  }
});
