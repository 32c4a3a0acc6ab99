/** What is seen from outside, as pages and the API show it. Law: a place that is silent is never shown as well. */
import { isSilent, placeState } from '../core/check-watch.ts';
import { isAuthority } from '../core/common-cause.ts';
import { dependenciesOf, type OutsideWatch } from '../core/outside.ts';
import { findingWords } from '../edges/words.ts';
import { findingOf } from '../model/check.ts';
import type { CheckCounts, CheckEvidence } from '../model/evidence.ts';
import type { EpochMs } from '../model/units.ts';
import { ENGLISH, type Words } from '../words/words.ts';
import { dependenceName } from './event-view.ts';
import type { ServiceBody } from './schema.ts';
import type { IncidentOutsideBody, OutsideBody } from './schema-outside.ts';

/** A place as the operator names it. */
export interface Vantage {
  readonly id: string;
  readonly name?: string | undefined;
  readonly country?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

export function outsideView(
  outside: OutsideWatch | null,
  named: readonly Vantage[],
  now: EpochMs,
  t: Words = ENGLISH,
): OutsideBody | null {
  if (outside === null || Object.keys(outside.checks.vantages).length === 0) return null;
  const { vantages, late } = outside.checks;
  const places = Object.entries(vantages).map(([id, vantage]) => ({
    ...placeOf(named, id),
    state: placeState(vantage, now),
    targets: Object.values(vantage.targets).map((target) => {
      const { last, streak } = target;
      const finding = findingOf(last);
      const { dns = null, connect = null, tls = null, firstByte = null, transfer = null, total = 0 } = last.times;
      return {
        target: last.target,
        at: new Date(last.at).toISOString(),
        outcome: last.outcome,
        words: findingWords(finding, t.checks),
        fault: finding.fault,
        among: [...finding.among],
        answeredBy: finding.by,
        status: finding.status,
        failedInARow: streak,
        times: { dns, connect, tls, firstByte, transfer, total },
        certificateDays: last.certificateDays ?? null,
        everySeconds: last.everySeconds,
        silent: isSilent(target, now),
      };
    }),
  }));
  return { places: places.toSorted((a, b) => (a.vantage < b.vantage ? -1 : 1)), late };
}

/** Providers that its answers show: strong ones first. */
export function learntView(outside: OutsideWatch | null, t: Words = ENGLISH): ServiceBody['learnt'] {
  const learnt = outside === null ? [] : dependenciesOf(outside);
  return learnt
    .map((id) => ({ id, name: dependenceName(id, t), weak: isAuthority(id) }))
    .toSorted((a, b) => Number(a.weak) - Number(b.weak) || (a.name < b.name ? -1 : 1));
}

/** Null where nobody looked. */
export function incidentOutsideView(
  checks: CheckEvidence | null | undefined,
  named: readonly Vantage[],
  t: Words = ENGLISH,
): IncidentOutsideBody | null {
  if (checks === null || checks === undefined) return null;
  const places = checks.vantages.map(({ vantage, during, usual, lastFailed }) => ({
    ...placeOf(named, vantage),
    state: during.failed > 0 ? ('failing' as const) : during.ok > 0 ? ('well' as const) : ('inconclusive' as const),
    during: countsView(during),
    usual: usual && countsView(usual),
    words: lastFailed === null || lastFailed === undefined ? null : findingWords(lastFailed, t.checks),
  }));
  return { sentence: sentenceOf(t, places), places };
}

function sentenceOf({ outside }: Words, places: IncidentOutsideBody['places']): string {
  const told = places.filter(({ during }) => during.ok + during.failed > 0);
  const failed = told.filter(({ during }) => during.failed > 0);
  if (told.length === 0) return outside.allInconclusive;
  if (failed.length === 0) return outside.allWell(told.length);
  const words = [...new Set(failed.flatMap((place) => place.words ?? []))];
  return [outside.failedFrom(failed.length, told.length), ...words.map((one) => `${one}.`)].join(' ');
}

const countsView = ({ ok, failed, inconclusive }: CheckCounts) => ({ ok, failed, inconclusive });

function placeOf(named: readonly Vantage[], id: string) {
  const { name = id, country = null, latitude = null, longitude = null } = named.find((one) => one.id === id) ?? {};
  return { vantage: id, name, country, latitude, longitude };
}
