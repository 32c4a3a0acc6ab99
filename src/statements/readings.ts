/**
 * Readings: the precise meanings that the words of a statement may have. All of them are answered, and none is chosen for
 * the reader. Law: what a reading asks is in its type; its words only say it.
 */
import type { ClockTime, Measure } from '../model/statement.ts';
import { verdicts as ENGLISH } from '../words/en/verdicts.ts';
import { type Brief, plain } from './brief.ts';
import { languageOf } from './languages.ts';
import { clockText, placesText } from './measure-text.ts';

export type Ask =
  | { readonly ask: 'peak'; readonly minutes: number }
  | { readonly ask: 'total'; readonly of: 'incident' | 'day' }
  | { readonly ask: 'running'; readonly as: ClockTime | null }
  | { readonly ask: 'reporters' | 'people' | 'named-things' | 'part-total' }
  | { readonly ask: 'waves-seen' | 'waves-by-lull' | 'waves-by-height' | 'attacks' }
  | { readonly ask: 'start' | 'later-start' | 'end' | 'wave-end' }
  | { readonly ask: 'length' | 'wave-length' }
  | { readonly ask: 'share-of-reports' | 'share-of-requests' | 'share-of-checks' | 'requests-counted' }
  | { readonly ask: 'registered' | 'actors' | 'reported-from' }
  | { readonly ask: 'error-seen' | 'error-class' | 'rate-seen' | 'clients-seen' | 'kind-of-failure' | 'who' };

/** The words of a language in which readings, what was found and verdicts are told. */
export type Say = typeof ENGLISH;

export interface Reading {
  readonly ask: Ask;
  /** Answers are told in the same language. */
  readonly say: Say;
  readonly words: string;
  /** The same in few words. */
  readonly brief: Brief;
  /** Beside what the words say: that it cannot be answered keeps nothing from being decided. */
  readonly aside?: boolean;
  /** It may hold where the words do not: alone it decides nothing while a narrower one is open. */
  readonly wider?: boolean;
}

/** What of a statement decides its readings. */
export interface Subject {
  readonly quote: string;
  readonly measure: Measure;
  readonly territory: readonly string[];
  readonly as?: ClockTime | null | undefined;
}

function briefOf(ask: Ask, { readings: { brief }, measures }: Say): Brief {
  if (ask.ask === 'peak') return { sort: 'peak', item: String(ask.minutes) };
  if (ask.ask === 'total') return plain(brief[`total-${ask.of}`]);
  if (ask.ask === 'running' && ask.as !== null) return plain(brief.until(clockText(ask.as, measures)));
  return plain(brief[ask.ask]);
}

export const PEAK_MINUTES = [5, 15, 30, 60] as const;

/** @param say the language in which they are told */
export function readingsOf(subject: Subject, say: Say = ENGLISH): Reading[] {
  const { measures } = say;
  const { words } = say.readings;
  const reading = (ask: Ask, told: string): Reading => ({
    ask,
    say,
    words: subject.territory.length === 0 ? told : say.readings.in(told, placesText(subject.territory, measures)),
    brief: briefOf(ask, say),
  });
  /** What is asked by itself, and told by its name. */
  const plainly = (ask: PlainAsk): Reading => reading({ ask }, words[ask]);
  const { measure } = subject;
  const { cues } = languageOf(subject.quote);
  switch (measure.kind) {
    case 'count':
      return counts(subject, measure.unit, reading, say);
    case 'sources':
      return [plainly('clients-seen')];
    case 'share':
      if (cues.checks.test(measure.of)) return [plainly('share-of-checks')];
      return cues.requests.test(`${measure.of} ${measure.of === '' ? subject.quote : ''}`)
        ? [plainly('share-of-requests')]
        : [plainly('share-of-reports')];
    case 'rate':
      return [plainly('rate-seen')];
    case 'waves':
      if (cues.attacks.test(subject.quote)) return [plainly('attacks')];
      return [
        plainly('waves-seen'),
        plainly('waves-by-lull'),
        plainly('waves-by-height'),
        { ...plainly('attacks'), aside: true },
      ];
    case 'onset':
      return [plainly('start'), plainly('later-start')];
    case 'end':
      return [plainly('end'), plainly('wave-end')];
    case 'duration':
      return [plainly('length'), plainly('wave-length')];
    case 'error':
      return [plainly('error-seen'), { ...plainly('error-class'), wider: true }];
    case 'origin': {
      const areas = placesText(measure.areas, measures);
      return [reading({ ask: 'registered' }, words.registered(areas)), reading({ ask: 'actors' }, words.actors(areas))];
    }
    case 'place':
      return [reading({ ask: 'reported-from' }, words['reported-from'](placesText(measure.areas, measures)))];
    case 'cause':
      return [plainly('kind-of-failure')];
    case 'responsibility':
    case 'motive':
    case 'financing':
      return [plainly('who')];
  }
}

type PlainAsk = Exclude<Ask['ask'], 'peak' | 'total' | 'running' | 'registered' | 'actors' | 'reported-from'>;

function counts(
  { quote, as }: Subject,
  unit: 'reports' | 'people' | 'other',
  reading: (ask: Ask, words: string) => Reading,
  { readings: { words }, measures }: Say,
): Reading[] {
  const { cues } = languageOf(quote);
  const peaks = PEAK_MINUTES.map((minutes) => reading({ ask: 'peak', minutes }, words.peak(minutes)));
  if (unit === 'other' && cues.requests.test(quote))
    return [reading({ ask: 'requests-counted' }, words['requests-counted'])];
  if (unit === 'other') return [reading({ ask: 'named-things' }, words['named-things'])];
  const running = as === null || as === undefined ? words.running : words.until(clockText(as, measures));
  const totals = [
    reading({ ask: 'total', of: 'incident' }, words['total-incident']),
    reading({ ask: 'total', of: 'day' }, words['total-day']),
    reading({ ask: 'running', as: as ?? null }, running),
    reading({ ask: 'part-total' }, words['part-total']),
  ];
  const persons = [
    reading({ ask: 'reporters' }, words.reporters),
    ...(unit === 'people' ? [{ ...reading({ ask: 'people' }, words.people), aside: cues.reported.test(quote) }] : []),
  ];
  return cues.peak.test(quote) ? peaks : [...peaks, ...totals, ...persons];
}
