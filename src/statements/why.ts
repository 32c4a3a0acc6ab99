/**
 * The word that follows from the answers to all readings of a statement, and one short sentence that says why. Law: the word
 * depends on the outcomes alone; the sentence names readings in few words, with the one figure that shows it best.
 */
import { type Measure, type Mode, UNTESTABLE } from '../model/statement.ts';
import type { Answer } from './answer.ts';
import { type Brief, briefly } from './brief.ts';
import type { Say } from './readings.ts';

export const VERDICTS = [
  'supported',
  'contradicted',
  'depends on the reading',
  'not enough data',
  'not testable from telemetry',
] as const;
export type VerdictWord = (typeof VERDICTS)[number];

/** An answer with the reading in few words. */
export type Briefed = Answer & { readonly brief: Brief };

/** Where the first reading is the plain one: it began, it ended, it lasted. Later waves matter only if that fails. */
const EDGES: readonly string[] = ['onset', 'end', 'duration'];

/** @param say the language of the sentence, which is that of the answers */
export function wordOf(
  measure: Measure,
  mode: Mode,
  answers: readonly Briefed[],
  say: Say,
): { verdict: VerdictWord; why: string } {
  const { why: words } = say;
  const listed = (some: readonly Briefed[]): string =>
    briefly(
      some.map(({ brief }) => brief),
      say.readings,
    );
  /** What was found first, by its reading. */
  const plainly = ([answer]: readonly Briefed[]): string => words.found(listed([answer!]), answer!.words);
  if ((UNTESTABLE as readonly string[]).includes(measure.kind)) {
    return { verdict: 'not testable from telemetry', why: words.never };
  }
  const having = (outcome: Answer['outcome']) => answers.filter((answer) => answer.outcome === outcome);
  const [holds, bound, fails, unknown] = [having('holds'), having('bound'), having('fails'), having('unknown')];
  const known = holds.length + bound.length + fails.length;
  if (known === 0) {
    const [never] = having('untestable');
    const found = unknown[0]?.words ?? words.nothing;
    const why = never === undefined ? found : words.notAndNever(listed(unknown), found, listed([never]));
    return { verdict: 'not enough data', why };
  }
  const narrower = unknown.filter(({ wider }) => wider !== true);
  if (narrower.length > 0 && holds.length === known && holds.every(({ wider }) => wider === true)) {
    const why = words.onlyWider(listed(holds), holds[0]!.words, listed(narrower));
    return { verdict: 'depends on the reading', why };
  }
  const denied = mode === 'denied';
  const first = EDGES.includes(measure.kind) && answers[0]?.outcome === 'holds';
  if (holds.length === known || first) return { verdict: denied ? 'contradicted' : 'supported', why: plainly(holds) };
  const open = unknown.filter(({ aside }) => aside !== true);
  if (fails.length === known && open.length > 0) {
    const why = words.failsAndOpen(listed(fails), listed(open), open[0]!.words);
    return { verdict: 'not enough data', why };
  }
  if (fails.length === known) return { verdict: denied ? 'supported' : 'contradicted', why: plainly(fails) };
  const parts = [
    ...(holds.length === 0 ? [] : [`${words.holds(listed(holds))}${shown(say, holds, 'low')}`]),
    ...(bound.length === 0 ? [] : [`${words.bound(listed(bound))}${shown(say, bound, 'high')}`]),
    ...(fails.length === 0
      ? []
      : [`${(holds.length + bound.length > 0 ? words.not : words.fails)(listed(fails))}${shown(say, fails, 'high')}`]),
  ];
  return { verdict: 'depends on the reading', why: words.together(parts) };
}

/** The one figure of several that says most: where all are the same, that; else the smallest or the largest. */
function shown({ why, found: { told } }: Say, answers: readonly Briefed[], end: 'low' | 'high'): string {
  const values = answers.flatMap(({ figure }) => (figure === null ? [] : [figure.value]));
  if (values.length === 0) return '';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least === most) return ` (${told(most)})`;
  return end === 'high' ? why.upTo(told(most)) : why.from(told(least));
}
