/**
 * Readings: the precise meanings that the words of a statement may have. All of them are answered, and none is chosen for
 * the reader. Law: what a reading asks is in its type; its words only say it.
 */
import type { ClockTime, Measure } from '../model/statement.ts';
import { type Brief, plain } from './brief.ts';
import { languageOf } from './languages.ts';
import { clockText, placeText } from './measure-text.ts';

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

export interface Reading {
  readonly ask: Ask;
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

const BRIEFS: Readonly<Record<Exclude<Ask['ask'], 'peak' | 'total'>, string>> = {
  running: 'the day so far, at some moment',
  reporters: 'different people who reported',
  people: 'people who were affected',
  'named-things': 'what it counts',
  'part-total': 'what names that part',
  'waves-seen': 'the detector’s waves',
  'waves-by-lull': 'waves by lull',
  'waves-by-height': 'waves by height',
  attacks: 'attacks in the traffic',
  start: 'the incident’s start',
  'later-start': 'a later wave’s start',
  end: 'the incident’s end',
  'wave-end': 'the end of a wave',
  length: 'the whole incident',
  'wave-length': 'one wave',
  'share-of-reports': 'the reports',
  'share-of-requests': 'the requests',
  'share-of-checks': 'the checks',
  'requests-counted': 'requests that logs counted',
  registered: 'registered addresses',
  actors: 'people who act from there',
  'reported-from': 'reports from there',
  'error-seen': 'this very error',
  'error-class': 'errors of its kind',
  'rate-seen': 'the busiest minute counted',
  'clients-seen': 'clients counted',
  'kind-of-failure': 'the kind of failure',
  who: 'people and their reasons',
};

function briefOf(ask: Ask): Brief {
  if (ask.ask === 'peak') return { sort: 'peak', item: String(ask.minutes) };
  if (ask.ask === 'total') return plain(ask.of === 'day' ? 'the whole day' : 'the whole incident');
  return plain(ask.ask === 'running' && ask.as !== null ? `the day until ${clockText(ask.as)}` : BRIEFS[ask.ask]);
}

export const PEAK_MINUTES = [5, 15, 30, 60] as const;
export function readingsOf(subject: Subject): Reading[] {
  const where = subject.territory.length === 0 ? '' : ` in ${subject.territory.map(placeText).join(', ')}`;
  const reading = (ask: Ask, words: string): Reading => ({ ask, words: `${words}${where}`, brief: briefOf(ask) });
  const { measure } = subject;
  const { cues } = languageOf(subject.quote);
  switch (measure.kind) {
    case 'count':
      return counts(subject, measure.unit, reading);
    case 'sources':
      return [reading({ ask: 'clients-seen' }, 'Distinct clients in the traffic that was counted')];
    case 'share':
      if (cues.checks.test(measure.of))
        return [reading({ ask: 'share-of-checks' }, 'A share of the checks that failed, from all places')];
      return cues.requests.test(`${measure.of} ${measure.of === '' ? subject.quote : ''}`)
        ? [reading({ ask: 'share-of-requests' }, 'A share of the requests that failed')]
        : [
            reading(
              { ask: 'share-of-reports' },
              'A share of the reports of the incident, by component, symptom or country',
            ),
          ];
    case 'rate':
      return [reading({ ask: 'rate-seen' }, 'The busiest minute of the traffic that was counted')];
    case 'waves':
      if (cues.attacks.test(subject.quote)) return [reading({ ask: 'attacks' }, 'Separate attacks in the traffic')];
      return [
        reading({ ask: 'waves-seen' }, 'Waves in the reports as the detector tells them apart'),
        reading({ ask: 'waves-by-lull' }, 'Waves in the reports where longer lulls are passed over'),
        reading({ ask: 'waves-by-height' }, 'Times that the reports stood above a share of their peak'),
        { ...reading({ ask: 'attacks' }, 'Separate attacks in the traffic'), aside: true },
      ];
    case 'onset':
      return [
        reading({ ask: 'start' }, 'The start of the incident'),
        reading({ ask: 'later-start' }, 'The start of a later wave'),
      ];
    case 'end':
      return [
        reading({ ask: 'end' }, 'The end of the incident'),
        reading({ ask: 'wave-end' }, 'The end of one of its waves'),
      ];
    case 'duration':
      return [
        reading({ ask: 'length' }, 'From the start of the incident to its end'),
        reading({ ask: 'wave-length' }, 'The length of one of its waves'),
      ];
    case 'error':
      return [
        reading({ ask: 'error-seen' }, 'This very error, in what checks met'),
        { ...reading({ ask: 'error-class' }, 'Errors of its kind, in checks and traffic'), wider: true },
      ];
    case 'origin':
      return [
        reading(
          { ask: 'registered' },
          `Addresses registered in ${measure.areas.map(placeText).join(', ')}: their share of the requests, and their rank`,
        ),
        reading({ ask: 'actors' }, `People who act from ${measure.areas.map(placeText).join(', ')}`),
      ];
    case 'place':
      return [reading({ ask: 'reported-from' }, `Reports from ${measure.areas.map(placeText).join(', ')}`)];
    case 'cause':
      return [reading({ ask: 'kind-of-failure' }, 'The kind of failure, weighed from what was seen')];
    case 'responsibility':
    case 'motive':
    case 'financing':
      return [reading({ ask: 'who' }, 'People and their reasons')];
  }
}

function counts(
  { quote, as }: Subject,
  unit: 'reports' | 'people' | 'other',
  reading: (ask: Ask, words: string) => Reading,
): Reading[] {
  const { cues } = languageOf(quote);
  const peaks = PEAK_MINUTES.map((minutes) =>
    reading({ ask: 'peak', minutes }, `Reports in the busiest ${minutes} minutes`),
  );
  if (unit === 'other' && cues.requests.test(quote))
    return [reading({ ask: 'requests-counted' }, 'Requests that logs counted during the incident')];
  if (unit === 'other') return [reading({ ask: 'named-things' }, 'What the statement counts, which is not reports')];
  const running =
    as === null || as === undefined
      ? 'Reports so far, at some moment of the day'
      : `Reports of the day until ${clockText(as)}`;
  const totals = [
    reading({ ask: 'total', of: 'incident' }, 'All reports of the incident'),
    reading({ ask: 'total', of: 'day' }, 'All reports of the day (UTC)'),
    reading({ ask: 'running', as: as ?? null }, running),
    reading({ ask: 'part-total' }, 'Reports that name the component or symptom in these words'),
  ];
  const persons = [
    reading({ ask: 'reporters' }, 'Different people who reported'),
    ...(unit === 'people'
      ? [{ ...reading({ ask: 'people' }, 'People who were affected'), aside: cues.reported.test(quote) }]
      : []),
  ];
  return cues.peak.test(quote) ? peaks : [...peaks, ...totals, ...persons];
}
