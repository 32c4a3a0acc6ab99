import { expect, test } from 'vitest';
import { mark, runsOf } from './outbreaks.ts';

const outbreak = [{ first: 10, last: 14 }];

test('weeks in a row are one alarm', () => {
  expect(runsOf([true, true, false, true])).toEqual([
    { at: 0, until: 1 },
    { at: 3, until: 3 },
  ]);
  expect(runsOf([false, false])).toEqual([]);
});

test('an outbreak is found by the first alarm within it, and an alarm outside of it is false', () => {
  const alarms = [
    { at: 3, until: 4 },
    { at: 12, until: 20 },
    { at: 14, until: 14 },
  ];
  expect(mark(outbreak, alarms, 52)).toEqual({ delays: [2], falseAlarms: 1, quietWeeks: 47 });
});

test('an alarm that runs into an outbreak finds it at once and was false; no alarm finds nothing', () => {
  expect(mark(outbreak, [{ at: 8, until: 10 }], 52)).toMatchObject({ delays: [0], falseAlarms: 1 });
  expect(mark(outbreak, [{ at: 8, until: 9 }], 52)).toMatchObject({ delays: [undefined], falseAlarms: 1 });
  expect(mark(outbreak, [], 52)).toMatchObject({ delays: [undefined], falseAlarms: 0 });
});
