/** From counts to the report: totals, minutes, top lists, and events with their usual and their diagnosis. */
import type { TrafficSummary } from '../model/traffic.ts';
import { type EpochMs, isoMinute } from '../model/units.ts';
import { CRAWLERS } from './agent.ts';
import { CELL_BITS } from './cells.ts';
import { type Counts, type KeyedName, settleCounts, TOTAL_BITS } from './counts.ts';
import { distinctError, estimateDistinct } from './distinct.ts';
import { type Diagnose, eventReports } from './event-report.ts';
import { eventsIn, type Findings } from './events.ts';
import { emptyGathered, gather } from './gather.ts';
import { sampleOf } from './keyed.ts';
import { READ } from './line.ts';
import { maskAddresses } from './mask.ts';
import { hostingTest, type OriginSource, originsOfLog } from './origins/of-counts.ts';
import { areTimesRounded, remarksOn } from './remarks.ts';
import {
  REPORT_VERSION,
  type Refused,
  type ReportFile,
  type ReportMinutes,
  type TopLists,
  type TrafficReport,
} from './report.ts';
import { summaryFrom } from './summary.ts';
import { sketchSeries, type Timeline, timelineOf } from './timeline.ts';
import { ownReferrers, topOf } from './top-lists.ts';

export interface ReportOptions {
  readonly files: readonly ReportFile[];
  /** Places in `files` of the files that were read, in the order in which they were counted. */
  readonly counted: readonly number[];
  /** Whether addresses are shown. */
  readonly addresses: boolean;
  /** Rows of each top list. */
  readonly top: number;
  /** Whether ranges were given for each of CRAWLERS. */
  readonly verifiable?: readonly boolean[];
  readonly diagnose?: Diagnose;
  /** Databases of countries and networks, as they were counted by. */
  readonly places?: readonly OriginSource[];
}

/** Why lines were refused, in words, by READ. */
const REASONS: Readonly<Record<number, string>> = {
  [READ.cut]: 'cut short',
  [READ.time]: 'no time, or one that is none',
  [READ.number]: 'a status or number that is none',
  [READ.long]: 'longer than a line may be',
  [READ.bytes]: 'bytes that no log line has',
  [READ.shape]: 'not in the format',
  [READ.client]: 'no client',
};

export function makeReport(counts: Counts, options: ReportOptions): TrafficReport {
  settleCounts(counts);
  const line = timelineOf(counts);
  const counted = counts.reads[READ.ok]!;
  const skipped = counts.reads[READ.skip]!;
  const own = ownReferrers(counts);
  const whole = { ownReferrers: own, history: false, rents: hostingTest(options.places ?? []) };
  const findings = line === null ? null : eventsIn(counts, line);
  const events = line === null || findings === null || areTimesRounded(line) ? [] : findings.events;
  const all = line === null ? emptyGathered() : gather(counts, line, [{ from: 0, to: line.steps }]);
  const totals: TrafficSummary = {
    ...summaryFrom(counts, all, 0, whole),
    clients: Math.round(estimateDistinct(counts.clients, 0, TOTAL_BITS)),
    prefixes: Math.round(estimateDistinct(counts.prefixes, 0, TOTAL_BITS)),
    topClientShare: heaviest(counts, 'clients', counted),
    topPrefixShare: heaviest(counts, 'prefixes', counted),
    topPathShare: heaviest(counts, 'paths', counted),
    topAgentShare: heaviest(counts, 'agents', counted),
  };
  return {
    version: REPORT_VERSION,
    files: options.files,
    lines: {
      read: counts.lines,
      counted,
      skipped,
      refused: counts.lines - counted - skipped,
      reasons: refusedOf(counts, options),
    },
    span: line === null ? null : { from: isoOf(counts.from), until: isoOf(counts.until) },
    totals,
    remarks: remarksOn(totals, line),
    statuses: statusesOf(counts),
    top: topLists(counts, options),
    crawlers: crawlersOf(counts, options),
    origins: (options.places ?? []).map((source) => originsOfLog(counts, totals.minutes, source)),
    minutes: line === null || findings === null ? null : minutesOf(counts, line, findings),
    events: line === null || findings === null ? [] : eventReports(counts, line, events, { ...options, own }),
    accuracy: {
      distinctTotal: distinctError(TOTAL_BITS),
      distinctMinute: distinctError(CELL_BITS.clients),
      sketchMinutes: counts.cells.grid.step,
      left: Object.fromEntries(Object.entries(counts.keyed).map(([name, { heavy }]) => [name, heavy.floor])),
    },
  };
}

export function topLists(counts: Counts, { addresses, top }: Pick<ReportOptions, 'addresses' | 'top'>): TopLists {
  const known = (kind: 'countries' | 'networks') => {
    const list = topOf(counts, kind, top);
    return list.some(({ name }) => name !== 'unknown') ? list : [];
  };
  return {
    clients: addresses ? topOf(counts, 'clients', top) : null,
    prefixes: topOf(counts, 'prefixes', top),
    paths: topOf(counts, 'paths', top),
    agents: topOf(counts, 'agents', top),
    referrers: topOf(counts, 'referrers', top),
    countries: known('countries'),
    networks: known('networks'),
  };
}

function heaviest({ keyed }: Counts, kind: KeyedName, total: number): number | null {
  const { counts, size } = keyed[kind].heavy;
  return size === 0 || total === 0
    ? null
    : counts.subarray(0, size).reduce((most, count) => Math.max(most, count), 0) / total;
}

function refusedOf({ reads, examples }: Counts, { files, counted }: ReportOptions): Refused[] {
  return Object.entries(REASONS).flatMap(([code, reason]) => {
    const lines = reads[Number(code)]!;
    if (lines === 0) return [];
    const shown = examples
      .filter((example) => example.reason === Number(code))
      .map(({ file, at, text }) => ({
        file: files[counted[file] ?? -1]?.path ?? '',
        byte: at,
        text: maskAddresses(text),
      }));
    return [{ reason, lines, examples: shown }];
  });
}

function statusesOf({ statuses }: Counts): Record<string, number> {
  const seen: Record<string, number> = {};
  statuses.forEach((count, status) => {
    if (count > 0) seen[status === 0 ? 'other' : String(status)] = count;
  });
  return seen;
}

function crawlersOf({ crawlers }: Counts, { verifiable = [] }: ReportOptions) {
  return CRAWLERS.map(({ name, by }, index) => ({
    name,
    by,
    requests: crawlers[2 * index]!,
    verified: verifiable[index] === true ? crawlers[2 * index + 1]! : null,
  }))
    .filter(({ requests }) => requests > 0)
    .sort((a, b) => b.requests - a.requests);
}

function minutesOf(counts: Counts, line: Timeline, { level }: Findings): ReportMinutes {
  const { clients, prefixes } = sketchSeries(counts, line);
  const known = (series: ArrayLike<number>): (number | null)[] =>
    Array.from({ length: line.steps }, (_, at) => (line.silent[at] === 0 ? Math.round(series[at]!) : null));
  const bytes = Float64Array.from(line.rows, (row) => (row < 0 ? 0 : counts.rows.bytes[row]!));
  return {
    from: isoMinute(line.from),
    stepMinutes: line.step,
    requests: known(line.requests),
    usual: Array.from(level.usual, (value) => Math.round(10 * value) / 10),
    failed: known(line.failed),
    refused: known(line.refused),
    bytes: known(bytes),
    clients: known(clients),
    prefixes: known(prefixes),
    newPrefixes: known(newPrefixes(counts, line)),
  };
}

/** By the first minute of each prefix, or of each of their sample. */
function newPrefixes({ keyed }: Counts, line: Timeline): Float64Array {
  const series = new Float64Array(line.steps);
  const { size, first, level } = sampleOf(keyed.prefixes);
  for (let i = 0; i < size; i += 1) {
    const at = Math.floor((first[i]! - line.from) / line.step);
    if (at >= 0 && at < line.steps) series[at]! += 2 ** level;
  }
  return series;
}

const isoOf = (at: number): string => new Date(at as EpochMs).toISOString();
