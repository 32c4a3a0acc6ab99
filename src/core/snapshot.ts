/**
 * The fold's state as text and back, without loss: a fold that goes on from a snapshot gives the same facts as one
 * that never stopped. Numbers survive JSON exactly (ECMAScript prints the shortest text that reads back the same).
 */
import type { Budget } from '../model/budget.ts';
import type { Entry } from '../model/entry.ts';
import type { Minute } from '../model/units.ts';
import { besideTimeline, emptyState, type FoldState, onlyTouches } from './fold.ts';
import type { ReporterSet, Table } from './reporters.ts';
import type { ScopedSeries } from './scopes.ts';
import { readSeries, type SavedSeries, saveSeries } from './series-text.ts';
import { createWatch, type Watch } from './watch.ts';

export const SNAPSHOT_FORMAT = 26;

export const encodeState = (state: FoldState): string => new StateCopy(state).text();

/**
 * The fold's state as text, of the moment at which the copy was begun, while the fold goes on: services are written down one after the other, and
 * what an entry may change is written down before it is folded. So nothing has to wait until all of a large state is written.
 */
export class StateCopy {
  /** What services share; it is small, and written down at once. */
  readonly #shared: string;
  readonly #order: readonly string[];
  /** Services that are not written down yet. */
  readonly #left: Map<string, Watch>;
  readonly #written = new Map<string, string>();

  constructor(state: FoldState) {
    this.#shared = JSON.stringify({
      format: SNAPSHOT_FORMAT,
      budget: state.budget,
      watched: state.watched,
      keeping: state.keeping,
      statements: [...state.statements],
      holds: [...state.holds],
      clocks: [...state.clocks],
      maintenance: [...state.maintenance],
      redactions: state.redactions,
      prunings: state.prunings,
      timelines: [...state.timelines],
    });
    this.#left = new Map(state.watches);
    this.#order = [...this.#left.keys()];
  }

  /** Has to be called with each entry before it is folded, until the text is complete. */
  before(entry: Entry): void {
    const service = onlyTouches(entry);
    if (service === undefined) this.write(Number.POSITIVE_INFINITY);
    else this.#write(service);
  }

  /** Writes down what is left, at least so many characters of it. @returns whether something is left after that */
  write(characters: number): boolean {
    let done = 0;
    for (const service of this.#left.keys()) {
      if (done >= characters) return true;
      done += this.#write(service);
    }
    return false;
  }

  text(): string {
    this.write(Number.POSITIVE_INFINITY);
    const watches = this.#order.map((service) => this.#written.get(service)!);
    return `${this.#shared.slice(0, -1)},"watches":[${watches.join(',')}]}`;
  }

  #write(service: string): number {
    const watch = this.#left.get(service);
    if (watch === undefined) return 0;
    this.#left.delete(service);
    const text = JSON.stringify(encodeWatch(watch));
    this.#written.set(service, text);
    return text.length;
  }
}

/** undefined when the text is of another format: the journal is then folded from its start. */
export function decodeState(text: string): FoldState | undefined {
  const saved = JSON.parse(text);
  if (saved.format !== SNAPSHOT_FORMAT) return undefined;
  const watches: Watch[] = saved.watches.map(decodeWatch);
  return {
    budget: saved.budget,
    watched: saved.watched,
    lent: new Map(),
    keeping: saved.keeping,
    statements: new Map(saved.statements),
    holds: new Map(saved.holds),
    clocks: new Map(saved.clocks),
    maintenance: new Map(saved.maintenance),
    redactions: saved.redactions,
    prunings: saved.prunings,
    timelines: new Map(saved.timelines),
    watches: new Map(watches.map((watch) => [watch.service.id, watch])),
  };
}

/**
 * The state without decisions, which stay in the journal and may lose their texts there: what services share in the first line, then
 * one line for each service, by id, so that one service can be told of without the others.
 */
export function encodeBase({ budget, watched, timelines, watches }: FoldState): string {
  const known = [...watches.values()].map(({ service, retired }) => ({ service, retired }));
  const shared = { format: SNAPSHOT_FORMAT, budget, watched, timelines: [...timelines], known };
  const services = [...watches.keys()].toSorted().map((id) => encodeWatch(watches.get(id)!));
  return [shared, ...services].map((line) => JSON.stringify(line)).join('\n');
}

/** Whose line of a base it is. */
export const serviceOfLine = (line: string): string => (JSON.parse(line) as Pick<Watch, 'service'>).service.id;

/**
 * undefined when the text is of another format. @param text all lines, or the first one and those of some services, with `# HASH` for each of
 * the others, which are then known and not followed
 */
export function decodeBase(text: string): FoldState | undefined {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const [shared, ...services] = lines.map((line) => JSON.parse(line));
  if (shared?.format !== SNAPSHOT_FORMAT) return undefined;
  const told: ReadonlyMap<string, Watch> = new Map(services.map(decodeWatch).map((watch) => [watch.service.id, watch]));
  const known: readonly Pick<Watch, 'service' | 'retired'>[] = shared.known;
  return {
    ...emptyState(),
    budget: shared.budget,
    watched: shared.watched,
    timelines: new Map(shared.timelines),
    watches: new Map(known.map((one) => [one.service.id, told.get(one.service.id) ?? beside(one, shared.budget)])),
  };
}

/** A service of which nothing is told but that there is one. */
function beside({ service, retired }: Pick<Watch, 'service' | 'retired'>, budget: Budget): Watch {
  const still = { ...service, timeline: besideTimeline(service.timeline) };
  return { ...createWatch(still, 0 as Minute, budget), retired };
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
