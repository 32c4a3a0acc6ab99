/** Laws of the record: what a service's own past asks for beyond the model, and for how long. */
import { expect, test } from 'vitest';
import { addRecordTime, createTail, fileExcursion, fileIncident, type TailRecord, thresholds } from './threshold.ts';

const DAY = 1440;
const YEAR = 365 * DAY;
const STEP = 1;
const YEARLY = { possiblePerMonth: 1, confirmedPerYear: 1 };
const OFTEN = { possiblePerMonth: 10, confirmedPerYear: 100 };

const confirmed = (tail: TailRecord, budget = YEARLY): number => thresholds(budget, STEP, tail).confirmed;
const MODEL = confirmed(createTail());

/** So many days on record, on the last of which so many incidents of this evidence were closed. */
function recordOf(incidents: number, most: number, { days = 60, budget = YEARLY } = {}): TailRecord {
  const tail = createTail();
  addRecordTime(tail, days * DAY);
  for (let k = 0; k < incidents; k++) fileIncident(tail, days * DAY + k, most, budget, STEP);
  return tail;
}

test('four doubtful incidents ask for more than they had, three or clear ones for nothing', () => {
  const most = 1.5 * MODEL;
  // Three and a half such in the time on record, where one a year is accepted.
  expect(confirmed(recordOf(4, most))).toBeCloseTo(most + Math.log(3.5 / (60 / 365)), 1);
  expect(confirmed(recordOf(4, most, { days: 365 }))).toBeCloseTo(most + Math.log(3.5), 1);
  expect(confirmed(recordOf(3, most))).toBe(MODEL);
  expect(confirmed(recordOf(8, 4 * MODEL)), 'four times what the model asks for is no doubt').toBe(MODEL);
});

test('however rough a year is, no more is asked for than four times what the model does', () => {
  const tail = recordOf(0, 0, { days: 365 });
  // As strong as what was asked for just now, and a little stronger or weaker: the worst that noise, or somebody, could do.
  for (let k = 0; k < 200; k++) {
    const at = YEAR + k * (DAY / 4);
    fileIncident(tail, at, confirmed(tail) + 0.5, YEARLY, STEP);
    tail.top = confirmed(tail) - 0.5;
    fileExcursion(tail, at);
  }
  expect(confirmed(tail)).toBeCloseTo(4 * MODEL, 6);
});

test('who accepts as many is asked for no more', () => {
  const model = confirmed(createTail(), OFTEN);
  expect(confirmed(recordOf(4, model + 1, { budget: OFTEN }), OFTEN)).toBe(model);
});

test('after a year they are forgotten, also where nothing is filed but an excursion', () => {
  const tail = recordOf(4, 1.5 * MODEL);
  tail.top = 4;
  fileExcursion(tail, 60 * DAY + YEAR - DAY);
  expect(confirmed(tail)).toBeGreaterThan(MODEL);
  tail.top = 4;
  fileExcursion(tail, 60 * DAY + YEAR + DAY);
  expect(confirmed(tail)).toBe(MODEL);
});

test('excursions are forgotten after sixty days', () => {
  const tail = recordOf(0, 0);
  for (let k = 0; k < 5; k++) {
    tail.top = MODEL;
    fileExcursion(tail, 60 * DAY + k);
  }
  expect(confirmed(tail)).toBeGreaterThan(MODEL);
  tail.top = 4;
  fileExcursion(tail, 121 * DAY);
  expect(confirmed(tail)).toBe(MODEL);
});
