/**
 * Laws of pruning: what follows later is what would have followed had nothing been removed; what is gone is what the journal says, and the
 * tree is what it was; nothing that a hold keeps is gone; a stop at any moment leaves it undone or lets it be finished.
 */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { holdOf, period } from '../../src/core/holds.fixture.ts';
import { heldSignalOf, isHeld } from '../../src/core/holds.ts';
import { Engine } from '../../src/engine/engine.ts';
import { prune } from '../../src/engine/prune.ts';
import { rebuildViews } from '../../src/engine/rebuild.ts';
import { decodeEntry, isPruned } from '../../src/journal/codec.ts';
import { openMemoryHome } from '../../src/store/memory/home.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import {
  day,
  differencesOf,
  failures,
  linesOf,
  NOW,
  nextFile,
  now,
  options,
  order,
  problemsOf,
  rowsOf,
  SHOP,
} from './prune.fixture.ts';
import { at, type Move, moves, START, streamOf } from './streams.ts';

afterAll(() => expect(failures).toEqual([]));

const RUNS = Number(process.env.RUNS ?? 25);

/** An outage before the cut and one behind it, with late reports of the time before. */
const OUTAGE: Move[] = [
  { kind: 'listen', minutes: 300 },
  { kind: 'crowd', service: 'one', minutes: 12, each: 40, networks: 60, country: 0 },
  { kind: 'listen', minutes: 300 },
  { kind: 'traffic', service: 'one', minutes: 20, ago: 3, requests: 300, source: 0, part: 0 },
  { kind: 'report', service: 'one', ago: 700, early: true, who: 1, symptom: 0, country: 0 },
  { kind: 'crowd', service: 'one', minutes: 12, each: 40, networks: 60, country: 0 },
  { kind: 'listen', minutes: 300 },
];

/** How far the stream has come when a base is kept, or all is pruned that was made so many minutes before. */
const cut = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 3_000 }),
  fc.constantFrom<'base' | 'prune'>('base', 'prune'),
);

test('whatever comes later, it has the same facts and charts as if nothing had been removed; and again after a rebuild', async () => {
  let removed = 0;
  await fc.assert(
    fc.asyncProperty(moves, fc.array(cut, { minLength: 1, maxLength: 5 }), async (list, cuts) => {
      const entries = streamOf(list);
      const store = openSqliteHome(nextFile());
      const control = openMemoryHome();
      const engine = await Engine.open(store, options);
      const other = await Engine.open(control, options);
      let from = 0;
      for (const [share, ago, only] of cuts.toSorted(([a], [b]) => a - b)) {
        const to = Math.floor(share * entries.length);
        for (const each of [engine, other]) await each.submitAll(entries.slice(from, to));
        from = to;
        if (only === 'base') await engine.keepBase(NOW);
        if (only === 'base') continue;
        const live = engine.state.timelines.get('live')?.at ?? at(START);
        const done = await prune(engine, order(live - ago * 60_000), now);
        if (done === undefined) continue;
        await other.submit(done.pruning);
        removed += Object.values(done.pruning.removed.byKind).reduce((sum, many) => sum + many, 0);
      }
      for (const each of [engine, other]) await each.submitAll(entries.slice(from));
      await engine.save(true);
      await other.close();
      const expected = await linesOf(control.views);
      expect(await linesOf(store.views)).toEqual(expected);
      expect(store.journal.head()).toEqual(control.journal.head());
      expect(await problemsOf(store)).toEqual([]);
      expect(await differencesOf(store)).toEqual([]);
      const again = await rebuildViews(store, options);
      await again.save(true);
      expect(await linesOf(store.views)).toEqual(expected);
      expect(again.state.prunings).toEqual(engine.state.prunings);
      await again.close();
    }),
    {
      numRuns: RUNS,
      examples: [
        [
          OUTAGE,
          [
            [0.3, 0, 'base'],
            [0.8, 0, 'prune'],
            [0.9, 0, 'base'],
            [1, 600, 'prune'],
          ],
        ],
      ],
    },
  );
  expect(removed, 'anti-vacuity').toBeGreaterThan(100);
}, 120_000);

test('what a hold keeps stays, to the boundary minute; what the rule does not reach stays too', async () => {
  const engine = await Engine.open(openSqliteHome(nextFile()), options);
  const [from, until, limit] = [START + 400, START + 500, START + 1_000];
  const held = holdOf({ of: period(at(from), at(until)) });
  await engine.submitAll([SHOP, ...day(), held]);
  const before = await rowsOf(engine.store);
  const { pruning } = (await prune(engine, order(at(limit)), now))!;
  const after = await rowsOf(engine.store);
  for (const [index, { body }] of before.entries()) {
    const entry = decodeEntry(body);
    const due = entry.kind === 'report' && entry.at < at(limit) && !(entry.at >= at(from) && entry.at < at(until));
    expect(isPruned(after[index]!.body), `${entry.kind} ${index}`).toBe(due);
    expect(after[index]!.hash).toEqual(before[index]!.hash);
  }
  expect(pruning).toMatchObject({ number: 1, held: 50, holds: 1, removed: { byKind: { report: 1_200 } } });
  // When the hold ends, the next pruning takes what it kept.
  await engine.submit({ ...held, at: NOW, version: 2, closed: true });
  const next = (await prune(engine, order(at(limit)), now))!.pruning;
  expect(next).toMatchObject({ number: 2, held: 0, removed: { byKind: { report: 50 } } });
  expect(await problemsOf(engine.store)).toEqual([]);
  expect(await prune(engine, order(at(limit)), now)).toBeUndefined();
  await engine.close();
});

test('a hold that comes at any moment of a pruning keeps what it is of, or came after it', async () => {
  let kept = 0;
  for (const turns of [0, 1, 2, 3, 5, 8, 12, 20, 40]) {
    const engine = await Engine.open(openSqliteHome(nextFile(), { threaded: true }), options);
    await engine.submitAll([SHOP, ...day(START, 800)]);
    const pruned = prune(engine, order(at(START + 790)), now);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const hold = holdOf({ of: period(at(START + 300), at(START + 310)) });
    const placed = await engine.submit(hold);
    const done = (await pruned)!;
    const all = await rowsOf(engine.store);
    if (placed < done.seq) {
      expect(done.pruning.holds).toBe(1);
      expect(done.pruning.held).toBe(5);
      kept += 1;
    }
    const standing = all.flatMap(({ seq, body }) => (isPruned(body) ? [] : [heldSignalOf(seq, decodeEntry(body))]));
    const of = standing.filter((signal) => signal !== undefined && isHeld([hold], signal)).length;
    if (placed < done.seq) expect(of).toBe(5);
    if (placed < done.seq || of === 0) expect(await problemsOf(engine.store)).toEqual([]);
    await engine.close();
  }
  expect(kept, 'anti-vacuity').toBeGreaterThan(0);
}, 120_000);

test('a stop before the entry leaves everything, a stop after it is made good at the next start', async () => {
  const path = nextFile();
  const open = (): Promise<Engine> => Engine.open(openSqliteHome(path), options);
  const cut = (engine: Engine) => engine.store[Symbol.asyncDispose]();
  const first = await open();
  await first.submitAll([SHOP, ...day()]);
  await first.keepBase(NOW);
  await cut(first);
  const second = await open();
  expect(await second.store.views.bases!.settled(), 'a base that nothing commits to').toBeUndefined();
  expect((await rowsOf(second.store)).some(({ body }) => isPruned(body))).toBe(false);
  const { journal } = second.store;
  const replace = journal.replace!.bind(journal);
  let calls = 0;
  journal.replace = async (rows) => {
    calls += 1;
    if (calls > 1) throw new Error('the power is gone');
    await replace(rows);
  };
  const expected = await linesOf(second.store.views);
  await expect(prune(second, order(at(START + 1_400)), now)).rejects.toThrow('the power is gone');
  expect((await problemsOf(second.store)).map(({ what }) => what)).toEqual([expect.stringContaining('broken off')]);
  await cut(second);
  const third = await open();
  expect(await problemsOf(third.store)).toEqual([]);
  expect(await differencesOf(third.store)).toEqual([]);
  const again = await rebuildViews(third.store, options);
  await again.save(true);
  expect(await linesOf(third.store.views)).toEqual(expected);
  await again.close();
});
