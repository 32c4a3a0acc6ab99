/** Laws of saving: the state is written down when it is due, once, of one moment, and only by a process that keeps it. */
import { expect, test } from 'vitest';
import { at, report, START, service } from '../../test/replay/streams.ts';
import { emptyState, foldEntry } from '../core/fold.ts';
import { encodeState } from '../core/snapshot.ts';
import type { Entry } from '../model/entry.ts';
import type { Seq } from '../model/units.ts';
import { MemoryViews } from '../store/memory/home.ts';
import type { ViewsBatch } from '../store/ports.ts';
import { Board } from './board.ts';
import { Saver } from './saver.ts';

/** Of so many services no state is written down in one turn. */
const MANY = 2_000;
const SILENT = { fact() {}, step() {}, late() {}, traffic() {} };

function world(views: MemoryViews) {
  const state = emptyState();
  let folded = 0;
  const saver = new Saver({
    views,
    board: new Board(views),
    folded: () => folded as Seq,
    state: () => state,
    onSaved: () => {},
    onFailure: (cause) => {
      throw cause;
    },
  });
  const fold = (entry: Entry): void => {
    saver.beforeFold(entry);
    foldEntry(state, entry, SILENT);
    folded += 1;
  };
  return { state, saver, fold };
}

test('whoever follows writes no state down, and does when it is its own to keep', async () => {
  const views = Object.assign(new MemoryViews(), { keepsState: false });
  const { state, saver, fold } = world(views);
  fold({ kind: 'service', at: at(START), service: service('one') });
  await saver.save(true);
  expect(await views.snapshot()).toBeUndefined();
  views.keepsState = true;
  await saver.save(true);
  expect(await views.snapshot(), 'the one that was followed has kept that').toBeUndefined();
  fold({ kind: 'service', at: at(START), service: service('two') });
  await saver.save(false);
  expect(await views.snapshot(), 'it is not due').toBeUndefined();
  await saver.save(true);
  const kept = { until: 2, body: encodeState(state) };
  expect(await views.snapshot()).toEqual(kept);
  await saver.stop();
});

test('a large state is written down in many turns, of the moment at which it was begun', async () => {
  const views = new MemoryViews();
  const { state, saver, fold } = world(views);
  for (let n = 0; n < MANY; n += 1) fold({ kind: 'service', at: at(START), service: service(`s${n}`) });
  const before = encodeState(state);
  const saved = saver.save(true);
  let turns = 0;
  let isSaved = false;
  void saved.then(() => {
    isSaved = true;
  });
  while (!isSaved) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
    if (turns === 5) expect(isSaved, 'others have had their turn').toBe(false);
    if (turns < 5) fold(report({ at: at(START, turns), service: `s${MANY - turns}`, reporter: `r${turns}` }));
  }
  expect(await views.snapshot()).toEqual({ until: MANY, body: before });
  expect(encodeState(state), 'anti-vacuity: what came meanwhile changed the state').not.toBe(before);
});

test('whoever folds waits for a save only where saving has fallen behind', async () => {
  const views = new MemoryViews();
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const saves: number[] = [];
  const slow = Object.assign(views, {
    save: async (batch: ViewsBatch) => {
      saves.push(batch.until);
      await gate;
    },
  });
  let folded = 0;
  const saver = new Saver({
    views: slow,
    board: Object.assign(new Board(views), { takeChanged: async () => [{ until: folded } as never] }),
    folded: () => folded as Seq,
    state: emptyState,
    onSaved: () => {},
    onFailure: (cause) => {
      throw cause;
    },
  });
  saver.add(0 as Seq, 0, { kind: 'gap' } as never);
  folded = 20_000;
  expect(saver.saveWhenDue(), 'begun, and nobody waits').toBeUndefined();
  await new Promise((resolve) => setImmediate(resolve));
  saver.add(0 as Seq, 1, { kind: 'gap' } as never);
  folded = 99_999;
  expect(saver.saveWhenDue()).toBeUndefined();
  folded = 100_000;
  const behind = saver.saveWhenDue();
  expect(behind).toBeInstanceOf(Promise);
  expect(saves, 'one at a time').toEqual([20_000]);
  release();
  await behind;
  await saver.stop();
});
