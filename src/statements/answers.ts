/**
 * The answer to each reading: what was counted, how sure that is, and whether the statement holds for it. Law: what was not
 * seen is unknown, never false; and what telemetry cannot show is untestable, whatever was seen.
 */
import type { Quantity } from '../model/statement.ts';
import { isoMinute, type Minute } from '../model/units.ts';
import { type Answer, figureText, unknown } from './answer.ts';
import { trafficAnswer } from './answers-traffic.ts';
import { edgeAnswer, lengthAnswer, waveAnswers } from './answers-waves.ts';
import { utcOf } from './clocks.ts';
import { dayOf, exactly, type Figure, type Ground, peakOf, reachedAt, totalOf } from './ground.ts';
import { countriesBetween, countriesPeak } from './ground-countries.ts';
import { languageOf } from './languages.ts';
import { outcomeOf } from './match.ts';
import { placeText } from './measure-text.ts';
import { partNamed } from './parts.ts';
import type { Reading, Say, Subject } from './readings.ts';

const DAY = 1_440;

export function answersTo(subject: Subject, reading: Reading, ground: Ground): Answer[] {
  const {
    ask,
    say: { found },
  } = reading;
  switch (ask.ask) {
    case 'peak':
    case 'total':
    case 'running':
      return [
        subject.territory.length === 0 ? wholeCount(subject, reading, ground) : countryCount(subject, reading, ground),
      ];
    case 'part-total':
      return partTotal(subject, reading, ground);
    case 'reporters':
      return [reporters(subject, reading, ground)];
    case 'people':
      return [unknown(reading, found.people)];
    case 'named-things':
      return [unknown(reading, found.things)];
    case 'waves-seen':
    case 'waves-by-lull':
    case 'waves-by-height':
    case 'attacks':
      return waveAnswers(subject, reading, ground);
    case 'start':
    case 'later-start':
    case 'end':
    case 'wave-end':
      return edgeAnswer(subject, reading, ground);
    case 'length':
    case 'wave-length':
      return lengthAnswer(subject, reading, ground);
    case 'share-of-reports':
      return [shareOfReports(subject, reading, ground)];
    case 'reported-from':
      return [reportedFrom(subject, reading, ground)];
    case 'actors':
      return [untestable(reading, found.actors)];
    case 'who':
      return [untestable(reading, found.who)];
    default:
      return [trafficAnswer(subject, reading, ground)];
  }
}

const untestable = (reading: Reading, words: string): Answer => ({
  reading: reading.words,
  outcome: 'untestable',
  words,
  figure: null,
});

function wholeCount({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  const { ask, say } = reading;
  const { found } = say;
  if (measure.kind !== 'count') return unknown(reading, found.noNumber);
  const { incident, until } = ground;
  const day = dayOf(incident.start);
  if (ask.ask === 'peak') {
    const peak = peakOf(ground, ask.minutes);
    if (peak === null) return unknown(reading, found.steps(ground.stepMinutes));
    return compared(
      reading,
      measure.number,
      peak.figure,
      found.fromOn(figureText(peak.figure, say), isoMinute(peak.at)),
    );
  }
  if (ask.ask === 'total') {
    const [from, to] = ask.of === 'day' ? [day, day + 1440] : [incident.start, incident.end ?? until];
    const total = totalOf(ground, from, Math.min(to, until));
    if (total === null) return unknown(reading, found.nothingCountedThen);
    return compared(
      reading,
      measure.number,
      total,
      found.fromTo(figureText(total, say), isoMinute(from as Minute), isoMinute(Math.min(to, until) as Minute)),
    );
  }
  if (ask.ask !== 'running') return unknown(reading, found.notCounted);
  if (ask.as !== null) {
    const minutes = utcOf(ask.as, 60_000 * day);
    if (minutes.length === 0) return unknown(reading, found.noZone);
    const total = totalOf(ground, day, Math.min(until, day + Math.max(...minutes)));
    if (total === null || day + minutes[0]! > until) return unknown(reading, found.nothingUntilThen);
    return compared(reading, measure.number, total, figureText(total, say));
  }
  const at = reachedAt(ground, day, measure.number.value);
  return at === null
    ? {
        reading: reading.words,
        outcome: 'fails',
        words: found.never(found.told(measure.number.value)),
        figure: null,
      }
    : {
        reading: reading.words,
        outcome: 'holds',
        words: found.reached(found.told(measure.number.value), isoMinute(at)),
        figure: exactly(measure.number.value),
      };
}

function compared(reading: Reading, said: Parameters<typeof outcomeOf>[0], figure: Figure, words: string): Answer {
  const outcome = outcomeOf(said, figure);
  const times = figure.value / said.value;
  const { found } = reading.say;
  return {
    reading: reading.words,
    outcome,
    words: outcome === 'bound' ? found.bound(words, found.told(times)) : words,
    figure,
  };
}

/** By country whole hours are kept: parts of hours are bounded by what everybody reported in them. */
function countryCount({ measure, territory }: Subject, reading: Reading, ground: Ground): Answer {
  const { ask, say } = reading;
  const { found } = say;
  const { noCountry } = found;
  if (measure.kind !== 'count') return unknown(reading, found.noNumber);
  const { incident, until } = ground;
  const day = dayOf(incident.start);
  if (ask.ask === 'peak') {
    if (countriesBetween(ground, territory, day, until) === null) return unknown(reading, noCountry);
    const peak = countriesPeak(ground, territory, ask.minutes);
    if (peak === null) return unknown(reading, found.steps(ground.stepMinutes));
    return compared(
      reading,
      measure.number,
      peak.figure,
      found.likelyFromOn(rangeText(peak.figure, say), isoMinute(peak.at)),
    );
  }
  if (ask.ask === 'running' && ask.as === null) return countryReached(measure.number, territory, reading, ground);
  const span = spanAsked(ask, ground);
  if (span === null) return unknown(reading, found.noZone);
  if (span.from >= until) return unknown(reading, found.nothingUntilThen);
  const total = countriesBetween(ground, territory, span.from, Math.min(span.to, until));
  if (total === null) return unknown(reading, noCountry);
  return compared(
    reading,
    measure.number,
    total,
    found.fromTo(rangeText(total, say), isoMinute(span.from as Minute), isoMinute(Math.min(span.to, until) as Minute)),
  );
}

/** From when until when a total is asked for. */
function spanAsked(ask: Reading['ask'], { incident, until }: Ground): { from: number; to: number } | null {
  const day = dayOf(incident.start);
  if (ask.ask === 'total' && ask.of === 'incident') return { from: incident.start, to: incident.end ?? until };
  if (ask.ask !== 'running' || ask.as === null) return { from: day, to: day + DAY };
  const minutes = utcOf(ask.as, 60_000 * day);
  return minutes.length === 0 ? null : { from: day, to: day + Math.max(...minutes) };
}

function countryReached(said: Quantity, territory: readonly string[], reading: Reading, ground: Ground): Answer {
  const { found } = reading.say;
  const day = dayOf(ground.incident.start);
  const ends = Array.from(
    { length: Math.ceil((Math.min(day + DAY, ground.until) - day) / 60) },
    (_, i) => day + 60 * (i + 1),
  );
  const totals = ends.map((end) => ({ end, total: countriesBetween(ground, territory, day, end) }));
  if (totals.every(({ total }) => total === null)) return unknown(reading, found.noCountry);
  const reached = totals.find(({ total }) => (total?.low ?? 0) >= said.value);
  const number = found.told(said.value);
  return reached === undefined
    ? { reading: reading.words, outcome: 'fails', words: found.never(number), figure: null }
    : {
        reading: reading.words,
        outcome: 'holds',
        words: found.reachedBefore(number, isoMinute(reached.end as Minute)),
        figure: exactly(said.value),
      };
}

/** A figure whose ends lie apart, as bounds; its value is only the likeliest. */
const rangeText = ({ value, low, high }: Figure, { found: { told, range } }: Say): string =>
  low === high ? told(value) : range(told(low), told(high), told(value));

function reporters({ measure, territory }: Subject, reading: Reading, ground: Ground): Answer {
  const { found } = reading.say;
  if (measure.kind !== 'count' || territory.length > 0) return unknown(reading, found.whoReportsTwice);
  const peak = peakOf(ground, 30) ?? peakOf(ground, ground.stepMinutes);
  const all = totalOf(ground, ground.incident.start, ground.incident.end ?? ground.until);
  if (peak === null || all === null) return unknown(reading, found.nothingCounted);
  const figure: Figure = {
    value: all.value,
    low: ground.service.provenance.kind === 'measured' ? peak.figure.low : 1,
    high: all.value,
  };
  const words =
    ground.service.provenance.kind === 'measured'
      ? found.reportersBetween(found.told(figure.low), found.told(figure.high))
      : found.reportersAtMost(found.told(figure.high));
  const outcome =
    measure.number.value > figure.high &&
    measure.number.approximation !== 'under' &&
    measure.number.approximation !== 'up to'
      ? 'fails'
      : 'unknown';
  return { reading: reading.words, outcome, words, figure };
}

/** A count that is said of one component or symptom; nothing where none is named. */
function partTotal({ measure, quote, territory }: Subject, reading: Reading, ground: Ground): Answer[] {
  const named = territory.length > 0 ? undefined : partNamed(quote, languageOf(quote), ground);
  if (measure.kind !== 'count' || named === undefined) return [];
  const { found } = reading.say;
  const words = found.nameIt(found.told(named.count), found.part(named.sort, named.key, named.name));
  return [compared(reading, measure.number, exactly(named.count), words)];
}

function shareOfReports({ measure, quote }: Subject, reading: Reading, ground: Ground): Answer {
  const { found } = reading.say;
  if (measure.kind !== 'share') return unknown(reading, found.noShare);
  const named = partNamed(measure.of === '' ? quote : measure.of, languageOf(quote), ground);
  if (named === undefined) return unknown(reading, found.whichPart);
  const { count: part, whole } = named;
  const share = (100 * part) / whole;
  // Nine of ten samples of so many reports lie within this.
  const off = 164 * Math.sqrt(((part / whole) * (1 - part / whole)) / whole);
  const value =
    measure.number.approximation === 'exact' ? { ...measure.number, approximation: 'about' as const } : measure.number;
  const figure = { value: share, low: share - off, high: share + off };
  return {
    reading: reading.words,
    outcome: outcomeOf(value, figure),
    words: found.shareOf(found.told(share), found.told(off), found.told(whole)),
    figure,
  };
}

function reportedFrom({ measure }: Subject, reading: Reading, { incident }: Ground): Answer {
  const { found, measures } = reading.say;
  if (measure.kind !== 'place') return unknown(reading, found.noPlace);
  const counts = measure.areas.map((area) => ({ area, count: incident.countries[area] }));
  if (Object.keys(incident.countries).length === 0) return unknown(reading, found.noCountry);
  const seen = counts.filter(({ count }) => (count ?? 0) > 0);
  const words = counts
    .map(
      ({ area, count }) =>
        `${placeText(area, measures)}: ${count === undefined ? found.areaNotCounted : found.told(count)}`,
    )
    .join('; ');
  if (seen.length < counts.length) return unknown(reading, found.notFromThere(words));
  return { reading: reading.words, outcome: 'holds', words: found.fromThere(words), figure: null };
}
