/** Those who look at a simulated world from outside: probes in several places, people who report, providers who speak. */
import type { Chance } from '../../bench/accuracy/simulator/chance.ts';
import type { CheckCounts, CheckEvidence, CheckPhase, Claim, ReportEvidence } from '../../src/diagnosis/evidence.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { Symptom } from '../../src/model/symptom.ts';
import type { Minute } from '../../src/model/units.ts';
import type { Site } from './site.ts';
import type { Outside, Vantage } from './story.ts';

/** A usual day's checks, times the stretch. */
const USUAL_TIMES = 12;

export function drawVantages(site: Site, chance: Chance): readonly Vantage[] {
  const homes = Object.keys(site.countries);
  return Array.from({ length: chance.whole(3, 12) }, (_, i) => {
    // Who watches a service puts probes where its audience is, and a few elsewhere.
    const country = chance.happens(0.7) ? homes[i % homes.length]! : chance.pick(['US', 'DE', 'SG', 'BR', 'JP']);
    return { name: `place ${i}`, country, network: `${country}-${Math.floor(6 * chance.unit() ** 2)}` };
  });
}

export function checksOf(
  chance: Chance,
  vantages: readonly Vantage[],
  minutes: number,
  outside: Outside,
): CheckEvidence {
  const every = chance.pick([0.5, 1, 2]);
  const each = Math.max(1, Math.round(minutes / every));
  const flaky = chance.happens(0.1) ? chance.pick(vantages) : null;
  return {
    vantages: vantages.map((vantage) => {
      const share = vantage === flaky ? Math.max(0.2, outside.fails(vantage)) : outside.fails(vantage);
      const usualShare = vantage === flaky ? 0.1 : 0.003;
      return {
        vantage: vantage.name,
        during: countsOf(chance, each, share, outside.ways),
        usual: countsOf(chance, each * USUAL_TIMES, usualShare, { 'phase:connect': 1, 'phase:answer': 1 }),
      };
    }),
  };
}

function countsOf(chance: Chance, checks: number, share: number, ways: Outside['ways']): CheckCounts {
  const counts = { ok: 0, failed: 0, inconclusive: 0 };
  const phases: Partial<Record<CheckPhase, number>> = {};
  const faults: Partial<Record<Fault, number>> = {};
  for (let i = 0; i < checks; i++) {
    if (chance.happens(0.01)) counts.inconclusive++;
    else if (!chance.happens(share)) counts.ok++;
    else {
      counts.failed++;
      const way = chance.weighted(ways as Record<string, number>);
      const name = way.slice(way.indexOf(':') + 1);
      if (way.startsWith('phase:')) phases[name as CheckPhase] = (phases[name as CheckPhase] ?? 0) + 1;
      else faults[name as Fault] = (faults[name as Fault] ?? 0) + 1;
    }
  }
  return { ...counts, phases, faults };
}

/** Some services' people report much, others' hardly ever; some are noticed only by a part. */
export function reportsOf(site: Site, chance: Chance, outside: Outside): ReportEvidence {
  const expected = site.audienceReports;
  const usual = chance.negativeBinomial(expected, 0.15);
  const excess =
    outside.noticed === 0 ? 0 : chance.negativeBinomial(expected * outside.noticed * chance.logBetween(3, 60), 0.2);
  const count = usual + excess;
  const knowsPlaces = chance.happens(0.8);
  const symptoms: Partial<Record<Symptom, number>> = {};
  const countries: Record<string, number> = {};
  const networks = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const isExcess = i < excess;
    const symptom = isExcess
      ? (chance.weighted(outside.symptoms as Record<string, number>) as Symptom)
      : chance.pick(['slow', 'error', 'login', 'other', 'unreachable'] as const);
    symptoms[symptom] = (symptoms[symptom] ?? 0) + 1;
    const country = (isExcess ? outside.where?.country : null) ?? chance.weighted(site.countries);
    countries[country] = (countries[country] ?? 0) + 1;
    const network = (isExcess ? outside.where?.network : null) ?? `${country}-${Math.floor(6 * chance.unit() ** 2)}`;
    networks.set(network, (networks.get(network) ?? 0) + 1);
  }
  const usualCountries: Record<string, number> = {};
  for (let i = 0; i < 200; i++) {
    const country = chance.weighted(site.countries);
    usualCountries[country] = (usualCountries[country] ?? 0) + 1;
  }
  return {
    count,
    expected,
    symptoms,
    countries: knowsPlaces && count > 0 ? countries : null,
    usualCountries: knowsPlaces ? usualCountries : null,
    topNetworkShare: knowsPlaces && count > 0 ? Math.max(...networks.values()) / count : null,
    independence: !knowsPlaces ? 'unknown' : networks.size >= 3 ? 'several' : 'few',
  };
}

/** What providers and the service say; pages lag, so that trouble is often not told yet. */
export function claimsOf(chance: Chance, outside: Outside, isTrouble: boolean): readonly Claim[] {
  const since = 29_000_000 as Minute;
  const told = outside.claims.map((claim) => ({ ...claim, since }));
  const claims: Claim[] = [...told];
  if (!told.some(({ by }) => by === 'edge') && chance.happens(0.5))
    claims.push({
      by: 'edge',
      name: 'the edge provider',
      state: chance.happens(0.03) ? 'degraded' : 'operational',
      cause: null,
      since: null,
    });
  if (chance.happens(0.6)) {
    const isTold = isTrouble && chance.happens(0.5);
    // Owners name causes; half of those who name one say that they are under attack.
    const cause = isTold && chance.happens(0.3) ? chance.pick(['an attack', 'a failure']) : null;
    claims.push({
      by: 'service',
      name: 'the service',
      state: isTold ? chance.pick(['degraded', 'outage'] as const) : 'operational',
      cause,
      since: isTold ? since : null,
    });
  }
  return claims;
}
