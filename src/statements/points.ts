/**
 * What a language model points at in an article, read again by the rules. Law: words that do not stand in the article so are
 * dropped, figures are only those that the rules read in these words, and everything is marked as a model's until a person
 * confirms it.
 */
import type { Measure } from '../model/statement.ts';
import { type Article, keyOf, type Proposal, proposalsIn, sceneOf, textOf } from './extract.ts';
import type { Scene } from './found.ts';
import type { Language } from './language.ts';
import { languageNamed, languageOf } from './languages.ts';
import { sentencesOf } from './sentences.ts';

/** What a statement may be said to be. reports, people and things are counts. */
export const POINT_KINDS = [
  'reports',
  'people',
  'things',
  'sources',
  'share',
  'rate',
  'waves',
  'duration',
  'onset',
  'end',
  'error',
  'origin',
  'place',
  'cause',
  'responsibility',
  'motive',
  'financing',
] as const;
type PointKind = (typeof POINT_KINDS)[number];

export interface Point {
  readonly quote: string;
  readonly kind: PointKind;
  readonly speaker: string | null;
}

/** What became of a model's points. */
export interface Pointed {
  readonly model: string;
  /** Why it pointed at nothing, if it could not be asked. */
  readonly problem: string | null;
  readonly dropped: readonly { readonly quote: string; readonly why: string }[];
}

/** @param unread points of a form that nobody can read */
export function withPoints(
  article: Article,
  source: string,
  points: readonly Point[],
  model: string,
  unread = 0,
): Article & { readonly pointed: Pointed } {
  const paragraphs = textOf(source).map(evenSpaces);
  const language = languageNamed(article.language) ?? languageOf(paragraphs.join('\n'));
  const known = new Set(article.statements.map(({ measure }) => keyOf(measure)));
  const dropped: { quote: string; why: string }[] = Array.from({ length: unread }, () => ({
    quote: '',
    why: 'it is not of the form that was asked for',
  }));
  const added = points.flatMap((point): Proposal[] => {
    const read = readPoint(point, paragraphs, language);
    if (typeof read === 'string') {
      dropped.push({ quote: point.quote, why: read });
      return [];
    }
    const key = keyOf(read.measure);
    if (known.has(key)) {
      dropped.push({ quote: point.quote, why: 'it is found already' });
      return [];
    }
    known.add(key);
    return [{ ...read, model }];
  });
  return { ...article, statements: [...article.statements, ...added], pointed: { model, problem: null, dropped } };
}

const evenSpaces = (text: string): string => text.replaceAll(/\s+/gu, ' ');

/** A proposal, or why it is none. */
function readPoint(point: Point, paragraphs: readonly string[], language: Language): Proposal | string {
  const quote = evenSpaces(point.quote);
  const paragraph = paragraphs.find((one) => one.includes(quote));
  if (paragraph === undefined) return 'these words do not stand in the article';
  const around = sentencesOf([paragraph], language).find(({ words }) => words.includes(quote));
  if (around === undefined) return 'it is more than one sentence';
  const [sentence] = sentencesOf([quote], language);
  if (sentence === undefined) return 'it has no words';
  const scene = sceneOf(language, { ...sentence, words: quote }, undefined, true);
  const kind = ['reports', 'people', 'things'].includes(point.kind) ? 'count' : point.kind;
  const found = proposalsIn(language, scene, []).find(({ measure }) => measure.kind === kind);
  const measure = found?.measure ?? measureOf(point.kind, scene, language);
  if (measure === undefined) return `the rules read no ${kind} in these words`;
  const speaker =
    point.speaker !== null && paragraphs.some((one) => one.includes(point.speaker!)) ? point.speaker : null;
  const meant = language.modeOf(around);
  return {
    quote,
    measure,
    measurable: !CLAIMS.has(kind) || kind === 'cause',
    mode: meant.mode,
    speaker,
    role: null,
    quoted: false,
    territory: found?.territory ?? [],
    as: found?.as ?? null,
    because: [
      ...(found?.because ?? [{ field: kind, words: quote }]).filter(({ field }) => field !== 'mode'),
      ...(speaker === null ? [] : [{ field: 'speaker', words: speaker }]),
      ...meant.because,
    ],
  };
}

const CLAIMS: ReadonlySet<string> = new Set(['cause', 'responsibility', 'motive', 'financing']);

/** The kind is the model's; number, time and place are what the rules read in the words, if there is one and no more. */
function measureOf(kind: PointKind, { text, words, numbers, clocks }: Scene, language: Language): Measure | undefined {
  const [one, ...others] = numbers;
  const number =
    one === undefined || others.length > 0
      ? undefined
      : { value: one.value, approximation: one.approximation, ...(one.high === undefined ? {} : { high: one.high }) };
  const [clock, ...more] = clocks;
  const at = clock === undefined || more.length > 0 ? undefined : clock;
  const areas = [...new Set(language.countriesIn(text).flatMap(({ country }) => country ?? []))];
  switch (kind) {
    case 'reports':
    case 'people':
    case 'things':
      return number && { kind: 'count', number, unit: kind === 'things' ? 'other' : kind };
    case 'sources':
      return number && { kind, number };
    case 'share':
      return number && (one!.share || /%|per ?cent|Prozent/iu.test(text)) ? { kind, number, of: '' } : undefined;
    case 'waves':
      return number && number.value >= 2 && number.value <= 30 ? { kind, number } : undefined;
    case 'onset':
    case 'end':
      return at && { kind, at: { clock: at.clock, zone: at.zone, approximation: at.approximation } };
    case 'error':
      return { kind, text: words };
    case 'origin':
    case 'place':
      return areas.length === 0 ? undefined : { kind, areas };
    case 'cause':
      return { kind, cause: words };
    case 'responsibility':
    case 'motive':
    case 'financing':
      return { kind, party: '' };
    case 'rate':
    case 'duration':
      return undefined;
  }
}
