/** Answers that only traffic can give; without it, what would be needed. A log sees one side: its rates are lower bounds. */
import { diagnose } from '../diagnosis/index.ts';
import { type Answer, told, unknown } from './answer.ts';
import { errorAnswer } from './answers-errors.ts';
import { exactly, type Ground, trafficIn } from './ground.ts';
import { languageOf } from './languages.ts';
import { outcomeOf } from './match.ts';
import { placeText } from './measure-text.ts';
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
      return unknown(
        reading,
        'Distinct clients are counted in a log (groundswell traffic), not here. Needed: the logs of whoever was attacked.',
      );
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
    return unknown(
      reading,
      'Traffic, checks and reports show what failed, not which change or machine made it fail. Needed: the account of whoever runs it.',
    );
  }
  if (evidence === undefined || evidence.traffic === null) {
    return unknown(
      reading,
      'Whether it was an attack cannot be told from reports. Needed: traffic by the minute, failed connections, and checks from several places.',
    );
  }
  const { attack } = diagnose(evidence);
  if (attack.kind !== 'answered') return unknown(reading, attack.words);
  const { posterior, words } = attack;
  const outcome = posterior >= ANSWERED ? 'holds' : posterior <= 1 - ANSWERED ? 'fails' : 'unknown';
  return { reading: reading.words, outcome, words: words.replace(/\.$/, ''), figure: exactly(posterior) };
}

/** Where requests' addresses are registered, with shares and ranks. */
function registered({ measure, quote }: Subject, reading: Reading, ground: Ground): Answer {
  const traffic = trafficIn(ground);
  if (measure.kind !== 'origin') return unknown(reading, 'No place was said.');
  if (traffic === null)
    return unknown(
      reading,
      'No traffic was counted here. Needed: the service’s edge logs for these hours, and a database of where addresses are registered.',
    );
  const known = Object.entries(traffic.countries).toSorted((a, b) => b[1] - a[1]);
  const whole = known.reduce((sum, [, requests]) => sum + requests, 0);
  if (whole === 0) return unknown(reading, 'Traffic was counted, but not where its addresses are registered.');
  const named = measure.areas.filter((area) => /^[A-Z]{2}$/.test(area));
  if (named.length < measure.areas.length)
    return unknown(
      reading,
      `${measure.areas.map(placeText).join(', ')} is no country of a database; which countries are meant has to be said.`,
    );
  const rows = named.map((area) => ({
    area,
    rank: known.findIndex(([country]) => country === area) + 1,
    share: (traffic.countries[area] ?? 0) / whole,
  }));
  const words = rows
    .map(
      ({ area, rank, share }) =>
        `${placeText(area)}: ${told(100 * share)} %${rank === 0 ? ', not among the countries kept' : `, rank ${rank} of ${known.length}`}`,
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
    words: `${words}, of ${told(whole)} requests whose place is known. Registration is not where anybody sits.`,
    figure: exactly(100 * all),
  };
}

function failedShare({ measure, quote }: Subject, reading: Reading, ground: Ground): Answer {
  const traffic = trafficIn(ground);
  if (measure.kind !== 'share' || traffic === null || traffic.requests === 0)
    return unknown(reading, 'No traffic was counted here.');
  if (!languageOf(quote).cues.requests.test(measure.of)) return unknown(reading, 'The words are not about requests.');
  const share = (100 * traffic.failed) / traffic.requests;
  return {
    reading: reading.words,
    outcome: outcomeOf({ ...measure.number, approximation: 'about' }, exactly(share)),
    words: `${told(share)} % of ${told(traffic.requests)} requests during the incident were answered 5xx`,
    figure: exactly(share),
  };
}

function rate({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  const traffic = trafficIn(ground);
  if (measure.kind !== 'rate' || measure.unit !== 'requests' || traffic === null)
    return unknown(reading, 'Not counted here. Needed: the counters of whoever carried the traffic.');
  const seen = traffic.peakRequests / 60;
  const figure = { value: seen, low: seen, high: Number.POSITIVE_INFINITY };
  return {
    reading: reading.words,
    outcome: outcomeOf(measure.number, figure),
    words: `At least ${told(seen)} a second in the busiest minute; a flood that never reached the log is not in it`,
    figure,
  };
}

/** A log sees one side: what never reached it is not in it. */
function requestsCounted({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  const traffic = trafficIn(ground);
  if (measure.kind !== 'count' || traffic === null)
    return unknown(reading, 'No traffic was counted here. Needed: the logs of whoever carried it.');
  const figure = { value: traffic.requests, low: traffic.requests, high: Number.POSITIVE_INFINITY };
  return {
    reading: reading.words,
    outcome: outcomeOf(measure.number, figure),
    words: `At least ${told(traffic.requests)} reached a log; what never did is not in it`,
    figure,
  };
}

function failedChecks({ measure }: Subject, reading: Reading, { incident }: Ground): Answer {
  const counts = (incident.evidence?.checks?.vantages ?? []).map(({ during }) => during);
  const failed = counts.reduce((all, one) => all + one.failed, 0);
  const whole = counts.reduce((all, one) => all + one.ok, failed);
  if (measure.kind !== 'share' || whole === 0)
    return unknown(reading, 'No checks looked at the service then. Needed: probes from several places.');
  const share = (100 * failed) / whole;
  return {
    reading: reading.words,
    outcome: outcomeOf({ ...measure.number, approximation: 'about' }, exactly(share)),
    words: `${told(share)} % of ${told(whole)} checks from ${told(counts.length)} places failed; those of others saw something else`,
    figure: exactly(share),
  };
}
