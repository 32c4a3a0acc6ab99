/**
 * The picture of a count against its baseline. Shapes are stretched to the width at hand while every text keeps its
 * size, so one picture serves a phone, a wide screen and paper. Law: what is not counted is hatched, never drawn as
 * zero; colours come from classes alone.
 */
import { scaleLinear, scaleUtc } from 'd3-scale';
import type { ChartView } from '../schema.ts';
import { type Html, html, trusted } from './html.ts';
import { area, gaps, outline, ridge } from './steps.ts';
import { clockText, shortDayText } from './time.ts';
import { number, shortNumber } from './words.ts';

const HEIGHT = 270;
/** Room above the plot for the numbers of waves and the label of the peak. */
const TOP = 40;
const BOTTOM = 24;
const PLOT = HEIGHT - TOP - BOTTOM;
/** Two wave numbers closer than this, in percent of the width, would cover each other on a phone. */
const NUMBER_ROOM = 6;

interface Picture {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** A part of the counts, drawn over them. */
  readonly overlay?: readonly (number | null)[];
}

export function chartSvg(chart: ChartView, { id, label, summary, overlay }: Picture): Html {
  const steps = Math.max(1, chart.counts.length);
  const startMs = Date.parse(chart.start);
  const endMs = startMs + steps * chart.stepMinutes * 60_000;
  const across = (ms: number): number => Math.min(100, Math.max(0, ((ms - startMs) / (endMs - startMs)) * 100));
  const top = highest(chart);
  const y = scaleLinear([0, top], [PLOT, 0]);
  const ticks = chart.counts.every((count) => count === null) ? [] : yTicks(y, top);
  const nowAt = chart.now === null ? 100 : across(Date.parse(chart.now));

  return html`<svg class="picture" width="100%" height="${HEIGHT}" role="img" aria-labelledby="${id}-t" aria-describedby="${id}-d">
<title id="${id}-t">${label}</title><desc id="${id}-d">${summary}</desc>
<defs><pattern id="${id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern></defs>
${waveShades(chart, across, nowAt)}
${stretched(steps, html`<path class="band" d="${trusted(area(chart.high, y))}"/>`)}
${ticks.map(gridLine)}
${stretched(
  steps,
  html`<path class="counts" d="${trusted(area(chart.counts, y))}"/>
<path class="counts-top" vector-effect="non-scaling-stroke" d="${trusted(outline(chart.counts, y))}"/>
${overlay === undefined ? '' : html`<path class="failed" d="${trusted(area(overlay, y))}"/>`}
<path class="usual" vector-effect="non-scaling-stroke" d="${trusted(ridge(chart.expected, y))}"/>`,
)}
${gapShades(chart, nowAt, `${id}-hatch`)}
<line class="base" x2="100%" y1="${TOP + PLOT}" y2="${TOP + PLOT}"/>
${xAxis(startMs, endMs, across)}
${ticks.map(gridLabel)}
${nowLine(nowAt)}
${waveNumbers(chart, across, nowAt)}
${peakLabel(chart, y)}
${chart.counts.every((count) => count === null) ? html`<text class="empty" x="50%" y="${TOP + PLOT / 2}" text-anchor="middle">Nothing was counted in this time</text>` : ''}
</svg>`;
}

/** Shapes in steps and pixels, stretched to the width at hand. */
const stretched = (steps: number, shapes: Html): Html =>
  html`<svg y="${TOP}" width="100%" height="${PLOT}" viewBox="0 0 ${steps} ${PLOT}" preserveAspectRatio="none" overflow="visible">${shapes}</svg>`;

/** Top of the scale: the highest count or the band's edge, and never so low that one report looks like a peak. */
function highest(chart: ChartView): number {
  let top = 4;
  for (const value of chart.counts) if (value !== null && value > top) top = value;
  for (const value of chart.high) if (value !== null && value > top) top = value;
  return top * 1.04;
}

const percentOf = (value: number): string => `${Math.round(value * 100) / 100}%`;

type Across = (ms: number) => number;

function waveShades(chart: ChartView, across: Across, nowAt: number): Html[] {
  return chart.waves.map((wave) => {
    const [from, to] = extent(wave, across, nowAt);
    const width = percentOf(Math.max(0.3, to - from));
    return html`<rect class="wave" x="${percentOf(from)}" width="${width}" y="22" height="${HEIGHT - 22 - BOTTOM}"/><rect class="wave-top" x="${percentOf(from)}" width="${width}" y="21" height="2"/>`;
  });
}

function waveNumbers(chart: ChartView, across: Across, nowAt: number): Html[] {
  let last = -NUMBER_ROOM;
  return chart.waves.flatMap((wave) => {
    const [from, to] = extent(wave, across, nowAt);
    const middle = Math.min(97.5, Math.max(2.5, (from + to) / 2));
    if (middle - last < NUMBER_ROOM) return [];
    last = middle;
    const x = percentOf(middle);
    return [
      html`<circle class="wave-dot" cx="${x}" cy="11" r="9"/><text class="wave-number" x="${x}" y="15" text-anchor="middle">${wave.number}</text>`,
    ];
  });
}

function extent(wave: ChartView['waves'][number], across: Across, nowAt: number): [number, number] {
  return [across(Date.parse(wave.start)), wave.end === null ? nowAt : across(Date.parse(wave.end))];
}

/** Hatched where nothing was counted; what lies after now is not a gap, it has not happened. */
function gapShades(chart: ChartView, nowAt: number, pattern: string): Html[] {
  const steps = Math.max(1, chart.counts.length);
  return gaps(chart.counts).flatMap(([first, last]) => {
    const from = (first / steps) * 100;
    const to = Math.min((last / steps) * 100, nowAt);
    if (to - from <= 0.01) return [];
    const named = to - from > 20 && to - from < 99;
    return [
      html`<rect class="gap" x="${percentOf(from)}" width="${percentOf(to - from)}" y="${TOP}" height="${PLOT}" fill="url(#${pattern})"/>${
        named
          ? html`<text class="gap-name" x="${percentOf((from + to) / 2)}" y="${TOP + PLOT / 2}" text-anchor="middle">not counted</text>`
          : ''
      }`,
    ];
  });
}

interface Tick {
  readonly value: number;
  readonly at: number;
}

function yTicks(y: (value: number) => number, top: number): Tick[] {
  return scaleLinear([0, top], [0, 1])
    .ticks(4)
    .filter((value) => value > 0 && Number.isInteger(value))
    .map((value) => ({ value, at: Math.round(TOP + y(value)) + 0.5 }));
}

const gridLine = ({ at }: Tick): Html => html`<line class="grid" x2="100%" y1="${at}" y2="${at}"/>`;

/** Written over the shapes, which would hide it. */
const gridLabel = ({ value, at }: Tick): Html =>
  html`<text class="tick" x="2" y="${at - 4}">${shortNumber(value)}</text>`;

function xAxis(startMs: number, endMs: number, across: Across): Html[] {
  return scaleUtc([startMs, endMs], [0, 1])
    .ticks(8)
    .map((tick, index) => {
      const at = across(tick.getTime());
      const iso = tick.toISOString();
      const midnight = clockText(iso) === '00:00';
      const anchor = at < 4 ? 'start' : at > 96 ? 'end' : 'middle';
      return html`<line class="grid" x1="${percentOf(at)}" x2="${percentOf(at)}" y1="${TOP + PLOT}" y2="${TOP + PLOT + 4}"/><text class="tick${
        index % 2 === 1 ? ' tick-odd' : ''
      }" x="${percentOf(at)}" y="${HEIGHT - 6}" text-anchor="${anchor}" data-time="${iso}">${midnight ? shortDayText(iso) : clockText(iso)}</text>`;
    });
}

function nowLine(nowAt: number): Html | '' {
  if (nowAt >= 99.5 || nowAt <= 0) return '';
  const x = percentOf(nowAt);
  return html`<line class="now" x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${TOP + PLOT}"/><text class="tick" x="${x}" dx="${nowAt > 50 ? -5 : 5}" y="${TOP + PLOT - 6}" text-anchor="${nowAt > 50 ? 'end' : 'start'}">now</text>`;
}

function peakLabel(chart: ChartView, y: (value: number) => number): Html | '' {
  const peak = peakOf(chart);
  if (peak === undefined || peak.count === 0) return '';
  const at = ((peak.index + 0.5) / chart.counts.length) * 100;
  const anchor = at < 18 ? 'start' : at > 82 ? 'end' : 'middle';
  return html`<text class="peak" x="${percentOf(at)}" y="${Math.round(TOP + y(peak.count)) - 5}" text-anchor="${anchor}">${number(peak.count)}</text>`;
}

export function peakOf(
  chart: Pick<ChartView, 'start' | 'stepMinutes' | 'counts'>,
): { index: number; count: number; at: string } | undefined {
  let found: { index: number; count: number } | undefined;
  chart.counts.forEach((count, index) => {
    if (count !== null && (found === undefined || count > found.count)) found = { index, count };
  });
  if (found === undefined) return undefined;
  const at = new Date(Date.parse(chart.start) + found.index * chart.stepMinutes * 60_000).toISOString();
  return { ...found, at };
}
