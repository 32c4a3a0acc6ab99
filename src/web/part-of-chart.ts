/** A part of a chart, drawn in the browser as the server draws the whole. Fetched when somebody looks closer. */
import { chartSvg } from '../chart/svg.ts';
import type { Part, Sayings, Steps } from './chart-steps.ts';
import { locale } from './locale.ts';
import { localClock, localShort } from './times.ts';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });

/** Markup without any text of strangers: figures, times, and what the page says. */
export function drawPart(steps: Steps, { from, to }: Part, say: Sayings): string {
  const cut = (values: Steps['counts']): (number | null)[] => values.slice(from, to).map((value) => value ?? null);
  const startMs = steps.startMs + from * steps.stepMs;
  const endMs = steps.startMs + to * steps.stepMs;
  const chart = {
    start: new Date(startMs).toISOString(),
    stepMinutes: steps.stepMs / 60_000,
    counts: cut(steps.counts),
    expected: cut(steps.expected),
    high: cut(steps.high),
    waves: steps.waves.filter(
      ({ start, end }) => Date.parse(start) < endMs && (end === null || Date.parse(end) > startMs),
    ),
    now: steps.nowMs >= startMs && steps.nowMs <= endMs ? new Date(steps.nowMs).toISOString() : null,
  };
  return chartSvg(
    chart,
    { id: 'part', label: '', summary: '' },
    {
      nothing: say.nothingHere,
      notCounted: say.gap,
      now: say.now,
      short: (value) => (value < 10_000 ? whole : compact).format(value),
      whole: (value) => whole.format(value),
      tick: (ms) => localShort(new Date(ms)),
    },
  );
}

export const clockSpan = (steps: Steps, { from, to }: Part): Readonly<Record<'from' | 'to', string>> => ({
  from: localClock(new Date(steps.startMs + from * steps.stepMs)),
  to: localClock(new Date(steps.startMs + to * steps.stepMs)),
});
