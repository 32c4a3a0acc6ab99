/** Answers about waves, starts, ends and lengths: each with the range that the counts allow. */

import { isoMinute, type Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { type Answer, unknown } from './answer.ts';
import { utcOf } from './clocks.ts';
import { dayOf, exactly, type Figure, type Ground } from './ground.ts';
import { outcomeOf } from './match.ts';
import type { Reading, Say, Subject } from './readings.ts';
import { waveCurve } from './wave-curve.ts';

/** A clock time in words is rounded: to five minutes, or to a quarter of an hour with "about". */
export const ROUNDED = 5;
export const ROUNDED_ABOUT = 15;

export function waveAnswers({ measure }: Subject, reading: Reading, ground: Ground): Answer[] {
  const { ask, say } = reading;
  const { found } = say;
  const { told } = found;
  if (measure.kind !== 'waves') return [unknown(reading, found.noNumber)];
  const { incident } = ground;
  const said = measure.number;
  const answer = (waves: number, words: string, asked = reading.words, brief = reading.brief): Answer => ({
    reading: asked,
    brief,
    outcome: outcomeOf(said, exactly(waves)),
    words,
    figure: exactly(waves),
  });
  if (ask.ask === 'attacks') return [unknown(reading, found.attacks)];
  if (incident.waves.length === 0) return [unknown(reading, found.noWave)];
  if (ask.ask === 'waves-seen') {
    const peaks = incident.waves
      .map(({ peak, peakCount }) => found.peakAt(told(peakCount), isoMinute(peak)))
      .join('; ');
    return [answer(incident.waves.length, `${told(incident.waves.length)}: ${peaks}`)];
  }
  const curve = waveCurve(ground);
  if (ask.ask === 'waves-by-lull') {
    return ranges(curve.byLull.map(({ lullMinutes, waves }) => ({ at: lullMinutes, waves }))).map(
      ({ from, to, waves }) =>
        answer(waves, told(waves), say.readings.words.lulls(span(say, from, to)), {
          sort: 'lull',
          item: range(from, to),
        }),
    );
  }
  return ranges(curve.byHeight.map(({ share, waves }) => ({ at: Math.round(100 * share), waves }))).map(
    ({ from, to, waves }) =>
      answer(waves, told(waves), say.readings.words.heights(span(say, from, to)), {
        sort: 'height',
        item: range(from, to),
      }),
  );
}

const range = (from: number, to: number): string => (from === to ? String(from) : `${from}–${to}`);
const span = ({ readings }: Say, from: number, to: number): string =>
  from === to ? String(from) : readings.span(from, to);

function ranges(points: readonly { at: number; waves: number }[]): { from: number; to: number; waves: number }[] {
  const found: { from: number; to: number; waves: number }[] = [];
  for (const { at, waves } of points) {
    const last = found.at(-1);
    if (last?.waves === waves) last.to = at;
    else found.push({ from: at, to: at, waves });
  }
  return found;
}

export function edgeAnswer({ measure }: Subject, reading: Reading, ground: Ground): Answer[] {
  const { found } = reading.say;
  if (measure.kind !== 'onset' && measure.kind !== 'end') return [unknown(reading, found.noTime)];
  const { incident } = ground;
  const { waves } = incident;
  const day = dayOf(incident.start);
  const minutes = utcOf(measure.at, 60_000 * day);
  if (minutes.length === 0) return [unknown(reading, found.noZoneOf(measure.at.clock))];
  const slack = measure.at.approximation === 'exact' ? ROUNDED : ROUNDED_ABOUT;
  const compare = (range: readonly [number, number], told: (from: string, to: string) => string): Answer => {
    const fits = minutes.some((minute) =>
      [day, day + 1440].some((start) => start + minute >= range[0] - slack && start + minute <= range[1] + slack),
    );
    const words = told(isoMinute(range[0] as Minute), isoMinute(range[1] as Minute));
    return { reading: reading.words, outcome: fits ? 'holds' : 'fails', words, figure: null };
  };
  const first = waves[0];
  const last = waves.at(-1);
  switch (reading.ask.ask) {
    case 'start':
      return [
        compare(
          [
            Math.min(incident.start, first?.startRange[0] ?? incident.start),
            Math.max(incident.start, first?.startRange[1] ?? incident.start),
          ],
          found.began,
        ),
      ];
    case 'later-start':
      return waves.slice(1).map((wave, i) => compare(wave.startRange, (from, to) => found.waveBegan(i + 2, from, to)));
    case 'end':
      if (incident.end === null) return [unknown(reading, found.notEnded)];
      return [
        compare(
          [
            Math.min(incident.end, last?.endRange[0] ?? incident.end),
            Math.max(incident.end, last?.endRange[1] ?? incident.end),
          ],
          found.ended,
        ),
      ];
    default:
      return waves
        .filter(({ end }) => end !== null)
        .map((wave, i) => compare(wave.endRange, (from, to) => found.waveEnded(i + 1, from, to)));
  }
}

export function lengthAnswer({ measure }: Subject, reading: Reading, { incident, until }: Ground): Answer[] {
  const { found } = reading.say;
  if (measure.kind !== 'duration') return [unknown(reading, found.noLength)];
  const answer = (figure: Figure, what: string): Answer => ({
    reading: reading.words,
    outcome: outcomeOf(rounded(measure.number), figure),
    words: lengthText(reading.say, what, figure),
    figure,
  });
  if (reading.ask.ask === 'wave-length')
    return incident.waves.map((wave, i) => answer(lengthOf(wave, until), found.wave(i + 1)));
  if (incident.end === null) {
    const sofar = until - incident.start;
    return [answer({ value: sofar, low: sofar, high: Number.POSITIVE_INFINITY }, found.running)];
  }
  return [answer(exactly(incident.end - incident.start), found.theIncident)];
}

function lengthText({ found }: Say, what: string, { value, low, high }: Figure): string {
  const { told } = found;
  if (low === high) return found.minutes(what, told(value));
  return high === Number.POSITIVE_INFINITY
    ? found.minutesSoFar(what, told(value))
    : found.minutesBetween(what, told(value), told(low), told(high));
}

function lengthOf({ start, end, startRange, endRange }: Wave, until: Minute): Figure {
  if (end === null) return { value: until - start, low: until - start, high: Number.POSITIVE_INFINITY };
  return { value: end - start, low: Math.max(0, endRange[0] - startRange[1]), high: endRange[1] - startRange[0] };
}

/** Lengths are said in round numbers. */
const rounded = <Q extends { approximation: string }>(said: Q): Q =>
  said.approximation === 'exact' ? { ...said, approximation: 'about' } : said;
