/**
 * The traffic of a log over time, as one drawing: requests, what is usual, failures by a pattern, numbered stretches, and
 * hatching where nothing is known. Places are per cent of the width, so it fits any screen without stretched text.
 */
import type { ReportEvent, ReportMinutes } from '../traffic/report.ts';
import { clockWords, dayWords, durationWords, html, type Markup, NOTHING, rateWords } from './traffic-markup.ts';

/** More columns than a narrow screen has points would not be seen. */
const COLUMNS_MAX = 280;
const MINUTE_MS = 60_000;

/** Pixels from the top: rows of numbers, the plot, the axis. */
const LANE = 20;
const LANES_MAX = 3;
const PLOT = 170;
const AXIS = 24;
/** Per cent of the width that a number needs on a narrow screen. */
const NUMBER_WIDTH = 7;
const NUMBERS_MAX = 16;

interface Columns {
  readonly requests: readonly (number | null)[];
  readonly failed: readonly (number | null)[];
  readonly usual: readonly number[];
  readonly minutes: number;
}

export function trafficTimeline(minutes: ReportMinutes, events: readonly ReportEvent[]): Markup {
  const columns = columnsOf(minutes);
  const start = Date.parse(minutes.from);
  const spanMs = minutes.requests.length * minutes.stepMinutes * MINUTE_MS;
  const most = Math.max(...columns.requests.map((value) => value ?? 0), ...columns.usual, 0);
  const top = niceTop(most);
  const labels = numbersOf(events, start, spanMs);
  const lanes = Math.max(0, ...labels.map(({ lane }) => lane + 1));
  const plotTop = 8 + lanes * LANE;
  const place = (at: number): number => Math.min(100, Math.max(0, (100 * (at - start)) / spanMs));
  const marks = { top, plotTop, bottom: plotTop + PLOT };
  const silences = columns.requests.some((value) => value === null);
  return html`<figure class="panel">
<figcaption>Requests a minute${columns.minutes > 1 ? `, mean of each ${durationWords(columns.minutes)}` : ''}; times are UTC</figcaption>
<svg class="timeline" role="img" aria-label="${altWords(columns, events, most)}" width="100%" height="${marks.bottom + AXIS}">
<defs>
<pattern id="failed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="failed-ground" width="5" height="5"/><path class="failed-line" d="M1.25 0V5"/></pattern>
<pattern id="unknown" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path class="unknown-line" d="M1 0V7"/></pattern>
</defs>
${shades(events, place, marks)}
${grid(marks)}
<svg x="0" y="${plotTop}" width="100%" height="${PLOT}" viewBox="0 0 ${columns.requests.length} ${PLOT}" preserveAspectRatio="none">
<path class="requests" d="${areaOf(columns.requests, top)}"/>
<path class="usual" vector-effect="non-scaling-stroke" d="${lineOf(columns.usual, top)}"/>
</svg>
${failedBars(columns, marks)}
${unknownStretches(columns, marks)}
${levels(marks)}
${timeTicks(start, spanMs, place, marks)}
${labels.map(({ number, at, lane }) => html`<a href="#event-${number}" aria-label="Stretch ${number}"><circle class="number-ground" cx="${percent(at)}" cy="${12 + lane * LANE}" r="9"/><text class="number" x="${percent(at)}" y="${16 + lane * LANE}">${number}</text></a>`)}
</svg>
<ul class="legend">
<li>${swatch('requests')}requests</li>
<li><svg class="swatch" aria-hidden="true"><path class="usual" d="M0 6H18"/></svg>usual at that time</li>
${columns.failed.some((value) => (value ?? 0) > 0) ? html`<li>${swatch('failed-bar')}of these failed (5xx)</li>` : NOTHING}
${events.some(({ silence }) => !silence) ? html`<li>${swatch('shade')}stood out; the largest with their numbers</li>` : NOTHING}
${silences ? html`<li>${swatch('unknown')}unknown, not zero: no line at all</li>` : NOTHING}
</ul>
</figure>`;
}

interface Marks {
  /** Requests a minute at the upper end of the plot. */
  readonly top: number;
  readonly plotTop: number;
  readonly bottom: number;
}

const swatch = (name: string): Markup =>
  html`<svg class="swatch" aria-hidden="true"><rect class="${name}" width="18" height="12"/></svg>`;

function altWords({ requests }: Columns, events: readonly ReportEvent[], most: number): string {
  const unknown = requests.filter((value) => value === null).length;
  return `Requests over time: at most ${rateWords(most)} a minute, ${events.length} numbered stretches${unknown > 0 ? ', with gaps in which nothing is known' : ''}`;
}

/** A column is the mean of what is known in it, and unknown where nothing is. */
function columnsOf({ requests, failed, usual, stepMinutes }: ReportMinutes): Columns {
  const per = Math.max(1, Math.ceil(requests.length / COLUMNS_MAX));
  const means = (series: readonly (number | null)[]): (number | null)[] =>
    Array.from({ length: Math.ceil(series.length / per) }, (_, column) => {
      const known = series.slice(column * per, (column + 1) * per).filter((value) => value !== null);
      return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length / stepMinutes;
    });
  return {
    requests: means(requests),
    failed: means(failed),
    usual: means(usual).map((value) => value ?? 0),
    minutes: per * stepMinutes,
  };
}

function niceTop(most: number): number {
  if (most <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  return unit * ([1, 2, 4, 5, 10].find((step) => step * unit >= most) ?? 10);
}

const percent = (value: number): string => `${Number(value.toFixed(2))}%`;
const pixels = (value: number): number => Number(value.toFixed(1));

function areaOf(values: readonly (number | null)[], top: number): string {
  return values
    .map((value, i) => {
      const height = pixels((PLOT * (value ?? 0)) / top);
      return height === 0 ? '' : `M${i} ${PLOT}v${-height}h1V${PLOT}z`;
    })
    .join('');
}

const lineOf = (values: readonly number[], top: number): string =>
  values.map((value, i) => `${i === 0 ? 'M' : 'L'}${i + 0.5} ${pixels(PLOT - (PLOT * value) / top)}`).join('');

function failedBars({ failed }: Columns, { top, bottom }: Marks): Markup[] {
  const width = 100 / failed.length;
  return failed.flatMap((value, i) => {
    if (value === null || value === 0) return [];
    // A single failure among many requests is still seen.
    const height = Math.max(2, pixels((PLOT * value) / top));
    return html`<rect class="failed-bar" x="${percent(i * width)}" y="${pixels(bottom - height)}" width="${percent(width)}" height="${height}"/>`;
  });
}

function unknownStretches({ requests }: Columns, { plotTop }: Marks): Markup[] {
  const width = 100 / requests.length;
  const found: Markup[] = [];
  for (let from = 0; from < requests.length; from += 1) {
    if (requests[from] !== null) continue;
    let to = from;
    while (to < requests.length && requests[to] === null) to += 1;
    found.push(
      html`<rect class="unknown" x="${percent(from * width)}" y="${plotTop}" width="${percent((to - from) * width)}" height="${PLOT}"/>`,
    );
    from = to;
  }
  return found;
}

function shades(events: readonly ReportEvent[], place: (at: number) => number, { plotTop, bottom }: Marks): Markup[] {
  return events
    .filter(({ silence }) => !silence)
    .map(({ from, to }) => {
      const [left, right] = [place(Date.parse(from)), place(Date.parse(to))];
      const width = percent(Math.max(0.3, right - left));
      return html`<rect class="shade" x="${percent(left)}" y="${plotTop}" width="${width}" height="${PLOT}"/><rect class="shade-foot" x="${percent(left)}" y="${bottom}" width="${width}" height="4"/>`;
    });
}

const grid = ({ plotTop, bottom }: Marks): Markup[] =>
  [plotTop, (plotTop + bottom) / 2, bottom].map(
    (y) => html`<line class="${y === bottom ? 'base' : 'grid'}" x1="0" x2="100%" y1="${y}" y2="${y}"/>`,
  );

const levels = ({ top, plotTop, bottom }: Marks): Markup[] => [
  html`<text class="level" x="4" y="${plotTop + 14}">${rateWords(top)}</text>`,
  html`<text class="level" x="4" y="${(plotTop + bottom) / 2 + 14}">${rateWords(top / 2)}</text>`,
];

const TICKS_MAX = 8;
const HOUR_MS = 60 * MINUTE_MS;
const TICK_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((step) => step * MINUTE_MS),
  ...[1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760].map((step) => step * HOUR_MS),
];

function timeTicks(start: number, spanMs: number, place: (at: number) => number, { bottom }: Marks): Markup[] {
  const step = TICK_STEPS.find((one) => spanMs / one <= TICKS_MAX) ?? spanMs / TICKS_MAX;
  const ticks: Markup[] = [];
  let shown = 0;
  for (let at = Math.ceil(start / step) * step; at <= start + spanMs; at += step) {
    const x = place(at);
    if (x < 4 || x > 96) continue;
    const words = at % (24 * HOUR_MS) === 0 ? dayWords(at, false) : clockWords(at);
    ticks.push(
      html`<g class="${shown % 2 === 0 ? 'tick' : 'tick tick-odd'}"><line x1="${percent(x)}" x2="${percent(x)}" y1="${bottom}" y2="${bottom + 5}"/><text x="${percent(x)}" y="${bottom + 19}">${words}</text></g>`,
    );
    shown += 1;
  }
  return ticks;
}

interface NumberMark {
  readonly number: number;
  /** Per cent of the width. */
  readonly at: number;
  readonly lane: number;
}

/** The largest stretches get their numbers first; where no room is left, a stretch is only shaded. */
function numbersOf(events: readonly ReportEvent[], start: number, spanMs: number): NumberMark[] {
  const placed: NumberMark[] = [];
  const marks = events.map(({ from, to, signs }, index) => ({
    number: index + 1,
    at: Math.min(98, Math.max(2, (100 * ((Date.parse(from) + Date.parse(to)) / 2 - start)) / spanMs)),
    size: Math.max(0, ...signs.map(({ counted, expected }) => Math.abs(counted - expected))),
  }));
  for (const { number, at } of marks.toSorted((a, b) => b.size - a.size).slice(0, NUMBERS_MAX)) {
    const lanes = Array.from({ length: LANES_MAX }, (_, lane) => lane);
    const lane = lanes.find((one) =>
      placed.every((other) => other.lane !== one || Math.abs(other.at - at) >= NUMBER_WIDTH),
    );
    if (lane !== undefined) placed.push({ number, at, lane });
  }
  return placed.sort((a, b) => a.number - b.number);
}
