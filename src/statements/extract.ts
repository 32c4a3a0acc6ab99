/**
 * From an article to proposed statements: each with what it measures, its speaker, how it was meant, and the words that led
 * to each field. Deterministic; nothing here is a fact until a person has confirmed it.
 */
import type { ClockTime, Measure, Mode } from '../model/statement.ts';
import { UNTESTABLE } from '../model/statement.ts';
import { clocksIn, type Impossible, impossiblePairs } from './clocks.ts';
import type { Because, Scene } from './found.ts';
import { numbersMeasured } from './measure-numbers.ts';
import { timesMeasured } from './measure-times.ts';
import { wordsMeasured } from './measure-words.ts';
import { numbersIn } from './numbers.ts';
import { countriesIn } from './places.ts';
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
}

export interface Article {
  readonly format: Format;
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

const ABOUT =
  /\b(?:outages?|down|offline|unavailable|disruptions?|disrupted|failed|failure|fell|error|errors|attacks?|DDoS|crash(?:ed|es)?|unreachable|glitch|breakdown|incident|not reachable|intermitten\w+|inaccessible|blackout|packet loss|disturbance|problems?)\b/iu;

export function readArticle(source: string, day?: number): Article {
  const format = formatOf(source);
  const paragraphs = paragraphsOf(source.slice(0, ARTICLE_MAX), format);
  const sentences = sentencesOf(paragraphs);
  const about = ABOUT.test(paragraphs.join(' '));
  const speakers = speakersOf(sentences);
  const scenes = sentences.map((sentence, i) => sceneOf(sentence, sentences[i - 1], about));
  const statements = unique(scenes.flatMap((scene, i) => proposalsIn(scene, speakers[i]!)));
  return {
    format,
    statements,
    speakers: everySpeaker(speakers),
    quotes: scenes.flatMap((scene, i) => quotesIn(scene, speakers[i]!)),
    questions: scenes.filter(isQuestion).map(({ words }) => words),
    impossible: scenes.flatMap(({ text, clocks }) => impossiblePairs(text, clocks, day)),
  };
}

function sceneOf(sentence: Sentence, before: Sentence | undefined, about: boolean): Scene {
  const clocks = clocksIn(sentence.text);
  const dated = [...sentence.text.matchAll(DATES)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const taken = [...clocks, ...dated];
  const numbers = numbersIn(sentence.text).filter(
    ({ start, end }) => !taken.some((span) => start < span.end && end > span.start),
  );
  return { ...sentence, clocks, numbers, about, before: before?.paragraph === sentence.paragraph ? before.text : '' };
}

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const DATES = new RegExp(
  `\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?!\\d|,\\d{3})(?:,? \\d{4})?\\b|\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH}(?: \\d{4})?\\b|\\b${MONTH} \\d{4}\\b|\\b\\d{4}-\\d\\d-\\d\\d\\b|\\bsince (?:19|20)\\d\\d\\b`,
  'gu',
);

function proposalsIn(scene: Scene, speakers: readonly (Attribution | undefined)[]): Proposal[] {
  const numbers = numbersMeasured(scene);
  const counted = numbers.some(({ measure }) => measure.kind === 'count');
  // Where people are counted, the place is part of the count.
  const words = wordsMeasured(scene).filter(({ measure }) => measure.kind !== 'place' || !counted);
  const found = [...numbers, ...timesMeasured(scene), ...words];
  const mode = modeOf(scene);
  return found.map(({ measure, start, end, because }) => {
    const speaker = speakerAt(speakers, start);
    const used = measure.kind === 'onset' || measure.kind === 'end';
    const clock = used ? undefined : nearestClock(scene, end);
    const territory = measure.kind === 'place' || measure.kind === 'origin' ? [] : territoryOf(scene, end);
    return {
      quote: scene.words.trim(),
      measure: withParty(measure, scene, speaker),
      measurable: !(UNTESTABLE as readonly string[]).includes(measure.kind),
      mode,
      speaker: speaker?.name ?? null,
      role: speaker?.role ?? null,
      quoted: scene.quoted.some((range) => start >= range.start && end <= range.end),
      territory,
      as: clock === undefined ? null : { clock: clock.clock, zone: clock.zone, approximation: clock.approximation },
      because: [
        ...because,
        ...(clock === undefined ? [] : [{ field: 'as', words: scene.text.slice(clock.start, clock.end) }]),
        ...(speaker === undefined ? [] : [{ field: 'speaker', words: speaker.words }]),
        ...modeWords(scene, mode),
      ],
    };
  });
}

const WORLDWIDE = /^[^,;]{0,30}\b(?:globally|worldwide|world-wide|across the (?:globe|world)|around the world)\b/iu;

/** Countries of a figure: those told right after it; or all of the sentence, where only one figure is in it. */
function territoryOf({ text, numbers }: Scene, end: number): string[] {
  const next = numbers.find(({ start }) => start >= end)?.start ?? text.length;
  if (WORLDWIDE.test(text.slice(end))) return [];
  const named = countriesIn(text);
  const clause = text.slice(end).search(/[,;]|\.\s|\bwhile\b/u);
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
function withParty(measure: Measure, scene: Scene, speaker: Attribution | undefined): Measure {
  if (measure.kind !== 'responsibility' && measure.kind !== 'motive' && measure.kind !== 'financing') return measure;
  return {
    ...measure,
    party: /\bclaim(?:ed|s|ing)? (?:the )?(?:responsibility|credit)\b/iu.test(scene.text) ? (speaker?.name ?? '') : '',
  };
}

const HEDGE =
  /(?<!mid-)\b(?:may(?= (?:have|be|not|also|take|well)\b)|might|could|possibl[ey]|perhaps|maybe|reportedly|allegedly|apparently|believed to|suspect(?:s|ed)?|suspected|likely|probably|appears? to|seems?|rumou?r(?:s|ed)?|unconfirmed|it is thought|estimated?|estimates)\b/iu;
const DENIAL =
  /\b(?:no (?:evidence|indications?|sign) (?:of|that|for)|not (?:the (?:result|work) of|an? attack|caused by)|(?:denie[ds]|den(?:y|ied)|ruled out|ruling out|rules out|refuses this|exclude[ds]?)|there is no (?:cyber)?attack|was not (?:an?|the|caused))\b/iu;

const isQuestion = ({ text }: { readonly text: string }): boolean =>
  /\?[”’)]*$/u.test(text.trim()) || /^(?:.{0,40}\basked (?:whether|if)\b|whether\b)/iu.test(text);

function modeOf(scene: Scene): Mode {
  if (isQuestion(scene)) return 'question';
  if (DENIAL.test(scene.text)) return 'denied';
  return HEDGE.test(scene.text) ? 'hedged' : 'asserted';
}

function modeWords({ text }: Scene, mode: Mode): Because[] {
  const hit = mode === 'hedged' ? HEDGE.exec(text) : mode === 'denied' ? DENIAL.exec(text) : null;
  return hit !== null ? [{ field: 'mode', words: hit[0] }] : mode === 'question' ? [{ field: 'mode', words: '?' }] : [];
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

function keyOf(measure: Measure): string {
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
