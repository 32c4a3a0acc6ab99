/**
 * The verdict on a statement: all its readings, answered, and one word that follows from them. A pure function of the
 * statement and the ground, so a verdict changes when data arrive, and what it was at any moment can be computed again.
 */
import type { Mode, Statement } from '../model/statement.ts';
import type { Minute } from '../model/units.ts';
import { isoMinute } from '../model/units.ts';
import { verdicts as ENGLISH } from '../words/en/verdicts.ts';
import type { Answer } from './answer.ts';
import { answersTo } from './answers.ts';
import { type Ground, groundUntil } from './ground.ts';
import { ABOUT, COUNTING, NEARLY, SIZE } from './match.ts';
import { readingsOf, type Say, type Subject } from './readings.ts';
import { type WaveCurve, waveCurve } from './wave-curve.ts';
import { type VerdictWord, wordOf } from './why.ts';

export interface Verdict {
  readonly verdict: VerdictWord;
  /** One sentence that says why. */
  readonly why: string;
  readonly answers: readonly Answer[];
  readonly curve: WaveCurve | null;
  /** What was counted for it: times, and every entry of the journal before a position. */
  readonly counted: { readonly from: string; readonly until: string; readonly entriesBefore: number };
  readonly method: string;
}

/** @param say the language in which it is told; exports and programs are told in English */
export function verdictOf(subject: Subject & { readonly mode: Mode }, ground: Ground, say: Say = ENGLISH): Verdict {
  const answers = readingsOf(subject, say).flatMap((reading) =>
    answersTo(subject, reading, ground).map((answer) => ({
      brief: reading.brief,
      ...(reading.wider === true ? { wider: true } : {}),
      ...answer,
    })),
  );
  const { verdict, why } = wordOf(subject.measure, subject.mode, answers, say);
  return {
    verdict,
    why,
    answers,
    curve: subject.measure.kind === 'waves' ? waveCurve(ground) : null,
    counted: { from: isoMinute(ground.from), until: isoMinute(ground.until), entriesBefore: ground.before },
    method: methodText(say),
  };
}

/** How near is near enough, for each word before a number. */
function methodText({ why, found: { told } }: Say): string {
  const percent = (share: number): string => `${told(100 * share)} %`;
  return why.method(SIZE === 0.25 ? why.quarter : percent(SIZE), percent(ABOUT), percent(NEARLY), percent(COUNTING));
}

export interface PastVerdict {
  /** From when on it was so. */
  readonly since: string;
  readonly verdict: VerdictWord;
}

/** Moments at which past verdicts are looked at. */
const MOMENTS_MAX = 96;

/** How the verdict changed as data came in: looked at on whole hours, or further apart in a long incident. */
export function historyOf(statement: Statement, ground: Ground): PastVerdict[] {
  const first = Math.ceil(ground.incident.possibleAt / 60) * 60;
  const hours = Math.max(1, Math.ceil((ground.until - first) / 60 / MOMENTS_MAX));
  const past: PastVerdict[] = [];
  const look = (at: Minute): void => {
    const { verdict } = verdictOf(statement, groundUntil(ground, at));
    if (past.at(-1)?.verdict !== verdict) past.push({ since: isoMinute(at), verdict });
  };
  for (let at = first; at < ground.until; at += 60 * hours) look(at as Minute);
  look(ground.until);
  return past;
}
