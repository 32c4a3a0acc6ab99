/**
 * The fold's state as text and back, without loss: a fold that goes on from a snapshot gives the same facts as one
 * that never stopped. Numbers survive JSON exactly (ECMAScript prints the shortest text that reads back the same).
 */
import type { FoldState } from './fold.ts';
import type { ReporterSet, Table } from './reporters.ts';
import type { ScopedSeries } from './scopes.ts';
import { readSeries, type SavedSeries, saveSeries } from './series-text.ts';
import type { Watch } from './watch.ts';

export const SNAPSHOT_FORMAT = 17;

export function encodeState(state: FoldState): string {
  return JSON.stringify({
    format: SNAPSHOT_FORMAT,
    budget: state.budget,
    watched: state.watched,
    keeping: state.keeping,
    statements: [...state.statements],
    holds: [...state.holds],
    clocks: [...state.clocks],
    maintenance: [...state.maintenance],
    redactions: state.redactions,
    timelines: [...state.timelines],
    watches: [...state.watches.values()].map(encodeWatch),
  });
}

/** undefined when the text is of another format: the journal is then folded from its start. */
export function decodeState(text: string): FoldState | undefined {
  const saved = JSON.parse(text);
  if (saved.format !== SNAPSHOT_FORMAT) return undefined;
  const watches: Watch[] = saved.watches.map(decodeWatch);
  return {
    budget: saved.budget,
    watched: saved.watched,
    keeping: saved.keeping,
    statements: new Map(saved.statements),
    holds: new Map(saved.holds),
    clocks: new Map(saved.clocks),
    maintenance: new Map(saved.maintenance),
    redactions: saved.redactions,
    timelines: new Map(saved.timelines),
    watches: new Map(watches.map((watch) => [watch.service.id, watch])),
  };
}

function encodeWatch({ scopes, ...watch }: Watch) {
  const { whole, parts } = scopes;
  return {
    ...watch,
    open: [...watch.open],
    reporters: encodeReporters(watch.reporters),
    scopes: { ...scopes, whole: encodeSeries(whole), parts: parts.map(encodeSeries) },
  };
}

function decodeWatch({ scopes, ...saved }: ReturnType<typeof encodeWatch>): Watch {
  const { whole, parts } = scopes;
  return {
    ...saved,
    open: new Map(saved.open),
    reporters: decodeReporters(saved.reporters),
    scopes: { ...scopes, whole: decodeSeries(whole), parts: parts.map(decodeSeries) },
  };
}

const encodeSeries = <T extends ScopedSeries>(scoped: T) => ({ ...scoped, series: saveSeries(scoped.series) });

const decodeSeries = <T extends { series: SavedSeries }>(saved: T) => ({ ...saved, series: readSeries(saved.series) });

function encodeReporters({ window, now, before }: ReporterSet) {
  return { window, now: encodeTable(now), before: encodeTable(before) };
}

function decodeReporters({ window, now, before }: ReturnType<typeof encodeReporters>): ReporterSet {
  return { window, now: decodeTable(now), before: decodeTable(before) };
}

/** The filled slots as pairs of words, and where they are; most tables are nearly empty. */
function encodeTable({ size, slots }: Table) {
  const filled: number[] = [];
  for (let i = 0; i < slots.length; i += 2) if (slots[i + 1] !== 0) filled.push(i, slots[i]!, slots[i + 1]!);
  return { size, length: slots.length, filled };
}

function decodeTable({ size, length, filled }: ReturnType<typeof encodeTable>): Table {
  const slots = new Uint32Array(length);
  for (let i = 0; i < filled.length; i += 3) {
    slots[filled[i]!] = filled[i + 1]!;
    slots[filled[i]! + 1] = filled[i + 2]!;
  }
  return { size, slots };
}
