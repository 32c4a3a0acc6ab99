/**
 * What a language brings to the reading of an article: its words and its rules, and nothing else. Everything around it
 * (digits, zones, who speaks on in the next paragraph, readings, verdicts) is shared. A new language is a folder like `en`.
 */
import type { Mode } from '../model/statement.ts';
import type { Symptom } from '../model/symptom.ts';
import type { ClockSpan } from './clocks.ts';
import type { Because, Found, Scene, Span } from './found.ts';
import type { NumberSpan } from './numbers.ts';
import type { PlaceSpan } from './places.ts';
import type { Sentence } from './sentences.ts';
import type { Voices } from './speakers.ts';

export interface Language {
  /** ISO 639-1 */
  readonly code: string;
  /** Short words that its texts are full of; the language with the most of them reads the article. */
  readonly common: RegExp;
  /** Whether an article speaks of failures at all. */
  readonly about: RegExp;
  /** Whether a dot at the end of `before` ends no sentence, as in "Mr." or "9 a.m.", with `next` behind it. */
  goesOn(before: string, next: string): boolean;
  clocksIn(text: string): ClockSpan[];
  numbersIn(text: string): NumberSpan[];
  /** Days, whose numbers count nothing. */
  datesIn(text: string): Span[];
  countriesIn(text: string): PlaceSpan[];
  /** Every measure in a sentence, by the words around its numbers and times and by words alone. */
  measuresIn(scene: Scene): Found[];
  modeOf(sentence: Pick<Sentence, 'text'>): { readonly mode: Mode; readonly because: readonly Because[] };
  /** What is said of the whole world, right after a figure. */
  readonly worldwide: RegExp;
  /** Where the clause of a figure ends. */
  readonly clauseEnd: RegExp;
  /** Somebody claims of themselves to have done it. */
  readonly claimed: RegExp;
  readonly voices: Voices;
  /** What decides which readings the words may have. */
  readonly cues: Cues;
}

export interface Cues {
  /** A figure is the highest, not a total. */
  readonly peak: RegExp;
  /** Attacks that are counted as such: reports cannot show these. */
  readonly attacks: RegExp;
  /** The whole of a share is requests. */
  readonly requests: RegExp;
  /** The whole of a share is checks or probes. */
  readonly checks: RegExp;
  /** How symptoms are told of, where the word for one is not its name. */
  readonly symptoms: Readonly<Partial<Record<Symptom, RegExp>>>;
  /** The words speak of who reported, not of who was affected. */
  readonly reported: RegExp;
  /** A country is said not to be among the first. */
  readonly notTop: RegExp;
  /** A kind of failure that is an attack. */
  readonly attack: RegExp;
}
