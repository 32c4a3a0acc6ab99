/**
 * Checks of one service as the fold keeps them: each place apart, the last check of each target, and two hours of counts. While an
 * incident runs, its stretch stands beside what was usual. Law: one place alone never confirms, however often it looks.
 */
import { type Check, findingOf } from '../model/check.ts';
import type { CheckCounts, CheckEvidence, VantageChecks } from '../model/evidence.ts';
import type { Incident } from '../model/incident.ts';
import { type EpochMs, MINUTE_MS, type Minute, minuteOf, startOf } from '../model/units.ts';

/** So long a minute's own counts are kept: what is usual before an incident. */
const KEPT_MINUTES = 120;
const VANTAGES_MAX = 64;
const TARGETS_MAX = 64;
/** Conclusive checks in a row that must fail before a place counts as failing: one may be a lost packet. */
export const STREAK_MIN = 2;
/** Places that must fail to confirm what people report. */
export const PLACES_MIN = 2;
/** A failure that began longer before the reports than this is another matter. */
export const TOGETHER_MINUTES = 30;
/** After so many times its interval without a check, a place is silent. */
export const SILENT_INTERVALS = 3;

type Counts = {
  -readonly [part in keyof CheckCounts]: CheckCounts[part] extends number ? number : Record<string, number>;
};

export interface TargetWatch {
  last: Check;
  /** Conclusive checks that failed in a row, and when the first of them was. */
  streak: number;
  failingSince: EpochMs | null;
}

export interface VantageWatch {
  readonly targets: Record<string, TargetWatch>;
  readonly minutes: Record<number, Counts>;
}

interface Stretch {
  readonly incident: string;
  readonly start: Minute;
  edge: Minute | null;
  /** By place: its minutes that are not kept one by one any more, and what was usual right before. */
  readonly before: Record<string, Counts>;
  readonly usual: Record<string, Counts>;
  readonly lastFailed: Record<string, Check>;
}

export interface CheckWatch {
  readonly vantages: Record<string, VantageWatch>;
  during: Stretch | null;
  /** Checks that came twice, or after a later one of the same target. */
  late: number;
}

export const emptyChecks = (): CheckWatch => ({ vantages: {}, during: null, late: 0 });

export function takeCheck(checks: CheckWatch, check: Check): void {
  const vantage = entryOf(
    checks.vantages,
    check.vantage,
    VANTAGES_MAX,
    (): VantageWatch => ({ targets: {}, minutes: {} }),
  );
  if (vantage === undefined) return;
  const known = own(vantage.targets, check.target);
  if (known === undefined && Object.keys(vantage.targets).length >= TARGETS_MAX) return;
  if (known !== undefined && check.at <= known.last.at) {
    checks.late += 1;
    return;
  }
  vantage.targets[check.target] = followed(known, check);
  const at = minuteOf(check.at);
  const counts = vantage.minutes[at] ?? noCounts();
  addCheck(counts, check);
  vantage.minutes[at] = counts;
  const { during } = checks;
  if (during !== null && check.outcome === 'failed' && isInside(during, at)) during.lastFailed[check.vantage] = check;
  forget(checks, check.vantage, at);
}

/** An inconclusive check leaves everything as it was. */
function followed(known: TargetWatch | undefined, check: Check): TargetWatch {
  const { streak, failingSince } = known ?? { streak: 0, failingSince: null };
  if (check.outcome === 'inconclusive') return { last: check, streak, failingSince };
  if (check.outcome === 'ok') return { last: check, streak: 0, failingSince: null };
  return { last: check, streak: streak + 1, failingSince: failingSince ?? check.at };
}

function addCheck(counts: Counts, { outcome, phase, fault }: Check): void {
  counts[outcome] += 1;
  if (outcome !== 'failed') return;
  if (phase !== undefined) counts.phases[phase] = (counts.phases[phase] ?? 0) + 1;
  else if (fault !== undefined) counts.faults[fault] = (counts.faults[fault] ?? 0) + 1;
}

function forget({ vantages, during }: CheckWatch, name: string, now: Minute): void {
  const { minutes } = vantages[name]!;
  for (const key in minutes) {
    const at = Number(key) as Minute;
    if (at >= now - KEPT_MINUTES) break;
    if (during !== null && isInside(during, at)) merge(countsOf(during.before, name), minutes[at]!);
    delete minutes[at];
  }
}

const isInside = ({ start, edge }: Stretch, at: Minute): boolean => at >= start && (edge === null || at < edge);

/** The service's incident after a step: a new one gets a stretch, from what is known already. */
export function followChecks(checks: CheckWatch, incident: Incident | null): void {
  if (incident === null) {
    checks.during = null;
    return;
  }
  if (checks.during?.incident !== incident.id) checks.during = openStretch(checks, incident);
  checks.during.edge = incident.end;
}

function openStretch({ vantages }: CheckWatch, { id, start }: Incident): Stretch {
  const stretch: Stretch = { incident: id, start, edge: null, before: {}, usual: {}, lastFailed: {} };
  for (const [name, { targets, minutes }] of Object.entries(vantages)) {
    for (const key in minutes) if (Number(key) < start) merge(countsOf(stretch.usual, name), minutes[Number(key)]!);
    const failed = Object.values(targets).find(({ last }) => last.outcome === 'failed' && minuteOf(last.at) >= start);
    if (failed !== undefined) stretch.lastFailed[name] = failed.last;
  }
  return stretch;
}

/** Null where nobody looked during the incident. */
export function checkEvidence({ vantages, during }: CheckWatch, incident: Incident): CheckEvidence | null {
  if (during?.incident !== incident.id) return null;
  const inside = { ...during, edge: incident.end };
  const seen = Object.entries(vantages).flatMap(([vantage, { minutes }]): VantageChecks[] => {
    const counts = noCounts();
    const before = own(during.before, vantage);
    if (before !== undefined) merge(counts, before);
    for (const key in minutes) if (isInside(inside, Number(key) as Minute)) merge(counts, minutes[Number(key)]!);
    if (counts.ok + counts.failed + counts.inconclusive === 0) return [];
    const usual = own(during.usual, vantage);
    const failed = own(during.lastFailed, vantage);
    return [
      {
        vantage,
        during: counts,
        usual: usual === undefined ? null : structuredCopy(usual),
        lastFailed: failed === undefined ? null : findingOf(failed),
      },
    ];
  });
  return seen.length === 0 ? null : { vantages: seen };
}

/** Places that fail now, and began to about when the reports did, with what fails from there. */
function failing({ vantages }: CheckWatch, start: Minute, until: Minute): TargetWatch[][] {
  const end = startOf(until);
  const earliest = startOf(start) - TOGETHER_MINUTES * MINUTE_MS;
  const isFailing = (target: TargetWatch): boolean =>
    target.streak >= STREAK_MIN && target.failingSince! >= earliest && !isSilent(target, end as EpochMs);
  return Object.values(vantages)
    .map(({ targets }) => Object.values(targets).filter(isFailing))
    .filter((targets) => targets.length > 0);
}

/** Whether checks confirm what people report: from several places, and together with the reports. */
export const confirmsFromOutside = (checks: CheckWatch, start: Minute, until: Minute): boolean =>
  failing(checks, start, until).length >= PLACES_MIN;

export const failsInTls = (checks: CheckWatch, start: Minute, until: Minute): boolean =>
  failing(checks, start, until).some((targets) =>
    targets.some(({ last: { phase } }) => phase === 'handshake' || phase === 'certificate'),
  );

export const isSilent = ({ last }: TargetWatch, now: EpochMs): boolean =>
  now - last.at > Math.max(SILENT_INTERVALS * last.everySeconds * 1_000, 2 * MINUTE_MS);

export type PlaceState = 'well' | 'failing' | 'inconclusive' | 'silent';

/** silent: no check for long, so nothing is known; it is never shown as well. */
export function placeState({ targets }: VantageWatch, now: EpochMs): PlaceState {
  const heard = Object.values(targets).filter((target) => !isSilent(target, now));
  if (heard.length === 0) return 'silent';
  if (heard.some(({ streak }) => streak >= STREAK_MIN)) return 'failing';
  return heard.every(({ last }) => last.outcome === 'inconclusive') ? 'inconclusive' : 'well';
}

const noCounts = (): Counts => ({ ok: 0, failed: 0, inconclusive: 0, faults: {}, phases: {} });

const structuredCopy = (counts: Counts): Counts => ({
  ...counts,
  faults: { ...counts.faults },
  phases: { ...counts.phases },
});

function merge(into: Counts, from: Counts): void {
  into.ok += from.ok;
  into.failed += from.failed;
  into.inconclusive += from.inconclusive;
  for (const part of ['faults', 'phases'] as const) {
    for (const key in from[part]) into[part][key] = (into[part][key] ?? 0) + from[part][key]!;
  }
}

const countsOf = (by: Record<string, Counts>, name: string): Counts => entryOf(by, name, VANTAGES_MAX, noCounts)!;

const own = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Undefined where there is no room for another. */
function entryOf<T>(record: Record<string, T>, key: string, max: number, make: () => T): T | undefined {
  const known = own(record, key);
  if (known !== undefined || Object.keys(record).length >= max) return known;
  record[key] = make();
  return record[key];
}
