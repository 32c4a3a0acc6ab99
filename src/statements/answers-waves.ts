/** Answers about waves, starts, ends and lengths: each with the range that the counts allow. */

import { isoMinute, type Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { type Answer, told, unknown } from './answer.ts';
import { utcOf } from './clocks.ts';
import { dayOf, exactly, type Figure, type Ground } from './ground.ts';
import { outcomeOf } from './match.ts';
import type { Reading, Subject } from './readings.ts';
import { waveCurve } from './wave-curve.ts';

/** A clock time in words is rounded: to five minutes, or to a quarter of an hour with "about". */
const ROUNDED = 5;
const ROUNDED_ABOUT = 15;

export function waveAnswers({ measure }: Subject, reading: Reading, ground: Ground): Answer[] {
  if (measure.kind !== 'waves') return [unknown(reading, 'No number was said.')];
  const { ask } = reading;
  const { incident } = ground;
  const said = measure.number;
  const answer = (waves: number, words: string, asked = reading.words, brief = reading.brief): Answer => ({
    reading: asked,
    brief,
    outcome: outcomeOf(said, exactly(waves)),
    words,
    figure: exactly(waves),
  });
  if (ask.ask === 'attacks')
    return [
      unknown(
        reading,
        'Reports show when people noticed, not how often machines attacked. Needed: traffic by the minute, with failed connections.',
      ),
    ];
  if (incident.waves.length === 0) return [unknown(reading, 'No wave can be told apart yet.')];
  if (ask.ask === 'waves-seen') {
    const peaks = incident.waves
      .map(({ peak, peakCount }) => `${told(peakCount)} in one step at ${isoMinute(peak)}`)
      .join('; ');
    return [answer(incident.waves.length, `${told(incident.waves.length)}: ${peaks}`)];
  }
  const curve = waveCurve(ground);
  if (ask.ask === 'waves-by-lull') {
    return ranges(curve.byLull.map(({ lullMinutes, waves }) => ({ at: lullMinutes, waves }))).map(
      ({ from, to, waves }) =>
        answer(waves, told(waves), `Waves where lulls of ${span(from, to)} minutes are passed over`, {
          sort: 'lull',
          item: range(from, to),
        }),
    );
  }
  return ranges(curve.byHeight.map(({ share, waves }) => ({ at: Math.round(100 * share), waves }))).map(
    ({ from, to, waves }) =>
      answer(
        waves,
        told(waves),
        `Times that the reports stood above ${span(from, to)} % of their highest quarter of an hour`,
        { sort: 'height', item: range(from, to) },
      ),
  );
}

const range = (from: number, to: number): string => (from === to ? String(from) : `${from}–${to}`);
const span = (from: number, to: number): string => (from === to ? String(from) : `${from} to ${to}`);

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
  if (measure.kind !== 'onset' && measure.kind !== 'end') return [unknown(reading, 'No time was said.')];
  const { incident } = ground;
  const { waves } = incident;
  const day = dayOf(incident.start);
  const minutes = utcOf(measure.at, 60_000 * day);
  if (minutes.length === 0)
    return [unknown(reading, `The time was said without a zone; ${measure.at.clock} is another moment in each.`)];
  const slack = measure.at.approximation === 'exact' ? ROUNDED : ROUNDED_ABOUT;
  const compare = (range: readonly [number, number], what: string): Answer => {
    const fits = minutes.some((minute) =>
      [day, day + 1440].some((start) => start + minute >= range[0] - slack && start + minute <= range[1] + slack),
    );
    const words = `${what} between ${isoMinute(range[0] as Minute)} and ${isoMinute(range[1] as Minute)}`;
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
          'It began',
        ),
      ];
    case 'later-start':
      return waves.slice(1).map((wave, i) => compare(wave.startRange, `Wave ${i + 2} began`));
    case 'end':
      if (incident.end === null) return [unknown(reading, 'It has not ended yet.')];
      return [
        compare(
          [
            Math.min(incident.end, last?.endRange[0] ?? incident.end),
            Math.max(incident.end, last?.endRange[1] ?? incident.end),
          ],
          'It ended',
        ),
      ];
    default:
      return waves.filter(({ end }) => end !== null).map((wave, i) => compare(wave.endRange, `Wave ${i + 1} ended`));
  }
}

export function lengthAnswer({ measure }: Subject, reading: Reading, { incident, until }: Ground): Answer[] {
  if (measure.kind !== 'duration') return [unknown(reading, 'No length was said.')];
  const answer = (figure: Figure, what: string): Answer => ({
    reading: reading.words,
    outcome: outcomeOf(rounded(measure.number), figure),
    words: `${what}: ${told(figure.value)} minutes${figure.low === figure.high ? '' : figure.high === Number.POSITIVE_INFINITY ? ' so far' : ` (${told(figure.low)} to ${told(figure.high)})`}`,
    figure,
  });
  if (reading.ask.ask === 'wave-length')
    return incident.waves.map((wave, i) => answer(lengthOf(wave, until), `Wave ${i + 1}`));
  if (incident.end === null) {
    const sofar = until - incident.start;
    return [answer({ value: sofar, low: sofar, high: Number.POSITIVE_INFINITY }, 'Running')];
  }
  return [answer(exactly(incident.end - incident.start), 'The incident')];
}

function lengthOf({ start, end, startRange, endRange }: Wave, until: Minute): Figure {
  if (end === null) return { value: until - start, low: until - start, high: Number.POSITIVE_INFINITY };
  return { value: end - start, low: Math.max(0, endRange[0] - startRange[1]), high: endRange[1] - startRange[0] };
}

/** Lengths are said in round numbers. */
const rounded = <Q extends { approximation: string }>(said: Q): Q =>
  said.approximation === 'exact' ? { ...said, approximation: 'about' } : said;
