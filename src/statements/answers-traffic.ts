/** Answers that only traffic can give; without it, what would be needed. A log sees one side: its rates are lower bounds. */
import { diagnose } from '../diagnosis/index.ts';
import { type Answer, unknown } from './answer.ts';
import { errorAnswer } from './answers-errors.ts';
import { exactly, type Ground, trafficIn } from './ground.ts';
import { languageOf } from './languages.ts';
import { outcomeOf } from './match.ts';
import { placesText, placeText } from './measure-text.ts';
import type { Reading, Subject } from './readings.ts';

export function trafficAnswer(subject: Subject, reading: Reading, ground: Ground): Answer {
  switch (reading.ask.ask) {
    case 'registered':
      return registered(subject, reading, ground);
    case 'share-of-requests':
      return failedShare(subject, reading, ground);
    case 'share-of-checks':
      return failedChecks(subject, reading, ground);
    case 'requests-counted':
      return requestsCounted(subject, reading, ground);
    case 'rate-seen':
      return rate(subject, reading, ground);
    case 'clients-seen':
      return unknown(reading, reading.say.found.clients);
    case 'error-seen':
    case 'error-class':
      return errorAnswer(subject, reading, ground);
    default:
      return kindOfFailure(subject, reading, ground);
  }
}

/** From here on, or up to the rest, a kind of failure is taken as answered. */
const ANSWERED = 0.8;

/** Attack or not is weighed by the diagnosis; which change or machine failed is nothing that traffic tells. */
function kindOfFailure({ measure, quote }: Subject, reading: Reading, { incident: { evidence } }: Ground): Answer {
  if (measure.kind !== 'cause' || !languageOf(quote).cues.attack.test(measure.cause)) {
    return unknown(reading, reading.say.found.whichChange);
  }
  if (evidence === undefined || evidence.traffic === null) {
    return unknown(reading, reading.say.found.noTraffic);
  }
  const { attack } = diagnose(evidence, reading.say);
  if (attack.kind !== 'answered') return unknown(reading, attack.words);
  const { posterior, words } = attack;
  const outcome = posterior >= ANSWERED ? 'holds' : posterior <= 1 - ANSWERED ? 'fails' : 'unknown';
  return { reading: reading.words, outcome, words: words.replace(/\.$/, ''), figure: exactly(posterior) };
}

/** Where requests' addresses are registered, with shares and ranks. */
function registered({ measure, quote }: Subject, reading: Reading, ground: Ground): Answer {
  const traffic = trafficIn(ground);
  const { found, measures } = reading.say;
  const { told } = found;
  if (measure.kind !== 'origin') return unknown(reading, found.noPlace);
  if (traffic === null) return unknown(reading, found.noEdgeLog);
  const known = Object.entries(traffic.countries).toSorted((a, b) => b[1] - a[1]);
  const whole = known.reduce((sum, [, requests]) => sum + requests, 0);
  if (whole === 0) return unknown(reading, found.notPlaced);
  const named = measure.areas.filter((area) => /^[A-Z]{2}$/.test(area));
  if (named.length < measure.areas.length)
    return unknown(reading, found.noCountryOf(placesText(measure.areas, measures)));
  const rows = named.map((area) => ({
    area,
    rank: known.findIndex(([country]) => country === area) + 1,
    share: (traffic.countries[area] ?? 0) / whole,
  }));
  const words = rows
    .map(({ area, rank, share }) =>
      rank === 0
        ? found.noRank(placeText(area, measures), told(100 * share))
        : found.rank(placeText(area, measures), told(100 * share), rank, known.length),
    )
    .join('; ');
  const all = rows.reduce((sum, { share }) => sum + share, 0);
  const first = rows.every(({ rank }) => rank > 0 && rank <= named.length);
  const negated = languageOf(quote).cues.notTop.test(quote);
  const outcome = negated
    ? rows.every(({ rank }) => rank === 0 || rank > 20)
      ? 'holds'
      : 'fails'
    : first
      ? 'holds'
      : all < 0.05
        ? 'fails'
        : 'bound';
  return {
    reading: reading.words,
    outcome,
    words: found.registered(words, told(whole)),
    figure: exactly(100 * all),
  };
}

function failedShare({ measure, quote }: Subject, reading: Reading, ground: Ground): Answer {
  const { found } = reading.say;
  const traffic = trafficIn(ground);
  if (measure.kind !== 'share' || traffic === null || traffic.requests === 0)
    return unknown(reading, found.noTrafficHere);
  if (!languageOf(quote).cues.requests.test(measure.of)) return unknown(reading, found.notRequests);
  const share = (100 * traffic.failed) / traffic.requests;
  return {
    reading: reading.words,
    outcome: outcomeOf({ ...measure.number, approximation: 'about' }, exactly(share)),
    words: found.answered5xx(found.told(share), found.told(traffic.requests)),
    figure: exactly(share),
  };
}

function rate({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  const { found } = reading.say;
  const traffic = trafficIn(ground);
  if (measure.kind !== 'rate' || measure.unit !== 'requests' || traffic === null)
    return unknown(reading, found.noCounters);
  const seen = traffic.peakRequests / 60;
  const figure = { value: seen, low: seen, high: Number.POSITIVE_INFINITY };
  return {
    reading: reading.words,
    outcome: outcomeOf(measure.number, figure),
    words: found.aSecond(found.told(seen)),
    figure,
  };
}

/** A log sees one side: what never reached it is not in it. */
function requestsCounted({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  const { found } = reading.say;
  const traffic = trafficIn(ground);
  if (measure.kind !== 'count' || traffic === null) return unknown(reading, found.noLogs);
  const figure = { value: traffic.requests, low: traffic.requests, high: Number.POSITIVE_INFINITY };
  return {
    reading: reading.words,
    outcome: outcomeOf(measure.number, figure),
    words: found.reachedLog(found.told(traffic.requests)),
    figure,
  };
}

function failedChecks({ measure }: Subject, reading: Reading, { incident }: Ground): Answer {
  const { found } = reading.say;
  const counts = (incident.evidence?.checks?.vantages ?? []).map(({ during }) => during);
  const failed = counts.reduce((all, one) => all + one.failed, 0);
  const whole = counts.reduce((all, one) => all + one.ok, failed);
  if (measure.kind !== 'share' || whole === 0) return unknown(reading, found.noChecks);
  const share = (100 * failed) / whole;
  return {
    reading: reading.words,
    outcome: outcomeOf({ ...measure.number, approximation: 'about' }, exactly(share)),
    words: found.checksFailed(found.told(share), found.told(whole), found.told(counts.length)),
    figure: exactly(share),
  };
}
