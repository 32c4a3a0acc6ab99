/** What was found for each meaning of a statement, and why its verdict follows. Times stand in sentences as ISO 8601. */
import type { Symptom } from '../../model/symptom.ts';
import { measures, readings } from './measures.ts';
import { scales } from './scales.ts';
import { states } from './states.ts';
import { english } from './tongue.ts';
import { weighing } from './weighing.ts';

const number = new Intl.NumberFormat(english.locale, { maximumFractionDigits: 1 });
const told = (value: number): string => number.format(value);
const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
/** A sentence goes on with it; names and codes stay as they are. */
const lower = (text: string): string =>
  /^(?:[A-Z][a-z]|It |A )/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
const ended = (words: string): string => `${words.replace(/\.$/, '')}.`;

/** What was found, or what would be needed. */
const found = {
  told,
  atLeast: (value: number): string => `at least ${told(value)}`,
  noNumber: 'No number was said.',
  noPlace: 'No place was said.',
  noShare: 'No share was said.',
  noTime: 'No time was said.',
  noLength: 'No length was said.',
  noError: 'No error was said.',
  notCounted: 'Not counted.',
  nothingCounted: 'Nothing was counted.',
  nothingCountedThen: 'Nothing was counted then.',
  nothingUntilThen: 'Nothing is counted until then.',
  noZone: 'The time was said without a zone.',
  noZoneOf: (clock: string): string => `The time was said without a zone; ${clock} is another moment in each.`,
  steps: (minutes: number): string => `Reports are counted in steps of ${minutes} minutes.`,
  noCountry: 'No report came with its country.',
  people:
    'Reports are not people: nothing here counts who was affected and did not report. Needed: the service’s own figures.',
  things: 'Nothing here counts these. Needed: the figures of whoever runs them.',
  actors: 'Addresses say where machines are registered, not who sends through them. Telemetry can never show this.',
  who: 'Telemetry shows what machines did. It cannot show who had them do it, why, or who paid.',
  fromOn: (count: string, at: string): string => `${count} from ${at} on`,
  likelyFromOn: (count: string, at: string): string => `${count}, most likely from ${at} on`,
  fromTo: (count: string, from: string, to: string): string => `${count} from ${from} to ${to}`,
  never: (count: string): string => `The day’s reports never came to ${count}.`,
  reached: (count: string, at: string): string =>
    `The day’s reports came to ${count} at ${at}: read then, it is right.`,
  reachedBefore: (count: string, at: string): string =>
    `The day’s reports came to ${count} in the hour before ${at}: read then, it is right.`,
  bound: (words: string, times: string): string =>
    `${words}; the words hold, but it is ${times} times the number, so they do not give its size`,
  range: (low: string, high: string, value: string): string =>
    `${low} to ${high} (${value} if the hour’s mix was even)`,
  whoReportsTwice: 'Who reports twice is not known by country.',
  reportersBetween: (low: string, high: string): string =>
    `Between ${low} and ${high}: a person counts once in half an hour, and may come again later.`,
  reportersAtMost: (high: string): string =>
    `At most ${high}: the reports were counted elsewhere, where one person may report often.`,
  /** What reports name: a component by its own name, a symptom as people choose it, a country. */
  part: (sort: 'component' | 'symptom' | 'country', key: string, name: string): string =>
    sort === 'symptom'
      ? `“${states.symptoms[key as Symptom] ?? key}”`
      : sort === 'country'
        ? english.country(key)
        : name,
  nameIt: (count: string, part: string): string => `${count} reports name ${part}, over the whole incident`,
  whichPart: 'Which part of the reports is meant cannot be told from the words, or it is not counted here.',
  shareOf: (share: string, off: string, whole: string): string =>
    `${share} % (± ${off}) of ${whole} reports that say so, over the whole incident`,
  areaNotCounted: 'not counted',
  notFromThere: (counts: string): string =>
    `${counts}. That nobody reported from a place, or that it is not counted, does not show that all was well there.`,
  fromThere: (counts: string): string => `Reports in the incident: ${counts}`,
  attacks:
    'Reports show when people noticed, not how often machines attacked. Needed: traffic by the minute, with failed connections.',
  noWave: 'No wave can be told apart yet.',
  peakAt: (count: string, at: string): string => `${count} in one step at ${at}`,
  began: (from: string, to: string): string => `It began between ${from} and ${to}`,
  waveBegan: (wave: number, from: string, to: string): string => `Wave ${wave} began between ${from} and ${to}`,
  notEnded: 'It has not ended yet.',
  ended: (from: string, to: string): string => `It ended between ${from} and ${to}`,
  waveEnded: (wave: number, from: string, to: string): string => `Wave ${wave} ended between ${from} and ${to}`,
  wave: (wave: number): string => `Wave ${wave}`,
  running: 'Running',
  theIncident: 'The incident',
  minutes: (what: string, minutes: string): string => `${what}: ${minutes} minutes`,
  minutesSoFar: (what: string, minutes: string): string => `${what}: ${minutes} minutes so far`,
  minutesBetween: (what: string, minutes: string, low: string, high: string): string =>
    `${what}: ${minutes} minutes (${low} to ${high})`,
  noSuchError: 'The words name no status and no way in which a connection fails, so no machine can be asked for them.',
  nobodyChecked: (meaning: string): string =>
    `It would be ${meaning}. Nobody’s checks looked at the service then, and reports carry no error messages.`,
  met: (meaning: string, places: string): string => `Checks met it: ${meaning}, last from ${places}`,
  noneFailed: (meaning: string, checks: string, places: string): string =>
    `It would be ${meaning}. None of ${checks} checks from ${places} places failed, which shows nothing of what others met.`,
  othersFailed: (meaning: string, checks: string, failed: string, others: string): string =>
    `It would be ${meaning}. Of ${checks} checks ${failed} failed; the last failures of each place that are kept were ${others}.`,
  neither: 'Neither checks nor traffic were counted then. Needed: the edge’s log, or checks from several places.',
  notShown: (words: string): string => `${words}. That does not show it, nor that nobody met it`,
  answeredClass: (share: string, requests: string, name: string): string =>
    `${share} % of ${requests} requests were answered ${name}`,
  answeredClassUsual: (share: string, requests: string, name: string, usual: string): string =>
    `${share} % of ${requests} requests were answered ${name}, ${usual} % usually`,
  answered5xx: (share: string, requests: string): string =>
    `${share} % of ${requests} requests during the incident were answered 5xx`,
  withError: (count: string): string => `${count} were answered with an error`,
  noAnswer: (count: string): string => `${count} got no answer`,
  noneOfChecks: 'none failed',
  andHow: ' and ',
  ofChecks: (checks: string, places: string, how: string): string => `of ${checks} checks from ${places} places ${how}`,
  noAnswerAt: (phase: string): string => `no answer (${phase})`,
  status: (status: string): string => `status ${status}`,
  or: ' or ',
  ofCloudflare: ' of Cloudflare’s',
  aStatus: (status: string): string => `a status ${status}`,
  aConnection: 'a connection that fails',
  clients:
    'Distinct clients are counted in a log (groundswell traffic), not here. Needed: the logs of whoever was attacked.',
  whichChange:
    'Traffic, checks and reports show what failed, not which change or machine made it fail. Needed: the account of whoever runs it.',
  noTraffic:
    'Whether it was an attack cannot be told from reports. Needed: traffic by the minute, failed connections, and checks from several places.',
  noEdgeLog:
    'No traffic was counted here. Needed: the service’s edge logs for these hours, and a database of where addresses are registered.',
  notPlaced: 'Traffic was counted, but not where its addresses are registered.',
  noCountryOf: (areas: string): string =>
    `${areas} is no country of a database; which countries are meant has to be said.`,
  rank: (area: string, share: string, rank: number, of: number): string => `${area}: ${share} %, rank ${rank} of ${of}`,
  noRank: (area: string, share: string): string => `${area}: ${share} %, not among the countries kept`,
  registered: (rows: string, requests: string): string =>
    `${rows}, of ${requests} requests whose place is known. Registration is not where anybody sits.`,
  noTrafficHere: 'No traffic was counted here.',
  notRequests: 'The words are not about requests.',
  noCounters: 'Not counted here. Needed: the counters of whoever carried the traffic.',
  aSecond: (count: string): string =>
    `At least ${count} a second in the busiest minute; a flood that never reached the log is not in it`,
  noLogs: 'No traffic was counted here. Needed: the logs of whoever carried it.',
  reachedLog: (count: string): string => `At least ${count} reached a log; what never did is not in it`,
  noChecks: 'No checks looked at the service then. Needed: probes from several places.',
  checksFailed: (share: string, checks: string, places: string): string =>
    `${share} % of ${checks} checks from ${places} places failed; those of others saw something else`,
};

/** Why the word of a verdict follows from the answers. */
const why = {
  never: 'Measurements show what machines did, not who had them do it, why, or who paid. It is recorded as claimed.',
  nothing: 'Nothing that was counted answers it.',
  sentence: ended,
  notAndNever: (open: string, words: string, untestable: string): string =>
    `${upper(open)}: ${ended(lower(words))} ${upper(untestable)}: never testable.`,
  onlyWider: (holds: string, words: string, narrower: string): string =>
    `Holds for ${holds} (${words}); for ${narrower} it is not known.`,
  failsAndOpen: (fails: string, open: string, words: string): string =>
    `Does not hold for ${fails}; for ${open} it cannot be told: ${ended(lower(words))}`,
  holds: (readings: string): string => `holds for ${readings}`,
  bound: (readings: string): string => `only as a bound for ${readings}`,
  not: (readings: string): string => `not for ${readings}`,
  fails: (readings: string): string => `fails for ${readings}`,
  together: (parts: readonly string[]): string => `${upper([parts].flat().join('; '))}.`,
  upTo: (value: string): string => ` (up to ${value})`,
  from: (value: string): string => ` (from ${value})`,
  /** What was found; with what it answers before it, where it is no sentence by itself. */
  found: (reading: string, words: string): string =>
    ended(/^\p{Lu}/u.test(words) ? words : `${upper(reading)}: ${words}`),
  method: (over: string, about: string, nearly: string, counting: string): string =>
    `Every reading is computed from the counts of the journal; the word follows from which of them hold. A number with "over" holds up to ${over} more, "about" within ${about}, "nearly" down to ${nearly} less, and without such a word to its last digit and ${counting}.`,
  quarter: 'a quarter',
};

/** With what a diagnosis says, which some verdicts rest on. */
export const verdicts = { measures, readings, found, why, weighing, scales };
