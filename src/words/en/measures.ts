/** What a statement says, in words, and the meanings that its words may have. */
import type { Approximation, Statement } from '../../model/statement.ts';
import { english } from './tongue.ts';

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
const fine = new Intl.NumberFormat(english.locale, { maximumFractionDigits: 2 });
const large = new Intl.NumberFormat(english.locale, { notation: 'compact', maximumFractionDigits: 2 });

const approximations: Readonly<Record<Approximation, string>> = {
  exact: '',
  about: 'about ',
  over: 'over ',
  under: 'under ',
  nearly: 'nearly ',
  'up to': 'up to ',
  between: 'between ',
};

const reliability: Readonly<Record<Statement['reliability'], string>> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'reliability cannot be judged',
};

const credibility: Readonly<Record<Statement['credibility'], string>> = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'truth cannot be judged',
};

/** A measure in words. */
export const measures = {
  approximations,
  number: (value: number): string => fine.format(value),
  large: (value: number): string => large.format(value),
  and: ' and ',
  noZone: '(zone not said)',
  country: english.country,
  units: { reports: ' reports', people: ' people', other: ' of what is named' },
  sources: ' addresses or devices',
  rate: (what: string, unit: string): string => `${what} ${unit} a second`,
  rates: { requests: 'requests', packets: 'packets', bits: 'bits' },
  waves: (what: string): string => `${what} times or waves`,
  lasted: (what: string): string => `lasted ${what} minutes`,
  began: (when: string): string => `began at ${when}`,
  ended: (when: string): string => `ended at ${when}`,
  error: (text: string): string => `the error “${text}” was seen`,
  cameFrom: (areas: string): string => `it came from ${areas}`,
  affectedIn: (areas: string): string => `people were affected in ${areas}`,
  was: (cause: string): string => `it was: ${cause}`,
  whoWas: 'who was responsible',
  responsible: (party: string): string => `responsible: ${party}`,
  whyDone: 'why it was done',
  motiveOf: (party: string): string => `the motive of ${party}`,
  whoPaid: 'who paid for it',
  paidBy: (party: string): string => `paid for by ${party}`,
  reliability,
  credibility,
  admiralty: (grade: string, source: string, what: string): string =>
    `Admiralty ${grade}: source ${source}; what it says ${what}`,
  notBoth: (clock: string, right: readonly string[], zone: string, said: string): string =>
    `${clock} is ${[right].flat().join(' or ')} ${zone}, not ${said}`,
};

/** Meanings, each in a sentence and in few words. */
export const readings = {
  in: (words: string, places: string): string => `${words} in ${places}`,
  words: {
    peak: (minutes: number): string => `Reports in the busiest ${minutes} minutes`,
    'total-incident': 'All reports of the incident',
    'total-day': 'All reports of the day (UTC)',
    running: 'Reports so far, at some moment of the day',
    until: (clock: string): string => `Reports of the day until ${clock}`,
    'part-total': 'Reports that name the component or symptom in these words',
    reporters: 'Different people who reported',
    people: 'People who were affected',
    'named-things': 'What the statement counts, which is not reports',
    'requests-counted': 'Requests that logs counted during the incident',
    'clients-seen': 'Distinct clients in the traffic that was counted',
    'share-of-checks': 'A share of the checks that failed, from all places',
    'share-of-requests': 'A share of the requests that failed',
    'share-of-reports': 'A share of the reports of the incident, by component, symptom or country',
    'rate-seen': 'The busiest minute of the traffic that was counted',
    attacks: 'Separate attacks in the traffic',
    'waves-seen': 'Waves in the reports as the detector tells them apart',
    'waves-by-lull': 'Waves in the reports where longer lulls are passed over',
    'waves-by-height': 'Times that the reports stood above a share of their peak',
    start: 'The start of the incident',
    'later-start': 'The start of a later wave',
    end: 'The end of the incident',
    'wave-end': 'The end of one of its waves',
    length: 'From the start of the incident to its end',
    'wave-length': 'The length of one of its waves',
    'error-seen': 'This very error, in what checks met',
    'error-class': 'Errors of its kind, in checks and traffic',
    registered: (areas: string): string =>
      `Addresses registered in ${areas}: their share of the requests, and their rank`,
    actors: (areas: string): string => `People who act from ${areas}`,
    'reported-from': (areas: string): string => `Reports from ${areas}`,
    'kind-of-failure': 'The kind of failure, weighed from what was seen',
    who: 'People and their reasons',
    lulls: (minutes: string): string => `Waves where lulls of ${minutes} minutes are passed over`,
    heights: (share: string): string =>
      `Times that the reports stood above ${share} % of their highest quarter of an hour`,
  },
  span: (from: number, to: number): string => `${from} to ${to}`,
  brief: {
    'total-day': 'the whole day',
    'total-incident': 'the whole incident',
    until: (clock: string): string => `the day until ${clock}`,
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
  },
  sorts: {
    peak: (items: string): string => `the busiest ${items} minutes`,
    lull: (items: string): string => `waves with lulls of ${items} min passed over`,
    height: (items: string): string => `waves above ${items} % of the peak`,
    wave: (items: string): string => `wave ${items}`,
  },
  listed: (parts: readonly string[]): string => listed([parts].flat()),
};
