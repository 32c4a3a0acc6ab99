/**
 * The answer to each reading: what was counted, how sure that is, and whether the statement holds for it. Law: what was not
 * seen is unknown, never false; and what telemetry cannot show is untestable, whatever was seen.
 */
import type { Quantity } from '../model/statement.ts';
import { isoMinute, type Minute } from '../model/units.ts';
import { type Answer, figureText, told, unknown } from './answer.ts';
import { trafficAnswer } from './answers-traffic.ts';
import { edgeAnswer, lengthAnswer, waveAnswers } from './answers-waves.ts';
import { utcOf } from './clocks.ts';
import { dayOf, exactly, type Figure, type Ground, peakOf, reachedAt, totalOf } from './ground.ts';
import { countriesBetween, countriesPeak } from './ground-countries.ts';
import { languageOf } from './languages.ts';
import { outcomeOf } from './match.ts';
import { placeText } from './measure-text.ts';
import { partNamed } from './parts.ts';
import type { Reading, Subject } from './readings.ts';

const DAY = 1_440;

export function answersTo(subject: Subject, reading: Reading, ground: Ground): Answer[] {
  const { ask } = reading;
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
      return [
        unknown(
          reading,
          'Reports are not people: nothing here counts who was affected and did not report. Needed: the service’s own figures.',
        ),
      ];
    case 'named-things':
      return [unknown(reading, 'Nothing here counts these. Needed: the figures of whoever runs them.')];
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
      return [
        {
          reading: reading.words,
          outcome: 'untestable',
          words:
            'Addresses say where machines are registered, not who sends through them. Telemetry can never show this.',
          figure: null,
        },
      ];
    case 'who':
      return [
        {
          reading: reading.words,
          outcome: 'untestable',
          words: 'Telemetry shows what machines did. It cannot show who had them do it, why, or who paid.',
          figure: null,
        },
      ];
    default:
      return [trafficAnswer(subject, reading, ground)];
  }
}

function wholeCount({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  if (measure.kind !== 'count') return unknown(reading, 'No number was said.');
  const { ask } = reading;
  const { incident, until } = ground;
  const day = dayOf(incident.start);
  if (ask.ask === 'peak') {
    const peak = peakOf(ground, ask.minutes);
    if (peak === null) return unknown(reading, `Reports are counted in steps of ${ground.stepMinutes} minutes.`);
    return compared(reading, measure.number, peak.figure, `${figureText(peak.figure)} from ${isoMinute(peak.at)} on`);
  }
  if (ask.ask === 'total') {
    const [from, to] = ask.of === 'day' ? [day, day + 1440] : [incident.start, incident.end ?? until];
    const total = totalOf(ground, from, Math.min(to, until));
    if (total === null) return unknown(reading, 'Nothing was counted then.');
    return compared(
      reading,
      measure.number,
      total,
      `${figureText(total)} from ${isoMinute(from as never)} to ${isoMinute(Math.min(to, until) as never)}`,
    );
  }
  if (ask.ask !== 'running') return unknown(reading, 'Not counted.');
  if (ask.as !== null) {
    const minutes = utcOf(ask.as, 60_000 * day);
    if (minutes.length === 0) return unknown(reading, 'The time was said without a zone.');
    const total = totalOf(ground, day, Math.min(until, day + Math.max(...minutes)));
    if (total === null || day + minutes[0]! > until) return unknown(reading, 'Nothing is counted until then.');
    return compared(reading, measure.number, total, figureText(total));
  }
  const at = reachedAt(ground, day, measure.number.value);
  return at === null
    ? {
        reading: reading.words,
        outcome: 'fails',
        words: `The day’s reports never came to ${told(measure.number.value)}.`,
        figure: null,
      }
    : {
        reading: reading.words,
        outcome: 'holds',
        words: `The day’s reports came to ${told(measure.number.value)} at ${isoMinute(at)}: read then, it is right.`,
        figure: exactly(measure.number.value),
      };
}

function compared(reading: Reading, said: Parameters<typeof outcomeOf>[0], figure: Figure, words: string): Answer {
  const outcome = outcomeOf(said, figure);
  const times = figure.value / said.value;
  const bound =
    outcome === 'bound'
      ? `; the words hold, but it is ${told(times)} times the number, so they do not give its size`
      : '';
  return { reading: reading.words, outcome, words: `${words}${bound}`, figure };
}

/** By country whole hours are kept: parts of hours are bounded by what everybody reported in them. */
function countryCount({ measure, territory }: Subject, reading: Reading, ground: Ground): Answer {
  if (measure.kind !== 'count') return unknown(reading, 'No number was said.');
  const { incident, until } = ground;
  const day = dayOf(incident.start);
  const { ask } = reading;
  const noCountry = 'No report came with its country.';
  if (ask.ask === 'peak') {
    if (countriesBetween(ground, territory, day, until) === null) return unknown(reading, noCountry);
    const peak = countriesPeak(ground, territory, ask.minutes);
    if (peak === null) return unknown(reading, `Reports are counted in steps of ${ground.stepMinutes} minutes.`);
    return compared(
      reading,
      measure.number,
      peak.figure,
      `${rangeText(peak.figure)}, most likely from ${isoMinute(peak.at)} on`,
    );
  }
  if (ask.ask === 'running' && ask.as === null) return countryReached(measure.number, territory, reading, ground);
  const span = spanAsked(ask, ground);
  if (span === null) return unknown(reading, 'The time was said without a zone.');
  if (span.from >= until) return unknown(reading, 'Nothing is counted until then.');
  const total = countriesBetween(ground, territory, span.from, Math.min(span.to, until));
  if (total === null) return unknown(reading, noCountry);
  return compared(
    reading,
    measure.number,
    total,
    `${rangeText(total)} from ${isoMinute(span.from as Minute)} to ${isoMinute(Math.min(span.to, until) as Minute)}`,
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
  const day = dayOf(ground.incident.start);
  const ends = Array.from(
    { length: Math.ceil((Math.min(day + DAY, ground.until) - day) / 60) },
    (_, i) => day + 60 * (i + 1),
  );
  const totals = ends.map((end) => ({ end, total: countriesBetween(ground, territory, day, end) }));
  if (totals.every(({ total }) => total === null)) return unknown(reading, 'No report came with its country.');
  const reached = totals.find(({ total }) => (total?.low ?? 0) >= said.value);
  const number = told(said.value);
  return reached === undefined
    ? { reading: reading.words, outcome: 'fails', words: `The day’s reports never came to ${number}.`, figure: null }
    : {
        reading: reading.words,
        outcome: 'holds',
        words: `The day’s reports came to ${number} in the hour before ${isoMinute(reached.end as Minute)}: read then, it is right.`,
        figure: exactly(said.value),
      };
}

/** A figure whose ends lie apart, as bounds; its value is only the likeliest. */
const rangeText = ({ value, low, high }: Figure): string =>
  low === high ? told(value) : `${told(low)} to ${told(high)} (${told(value)} if the hour’s mix was even)`;

function reporters({ measure, territory }: Subject, reading: Reading, ground: Ground): Answer {
  if (measure.kind !== 'count' || territory.length > 0)
    return unknown(reading, 'Who reports twice is not known by country.');
  const peak = peakOf(ground, 30) ?? peakOf(ground, ground.stepMinutes);
  const all = totalOf(ground, ground.incident.start, ground.incident.end ?? ground.until);
  if (peak === null || all === null) return unknown(reading, 'Nothing was counted.');
  const figure: Figure = {
    value: all.value,
    low: ground.service.provenance.kind === 'measured' ? peak.figure.low : 1,
    high: all.value,
  };
  const words =
    ground.service.provenance.kind === 'measured'
      ? `Between ${told(figure.low)} and ${told(figure.high)}: a person counts once in half an hour, and may come again later.`
      : `At most ${told(figure.high)}: the reports were counted elsewhere, where one person may report often.`;
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
  const words = `${told(named.count)} reports name ${named.name}, over the whole incident`;
  return [compared(reading, measure.number, exactly(named.count), words)];
}

function shareOfReports({ measure, quote }: Subject, reading: Reading, ground: Ground): Answer {
  if (measure.kind !== 'share') return unknown(reading, 'No share was said.');
  const named = partNamed(measure.of === '' ? quote : measure.of, languageOf(quote), ground);
  if (named === undefined)
    return unknown(
      reading,
      'Which part of the reports is meant cannot be told from the words, or it is not counted here.',
    );
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
    words: `${told(share)} % (± ${told(off)}) of ${told(whole)} reports that say so, over the whole incident`,
    figure,
  };
}

function reportedFrom({ measure }: Subject, reading: Reading, { incident }: Ground): Answer {
  if (measure.kind !== 'place') return unknown(reading, 'No place was said.');
  const counts = measure.areas.map((area) => ({ area, count: incident.countries[area] }));
  if (Object.keys(incident.countries).length === 0) return unknown(reading, 'No report came with its country.');
  const seen = counts.filter(({ count }) => (count ?? 0) > 0);
  const words = counts
    .map(({ area, count }) => `${placeText(area)}: ${count === undefined ? 'not counted' : told(count)}`)
    .join('; ');
  if (seen.length < counts.length)
    return unknown(
      reading,
      `${words}. That nobody reported from a place, or that it is not counted, does not show that all was well there.`,
    );
  return { reading: reading.words, outcome: 'holds', words: `Reports in the incident: ${words}`, figure: null };
}
