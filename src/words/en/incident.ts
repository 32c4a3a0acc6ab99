/** An incident's account. */
import { type Rich, say, small } from '../tongue.ts';
import { english } from './tongue.ts';

const { number, plural, spelled } = english;
const inWaves = (waves: number): string => (waves > 1 ? ` in ${small(spelled(waves))} waves` : '');

const title = {
  failing: (service: string, waves: number): string => `${service} is failing${inWaves(waves)}`,
  possibly: (service: string): string => `${service} is possibly failing`,
  failed: (service: string, waves: number): string => `${service} failed${inWaves(waves)}`,
  possiblyFailed: (service: string): string => `${service} possibly failed`,
  lookedLike: (service: string): string => `${service} looked as if it might be failing`,
};

const when = {
  heading: 'When',
  start: 'Start',
  possible: 'First seen as possible',
  confirmed: 'Confirmed',
  timeUnknown: 'Time not known',
  never: 'Never',
  end: 'End',
  stillRunning: 'Still running',
  runningFor: 'Running for',
  lasted: 'Lasted',
  afterStart: (length: string): string => `${length} after the start`,
  inHindsight: 'Seen in hindsight',
  afterEnd: (length: string): string => `${length} after the end`,
  ranAlready:
    'Nothing usual was known yet when it began, or it began before the counting did. What the chart shows as usual until it was seen was learnt while it ran.',
};

const waves = {
  heading: 'Waves',
  sentence: (count: number, step: string, reports: string): string =>
    `${spelled(count)} ${count === 1 ? 'wave' : 'waves'}; the highest ${step} counted ${reports}.`,
  none: 'No wave has been told apart yet.',
  wave: 'Wave',
  peak: (step: string): string => `Peak, ${step}`,
  inAll: 'In all',
  highestAt: <T>(at: T): Rich<T> => say`highest at ${at}`,
  more: (from: number, to: number, usual: string): string =>
    `${number(from)} to ${number(to)} more than the usual ${usual}`,
  startBetween: <T>(from: T, to: T): Rich<T> => say`start between ${from} and ${to}`,
  endBetween: <T>(from: T, to: T): Rich<T> => say`end between ${from} and ${to}`,
  running: <T>(start: T): Rich<T> => say`${start}, still running`,
  fromTo: <T>(start: T, end: T, length: T): Rich<T> => say`${start} to ${end}, ${length}`,
  depends: 'How many waves depends on how one counts',
  dependsWhy:
    'A lull that is short enough does not end a wave. How short decides the number, which is why accounts of one outage differ.',
  longestLull: 'Longest lull that does not end a wave',
  byLull: 'Number of waves by the longest lull that does not end a wave',
  lulls: 'Lulls that end no wave',
  anyLength: 'any length',
  orMore: (length: string): string => `${length} or more`,
  noLull: 'none',
  upTo: (length: string): string => `up to ${length}`,
  range: (from: string, to: string): string => `${from} to ${to}`,
};

const decided = {
  heading: 'How it was decided',
  none: 'No threshold has been passed.',
  possibleAt: <T>(at: T): Rich<T> => say`at ${at}`,
  possible: 'Possible',
  toConfirm: 'Evidence to confirm',
  evidence: (nats: string): string => `Evidence ${nats}`,
  askedFor: (nats: string): string => `Asked for ${nats}`,
  independent: 'Are the reports independent?',
  networksSeen: (count: number): string =>
    plural(count, { one: '# network was seen.', other: '# networks were seen.' }),
  whatTheyMean: 'What these figures mean',
  asJson: 'This page as JSON',
};

export const incident = {
  title,
  when,
  waves,
  decided,
  seenIn: (scope: string): string => `Seen in ${scope}`,
  chart: (service: string): string => `Reports about ${service} during the incident`,
  who: 'Who is affected',
  inAll: (reports: string, usual: string): string =>
    `${reports} in all, where ${usual} would be usual. A report is one person saying so; it is not a count of users.`,
  noCountries: 'No report came with a known country.',
  noSymptoms: 'No report came with a symptom.',
  noComponents: 'No report named a component.',
  parts: 'Parts that stand out by themselves',
  noParts: 'No single symptom, country or network stands out by itself.',
  partsTable: 'Symptoms, countries and networks that stand out by themselves',
  part: 'Part',
  usual: (mean: string): string => `usual ${mean}`,
  together: 'What fails together',
  outside: 'Seen from outside',
  official: 'What the vendor said, and when',
  kind: 'What kind of failure',
  compared: (longer: string, larger: string, before: number): string =>
    `It is longer than ${longer} and larger than ${larger} of the ${before} confirmed incidents that the service had before.`,
  summary: (title: string, length: string, waves: string, reports: string): string =>
    `${title}: ${length}, ${waves}, ${reports}.`,
};
