/**
 * Looking in many places: is the budget of a service kept over the whole, its symptoms and its countries together, and
 * how soon is an outage in one country found under several ways to share that budget out? Alone:
 * `node bench/accuracy/scopes.ts [--services 200]`
 */
import { emptyState, foldEntry } from '../../src/core/fold.ts';
import { createSeries, stepSeries } from '../../src/core/series.ts';
import { type Budget, DEFAULT_BUDGET, shareOf } from '../../src/model/budget.ts';
import type { Tally } from '../../src/model/entry.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Service } from '../../src/model/service.ts';
import type { Symptom } from '../../src/model/symptom.ts';
import { type EpochMs, MINUTE_MS, type Minute } from '../../src/model/units.ts';
import { runSets } from './command.ts';
import {
  atLeast,
  atMost,
  type BenchSet,
  type Columns,
  type Options,
  type Outcome,
  quantile,
  section,
} from './report.ts';
import { type Chance, chanceOf } from './simulator/chance.ts';
import { DAY } from './simulator/rhythm.ts';
import { countryName, drawScoped, minutesOf, type ScopedService } from './simulator/scoped.ts';

/** Monday, 6 May 2024, 00:00 UTC: no clock changes near. */
const MONDAY = 28_582_560;
const LEARN_DAYS = 14;
const QUIET_DAYS = 50;
const SEED = 11;
const BUDGETS = [1, 10, 100];
const FULL = { outages: 200 };
const SHORT = { services: 1, budgets: [100], outages: 12 };

export const scopesSet: BenchSet = {
  name: 'scopes',
  run(options) {
    const families = familyRows(options);
    const delays = delayRows(options.short ? SHORT.outages : FULL.outages);
    return {
      sections: [
        section(
          'Scopes: alarms of a service over all its parts, stated and measured on quiet services',
          families,
          familyColumns,
        ),
        section(`Scopes: ${delays[0]!.outages} outages in one country, confirmed`, delays, delayColumns, [
          'Half of the countries are drawn alike, half by activity. Delay is from the start of the outage, over those that all ways of sharing find.',
        ]),
      ],
      failures: [...familyFloors(families), ...delayFloors(delays)],
    } satisfies Outcome;
  },
};

interface FamilyRow {
  readonly parts: string;
  readonly budget: number;
  readonly serviceYears: number;
  readonly confirmed: number;
  readonly possible: number;
}

const perYear = ({ confirmed, serviceYears }: FamilyRow): number => confirmed / serviceYears;
const perMonth = ({ possible, serviceYears }: FamilyRow): number => (possible * 30) / (365 * serviceYears);

const familyColumns: Columns<FamilyRow> = {
  'quiet services': (row) => row.parts,
  'service-years': (row) => row.serviceYears.toFixed(1),
  'confirmed / year: stated': (row) => String(row.budget),
  measured: (row) => `${perYear(row).toFixed(2)} (${row.confirmed})`,
  'possible / month: stated': (row) => String(row.budget),
  'measured ': (row) => `${perMonth(row).toFixed(2)} (${row.possible})`,
};

function familyRows({ short, services }: Options): FamilyRow[] {
  const kinds = [
    ['1 to 5 countries', 1, 5],
    ['6 to 30 countries', 6, 30],
  ] as const;
  return kinds.flatMap(([parts, least, most]) =>
    (short ? SHORT.budgets : BUDGETS).map((budget) => {
      let confirmed = 0;
      let possible = 0;
      const count = short ? SHORT.services : services / 2;
      for (let index = 0; index < count; index++) {
        const chance = chanceOf(SEED, index, most);
        const service = drawScoped(chance, chance.whole(least, most));
        const alarms = quietAlarms(service, chance, { possiblePerMonth: budget, confirmedPerYear: budget });
        confirmed += alarms.confirmed;
        possible += alarms.possible;
      }
      return { parts, budget, serviceYears: (count * (QUIET_DAYS - LEARN_DAYS)) / 365, confirmed, possible };
    }),
  );
}

const familyFloors = (rows: readonly FamilyRow[]): string[] =>
  rows.flatMap((row) => [
    ...atMost(`confirmed a year, ${row.parts}`, perYear(row), row.budget),
    ...atMost(`possible a month, ${row.parts}`, perMonth(row), row.budget),
  ]);

/** Plays a quiet service through the fold, and counts incidents after it has learnt. */
export function quietAlarms(service: ScopedService, chance: Chance, budget: Budget, days = QUIET_DAYS) {
  const state = emptyState();
  const alarms = { confirmed: 0, possible: 0 };
  let minute = MONDAY;
  const sink = {
    fact(fact: Fact): void {
      if (fact.kind !== 'incident' || minute < MONDAY + LEARN_DAYS * DAY) return;
      if (fact.why === 'opened') alarms.possible += 1;
      if (fact.incident.confirmedAt === fact.at && (fact.why === 'opened' || fact.why === 'confirmed'))
        alarms.confirmed += 1;
    },
    step: () => {},
    late: () => {},
  };
  foldEntry(state, { kind: 'budget', at: at(minute), budget }, sink);
  foldEntry(state, { kind: 'service', at: at(minute), service: watched }, sink);
  for (const { count, countries } of minutesOf(service, chance, days * DAY)) {
    foldEntry(state, tallyOf(service, chance, minute, count, countries), sink);
    minute += 1;
    foldEntry(state, { kind: 'tick', at: at(minute), timeline: watched.timeline }, sink);
  }
  return alarms;
}

const watched: Service = {
  id: 'quiet',
  name: 'Quiet',
  category: 'Bench',
  components: [],
  providers: [],
  timeline: 'bench',
  stepMinutes: 1,
  provenance: { kind: 'reconstruction', sources: [] },
};

const at = (minute: number): EpochMs => (minute * MINUTE_MS) as EpochMs;

function tallyOf(
  service: ScopedService,
  chance: Chance,
  minute: number,
  count: number,
  here: readonly number[],
): Tally {
  const countries: Record<string, number> = {};
  for (const [i, reports] of here.entries()) if (reports > 0) countries[countryName(i)] = reports;
  const symptoms: Partial<Record<Symptom, number>> = {};
  for (let i = 0; i < count; i++) {
    const symptom = chance.weighted(service.symptoms as Record<Symptom, number>);
    symptoms[symptom] = (symptoms[symptom] ?? 0) + 1;
  }
  return {
    kind: 'tally',
    at: at(minute),
    service: watched.id,
    source: 'bench',
    stepMinutes: 1,
    count,
    symptoms,
    countries,
  };
}

/** How much of the budget a country has, of `all` by share of activity; its symptoms have another part of it. */
type Sharing = (country: number, all: readonly number[], symptoms: number) => number;

const WAYS: Readonly<Record<string, Sharing>> = {
  'the whole alone': () => 0,
  'fixed places: 8 symptoms, 32 countries': () => 0.25 / 32,
  'equal shares of those followed': (_, all, symptoms) => 0.5 / (all.length + symptoms),
  'by activity': (country, all) => 0.25 * all[country]!,
  'half equal, half by activity': (country, all, symptoms) =>
    0.5 * (0.5 / (all.length + symptoms) + (0.5 * all[country]!) / 2),
  'limit: that country alone': () => 1,
};
const IN_FORCE = 'half equal, half by activity';
const BEFORE = 'fixed places: 8 symptoms, 32 countries';

interface DelayRow {
  readonly way: string;
  readonly outages: number;
  readonly found: number;
  readonly delays: readonly number[];
}

const delayColumns: Columns<DelayRow> = {
  'the budget is shared': (row) => row.way,
  'found %': (row) => ((100 * row.found) / row.outages).toFixed(1),
  'delay, mean': (row) => mean(row.delays).toFixed(1),
  median: (row) => quantile(row.delays, 0.5).toFixed(0),
  p90: (row) => quantile(row.delays, 0.9).toFixed(0),
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Minutes until an outage in one country is confirmed, in the whole or in that country, for each way of sharing. */
function delayRows(outages: number): DelayRow[] {
  const names = Object.keys(WAYS);
  const found = Array.from({ length: outages }, (_, index) => oneOutage(index));
  const byAll = found.filter((delays) => names.slice(1).every((name) => delays[name] !== null));
  return names.map((way) => ({
    way,
    outages,
    found: found.filter((delays) => delays[way] !== null).length,
    // The whole alone misses so much that the others would hardly be compared at all.
    delays: byAll.flatMap((delays) => delays[way] ?? []),
  }));
}

function delayFloors(rows: readonly DelayRow[]): string[] {
  const [now, before] = [IN_FORCE, BEFORE].map((name) => rows.find(({ way }) => way === name)!) as [DelayRow, DelayRow];
  return [
    ...atLeast('outages in one country found', now.found, before.found),
    ...atMost('delay of outages in one country', mean(now.delays), mean(before.delays)),
  ];
}

const HISTORY_DAYS = 8;

function oneOutage(index: number): Record<string, number | null> {
  const chance = chanceOf(SEED, index, 777);
  const service = drawScoped(chance, chance.whole(2, 30));
  const byActivity = Object.fromEntries(service.countries.entries());
  const country = index % 2 === 0 ? chance.whole(0, service.countries.length - 1) : Number(chance.weighted(byActivity));
  const start = HISTORY_DAYS * DAY + chance.whole(0, DAY);
  const minutes = chance.whole(60, 240);
  // At least a report every four minutes more than usual: less is nobody's outage.
  const usual = service.rate * service.countries[country]!;
  const ratio = Math.max(chance.logBetween(3, 40), 1 + chance.logBetween(0.25, 2) / usual);
  const days = minutesOf(service, chance, start + minutes, (minute, i) =>
    i === country && minute >= start ? ratio : 1,
  );
  const symptoms = Object.keys(service.symptoms).length;
  const watches = Object.entries(WAYS).map(([way, sharing]) => {
    const share = sharing(country, service.countries, symptoms);
    return { way, whole: seriesOf(share === 0 ? 1 : 0.5), part: share === 0 ? null : seriesOf(share) };
  });
  const delays: Record<string, number | null> = Object.fromEntries(watches.map(({ way }) => [way, null]));
  let minute = 0;
  for (const { count, countries } of days) {
    for (const { way, whole, part } of watches) {
      const when = (MONDAY + minute) as Minute;
      const tiers = [stepSeries(whole, when, count).tier];
      if (part !== null) tiers.push(stepSeries(part, when, countries[country]!).tier);
      if (minute >= start && tiers.includes('confirmed')) delays[way] ??= minute - start;
    }
    minute += 1;
  }
  return delays;
}

const seriesOf = (share: number) => createSeries({ stepMinutes: 1, budget: shareOf(DEFAULT_BUDGET, share) });

if (import.meta.main) await runSets([scopesSet]);
