/**
 * From what was counted to traffic minutes: each minute of the counts as sums and sketches that add up (model/traffic-minute.ts). Keys
 * are named by whoever asks, so that no address leaves the counts.
 */
import { SKETCH_BITS, sketchText } from '../core/sketch-text.ts';
import { LISTED_MAX, LISTS, type List, type Measure, type TrafficCounts } from '../model/traffic-minute.ts';
import { ANSWER_STEPS, CELL_BITS, type CellDistinct, type Cells, createCells, mergeCell } from './cells.ts';
import { clientHabits } from './clients.ts';
import type { Counts, KeyedName } from './counts.ts';
import { estimateDistinct } from './distinct.ts';
import { faultsOf, type Gathered, statusesOf } from './gather.ts';
import { pagesOf, partsOf } from './habits.ts';
import { networkText, PLACE_NOT_PUBLIC, PLACE_UNKNOWN } from './place-codes.ts';
import { COLUMN, COLUMNS } from './rows.ts';
import { levelOf } from './sample.ts';
import { pastOf, type SeenBefore, seenBefore } from './seen.ts';
import type { Top } from './top.ts';
import { nameOf, ownReferrers } from './top-lists.ts';

/** Whoever was seen longer ago than this had been there before. */
const BEFORE_MINUTES = 60;
/** A source that looked on for less cannot say who had been there before. */
const HISTORY_MINUTES = 120;
/** Names in lists are cut to this. */
const NAMED_MAX = 120;

export interface Naming {
  /** What stands for a key that is not shown; the same key, the same name. */
  readonly pseudonym: (list: List, high: number, low: number) => string;
  /** Lists whose keys are shown as they are. */
  readonly shown: ReadonlySet<List>;
  /** Whether a network rents out machines; undefined where nobody knows networks. */
  readonly hosting?: ((code: string) => boolean) | undefined;
}

export interface History {
  /** First minute that was looked at. */
  readonly since: number;
  /** What was counted before the present counts were begun. */
  readonly before: Counts['keyed'] | null;
}

/** The minutes of `counts`, which must be closed, in their order. */
export function minuteCounts(
  counts: Counts,
  naming: Naming,
  history: History,
): { minute: number; counts: TrafficCounts }[] {
  const own = ownReferrers(counts);
  return counts.rows.grid.starts
    .map((minute, row) => ({ minute, row }))
    .filter(({ row }) => counts.rows.values[row * COLUMNS + COLUMN.requests]! > 0)
    .toSorted((a, b) => a.minute - b.minute)
    .map(({ minute, row }) => ({ minute, counts: countsOf(counts, minute, row, naming, history, own) }));
}

function countsOf(
  counts: Counts,
  minute: number,
  row: number,
  naming: Naming,
  history: History,
  own: ReadonlySet<string>,
): TrafficCounts {
  const values = Float64Array.from(counts.rows.values.subarray(row * COLUMNS, (row + 1) * COLUMNS));
  const cells = createCells(1);
  mergeCell(cells, 0, counts.cells, counts.cells.grid.rows.get(minute)!);
  const gathered: Gathered = { minutes: 1, bytes: counts.rows.bytes[row]!, values, cells };
  return {
    requests: values[COLUMN.requests]!,
    bytes: gathered.bytes,
    statuses: filled(statusesOf(values)),
    faults: faultsOf(values),
    measures: filled({
      ...measuresOf(gathered, naming),
      ...(minute - history.since >= HISTORY_MINUTES ? before(counts, gathered, minute, history) : {}),
    }),
    answers: answersOf(cells),
    top: Object.fromEntries(LISTS.map((list) => [list, listOf(counts, cells.top[list], list, naming, own)])),
    clients: sketchText(folded(cells.distinct.clients)),
    prefixes: sketchText(folded(cells.distinct.prefixes)),
    sample: sampleOf(cells, naming),
  };
}

const filled = <Name extends string>(counts: Readonly<Partial<Record<Name, number>>>): Partial<Record<Name, number>> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)) as Partial<Record<Name, number>>;

function measuresOf(gathered: Gathered, { hosting }: Naming): Partial<Record<Measure, number>> {
  const { values, cells } = gathered;
  const of = (column: number): number => values[column]!;
  const distinct = (name: CellDistinct): number =>
    Math.round(estimateDistinct(cells.distinct[name], 0, CELL_BITS[name]));
  const habits = clientHabits(gathered);
  const requests = of(COLUMN.requests);
  const agents = of(COLUMN.agentLogged);
  const queries = of(COLUMN.queries);
  return {
    agents,
    tools: agents > 0 ? of(COLUMN.tools) : 0,
    crawlers: of(COLUMN.crawlers),
    verified: of(COLUMN.verified),
    referrers: of(COLUMN.referrerLogged),
    unreferred: of(COLUMN.noReferrer),
    queries,
    queryTexts: Math.min(queries, distinct('queries')),
    parts: of(COLUMN.parts),
    robots: of(COLUMN.robotsText),
    odd: of(COLUMN.odd),
    writes: of(COLUMN.writes),
    holes: of(COLUMN.holes),
    raw: of(COLUMN.raw),
    timed: of(COLUMN.timed),
    pairs: agents > 0 ? distinct('pairs') : 0,
    pairedClients: agents > 0 ? distinct('clients') : 0,
    clockwork: Math.round(habits.clockworkShare * requests),
    walking: Math.round(habits.walkingShare * requests),
    ...(hosting === undefined ? {} : hosted(cells.top.networks, hosting)),
  };
}

function hosted(networks: Top, hosting: (code: string) => boolean): Partial<Record<Measure, number>> {
  let all = 0;
  let rented = 0;
  for (let i = 0; i < networks.sizes[0]!; i += 1) {
    const number = networks.keys[2 * i + 1]!;
    if (number === PLACE_UNKNOWN || number === PLACE_NOT_PUBLIC) continue;
    all += networks.counts[i]!;
    if (hosting(networkText(number))) rented += networks.counts[i]!;
  }
  return { networked: all, hosting: rented };
}

/** Requests, prefixes, paths and agents that had been seen an hour before. */
function before(
  { keyed }: Counts,
  { values, cells }: Gathered,
  minute: number,
  history: History,
): Partial<Record<Measure, number>> {
  const requests = values[COLUMN.requests]!;
  const paths = requests - values[COLUMN.raw]!;
  const agents = values[COLUMN.agentLogged]!;
  const seen = (name: 'prefixes' | 'paths' | 'agents', total: number): SeenBefore => {
    const past = pastOf(keyed[name], history.before?.[name]);
    return seenBefore(cells.top[name], cells.samples[name], past, minute - BEFORE_MINUTES, total) ?? NONE;
  };
  const prefixes = seen('prefixes', requests);
  const prefixesSeen = Math.round(estimateDistinct(cells.distinct.prefixes, 0, CELL_BITS.prefixes));
  return {
    lookedBack: requests,
    oldPrefixRequests: Math.round(prefixes.requests * requests),
    prefixesSeen,
    oldPrefixes: Math.round(prefixes.keys * prefixesSeen),
    pathsSeen: paths,
    oldPathRequests: Math.round(seen('paths', paths).requests * paths),
    agentsSeen: agents,
    oldAgentRequests: Math.round(seen('agents', agents).requests * agents),
  };
}

const NONE: SeenBefore = { requests: 0, keys: 0 };

function answersOf({ answers }: Cells): Record<string, number> {
  const steps: Record<string, number> = {};
  for (let step = 0; step < ANSWER_STEPS; step += 1) if (answers[step]! > 0) steps[step] = answers[step]!;
  return steps;
}

/** The heaviest keys of a minute by name; what is not known, and referrers that are the site itself, are left out. */
function listOf(
  { keyed }: Counts,
  top: Top,
  list: KeyedName,
  { pseudonym, shown }: Naming,
  own: ReadonlySet<string>,
): Record<string, number> | undefined {
  const isPlace = list === 'countries' || list === 'networks';
  const entries = Array.from({ length: top.sizes[0]! }, (_, i) => ({
    high: top.keys[2 * i]!,
    low: top.keys[2 * i + 1]!,
    requests: top.counts[i]!,
  })).filter(({ high, low }) => list !== 'referrers' || !own.has(`${high}:${low}`));
  if (entries.length === 0 || (isPlace && entries.every(({ low }) => low === PLACE_UNKNOWN))) return undefined;
  const isText = isPlace || shown.has(list);
  const textOf = (high: number, low: number): string =>
    nameOf(keyed[list].heavy, list, high, low)
      .replaceAll(/\p{Cc}/gu, '·')
      .slice(0, NAMED_MAX)
      .toWellFormed();
  const rows: Record<string, number> = {};
  entries.sort((a, b) => b.requests - a.requests || a.high - b.high || a.low - b.low);
  for (const { high, low, requests } of entries.slice(0, LISTED_MAX[list])) {
    const name = isText ? textOf(high, low) : pseudonym(list, high, low);
    rows[name] = (Object.hasOwn(rows, name) ? rows[name]! : 0) + requests;
  }
  return rows;
}

/** Half as many registers: each is the larger of two neighbours, as if it had been the only one. */
function folded(registers: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 1 << SKETCH_BITS }, (_, i) => Math.max(registers[2 * i]!, registers[2 * i + 1]!));
}

function sampleOf({ samples: { clients } }: Cells, { pseudonym }: Naming): TrafficCounts['sample'] {
  const habits = clients.habits!;
  const rows = Array.from({ length: clients.sizes[0]! }, (_, i) => {
    const [high, low] = [clients.keys[2 * i]!, clients.keys[2 * i + 1]!];
    const known = [clients.counts[i]!, pagesOf(habits, i), partsOf(habits, i), levelOf(high, low)] as const;
    return [pseudonym('clients', high, low), known] as const;
  });
  return { level: clients.levels[0]!, clients: Object.fromEntries(rows) };
}
