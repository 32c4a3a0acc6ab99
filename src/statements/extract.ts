/**
 * From an article to proposed statements: each with what it measures, its speaker, how it was meant, and the words that led
 * to each field. Deterministic; nothing here is a fact until a person has confirmed it.
 */
import type { ClockTime, Measure, Mode } from '../model/statement.ts';
import { UNTESTABLE } from '../model/statement.ts';
import { type Impossible, impossiblePairs } from './clocks.ts';
import type { Because, Scene } from './found.ts';
import type { Language } from './language.ts';
import { languageNamed, languageOf } from './languages.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { type Attribution, speakersOf } from './speakers.ts';
import { type Format, formatOf, paragraphsOf } from './text.ts';

export interface Proposal {
  /** The sentence, as written. */
  readonly quote: string;
  readonly measure: Measure;
  /** Whether figures could test it; responsibility, motive and financing never can be. */
  readonly measurable: boolean;
  readonly mode: Mode;
  readonly speaker: string | null;
  readonly role: string | null;
  readonly quoted: boolean;
  readonly territory: readonly string[];
  readonly as: ClockTime | null;
  readonly because: readonly Because[];
  /** The language model that pointed at it; absent where the rules found it. */
  readonly model?: string;
}

export interface Article {
  readonly format: Format;
  /** ISO 639-1, of the rules that read it. */
  readonly language: string;
  readonly statements: readonly Proposal[];
  /** Everybody to whom words are attributed, in the order of the text. */
  readonly speakers: readonly { readonly name: string; readonly role: string | null }[];
  /** Quotations with who said them. */
  readonly quotes: readonly { readonly words: string; readonly speaker: string | null }[];
  readonly questions: readonly string[];
  readonly impossible: readonly Impossible[];
}

/** Characters of an article that are read. */
export const ARTICLE_MAX = 1_000_000;

/** What of a source is text, by paragraphs. */
export const textOf = (source: string): string[] => paragraphsOf(source.slice(0, ARTICLE_MAX), formatOf(source));

/**
 * @param day what day it is about, for zones with summer time
 * @param code of the language that reads it; told from its words where it is not given
 */
export function readArticle(source: string, day?: number, code?: string): Article {
  const format = formatOf(source);
  const paragraphs = textOf(source);
  const text = paragraphs.join('\n');
  const language = languageNamed(code ?? '') ?? languageOf(text);
  const sentences = sentencesOf(paragraphs, language);
  const about = language.about.test(text);
  const speakers = speakersOf(sentences, language.voices);
  const scenes = sentences.map((sentence, i) => sceneOf(language, sentence, sentences[i - 1], about));
  const statements = unique(scenes.flatMap((scene, i) => proposalsIn(language, scene, speakers[i]!)));
  return {
    format,
    language: language.code,
    statements,
    speakers: everySpeaker(speakers),
    quotes: scenes.flatMap((scene, i) => quotesIn(scene, speakers[i]!)),
    questions: scenes.filter((scene) => language.modeOf(scene).mode === 'question').map(({ words }) => words),
    impossible: scenes.flatMap(({ text, clocks }) => impossiblePairs(text, clocks, day)),
  };
}

export function sceneOf(language: Language, sentence: Sentence, before: Sentence | undefined, about: boolean): Scene {
  const clocks = language.clocksIn(sentence.text);
  const taken = [...clocks, ...language.datesIn(sentence.text)];
  const numbers = language
    .numbersIn(sentence.text)
    .filter(({ start, end }) => !taken.some((span) => start < span.end && end > span.start));
  return { ...sentence, clocks, numbers, about, before: before?.paragraph === sentence.paragraph ? before.text : '' };
}

export function proposalsIn(
  language: Language,
  scene: Scene,
  speakers: readonly (Attribution | undefined)[],
): Proposal[] {
  const measured = language.measuresIn(scene);
  const counted = measured.some(({ measure }) => measure.kind === 'count');
  // Where people are counted, the place is part of the count.
  const found = measured.filter(({ measure }) => measure.kind !== 'place' || !counted);
  const meant = language.modeOf(scene);
  return found.map(({ measure, start, end, because }) => {
    const speaker = speakerAt(speakers, start);
    const used = measure.kind === 'onset' || measure.kind === 'end';
    const clock = used ? undefined : nearestClock(scene, end);
    const territory = measure.kind === 'place' || measure.kind === 'origin' ? [] : territoryOf(language, scene, end);
    return {
      quote: scene.words.trim(),
      measure: withParty(language, measure, scene, speaker),
      measurable: !(UNTESTABLE as readonly string[]).includes(measure.kind),
      mode: meant.mode,
      speaker: speaker?.name ?? null,
      role: speaker?.role ?? null,
      quoted: scene.quoted.some((range) => start >= range.start && end <= range.end),
      territory,
      as: clock === undefined ? null : { clock: clock.clock, zone: clock.zone, approximation: clock.approximation },
      because: [
        ...because,
        ...(clock === undefined ? [] : [{ field: 'as', words: scene.text.slice(clock.start, clock.end) }]),
        ...(speaker === undefined ? [] : [{ field: 'speaker', words: speaker.words }]),
        ...meant.because,
      ],
    };
  });
}

/** Countries of a figure: those told right after it; or all of the sentence, where only one figure is in it. */
function territoryOf({ countriesIn, worldwide, clauseEnd }: Language, { text, numbers }: Scene, end: number): string[] {
  const next = numbers.find(({ start }) => start >= end)?.start ?? text.length;
  if (worldwide.test(text.slice(end))) return [];
  const named = countriesIn(text);
  const clause = text.slice(end).search(clauseEnd);
  const until = clause < 0 ? next : Math.min(next, end + clause);
  const after = named.filter(({ start }) => start >= end && start < until);
  const meant = after.length > 0 ? after : named.filter(({ start }) => start < end);
  const close = after.length > 0 ? meant : meant.slice(-1);
  const all = numbers.length <= 1 ? named : close;
  return [...new Set(all.flatMap(({ country }) => country ?? []))];
}

function nearestClock({ clocks }: Scene, at: number): Scene['clocks'][number] | undefined {
  return clocks.toSorted((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at))[0];
}

function speakerAt(speakers: readonly (Attribution | undefined)[], at: number): Attribution | undefined {
  const known = speakers.filter((one) => one !== undefined);
  return known.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}

/** For what is claimed of somebody: who claims it of themselves, or the words it is claimed with. */
function withParty({ claimed }: Language, measure: Measure, scene: Scene, speaker: Attribution | undefined): Measure {
  if (measure.kind !== 'responsibility' && measure.kind !== 'motive' && measure.kind !== 'financing') return measure;
  return {
    ...measure,
    party: claimed.test(scene.text) ? (speaker?.name ?? '') : '',
  };
}

/** One thing said twice in an article is one statement, with the words it was first said in. */
function unique(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter((proposal) => {
    const key = keyOf(proposal.measure);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function keyOf(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
    case 'sources':
    case 'waves':
    case 'duration':
      return `${measure.kind} ${measure.number.value}`;
    case 'share':
      return `share ${measure.number.value} ${measure.of}`;
    case 'rate':
      return `rate ${measure.number.value} ${measure.unit}`;
    case 'onset':
    case 'end':
      return `${measure.kind} ${measure.at.clock}`;
    case 'error':
      return `error ${measure.text.toLowerCase()}`;
    case 'origin':
    case 'place':
      return `${measure.kind} ${measure.areas.join()}`;
    case 'cause':
      return `cause ${measure.cause}`;
    case 'responsibility':
    case 'motive':
    case 'financing':
      return `${measure.kind} ${measure.party}`;
  }
}

function everySpeaker(
  speakers: readonly (readonly (Attribution | undefined)[])[],
): { name: string; role: string | null }[] {
  const known = new Map<string, string | null>();
  for (const one of speakers.flat()) {
    if (one === undefined) continue;
    // "Eide" after "Sunniva Eide" is the same speaker.
    const full = [...known.keys()].find(
      (name) =>
        name === one.name ||
        name.endsWith(` ${one.name}`) ||
        name.startsWith(`${one.name} `) ||
        name.toLowerCase() === one.name.toLowerCase(),
    );
    known.set(full ?? one.name, (full === undefined ? undefined : known.get(full)) ?? one.role ?? null);
  }
  return [...known].map(([name, role]) => ({ name, role }));
}

function quotesIn(
  { text, words, quoted }: Scene,
  speakers: readonly (Attribution | undefined)[],
): { words: string; speaker: string | null }[] {
  const kept = words.length === text.length ? words : text;
  return quoted
    .filter(({ start, end }) => end - start > 3)
    .map(({ start, end }) => ({ words: kept.slice(start, end), speaker: speakerAt(speakers, start)?.name ?? null }));
}
