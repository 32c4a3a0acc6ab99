/**
 * Rollups: the mergeable summary of one service's step. Counting apart and merging equals counting together,
 * whatever the order. Symptoms, components and countries are short lists by nature; of the networks a fixed number
 * is kept, always those with the smallest hash, so that which ones are kept does not depend on the order either
 * (bottom-k sampling: Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007).
 */
import type { Report, Tally } from '../model/entry.ts';
import type { Scope } from '../model/incident.ts';
import { hashText } from './hash.ts';

/** Networks that a rollup keeps by name; their counts are exact. */
export const NETWORKS_KEPT = 64;
/** All networks fall into so many groups by their hash; no network has more reports than its group. */
export const GROUPS = 64;
const ANY_HASH = 2 ** 32;

export type Counts = Record<string, number>;

export interface Rollup {
  count: number;
  /** Sources whose tally of this step is in; empty when people were counted here. */
  tallied: string[];
  readonly symptoms: Counts;
  readonly components: Counts;
  readonly countries: Counts;
  networks: Counts;
  /** Networks whose hash is this or above are not kept. */
  networkCut: number;
  /** Reports by group of networks, of all networks: for the whole, for each symptom and for each country. */
  readonly groups: Record<string, Counts>;
}

export function emptyRollup(): Rollup {
  return {
    count: 0,
    tallied: [],
    symptoms: {},
    components: {},
    countries: {},
    networks: {},
    networkCut: ANY_HASH,
    groups: {},
  };
}

export function addReport(rollup: Rollup, report: Report): void {
  rollup.count += 1;
  add(rollup.symptoms, report.symptom, 1);
  if (report.component !== undefined) add(rollup.components, report.component, 1);
  if (report.country !== undefined) add(rollup.countries, report.country, 1);
  if (report.network === undefined) return;
  addNetwork(rollup, report.network, 1);
  const group = String(hashText(report.network) % GROUPS);
  add(groupsIn(rollup, 'all'), group, 1);
  add(groupsIn(rollup, `symptom:${report.symptom}`), group, 1);
  if (report.country !== undefined) add(groupsIn(rollup, `country:${report.country}`), group, 1);
}

/** False when this source's tally of the step is in already: a retry must not count twice. */
export function addTally(rollup: Rollup, tally: Tally): boolean {
  if (rollup.tallied.includes(tally.source)) return false;
  rollup.tallied.push(tally.source);
  rollup.count += tally.count;
  addAll(rollup.symptoms, tally.symptoms);
  addAll(rollup.components, tally.components);
  addAll(rollup.countries, tally.countries);
  return true;
}

/** Adds what was counted elsewhere; the two must not have counted the same signals. */
export function mergeRollup(into: Rollup, from: Rollup): void {
  into.count += from.count;
  for (const source of from.tallied) if (!into.tallied.includes(source)) into.tallied.push(source);
  addAll(into.symptoms, from.symptoms);
  addAll(into.components, from.components);
  addAll(into.countries, from.countries);
  for (const scope in from.groups) addAll(groupsIn(into, scope as Scope), from.groups[scope]);
  if (from.networkCut < into.networkCut) cutNetworks(into, from.networkCut);
  for (const network in from.networks) addNetwork(into, network, from.networks[network]!);
}

/** What one scope counted. */
export function countOf(rollup: Rollup, scope: Scope): number {
  if (scope === 'all') return rollup.count;
  const kind = scope.slice(0, scope.indexOf(':'));
  const counts = kind === 'symptom' ? rollup.symptoms : kind === 'country' ? rollup.countries : rollup.networks;
  const key = scope.slice(kind.length + 1);
  return Object.hasOwn(counts, key) ? counts[key]! : 0;
}

/** False for a network of which nothing is known in this step: of many, only some are kept. */
export function isCounted(rollup: Rollup, scope: Scope): boolean {
  if (!scope.startsWith('network:') || rollup.networkCut === ANY_HASH) return true;
  return hashText(scope.slice('network:'.length)) < rollup.networkCut;
}

function groupsIn({ groups }: Rollup, scope: Scope): Counts {
  groups[scope] ??= {};
  return groups[scope];
}

export function addAll(into: Counts, from: Readonly<Record<string, number | undefined>> | undefined): void {
  for (const key in from) add(into, key, from[key] ?? 0);
}

function add(counts: Counts, key: string, count: number): void {
  // Names come from outside: `constructor` is one too.
  counts[key] = (Object.hasOwn(counts, key) ? counts[key]! : 0) + count;
}

function addNetwork(rollup: Rollup, network: string, count: number): void {
  if (Object.hasOwn(rollup.networks, network)) {
    add(rollup.networks, network, count);
    return;
  }
  if (hashText(network) >= rollup.networkCut) return;
  rollup.networks[network] = count;
  const kept = Object.keys(rollup.networks);
  if (kept.length > NETWORKS_KEPT) cutNetworks(rollup, Math.max(...kept.map((key) => hashText(key))));
}

function cutNetworks(rollup: Rollup, cut: number): void {
  rollup.networkCut = cut;
  rollup.networks = Object.fromEntries(Object.entries(rollup.networks).filter(([network]) => hashText(network) < cut));
}
