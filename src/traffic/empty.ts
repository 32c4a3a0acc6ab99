/** Emptying a minute into the sketches: every client, prefix, path, agent and referrer of it enters each of them once. */

import { CELL_BITS } from './cells.ts';
import { domainStart, isName } from './client.ts';
import type { Counts } from './counts.ts';
import { TOTAL_BITS } from './counts.ts';
import { addDistinct } from './distinct.ts';
import type { Key } from './hash.ts';
import { nameHeavy, type Weight } from './heavy.ts';
import { addKey, type Keyed } from './keyed.ts';
import type { OpenMinute } from './open-minute.ts';
import { addTallyToSample } from './sample.ts';
import { carryOn, clearTally, createTally, enter, hasLittleRoom, TALLY_MAX, type Tally } from './tally.ts';
import { addTallyToTop } from './top.ts';

/** Tallies that a minute's clients are added up in; used again for each. */
export interface Sums {
  readonly prefixes: Tally;
  readonly prefixBytes: Float64Array;
  /** A client that names each prefix. */
  readonly members: Int32Array;
  readonly countries: Tally;
  readonly countryBytes: Float64Array;
  readonly networks: Tally;
  readonly networkBytes: Float64Array;
}

export const createSums = (): Sums => ({
  prefixes: createTally(false),
  prefixBytes: new Float64Array(TALLY_MAX),
  members: new Int32Array(TALLY_MAX),
  countries: createTally(false),
  countryBytes: new Float64Array(TALLY_MAX),
  networks: createTally(false),
  networkBytes: new Float64Array(TALLY_MAX),
});

const weight: Weight = { count: 0, missed: 0, bytes: 0, first: 0 };
const key: Key = { high: 0, low: 0 };

/** Ends a minute. The keys of its paths, agents and referrers stay entered, unless there is no room left for others. */
export function emptyMinute(counts: Counts, open: OpenMinute, sums: Sums): void {
  const { cells, keyed } = counts;
  const { cell, minute } = open;
  emptyClients(counts, open, sums);
  addTallyToTop(cells.top.clients, cell, open.clients, open.habits);
  addTallyToSample(cells.samples.clients, cell, open.clients, open.habits);
  clearTally(open.clients);
  emptyPrefixes(counts, open, sums);
  emptyPlaces(keyed.countries, sums.countries, sums.countryBytes, minute);
  addTallyToTop(cells.top.countries, cell, sums.countries, null);
  emptyPlaces(keyed.networks, sums.networks, sums.networkBytes, minute);
  addTallyToTop(cells.top.networks, cell, sums.networks, null);
  addTallyToTop(cells.top.paths, cell, open.paths, null);
  addTallyToSample(cells.samples.paths, cell, open.paths, null);
  addTallyToTop(cells.top.agents, cell, open.agents, null);
  addTallyToSample(cells.samples.agents, cell, open.agents, null);
  addTallyToTop(cells.top.referrers, cell, open.referrers, null);
  for (const tally of [open.paths, open.agents, open.referrers]) carryOn(tally, minute);
  for (const tally of [sums.prefixes, sums.countries, sums.networks]) clearTally(tally);
  if (hasLittleRoom(open.paths)) emptyNamed(keyed.paths, open.paths, null);
  if (hasLittleRoom(open.agents)) emptyNamed(keyed.agents, open.agents, null);
  if (hasLittleRoom(open.referrers)) emptyNamed(keyed.referrers, open.referrers, open.referredParts);
}

/** Hands over what was carried on. */
export function emptyCarried({ keyed }: Counts, open: OpenMinute): void {
  emptyNamed(keyed.paths, open.paths, null);
  emptyNamed(keyed.agents, open.agents, null);
  emptyNamed(keyed.referrers, open.referrers, open.referredParts);
}

function emptyClients(counts: Counts, open: OpenMinute, sums: Sums): void {
  const { clients, clientBytes, prefixes } = open;
  const { keyed, cells } = counts;
  const bits = CELL_BITS.clients;
  for (let i = 0; i < clients.size; i += 1) {
    const high = clients.keys[2 * i]!;
    const low = clients.keys[2 * i + 1]!;
    const count = clients.counts[i]!;
    const bytes = clientBytes[i]!;
    addDistinct(counts.clients, 0, TOTAL_BITS, high, low);
    addDistinct(cells.distinct.clients, open.cell << bits, bits, high, low);
    weight.count = count;
    weight.bytes = bytes;
    weight.first = open.minute;
    const entry = addKey(keyed.clients, high, low, weight);
    if (isName(high)) nameHeavy(keyed.clients.heavy, entry, clients.names!, i);
    key.high = prefixes[2 * i]!;
    key.low = prefixes[2 * i + 1]!;
    const prefix = addUp(sums.prefixes, sums.prefixBytes, count, bytes);
    sums.members[prefix] = i;
    key.high = 0;
    key.low = open.countries[i]!;
    addUp(sums.countries, sums.countryBytes, count, bytes);
    key.low = open.networks[i]!;
    addUp(sums.networks, sums.networkBytes, count, bytes);
  }
}

/** Adds to the entry of `key`. */
function addUp(tally: Tally, tallyBytes: Float64Array, count: number, bytes: number): number {
  const before = tally.size;
  const entry = enter(tally, key);
  if (entry === before) tallyBytes[entry] = 0;
  tally.counts[entry]! += count;
  tallyBytes[entry]! += bytes;
  return entry;
}

function emptyPrefixes(counts: Counts, open: OpenMinute, { prefixes, prefixBytes, members }: Sums): void {
  const { keyed, cells } = counts;
  const bits = CELL_BITS.prefixes;
  for (let i = 0; i < prefixes.size; i += 1) {
    const high = prefixes.keys[2 * i]!;
    const low = prefixes.keys[2 * i + 1]!;
    addDistinct(counts.prefixes, 0, TOTAL_BITS, high, low);
    addDistinct(cells.distinct.prefixes, open.cell << bits, bits, high, low);
    weight.count = prefixes.counts[i]!;
    weight.bytes = prefixBytes[i]!;
    weight.first = open.minute;
    const entry = addKey(keyed.prefixes, high, low, weight);
    if (isName(high)) {
      const { text, spans } = open.clients.names!;
      const member = members[i]!;
      const start = domainStart(text, spans[2 * member]!, spans[2 * member + 1]!);
      nameHeavy(keyed.prefixes.heavy, entry, open.clients.names!, member, start);
    }
  }
  addTallyToTop(cells.top.prefixes, open.cell, prefixes, null);
  addTallyToSample(cells.samples.prefixes, open.cell, prefixes, null);
}

function emptyPlaces(keyed: Keyed, tally: Tally, bytes: Float64Array, minute: number): void {
  for (let i = 0; i < tally.size; i += 1) {
    weight.count = tally.counts[i]!;
    weight.bytes = bytes[i]!;
    weight.first = minute;
    addKey(keyed, tally.keys[2 * i]!, tally.keys[2 * i + 1]!, weight);
  }
}

/** Paths, agents and referrers; `extra` is added up in the place of bytes. */
function emptyNamed(keyed: Keyed, tally: Tally, extra: Int32Array | null): void {
  for (let i = 0; i < tally.size; i += 1) {
    weight.count = tally.carried[i]!;
    weight.bytes = extra === null ? 0 : extra[i]!;
    weight.first = tally.first[i]!;
    const entry = addKey(keyed, tally.keys[2 * i]!, tally.keys[2 * i + 1]!, weight);
    nameHeavy(keyed.heavy, entry, tally.names!, i);
  }
  clearTally(tally);
}
