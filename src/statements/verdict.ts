/**
 * The verdict on a statement: all its readings, answered, and one word that follows from them. A pure function of the
 * statement and the ground, so a verdict changes when data arrive, and what it was at any moment can be computed again.
 */
import { type Mode, type Statement, UNTESTABLE } from '../model/statement.ts';
import type { Minute } from '../model/units.ts';
import { isoMinute } from '../model/units.ts';
import type { Answer } from './answer.ts';
import { answersTo } from './answers.ts';
import { type Ground, groundUntil } from './ground.ts';
import { readingsOf, type Subject } from './readings.ts';
import { type WaveCurve, waveCurve } from './wave-curve.ts';

export const VERDICTS = [
  'supported',
  'contradicted',
  'depends on the reading',
  'not enough data',
  'not testable from telemetry',
] as const;
export type VerdictWord = (typeof VERDICTS)[number];

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

const METHOD =
  'Every reading is computed from the counts of the journal; the word follows from which of them hold. A number with "over" holds up to a quarter more, "about" within 15 %, "nearly" down to 15 % less, and without such a word to its last digit and 2 %.';

export function verdictOf(subject: Subject & { readonly mode: Mode }, ground: Ground): Verdict {
  const answers = readingsOf(subject).flatMap((reading) => answersTo(subject, reading, ground));
  const { verdict, why } = wordOf(subject, answers);
  return {
    verdict,
    why,
    answers,
    curve: subject.measure.kind === 'waves' ? waveCurve(ground) : null,
    counted: { from: isoMinute(ground.from), until: isoMinute(ground.until), entriesBefore: ground.before },
    method: METHOD,
  };
}

function wordOf(
  { measure, mode }: Subject & { readonly mode: Mode },
  answers: readonly Answer[],
): { verdict: VerdictWord; why: string } {
  if ((UNTESTABLE as readonly string[]).includes(measure.kind)) {
    return {
      verdict: 'not testable from telemetry',
      why: 'Measurements show what machines did, not who stood behind them, why, or who paid. It is recorded as claimed.',
    };
  }
  const having = (outcome: Answer['outcome']) => answers.filter((answer) => answer.outcome === outcome);
  const [holds, bound, fails, unknown] = [having('holds'), having('bound'), having('fails'), having('unknown')];
  const known = holds.length + bound.length + fails.length;
  if (known === 0) {
    const two = having('untestable').length > 0 ? ' The other meaning can never be tested.' : '';
    return { verdict: 'not enough data', why: `${unknown[0]?.words ?? 'Nothing that was counted answers it.'}${two}` };
  }
  const denied = mode === 'denied';
  const first = EDGES.includes(measure.kind) && answers[0]?.outcome === 'holds';
  if (holds.length === known || first) return denied ? contradicted(holds) : supported(holds);
  const open = unknown.filter(({ aside }) => aside !== true);
  if (fails.length === known && open.length > 0) {
    return {
      verdict: 'not enough data',
      why: `It does not hold for ${listed(fails)}; ${listed(open)} cannot be answered. ${open[0]!.words}`,
    };
  }
  if (fails.length === known) return denied ? supported(fails) : contradicted(fails);
  const parts = [
    ...(holds.length === 0 ? [] : [`it holds for ${listed(holds)} (${holds[0]!.words})`]),
    ...(bound.length === 0 ? [] : [`as a bound only for ${listed(bound)} (${bound[0]!.words})`]),
    ...(fails.length === 0 ? [] : [`not for ${listed(fails)} (${fails[0]!.words})`]),
  ];
  return { verdict: 'depends on the reading', why: `${upper(parts.join('; '))}.` };
}

/** Where the first reading is the plain one: it began, it ended, it lasted. Later waves matter only if that fails. */
const EDGES: readonly string[] = ['onset', 'end', 'duration'];
const listed = (answers: readonly Answer[]): string =>
  [...new Set(answers.map(({ reading }) => lower(reading)))].join(', ');
const upper = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

const supported = (answers: readonly Answer[]) => ({
  verdict: 'supported' as const,
  why: `${answers[0]!.reading}: ${answers[0]!.words.replace(/\.$/, '')}.`,
});
const contradicted = (answers: readonly Answer[]) => ({
  verdict: 'contradicted' as const,
  why: `${answers[0]!.reading}: ${answers[0]!.words.replace(/\.$/, '')}.`,
});
const lower = (text: string): string => `${text[0]!.toLowerCase()}${text.slice(1)}`;

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
