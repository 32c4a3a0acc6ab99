/**
 * Are the budgets kept where no simulation made the noise? Counts the detector's alarms on what is left of the 2019 report
 * series when whatever anybody would call an outage is cut out of them. Alone: `node bench/accuracy/calm.ts`
 */
import type { Counted } from './alarms.ts';
import { BUDGETS, BudgetTally, type Kept, keptColumns, LEARNING_DAYS } from './budgets.ts';
import { runSets } from './command.ts';
import { atMost, type BenchSet, type Columns, type Options, type Outcome, quantile, section } from './report.ts';
import { readServices, SERIES } from './reports.ts';
import { isShared, notShared } from './shared-data.ts';
import { DAY } from './simulator/rhythm.ts';

/** A step is plain to see from so many times the usual on, and so many reports. */
const PLAIN = { times: 10, count: 10 };
/** The usual is the median of the same time of day, so many days and minutes before and after. */
const USUAL = { days: 14, minutes: 20 };
/** Cut with what is plain to see, in minutes before and after it. */
const AROUND = { before: 180, after: 720 };
/** The largest budget is kept; the smaller ones are not asked of reports among which small outages are left. */
const SHORT = { budgets: [100] };

interface KeptOfRest extends Kept {
  /** Share of the known minutes that was cut. */
  readonly cut: number;
}

const columns: Columns<KeptOfRest> = {
  'service-years': ({ serviceYears }) => serviceYears.toFixed(2),
  'cut, %': ({ cut }) => (100 * cut).toFixed(1),
  ...keptColumns,
};

export const calmSet: BenchSet = {
  name: 'calm',
  run: (options) => (isShared(SERIES) ? calm(options) : notShared(SERIES)),
};

function calm({ short }: Options): Outcome {
  const rows = measure(readServices(), short ? SHORT.budgets : BUDGETS);
  return {
    sections: [section('Calm: alarms stated and measured on real reports without what is plain to see', rows, columns)],
    failures: rows
      .filter(({ budget }) => SHORT.budgets.includes(budget))
      .flatMap(({ budget, confirmedPerYear }) => atMost('confirmed a year on calm reports', confirmedPerYear, budget)),
  };
}

function measure(whole: readonly Counted[], stated: readonly number[]): KeptOfRest[] {
  const tallies = stated.map((budget) => new BudgetTally(budget));
  let [left, known] = [0, 0];
  for (const counted of whole) {
    const rest = withoutPlain(counted);
    const minutes = knownMinutes(rest);
    left += minutes;
    known += knownMinutes(counted);
    for (const tally of tallies) tally.add(rest, LEARNING_DAYS * DAY, minutes);
  }
  return tallies.map((tally) => ({ ...tally.kept(), cut: 1 - left / known }));
}

/** Minutes that are counted after the learning. */
function knownMinutes({ counts, stepMinutes }: Counted): number {
  return stepMinutes * counts.subarray((LEARNING_DAYS * DAY) / stepMinutes).filter((count) => count >= 0).length;
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
