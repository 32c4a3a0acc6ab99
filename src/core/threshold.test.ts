/** Laws of the record: what a service's own past asks for beyond the model, and for how long. */
import { expect, test } from 'vitest';
import { addRecordTime, createTail, fileExcursion, fileIncident, type TailRecord, thresholds } from './threshold.ts';

const DAY = 1440;
const YEARLY = { possiblePerMonth: 1, confirmedPerYear: 1 };

/** Sixty days on record, on the last of which so many incidents of this evidence were closed, where `asked` was asked for. */
function recordOf(incidents: number, most: number, asked: number): TailRecord {
  const tail = createTail();
  addRecordTime(tail, 60 * DAY);
  for (let k = 0; k < incidents; k++) fileIncident(tail, 60 * DAY + k, most, asked);
  return tail;
}

const confirmed = (tail: TailRecord, budget = YEARLY): number => thresholds(budget, 1, tail).confirmed;
const MODEL = confirmed(createTail());

test('three doubtful incidents in two months ask for more than they had, two or clear ones for nothing', () => {
  const most = 1.5 * MODEL;
  // Two and a half such in sixty days, where one a year is accepted.
  expect(confirmed(recordOf(3, most, MODEL))).toBeCloseTo(most + Math.log(2.5 / (60 / 365)), 1);
  expect(confirmed(recordOf(2, most, MODEL))).toBe(MODEL);
  expect(confirmed(recordOf(8, 2 * MODEL, MODEL)), 'twice what was asked for is no doubt').toBe(MODEL);
});

test('who accepts as many is asked for no more', () => {
  const often = { possiblePerMonth: 10, confirmedPerYear: 100 };
  const model = confirmed(createTail(), often);
  expect(confirmed(recordOf(3, model + 1, model), often)).toBe(model);
});

test('after sixty days they are forgotten, also where nothing is filed but an excursion', () => {
  const tail = recordOf(3, 1.5 * MODEL, MODEL);
  tail.top = 4;
  fileExcursion(tail, 119 * DAY);
  expect(confirmed(tail)).toBeGreaterThan(MODEL);
  tail.top = 4;
  fileExcursion(tail, 121 * DAY);
  expect(confirmed(tail)).toBe(MODEL);
});
