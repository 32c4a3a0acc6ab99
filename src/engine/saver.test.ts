/** Laws of saving: the state is written down when it is due, once, and only by a process that keeps it. */
import { expect, test } from 'vitest';
import type { Seq } from '../model/units.ts';
import { MemoryViews } from '../store/memory/home.ts';
import { Board } from './board.ts';
import { Saver } from './saver.ts';

test('whoever follows writes no state down, and does when it is its own to keep', async () => {
  const views = Object.assign(new MemoryViews(), { keepsState: false });
  let folded = 5;
  let written = 0;
  const saver = new Saver({
    views,
    board: new Board(views),
    folded: () => folded as Seq,
    state: () => {
      written += 1;
      return `state of ${folded}`;
    },
    base: () => '',
    onSaved: () => {},
    onFailure: (cause) => {
      throw cause;
    },
  });
  await saver.save(true);
  expect([written, await views.snapshot()]).toEqual([0, undefined]);
  views.keepsState = true;
  await saver.save(true);
  expect(written, 'the one that was followed has kept that').toBe(0);
  folded = 6;
  await saver.save(false);
  expect(written, 'it is not due').toBe(0);
  await saver.save(true);
  await saver.save(true);
  expect([written, await views.snapshot()]).toEqual([1, { until: 6, body: 'state of 6' }]);
  await saver.stop();
});
