/**
 * Services whose reports come from several countries with several symptoms: rates that swing with the hours of each
 * country and drift a little, and, if wanted, an outage in one country. One seed is one service.
 */
import { SYMPTOMS, type Symptom } from '../../../src/model/symptom.ts';
import { drifting } from '../drifting.ts';
import type { Chance } from './chance.ts';
import { DAY } from './rhythm.ts';

export interface ScopedService {
  /** Reports a minute in the mean. */
  readonly rate: number;
  /** Share of each country; most active first. */
  readonly countries: readonly number[];
  readonly symptoms: Readonly<Partial<Record<Symptom, number>>>;
}

export interface ScopedMinute {
  readonly count: number;
  readonly countries: readonly number[];
}

const SWING = 0.6;
const DRIFT = 0.1;

export function drawScoped(chance: Chance, countries = chance.whole(1, 30)): ScopedService {
  const steepness = chance.between(0.6, 1.6);
  const weights = Array.from({ length: countries }, (_, i) => (i + 1) ** -steepness);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kinds = SYMPTOMS.slice(0, chance.whole(1, SYMPTOMS.length));
  return {
    rate: chance.logBetween(0.02, 20),
    countries: weights.map((weight) => weight / total),
    symptoms: Object.fromEntries(kinds.map((kind) => [kind, chance.logBetween(0.1, 1)])),
  };
}

/** `US` and so on in the order of activity: AA, AB, AC … */
export const countryName = (index: number): string =>
  String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26));

/**
 * The minutes of a service, one after the other.
 * @param excess factor on the rate of a country in a minute
 */
export function* minutesOf(
  { rate, countries }: ScopedService,
  chance: Chance,
  minutes: number,
  excess: (minute: number, country: number) => number = () => 1,
): Generator<ScopedMinute> {
  const drift = drifting(chance.normal, DRIFT);
  const zones = countries.map(() => chance.whole(0, DAY - 1));
  for (let minute = 0; minute < minutes; minute++) {
    const common = rate * drift();
    let count = 0;
    const here = countries.map((share, i) => {
      const swing = 1 + SWING * Math.sin((2 * Math.PI * (minute + zones[i]!)) / DAY);
      const reports = chance.poisson(common * share * swing * excess(minute, i));
      count += reports;
      return reports;
    });
    yield { count, countries: here };
  }
}
