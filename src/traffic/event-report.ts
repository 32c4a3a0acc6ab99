/**
 * Events with their figures: what the stretch was like, what is usual there, and what the diagnosis makes of both. Usual is
 * the calm log before the event, and where there is too little of it the calm log after.
 */
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Evidence } from '../diagnosis/evidence.ts';
import type { TrafficSummary } from '../model/traffic.ts';
import { isoMinute } from '../model/units.ts';
import type { Cells } from './cells.ts';
import type { Counts } from './counts.ts';
import type { Found } from './events.ts';
import { gather } from './gather.ts';
import { hostingTest, type OriginSource, originsOfStretch } from './origins/of-counts.ts';
import type { ReportEvent, TopLists } from './report.ts';
import type { Span } from './silence.ts';
import { summaryFrom } from './summary.ts';
import { minuteAt, type Timeline } from './timeline.ts';
import { topOfCell } from './top-lists.ts';

export type Diagnose = (evidence: Evidence) => Diagnosis;

export interface EventOptions {
  readonly addresses: boolean;
  readonly top: number;
  readonly own: ReadonlySet<string>;
  readonly diagnose?: Diagnose;
  /** Databases of countries and networks. */
  readonly places?: readonly OriginSource[];
}

/** Events that are worked out; the largest ones, where there are more. */
const EVENTS_MAX = 50;
/** Calm steps that are taken for the usual, nearest first, and how many there must be. */
const USUAL_STEPS = 720;
const USUAL_MIN = 5;
/** Steps of log before a stretch from which one can say what had been seen before. */
const HISTORY_MIN = 20;
/** Steps before and after the start that show how it began. */
const ONSET_BEFORE = 15;
const ONSET_AFTER = 15;

export function eventReports(
  counts: Counts,
  line: Timeline,
  found: readonly Found[],
  options: EventOptions,
): ReportEvent[] {
  const calm = calmSteps(line, found);
  const size = ({ signs }: Found): number =>
    Math.max(...signs.map(({ counted, expected }) => Math.abs(counted - expected)));
  const silences = found.filter(isSilence);
  const others = found.filter((event) => !isSilence(event));
  const kept = others.toSorted((a, b) => size(b) - size(a)).slice(0, EVENTS_MAX);
  return [...kept, ...silences.slice(0, EVENTS_MAX)]
    .toSorted((a, b) => a.from - b.from)
    .map((event) => eventReport(counts, line, event, calm, options));
}

const isSilence = ({ signs }: Found): boolean => signs[0]?.signal === 'silence';

/** Steps outside all events. */
function calmSteps(line: Timeline, events: readonly Found[]): Uint8Array {
  const calm = new Uint8Array(line.steps).fill(1);
  for (const { from, to } of events) calm.fill(0, from, to);
  return calm;
}

function eventReport(
  counts: Counts,
  line: Timeline,
  event: Found,
  calm: Uint8Array,
  options: EventOptions,
): ReportEvent {
  const { from, to } = event;
  const silence = isSilence(event);
  const head = {
    from: isoMinute(minuteAt(line, from)),
    to: isoMinute(minuteAt(line, to)),
    minutes: (to - from) * line.step,
    open: { start: from === 0, end: to === line.steps },
    silence,
    signs: event.signs.map(({ signal, counted, expected, ...span }) => ({
      signal,
      from: isoMinute(minuteAt(line, span.from)),
      to: isoMinute(minuteAt(line, span.to)),
      counted: Math.round(counted),
      expected: Math.round(10 * expected) / 10,
    })),
  };
  if (silence) return { ...head, peak: null, during: null, usual: null, top: null, origins: [], diagnosis: null };
  const places = options.places ?? [];
  const rents = hostingTest(places);
  const usualSpans = usualOf(calm, event);
  const usual = usualSpans.length === 0 ? null : gather(counts, line, usualSpans);
  const gathered = gather(counts, line, [event]);
  const during = summaryFrom(counts, gathered, minuteAt(line, from), {
    ownReferrers: options.own,
    rents,
    history: historyBefore(line, from) >= HISTORY_MIN,
    ...(usual === null ? {} : { usual }),
  });
  const usualSummary = usual === null ? null : usualSummaryOf(counts, line, usualSpans, event, options);
  const evidence: Evidence = {
    traffic: {
      during,
      usual: usualSummary,
      alike: alikeOf(counts, line, usualSpans, event, options),
      spread: spreadOf(line, calm, to - from),
      onset: onsetOf(line, from),
    },
    checks: null,
    reports: null,
    claims: null,
  };
  return {
    ...head,
    peak: peakOf(line, event),
    during,
    usual: usualSummary,
    top: cellLists(counts, gathered.cells, options),
    origins: places.map((source) => originsOfStretch(counts, gathered, usual ?? undefined, source, options.top)),
    diagnosis: options.diagnose?.(evidence) ?? null,
  };
}

/** Calm stretches nearest before the event; where they are too few, those after it too. */
function usualOf(calm: Uint8Array, { from, to }: Found): Span[] {
  const spans: Span[] = [];
  let steps = 0;
  const take = (at: number): void => {
    const last = spans.at(-1);
    if (last !== undefined && last.from === at + 1) spans[spans.length - 1] = { from: at, to: last.to };
    else if (last !== undefined && last.to === at) spans[spans.length - 1] = { from: last.from, to: at + 1 };
    else spans.push({ from: at, to: at + 1 });
    steps += 1;
  };
  for (let at = from - 1; at >= 0 && steps < USUAL_STEPS; at -= 1) if (calm[at] === 1) take(at);
  for (let at = to; at < calm.length && steps < Math.min(USUAL_STEPS, 4 * HISTORY_MIN); at += 1)
    if (calm[at] === 1) take(at);
  return steps < USUAL_MIN ? [] : spans.toSorted((a, b) => a.from - b.from);
}

/**
 * The usual's own figures. What had been seen before is told for a stretch as long as the event, right before it, so that both
 * look back on about as much log.
 */
function usualSummaryOf(
  counts: Counts,
  line: Timeline,
  spans: readonly Span[],
  { from, to }: Found,
  options: EventOptions,
) {
  const whole = { ownReferrers: options.own, history: false, rents: hostingTest(options.places ?? []) };
  const summary = summaryFrom(counts, gather(counts, line, spans), minuteAt(line, spans[0]!.from), whole);
  const before = spans.filter((span) => span.to <= from).at(-1);
  if (before === undefined) return summary;
  const slice = { from: Math.max(before.from, before.to - Math.max(HISTORY_MIN, to - from)), to: before.to };
  if (historyBefore(line, slice.from) < HISTORY_MIN) return summary;
  const near = summaryFrom(counts, gather(counts, line, [slice]), minuteAt(line, slice.from), {
    ...whole,
    history: true,
  });
  const { oldPrefixShare, oldPrefixes, newPathShare, newAgentShare } = near;
  return { ...summary, oldPrefixShare, oldPrefixes, newPathShare, newAgentShare };
}

/** As many calm steps right before the event as it has itself; fewer are no likeness. */
function alikeOf(
  counts: Counts,
  line: Timeline,
  spans: readonly Span[],
  { from, to }: Found,
  options: EventOptions,
): TrafficSummary | null {
  const before = spans.filter((span) => span.to <= from).at(-1);
  if (before === undefined || before.to - before.from < to - from) return null;
  const slice = { from: before.to - (to - from), to: before.to };
  return summaryFrom(counts, gather(counts, line, [slice]), minuteAt(line, slice.from), {
    ownReferrers: options.own,
    history: false,
  });
}

function historyBefore(line: Timeline, from: number): number {
  let steps = 0;
  for (let at = 0; at < from; at += 1) if (line.requests[at]! > 0) steps += 1;
  return steps;
}

/** How much the rate of calm stretches of this length scatters: standard deviation over mean. */
function spreadOf(line: Timeline, calm: Uint8Array, length: number): number | null {
  const sums: number[] = [];
  let sum = 0;
  let steps = 0;
  for (let at = 0; at < line.steps; at += 1) {
    if (calm[at] === 0) continue;
    sum += line.requests[at]!;
    steps += 1;
    if (steps < length) continue;
    sums.push(sum);
    sum = steps = 0;
  }
  if (sums.length < 4) return null;
  const mean = sums.reduce((total, value) => total + value, 0) / sums.length;
  const variance = sums.reduce((total, value) => total + (value - mean) ** 2, 0) / (sums.length - 1);
  return mean > 0 ? Math.sqrt(variance) / mean : null;
}

function onsetOf(line: Timeline, from: number) {
  if (line.step > 1) return null;
  const first = Math.max(0, from - ONSET_BEFORE);
  const last = Math.min(line.steps, from + ONSET_AFTER);
  return Array.from({ length: last - first }, (_, i) => ({
    requests: line.requests[first + i]!,
    failed: line.failed[first + i]!,
  }));
}

function peakOf(line: Timeline, { from, to }: Span): ReportEvent['peak'] {
  let at = from;
  for (let i = from; i < to; i += 1) if (line.requests[i]! > line.requests[at]!) at = i;
  return { at: isoMinute(minuteAt(line, at)), requests: line.requests[at]! };
}

function cellLists(counts: Counts, { top }: Cells, { addresses, top: length }: EventOptions): TopLists {
  const known = (kind: 'countries' | 'networks') => {
    const list = topOfCell(counts, top[kind], kind, length);
    return list.some(({ name }) => name !== 'unknown') ? list : [];
  };
  return {
    clients: addresses ? topOfCell(counts, top.clients, 'clients', length) : null,
    prefixes: topOfCell(counts, top.prefixes, 'prefixes', length),
    paths: topOfCell(counts, top.paths, 'paths', length),
    agents: topOfCell(counts, top.agents, 'agents', length),
    referrers: topOfCell(counts, top.referrers, 'referrers', length),
    countries: known('countries'),
    networks: known('networks'),
  };
}
