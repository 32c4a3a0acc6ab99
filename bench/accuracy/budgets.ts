/**
 * Are the budgets kept? Counts the detector's alarms on quiet simulated services for stated budgets over three orders of
 * magnitude. `node bench/accuracy/budgets.ts [--services 300] [--seed 1] [--json]`
 */
import { parseArgs } from 'node:util';
import { detectAll, type Row } from '../../src/core/detect.ts';
import type { Minute } from '../../src/model/units.ts';
import { type QuietKind, quietSeries } from './simulator/quiet.ts';
import { DAY } from './simulator/rhythm.ts';

const DAYS = 50;
/** Days of history that a service has before its alarms are counted. */
const LEARNING_DAYS = 14;
const BUDGETS = [0.1, 1, 10, 100];

interface Kept {
  kind: QuietKind;
  /** Stated: possible alarms a service-month, confirmed ones a service-year. */
  budget: number;
  serviceYears: number;
  confirmed: number;
  confirmedPerYear: number;
  possible: number;
  possiblePerMonth: number;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const kept = (['plain', 'rough'] as const).flatMap((kind) =>
    measure(kind, Number(values.seed), Number(values.services)),
  );
  if (values.json) {
    console.log(JSON.stringify(kept, null, 2));
    return;
  }
  console.log(
    '| quiet services | service-years | confirmed / year: stated | measured | possible / month: stated | measured |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const one of kept) {
    const measured = `${one.confirmedPerYear.toFixed(2)} (${one.confirmed})`;
    const possible = `${one.possiblePerMonth.toFixed(2)} (${one.possible})`;
    const cells = [one.kind, one.serviceYears.toFixed(1), one.budget, measured, one.budget, possible];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function measure(kind: QuietKind, seed: number, services: number): Kept[] {
  const tallies = BUDGETS.map((budget) => ({ kind, budget, minutes: 0, confirmed: 0, possible: 0 }));
  for (let index = 0; index < services; index++) {
    const { startMinute, counts } = quietSeries(kind, seed, index, DAYS);
    const rows: Row[] = [];
    counts.forEach((count, t) => {
      if (count >= 0) rows.push({ at: (startMinute + t) as Minute, count });
    });
    const from = startMinute + LEARNING_DAYS * DAY;
    for (const tally of tallies) {
      const budget = { possiblePerMonth: tally.budget, confirmedPerYear: tally.budget };
      const found = detectAll(rows, { budget });
      tally.minutes += counts.length - LEARNING_DAYS * DAY;
      tally.confirmed += found.incidents.filter((incident) => (incident.detected ?? 0) >= from).length;
      // Every alarm that is confirmed was possible first, or at once.
      const all = [...found.incidents, ...found.possible];
      tally.possible += all.filter((incident) => (incident.possibleAt ?? incident.detected ?? 0) >= from).length;
    }
  }
  return tallies.map(({ minutes, ...tally }) => ({
    ...tally,
    serviceYears: minutes / (365 * DAY),
    confirmedPerYear: (tally.confirmed * 365 * DAY) / minutes,
    possiblePerMonth: (tally.possible * 30 * DAY) / minutes,
  }));
}

main();
