/** Summer time, against the calendar of the engine. */
import { expect, test } from 'vitest';
import { createClockChange, isClockDay, isClockSeason, weighClock } from './clock-change.ts';
import { daily, dice, MONDAY } from './series.fixture.ts';

const minute = (iso: string) => Date.parse(iso) / 60_000;

test('the days on which clocks change in Europe and America are known for a century', () => {
  for (let year = 2000; year < 2100; year++) {
    const sunday = (month: number, from: number) => {
      const day = new Date(Date.UTC(year, month, from));
      return Date.UTC(year, month, from + ((7 - day.getUTCDay()) % 7)) / 60_000;
    };
    const changes = [sunday(2, 8), sunday(2, 25), sunday(9, 25), sunday(10, 1)];
    for (const change of changes) {
      expect(isClockDay(change + 60)).toBe(true);
      expect(isClockDay(change + 20 * 60)).toBe(true);
      expect(isClockSeason(change)).toBe(true);
      expect(isClockDay(change + 4 * 1440)).toBe(false);
    }
  }
  expect(isClockDay(minute('2024-06-30T12:00Z'))).toBe(false);
  expect(isClockSeason(minute('2024-01-15T12:00Z'))).toBe(false);
});

function days(count: number, moved: number) {
  const { poisson } = dice(7);
  const rate = daily(5);
  const clock = createClockChange();
  for (let k = 0; k < count * 96; k++) {
    const at = k * 15;
    const shape = (ahead: number) => 15 * rate(at + clock.shift + ahead);
    const expected = { now: shape(0), ahead: shape(60), behind: shape(-60) };
    weighClock(clock, MONDAY + at, poisson(15 * rate(at + moved)), expected, 0.005, 15);
  }
  return clock.shift;
}

test('a week that moved by an hour moves the shape the same way, and a week that did not leaves it', () => {
  expect(days(4, 60)).toBe(60);
  expect(days(4, -60)).toBe(-60);
  expect(days(60, 0)).toBe(0);
});
