/**
 * Are the budgets kept where no simulation made the noise? Counts the detector's alarms on what is left of the 2019 report
 * series when whatever anybody would call an outage is cut out of them. Alone: `node bench/accuracy/calm.ts`
 */
import { type Alarm, type Counted, minuteAt, ours, type Tier } from './alarms.ts';
import { runSets } from './command.ts';
import { atMost, type BenchSet, type Columns, type Options, type Outcome, quantile, section } from './report.ts';
import { readServices, SERIES } from './reports.ts';
import { isShared, notShared } from './shared-data.ts';

const DAY = 1440;
/** Stated: possible alarms a service-month, confirmed ones a service-year. */
const BUDGETS = [0.1, 1, 10, 100];
const LEARNING_DAYS = 14;
/** A step is plain to see from so many times the usual on, and so many reports. */
const PLAIN = { times: 10, count: 10 };
/** The usual is the median of the same time of day, so many days and minutes before and after. */
const USUAL = { days: 14, minutes: 20 };
/** Cut with what is plain to see, in minutes before and after it. */
const AROUND = { before: 180, after: 720 };
/** The largest budget is kept; the smaller ones are not asked of reports among which small outages are left. */
const SHORT = { budgets: [100] };

interface Kept {
  readonly budget: number;
  readonly serviceYears: number;
  /** Share of the known steps that was cut. */
  readonly cut: number;
  readonly confirmed: number;
  readonly confirmedPerYear: number;
  readonly possible: number;
  readonly possiblePerMonth: number;
}

const columns: Columns<Kept> = {
  'service-years': ({ serviceYears }) => serviceYears.toFixed(2),
  'cut, %': ({ cut }) => (100 * cut).toFixed(1),
  'confirmed / year: stated': ({ budget }) => String(budget),
  measured: ({ confirmedPerYear, confirmed }) => `${confirmedPerYear.toFixed(1)} (${confirmed})`,
  'possible / month: stated': ({ budget }) => String(budget),
  'measured ': ({ possiblePerMonth, possible }) => `${possiblePerMonth.toFixed(2)} (${possible})`,
};

export const calmSet: BenchSet = {
  name: 'calm',
  run: (options) => (isShared(SERIES) ? calm(options) : notShared(SERIES)),
};

function calm({ short }: Options): Outcome {
  const whole = readServices();
  const left = whole.map(withoutPlain);
  const minutes = knownMinutes(left);
  const cut = 1 - minutes / knownMinutes(whole);
  const rows = (short ? SHORT.budgets : BUDGETS).map((budget): Kept => {
    const [confirmed, possible] = [raised(left, 'confirmed', budget), raised(left, 'possible', budget)];
    return {
      budget,
      serviceYears: minutes / (365 * DAY),
      cut,
      confirmed,
      confirmedPerYear: (confirmed * 365 * DAY) / minutes,
      possible,
      possiblePerMonth: (possible * 30 * DAY) / minutes,
    };
  });
  return {
    sections: [section('Calm: alarms stated and measured on real reports without what is plain to see', rows, columns)],
    failures: rows
      .filter(({ budget }) => SHORT.budgets.includes(budget))
      .flatMap(({ budget, confirmedPerYear }) => atMost('confirmed a year on calm reports', confirmedPerYear, budget)),
  };
}

const learntAt = ({ startMinute }: Counted): number => startMinute + LEARNING_DAYS * DAY;

/** Minutes that are counted after the learning. */
function knownMinutes(series: readonly Counted[]): number {
  let minutes = 0;
  for (const counted of series) {
    for (const [step, count] of counted.counts.entries()) {
      if (count >= 0 && minuteAt(counted, step) >= learntAt(counted)) minutes += counted.stepMinutes;
    }
  }
  return minutes;
}

function raised(series: readonly Counted[], tier: Tier, stated: number): number {
  const method = ours(tier, { possiblePerMonth: stated, confirmedPerYear: stated });
  const isCounted = (counted: Counted) => (alarm: Alarm) => minuteAt(counted, alarm.at) >= learntAt(counted);
  return series.reduce((sum, counted) => sum + method.alarms(counted).filter(isCounted(counted)).length, 0);
}

/** Unknown where somebody would call it an outage, and around it. */
function withoutPlain(counted: Counted): Counted {
  const { counts, stepMinutes } = counted;
  const left = Int32Array.from(counts);
  for (const [step, count] of counts.entries()) {
    if (count < PLAIN.count || count < PLAIN.times * usualAt(counted, step)) continue;
    left.fill(-1, Math.max(0, step - AROUND.before / stepMinutes), step + AROUND.after / stepMinutes + 1);
  }
  return { ...counted, counts: left };
}

function usualAt({ counts, stepMinutes }: Counted, step: number): number {
  const [aDay, beside] = [DAY / stepMinutes, USUAL.minutes / stepMinutes];
  const near: number[] = [];
  for (let day = -USUAL.days; day <= USUAL.days; day++) {
    if (day === 0) continue;
    for (let by = -beside; by <= beside; by++) {
      const count = counts[step + day * aDay + by] ?? -1;
      if (count >= 0) near.push(count);
    }
  }
  return quantile(near, 0.5);
}

if (import.meta.main) await runSets([calmSet]);
