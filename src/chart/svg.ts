/**
 * The picture of a count against its baseline. Shapes are stretched to the width at hand while every text keeps its
 * size, so one picture serves a phone, a wide screen and paper. Law: what is not counted is hatched, never drawn as
 * zero; colours come from classes alone; the same chart gives the same bytes in every runtime.
 */
import { area, gaps, outline, ridge } from './steps.ts';
import { countTicks, timeTicks } from './ticks.ts';

const HEIGHT = 270;
/** Room above the plot for the numbers of waves and the label of the peak. */
const TOP = 40;
const BOTTOM = 24;
const PLOT = HEIGHT - TOP - BOTTOM;
/** Two wave numbers closer than this, in percent of the width, would cover each other on a phone. */
const NUMBER_ROOM = 6;
/** Labels closer than this cover each other. */
const LABEL_ROOM = 14;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Series = readonly (number | null)[];

export interface Chart {
  /** ISO 8601, as all times here. */
  readonly start: string;
  readonly stepMinutes: number;
  /** One for each step; null where nothing was counted. */
  readonly counts: Series;
  readonly expected: Series;
  readonly high: Series;
  readonly waves: readonly { readonly number: number; readonly start: string; readonly end: string | null }[];
  readonly now: string | null;
}

interface Picture {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** A part of the counts, drawn over them. */
  readonly overlay?: Series;
}

/** What the picture says, where it is not English. */
export interface PictureWords {
  readonly nothing: string;
  readonly notCounted: string;
  readonly now: string;
  /** A figure beside the scale. */
  short(value: number): string;
  /** A figure in full. */
  whole(value: number): string;
  /** The day at midnight, else the clock. */
  tick(ms: number): string;
}

/** Not by the runtime's own formats: those change with its version. */
const ENGLISH: PictureWords = {
  nothing: 'Nothing was counted in this time',
  notCounted: 'not counted',
  now: 'now',
  short,
  whole: grouped,
  tick: tickText,
};

export function chartSvg(
  chart: Chart,
  { id, label, summary, overlay }: Picture,
  words: PictureWords = ENGLISH,
): string {
  const steps = Math.max(1, chart.counts.length);
  const startMs = Date.parse(chart.start);
  const endMs = startMs + steps * chart.stepMinutes * 60_000;
  const across = (ms: number): number => Math.min(100, Math.max(0, ((ms - startMs) / (endMs - startMs)) * 100));
  const top = highest(chart);
  const y = (value: number): number => PLOT * (1 - value / top);
  const ticks = chart.counts.every((count) => count === null) ? [] : yTicks(y, top);
  const nowAt = chart.now === null ? 100 : across(Date.parse(chart.now));

  return `<svg class="picture" width="100%" height="${HEIGHT}" role="img" aria-labelledby="${id}-t" aria-describedby="${id}-d">
<title id="${id}-t">${escaped(label)}</title><desc id="${id}-d">${escaped(summary)}</desc>
<defs><pattern id="${id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern></defs>
${waveShades(chart, across, nowAt)}
${stretched(steps, `<path class="band" d="${area(chart.high, y)}"/>`)}
${ticks.map(gridLine).join('')}
${stretched(
  steps,
  `<path class="counts" d="${area(chart.counts, y)}"/>
<path class="counts-top" vector-effect="non-scaling-stroke" d="${outline(chart.counts, y)}"/>
${overlay === undefined ? '' : `<path class="failed" d="${area(overlay, y)}"/>`}
<path class="usual" vector-effect="non-scaling-stroke" d="${ridge(chart.expected, y)}"/>`,
)}
${gapShades(words, chart, nowAt, `${id}-hatch`)}
<line class="base" x2="100%" y1="${TOP + PLOT}" y2="${TOP + PLOT}"/>
${xAxis(words, startMs, endMs, across)}
${ticks
  .filter((tick) => !isCovered(tick, chart, y))
  .map((tick) => gridLabel(words, tick))
  .join('')}
${nowLine(words, nowAt)}
${waveNumbers(chart, across, nowAt)}
${peakLabel(words, chart, y)}
${chart.counts.every((count) => count === null) ? `<text class="empty" x="50%" y="${TOP + PLOT / 2}" text-anchor="middle">${words.nothing}</text>` : ''}
</svg>`;
}

/** Shapes in steps and pixels, stretched to the width at hand. */
const stretched = (steps: number, shapes: string): string =>
  `<svg y="${TOP}" width="100%" height="${PLOT}" viewBox="0 0 ${steps} ${PLOT}" preserveAspectRatio="none" overflow="visible">${shapes}</svg>`;

/** Top of the scale: the highest count or the band's edge, and never so low that one report looks like a peak. */
function highest(chart: Chart): number {
  let top = 4;
  for (const value of chart.counts) if (value !== null && value > top) top = value;
  for (const value of chart.high) if (value !== null && value > top) top = value;
  return top * 1.04;
}

const percentOf = (value: number): string => `${Math.round(value * 100) / 100}%`;

type Across = (ms: number) => number;

function waveShades(chart: Chart, across: Across, nowAt: number): string {
  const shades = chart.waves.map((wave) => {
    const [from, to] = extent(wave, across, nowAt);
    const width = percentOf(Math.max(0.3, to - from));
    return `<rect class="wave" x="${percentOf(from)}" width="${width}" y="22" height="${HEIGHT - 22 - BOTTOM}"/><rect class="wave-top" x="${percentOf(from)}" width="${width}" y="21" height="2"/>`;
  });
  return shades.join('');
}

function waveNumbers(chart: Chart, across: Across, nowAt: number): string {
  let last = -NUMBER_ROOM;
  const numbers = chart.waves.map((wave) => {
    const [from, to] = extent(wave, across, nowAt);
    const middle = Math.min(97.5, Math.max(2.5, (from + to) / 2));
    if (middle - last < NUMBER_ROOM) return '';
    last = middle;
    const x = percentOf(middle);
    return `<circle class="wave-dot" cx="${x}" cy="11" r="9"/><text class="wave-number" x="${x}" y="15" text-anchor="middle">${wave.number}</text>`;
  });
  return numbers.join('');
}

function extent(wave: Chart['waves'][number], across: Across, nowAt: number): [number, number] {
  return [across(Date.parse(wave.start)), wave.end === null ? nowAt : across(Date.parse(wave.end))];
}

/** Hatched where nothing was counted; what lies after now is not a gap, it has not happened. */
function gapShades(words: PictureWords, chart: Chart, nowAt: number, pattern: string): string {
  const steps = Math.max(1, chart.counts.length);
  const shades = gaps(chart.counts).map(([first, last]) => {
    const from = (first / steps) * 100;
    const to = Math.min((last / steps) * 100, nowAt);
    if (to - from <= 0.01) return '';
    const middle = percentOf((from + to) / 2);
    const name = `<text class="gap-name" x="${middle}" y="${TOP + PLOT / 2}" text-anchor="middle">${words.notCounted}</text>`;
    const isNamed = to - from > 20 && to - from < 99;
    return `<rect class="gap" x="${percentOf(from)}" width="${percentOf(to - from)}" y="${TOP}" height="${PLOT}" fill="url(#${pattern})"/>${isNamed ? name : ''}`;
  });
  return shades.join('');
}

interface Tick {
  readonly value: number;
  readonly at: number;
}

function yTicks(y: (value: number) => number, top: number): Tick[] {
  return countTicks(top, 4).map((value) => ({ value, at: Math.round(TOP + y(value)) + 0.5 }));
}

const gridLine = ({ at }: Tick): string => `<line class="grid" x2="100%" y1="${at}" y2="${at}"/>`;

/** Whether the peak's own label stands there. */
function isCovered({ at }: Tick, chart: Chart, y: (value: number) => number): boolean {
  const peak = peakOf(chart);
  if (peak === undefined || peak.index / chart.counts.length > 0.1) return false;
  return Math.abs(TOP + y(peak.count) - at) < LABEL_ROOM;
}

/** Written over the shapes, which would hide it. */
const gridLabel = (words: PictureWords, { value, at }: Tick): string =>
  `<text class="tick" x="2" y="${at - 4}">${words.short(value)}</text>`;

function xAxis(words: PictureWords, startMs: number, endMs: number, across: Across): string {
  const marks = timeTicks(startMs, endMs, 8).map((tick, index) => {
    const at = across(tick);
    const x = percentOf(at);
    const anchor = at < 4 ? 'start' : at > 96 ? 'end' : 'middle';
    const odd = index % 2 === 1 ? ' tick-odd' : '';
    return `<line class="grid" x1="${x}" x2="${x}" y1="${TOP + PLOT}" y2="${TOP + PLOT + 4}"/><text class="tick${odd}" x="${x}" y="${HEIGHT - 6}" text-anchor="${anchor}" data-time="${new Date(tick).toISOString()}">${words.tick(tick)}</text>`;
  });
  return marks.join('');
}

function tickText(ms: number): string {
  const at = new Date(ms);
  const clock = at.toISOString().slice(11, 16);
  return clock === '00:00' ? `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}` : clock;
}

function grouped(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

function short(value: number): string {
  if (value < 10_000) return grouped(value);
  const [unit, letter] = value < 1e6 ? [1e3, 'k'] : value < 1e9 ? [1e6, 'm'] : [1e9, 'bn'];
  return `${Math.round((10 * value) / unit) / 10}${letter}`;
}

function nowLine(words: PictureWords, nowAt: number): string {
  if (nowAt >= 99.5 || nowAt <= 0) return '';
  const x = percentOf(nowAt);
  return `<line class="now" x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${TOP + PLOT}"/><text class="tick" x="${x}" dx="${nowAt > 50 ? -5 : 5}" y="${TOP + PLOT - 6}" text-anchor="${nowAt > 50 ? 'end' : 'start'}">${words.now}</text>`;
}

function peakLabel(words: PictureWords, chart: Chart, y: (value: number) => number): string {
  const peak = peakOf(chart);
  if (peak === undefined || peak.count === 0) return '';
  const at = ((peak.index + 0.5) / chart.counts.length) * 100;
  const anchor = at < 18 ? 'start' : at > 82 ? 'end' : 'middle';
  return `<text class="peak" x="${percentOf(at)}" y="${Math.round(TOP + y(peak.count)) - 5}" text-anchor="${anchor}">${words.whole(peak.count)}</text>`;
}

export function peakOf(
  chart: Pick<Chart, 'start' | 'stepMinutes' | 'counts'>,
): { index: number; count: number; at: string } | undefined {
  let found: { index: number; count: number } | undefined;
  chart.counts.forEach((count, index) => {
    if (count !== null && (found === undefined || count > found.count)) found = { index, count };
  });
  if (found === undefined) return undefined;
  const at = new Date(Date.parse(chart.start) + found.index * chart.stepMinutes * 60_000).toISOString();
  return { ...found, at };
}

export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
