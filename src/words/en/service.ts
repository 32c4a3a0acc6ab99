/** A service's page, and the form to report trouble with it. */
import { type Rich, say } from '../tongue.ts';
import { english } from './tongue.ts';

const { figure, plural } = english;

/** The answer, as its first word and the rest; with its time where that is known. */
const answer = {
  confirmed: 'Yes.',
  confirmedSince: <T>(name: string, since: T): Rich<T> =>
    say`People report that ${name} has been failing since ${since}. Confirmed.`,
  confirmedNow: (name: string): string => `People report that ${name} is failing. Confirmed.`,
  possible: 'Possibly.',
  possibleSince: <T>(name: string, since: T): Rich<T> =>
    say`More people than usual have been reporting trouble with ${name} since ${since}.`,
  possibleNow: (name: string): string => `More people than usual report trouble with ${name}.`,
  notConfirmed: 'Not confirmed.',
  notConfirmedFew: 'Not confirmed: from few networks.',
  none: 'No evidence of a failure.',
  over: 'Not any more.',
  overSince: <T>(since: T): Rich<T> => say`It was failing, and that is over since ${since}.`,
  overNow: 'It was failing, and that is over.',
  unknown: 'Unknown.',
  nothingInDay: 'Nothing has been counted in the last 24 hours.',
  tooNew: <T>(since: T): Rich<T> => say`It is counted since ${since}, too lately to tell what is usual.`,
  justBegun: 'Counting has only just begun.',
  nothingSince: <T>(until: T): Rich<T> => say`Nothing has been counted since ${until}.`,
};

/** What it means for the reader. */
const more = {
  notJustYou: 'It is not just you.',
  soFar: (length: string): string => `That is ${length} so far.`,
  hourHas: (times: string): string => `The last hour has ${times}.`,
  tooEarly: 'Chance would rarely give this many reports, but it is too early to be sure.',
  fewNetworks:
    'Chance would rarely give this many reports, but few networks bring most of them: the trouble may be their own.',
  asBefore: (days: number): string =>
    `That is more than usual now, but it got about as much for days until ${plural(days, { one: '# day', other: '# days' })} ago, so it does not stand out.`,
  maybeJustYou: 'If it fails for you, it may be just you, or you may be the first to notice.',
  backToUsual: 'Reports are back to what is usual.',
  sayIfStill: 'If it still fails for you, say so.',
  tooNew: (hours: number): string =>
    `Reports are counted and shown. Whether they are more than usual nobody can tell before ${plural(hours, { one: '# hour', other: '# hours' })} of them; what is so from the beginning is taken for usual then.`,
  noData: 'No data is not good news: it may be working or failing, and nobody here can tell.',
  noReportInHour: 'No report in the last hour.',
  inHour: (reports: string): string => `${reports} in the last hour.`,
  noReportInHourUsual: (usual: string): string => `No report in the last hour; ${usual} is usual.`,
  inHourUsual: (reports: string, usual: string): string => `${reports} in the last hour; ${usual} is usual.`,
};

/** The answer without markup, for previews. */
const plain = {
  confirmed: (name: string): string => `Yes: people report that ${name} fails. Confirmed.`,
  possible: (name: string): string => `Possibly: more people than usual report trouble with ${name}.`,
  none: (name: string): string => `No evidence that ${name} fails.`,
  over: (name: string): string => `${name} was failing; that is over.`,
  unknown: (name: string): string => `Unknown: nothing is being counted for ${name}.`,
  tooNew: (name: string): string => `Unknown: ${name} is counted too lately to tell what is usual.`,
};

export const service = {
  answer,
  more,
  plain,
  isDown: (name: string): string => `Is ${name} down?`,
  theAnswer: 'The answer',
  last: {
    '1h': 'The last hour',
    '6h': 'The last 6 hours',
    '24h': 'The last 24 hours',
    '7d': 'The last 7 days',
  },
  ranges: { '1h': '1 hour', '6h': '6 hours', '24h': '24 hours', '7d': '7 days' },
  howLong: 'How far back',
  reportsIn: (name: string, last: string): string => `Reports about ${name}. ${last}`,
  whatAndWhere: 'What is reported, and from where',
  history: 'History',
  noIncident: 'No incident has been seen yet.',
  lastHour: 'Last hour',
  reports: 'reports',
  noFullHour: 'no full hour yet',
  usual: 'Usual',
  forThatHour: 'for that hour',
  notKnownYet: 'not known yet',
  arriving: 'Arriving',
  notYetJudged: 'not yet judged',
  wavesAndPlaces: 'Waves, places, and how this was decided',
  symptoms: 'Symptoms',
  noSymptoms: 'These reports came without symptoms.',
  components: 'Components',
  noComponents: 'No report named a component.',
  countries: 'Countries',
  noCountries: 'No report came with a known country.',
  bareCounts: 'The reports of the last 24 hours came as bare counts: without symptoms, components or countries.',
  noReport: 'No report in the last 24 hours.',
  takesNone: 'This service takes no reports here.',
  pastTakesNone: 'There is no report button: this is a replay, and the past takes no reports.',
  failsForYou: 'Does it fail for you?',
  oneClick: 'One click counts. No address is stored.',
  sayWhich: 'Say which part, and where',
  about: 'About these figures',
  comeFrom: 'Where they come from',
  madeHere: 'Reports that people made here.',
  countedIn: 'Counted in steps of',
  falseAlarms: 'False alarms accepted',
  budget: (possible: number, confirmed: number, isForEach: boolean): string =>
    `${figure(possible)} “possible” a month, ${figure(confirmed)} “confirmed” a year, for ${isForEach ? 'each service' : 'all services together'}.`,
  whatItMeans: 'What that means',
  dependsOn: 'Depends on',
  notStated: 'Not stated',
  weakEvidence: (name: string): string => `${name} (weak evidence)`,
  seenByProbes: (names: string): string => `seen by probes: ${names}`,
  home: 'Home page',
  asData: 'The same as data',
};

export const report = {
  trouble: (name: string): string => `Report trouble with ${name}`,
  sayWhatFails: (name: string): string => `Say what fails in ${name}.`,
  past: 'This is a replay, and the past takes no reports.',
  back: (name: string): string => `Back to ${name}`,
  whatDoYouSee: 'What do you see?',
  whichPart: 'Which part?',
  notSure: 'Not sure, or all of it',
  whichCountry: 'Which country are you in?',
  fromAddress: 'Take it from my address, if it can be told',
  send: 'Send the report',
  meToo: 'Me too',
  meTooWith: (symptom: string) => `Me too: ${symptom}`,
  countedOnce:
    'You are counted once. Your address is not stored: only a country, a network, and a pseudonym whose key is destroyed on schedule.',
};
