/**
 * The word that follows from the answers to all readings of a statement, and one short sentence that says why. Law: the word
 * depends on the outcomes alone; the sentence names readings in few words, with the one figure that shows it best.
 */
import { type Measure, type Mode, UNTESTABLE } from '../model/statement.ts';
import { type Answer, told } from './answer.ts';
import { type Brief, briefly } from './brief.ts';

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

export function wordOf(
  measure: Measure,
  mode: Mode,
  answers: readonly Briefed[],
): { verdict: VerdictWord; why: string } {
  if ((UNTESTABLE as readonly string[]).includes(measure.kind)) {
    return {
      verdict: 'not testable from telemetry',
      why: 'Measurements show what machines did, not who had them do it, why, or who paid. It is recorded as claimed.',
    };
  }
  const having = (outcome: Answer['outcome']) => answers.filter((answer) => answer.outcome === outcome);
  const [holds, bound, fails, unknown] = [having('holds'), having('bound'), having('fails'), having('unknown')];
  const known = holds.length + bound.length + fails.length;
  if (known === 0) {
    const [never] = having('untestable');
    const words = unknown[0]?.words ?? 'Nothing that was counted answers it.';
    const why =
      never === undefined
        ? words
        : `${upper(listed(unknown))}: ${ended(lower(words))} ${upper(listed([never]))}: never testable.`;
    return { verdict: 'not enough data', why };
  }
  const narrower = unknown.filter(({ wider }) => wider !== true);
  if (narrower.length > 0 && holds.length === known && holds.every(({ wider }) => wider === true)) {
    const why = `Holds for ${listed(holds)} (${holds[0]!.words}); for ${listed(narrower)} it is not known.`;
    return { verdict: 'depends on the reading', why };
  }
  const denied = mode === 'denied';
  const first = EDGES.includes(measure.kind) && answers[0]?.outcome === 'holds';
  if (holds.length === known || first) return { verdict: denied ? 'contradicted' : 'supported', why: plainly(holds) };
  const open = unknown.filter(({ aside }) => aside !== true);
  if (fails.length === known && open.length > 0) {
    const why = `Does not hold for ${listed(fails)}; for ${listed(open)} it cannot be told: ${ended(lower(open[0]!.words))}`;
    return { verdict: 'not enough data', why };
  }
  if (fails.length === known) return { verdict: denied ? 'supported' : 'contradicted', why: plainly(fails) };
  const parts = [
    ...(holds.length === 0 ? [] : [`holds for ${listed(holds)}${shown(holds, 'low')}`]),
    ...(bound.length === 0 ? [] : [`only as a bound for ${listed(bound)}${shown(bound, 'high')}`]),
    ...(fails.length === 0
      ? []
      : [`${holds.length + bound.length > 0 ? 'not' : 'fails'} for ${listed(fails)}${shown(fails, 'high')}`]),
  ];
  return { verdict: 'depends on the reading', why: `${upper(parts.join('; '))}.` };
}

const listed = (answers: readonly Briefed[]): string => briefly(answers.map(({ brief }) => brief));

/** The one figure of several that says most: where all are the same, that; else the smallest or the largest. */
function shown(answers: readonly Briefed[], end: 'low' | 'high'): string {
  const values = answers.flatMap(({ figure }) => (figure === null ? [] : [figure.value]));
  if (values.length === 0) return '';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least === most) return ` (${told(most)})`;
  return end === 'high' ? ` (up to ${told(most)})` : ` (from ${told(least)})`;
}

/** What was found; with what it answers before it, where it is no sentence by itself. */
function plainly([answer]: readonly Briefed[]): string {
  const { brief, words } = answer!;
  return ended(/^\p{Lu}/u.test(words) ? words : `${upper(briefly([brief]))}: ${words}`);
}

const ended = (words: string): string => `${words.replace(/\.$/, '')}.`;
const upper = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;
/** A sentence goes on with it; names and codes stay as they are. */
const lower = (text: string): string =>
  /^(?:[A-Z][a-z]|It |A )/.test(text) ? `${text[0]!.toLowerCase()}${text.slice(1)}` : text;
