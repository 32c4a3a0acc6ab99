/**
 * Whether the reports behind an excess come from independent places. A crowd on a few networks can be one office, one
 * script or the networks' own trouble; alone it never confirms an incident. So the networks that bring most of the
 * excess are left out, and what is left has to be an excess by itself, carried by many, and no mere sprinkling.
 */
import type { Concentration, Independence } from '../model/incident.ts';
import { log } from './arithmetic.ts';
import { type Counts, GROUPS } from './rollup.ts';
import { excessEvidence } from './windows.ts';

/** So many networks are few: those with the most excess are left out, as long as they don't usually bring over half. */
export const FEW = 3;
export const FEW_SHARE = 0.5;
/** Evidence, in nats, that the others' reports are an excess, allowing for a usual rate that is off by a tenth. */
export const OTHERS_EVIDENCE = { nats: 5, variance: 0.01 };
/**
 * In that, a network has one voice, and more only as it is known: so many times what it usually brings, or as much as it
 * would bring if it rose as the few do.
 */
const VOICE = 4;
/** A crowd that is e times as large comes from so many more networks, at least. */
export const VOICES_GROWTH = 0.7;
/** The others' share of the excess has to be at least this part of their usual share. */
export const SHARE_LEAST = 0.5;
/** Usual shares are believed as far as so many reports allow; before, the few may usually bring this much. */
const USUAL_PRIOR = { reports: 20, few: 0.7 };
/** Whoever floods from a few networks may hold a confirmation back for so long, while the others alone would confirm. */
export const HELD_BACK_MINUTES = 180;

/** Reports that came without a network, among what is usual. */
export const UNTOLD = 'untold';

export interface Gathered {
  /** Everything counted since the start, and what the baseline expected in that time. */
  readonly count: number;
  readonly expected: number;
  /** Of the counted: by group of networks. */
  readonly groups: Counts;
  readonly minutes: number;
  /** Evidence that the budget asks for before an incident is confirmed. */
  readonly threshold: number;
}

export interface Verdict {
  readonly independence: Independence;
  readonly concentration: Concentration | null;
}

/** @param usual reports of the days before, by group of networks and UNTOLD */
export function independenceOf(gathered: Gathered, usual: Counts): Verdict {
  const { count, expected, groups, minutes, threshold } = gathered;
  const told = sum(groups);
  // Tallies come without networks: whoever counted them took each person once.
  if (told === 0) return { independence: 'unknown', concentration: null };
  const untold = Math.max(0, count - told);
  const known = sum(usual) + USUAL_PRIOR.reports;
  const { few, usualOfFew, countOfFew } = fewOf(groups, expected, usual, known);
  const others = count - countOfFew;
  const othersExpected = expected * (1 - usualOfFew / known);
  const excess = count - expected;
  const share = (excess - (others - othersExpected)) / Math.max(excess, 1e-9);
  const concentration = {
    leftOut: few.size,
    share: Math.max(0, Math.min(1, share)),
    others,
    othersExpected,
  };
  let voices = untold;
  for (const group in groups) {
    if (few.has(group)) continue;
    const usualHere = (expected * ((usual[group] ?? 0) + USUAL_PRIOR.reports / GROUPS)) / known;
    const alike =
      ((usual[group] ?? 0) / (usualOfFew + USUAL_PRIOR.reports)) * (countOfFew - (expected * usualOfFew) / known);
    voices += Math.min(groups[group]!, 1 + Math.max(VOICE * usualHere, alike));
  }
  const evidence = excessEvidence(voices, othersExpected, OTHERS_EVIDENCE.variance);
  const usualShare = 1 - (usualOfFew + USUAL_PRIOR.few * USUAL_PRIOR.reports) / known;
  const carried = 1 - share >= SHARE_LEAST * usualShare;
  const many = voices >= VOICES_GROWTH * log(1 + Math.max(0, excess));
  const heldBack = minutes >= HELD_BACK_MINUTES && evidence >= threshold;
  if (evidence < OTHERS_EVIDENCE.nats || !many || !(carried || heldBack)) return { independence: 'few', concentration };
  // Where those who were counted elsewhere carry it, nobody here knows how independent they are.
  return { independence: untold > others / 2 ? 'unknown' : 'several', concentration };
}

/** What was gathered since a moment at which it had been `before`; for how long it all lasts stays. */
export function since(before: Gathered, now: Gathered): Gathered {
  const groups: Record<string, number> = {};
  for (const group in now.groups) {
    const count = now.groups[group]! - (before.groups[group] ?? 0);
    if (count > 0) groups[group] = count;
  }
  return { ...now, count: now.count - before.count, expected: now.expected - before.expected, groups };
}

/** The groups with the most excess; where one or two networks usually bring over half, no more than those. */
function fewOf(groups: Counts, expected: number, usual: Counts, known: number) {
  const excessOf = (group: string): number => groups[group]! - (expected * (usual[group] ?? 0)) / known;
  const ranked = Object.keys(groups).sort((a, b) => excessOf(b) - excessOf(a) || (a < b ? -1 : 1));
  const few = new Set<string>();
  let usualOfFew = 0;
  let countOfFew = 0;
  for (const group of ranked) {
    const usualHere = usual[group] ?? 0;
    if (few.size > 0 && (few.size >= FEW || (usualOfFew + usualHere) / known > FEW_SHARE)) break;
    few.add(group);
    usualOfFew += usualHere;
    countOfFew += groups[group]!;
  }
  return { few, usualOfFew, countOfFew };
}

const sum = (counts: Counts): number => Object.values(counts).reduce((total, count) => total + count, 0);
