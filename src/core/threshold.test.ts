/** Laws of the record: what a service's own past asks for beyond the model, and for how long. */
import { expect, test } from 'vitest';
import {
  addRecordTime,
  createTail,
  fileExcursion,
  fileIncident,
  type TailRecord,
  thresholds,
  thresholdsFor,
} from './threshold.ts';

const DAY = 1440;
const YEAR = 365 * DAY;
const STEP = 1;
const YEARLY = { possiblePerMonth: 1, confirmedPerYear: 1 };
const OFTEN = { possiblePerMonth: 10, confirmedPerYear: 100 };

const confirmed = (tail: TailRecord, budget = YEARLY): number => thresholds(budget, STEP, tail).confirmed;
const MODEL = confirmed(createTail());

/** Three times the usual for a while. */
const MILD = [{ total: 60, expected: 20 }];

/** So many days on record, on the last of which so many incidents of this evidence were closed. */
function recordOf(incidents: number, top: number, { days = 60, budget = YEARLY, waves = MILD } = {}): TailRecord {
  const tail = createTail();
  addRecordTime(tail, days * DAY);
  for (let k = 0; k < incidents; k++) fileIncident(tail, days * DAY + k, { top, waves }, budget, STEP);
  return tail;
}

test('three doubtful incidents ask for more than they had, two or clear ones for nothing', () => {
  const top = 1.5 * MODEL;
  // Two and a half such in the time on record, where one a year is accepted.
  expect(confirmed(recordOf(3, top))).toBeCloseTo(top + Math.log(2.5 / (60 / 365)), 1);
  expect(confirmed(recordOf(3, top, { days: 365 }))).toBeCloseTo(top + Math.log(2.5), 1);
  expect(confirmed(recordOf(2, top))).toBe(MODEL);
  expect(confirmed(recordOf(8, 6 * MODEL)), 'six times what the model asks for is no doubt').toBe(MODEL);
});

test('what is plain to see is no doubt, however little evidence it came to: five times the usual, and ten reports', () => {
  const of = (...waves: { total: number; expected: number }[]) => confirmed(recordOf(8, 1.5 * MODEL, { waves }));
  expect(of(...MILD, { total: 10, expected: 2 })).toBe(MODEL);
  expect(of({ total: 9, expected: 0.1 })).toBeGreaterThan(MODEL);
  expect(of({ total: 49, expected: 10 })).toBeGreaterThan(MODEL);
  expect(of()).toBeGreaterThan(MODEL);
});

test('however rough a year is, no more is asked for than six times what the model does', () => {
  const tail = recordOf(0, 0, { days: 365 });
  // As strong as what was asked for just now, and a little stronger or weaker: the worst that noise, or somebody, could do.
  for (let k = 0; k < 200; k++) {
    const at = YEAR + k * (DAY / 4);
    fileIncident(tail, at, { top: confirmed(tail) + 0.5, waves: MILD }, YEARLY, STEP);
    tail.top = confirmed(tail) - 0.5;
    fileExcursion(tail, at);
  }
  expect(confirmed(tail)).toBeCloseTo(6 * MODEL, 6);
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

test('what stands out tenfold, with ten counts, is asked for what the model asks for, whatever is on record', () => {
  const tail = recordOf(8, 4 * MODEL);
  const series = { ...thresholds(YEARLY, STEP, tail), budget: YEARLY, stepMinutes: STEP };
  expect(series.confirmed, 'anti-vacuity').toBeGreaterThan(4 * MODEL);
  expect(thresholdsFor({ observed: 10, expected: 1 }, series)).toEqual(thresholds(YEARLY, STEP));
  expect(thresholdsFor({ observed: 9, expected: 0.1 }, series)).toBe(series);
  expect(thresholdsFor({ observed: 99, expected: 10 }, series)).toBe(series);
});
