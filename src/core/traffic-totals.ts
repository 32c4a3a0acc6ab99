/**
 * Traffic minutes added up: of several sources, or over a stretch. Counts and sketches add up exactly; lists are exact while there
 * are no more keys than are kept, and let go of the lightest then.
 */
import { LISTS, type List, type SampledClient, type TrafficCounts } from '../model/traffic-minute.ts';
import { addAll, type Counts } from './rollup.ts';
import { mergeSketches } from './sketch-text.ts';

/** Keys of a stretch's list: several times what a minute has, so that little is let go of. */
export const LIST_KEPT: Readonly<Record<List, number>> = {
  clients: 64,
  prefixes: 64,
  paths: 64,
  agents: 64,
  referrers: 64,
  countries: 256,
  networks: 192,
};
/** Clients that a stretch's sample holds. */
const SAMPLE_KEPT = 256;

export interface Totals {
  /** Minutes that somebody counted. */
  minutes: number;
  requests: number;
  bytes: number;
  readonly statuses: Counts;
  readonly faults: Counts;
  readonly measures: Counts;
  readonly answers: Counts;
  readonly top: Record<List, Counts>;
  clients: string;
  prefixes: string;
  readonly sample: { level: number; clients: Record<string, SampledClient> };
}

export const emptyTotals = (): Totals => ({
  minutes: 0,
  requests: 0,
  bytes: 0,
  statuses: {},
  faults: {},
  measures: {},
  answers: {},
  top: Object.fromEntries(LISTS.map((list) => [list, {}])) as Record<List, Counts>,
  clients: '',
  prefixes: '',
  sample: { level: 0, clients: {} },
});

/** @param minutes how many minutes it adds that were not there yet */
export function addTraffic(into: Totals, from: TrafficCounts, minutes: number): void {
  into.minutes += minutes;
  into.requests += from.requests;
  into.bytes += from.bytes;
  addAll(into.statuses, from.statuses);
  addAll(into.faults, from.faults);
  addAll(into.measures, from.measures);
  addAll(into.answers, from.answers);
  for (const list of LISTS) addToList(into.top[list], from.top[list], LIST_KEPT[list]);
  into.clients = mergeSketches(into.clients, from.clients);
  into.prefixes = mergeSketches(into.prefixes, from.prefixes);
  if (from.sample !== undefined) addSample(into.sample, from.sample);
}

/** Adds to a list that keeps the heaviest keys; of two that weigh the same, the smaller name. */
export function addToList(into: Counts, from: Readonly<Counts> | undefined, kept: number): void {
  addAll(into, from);
  const keys = Object.keys(into);
  if (keys.length <= kept) return;
  keys.sort((a, b) => into[b]! - into[a]! || (a < b ? -1 : 1));
  for (const key of keys.slice(kept)) delete into[key];
}

function addSample(into: Totals['sample'], from: NonNullable<TrafficCounts['sample']>): void {
  for (const [client, [requests, pages, parts, level]] of Object.entries(from.clients)) {
    const known = Object.hasOwn(into.clients, client) ? into.clients[client]! : [0, 0, 0];
    into.clients[client] = [known[0]! + requests, known[1]! + pages, known[2]! + parts, level];
  }
  thinTo(into, Math.max(into.level, from.level));
  while (Object.keys(into.clients).length > SAMPLE_KEPT) thinTo(into, into.level + 1);
}

/** Whoever does not lie so deep in the sampling leaves it; what stays is a sample of all. */
function thinTo(sample: Totals['sample'], level: number): void {
  sample.level = level;
  for (const [client, [, , , itsLevel]] of Object.entries(sample.clients)) {
    if (itsLevel < level) delete sample.clients[client];
  }
}
