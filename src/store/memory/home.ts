/**
 * The home in memory: for tests, and for folding a journal again beside its stored views. Keeps the same order and
 * the same bytes as the others; nothing survives the process.
 */
import { hash } from 'node:crypto';
import { canonical } from '../../journal/canonical.ts';
import { type EncodedEntry, isPruned } from '../../journal/codec.ts';
import type { StoredEntry } from '../../journal/kept.ts';
import { Frontier, type SubtreeRoot, type TreeHead } from '../../journal/tree.ts';
import type { Block } from '../../model/block.ts';
import type { Fact } from '../../model/fact.ts';
import { type Incident, newestFirst } from '../../model/incident.ts';
import type { EpochMs, Seq } from '../../model/units.ts';
import {
  BASES_MAX,
  type BasesHome,
  type IncidentQuery,
  isAskedFor,
  type JournalHome,
  type Replacement,
  type Snapshot,
  type Store,
  type StoredFact,
  type ViewsBatch,
  type ViewsHome,
} from '../ports.ts';
import { openSqliteTables } from '../sqlite/tables.ts';

export class MemoryJournal implements JournalHome {
  readonly #entries: StoredEntry[] = [];
  readonly #subtrees: SubtreeRoot[] = [];
  readonly #frontier = new Frontier();

  head(): TreeHead {
    return this.#frontier.head();
  }

  async append(batch: readonly EncodedEntry[]): Promise<Seq> {
    const first = this.#frontier.size as Seq;
    for (const { body, hash } of batch) {
      this.#entries.push({ seq: this.#frontier.size as Seq, body, hash });
      this.#frontier.append(hash, (subtree) => this.#subtrees.push(subtree));
    }
    return first;
  }

  async replace(rows: readonly Replacement[]): Promise<void> {
    for (const { seq, body } of rows) {
      const residue = isPruned(body) ? {} : { residue: hash('sha256', body, 'buffer') };
      this.#entries[seq] = { ...this.#entries[seq]!, body, ...residue };
    }
  }

  async read(from: Seq, limit: number): Promise<StoredEntry[]> {
    return this.#entries.slice(from, from + limit);
  }

  async subtrees(): Promise<SubtreeRoot[]> {
    return this.#subtrees.toSorted((a, b) => a.level - b.level || a.number - b.number);
  }

  async hashes(level: number, from: number, count: number): Promise<Uint8Array[]> {
    const row = level === 0 ? this.#entries : (await this.subtrees()).filter((root) => root.level === level);
    return row.slice(from, from + count).map(({ hash }) => hash);
  }
}

interface MemoryBase {
  readonly until: Seq;
  readonly body: string;
  readonly madeAt: EpochMs;
  settled: boolean;
  /** The views as they were. */
  readonly views: MemoryViews;
}

export class MemoryViews implements ViewsHome {
  // Kept as canonical JSON, as a home on disk does: what is saved does not change with what it was made from.
  readonly #facts = new Map<string, { readonly seq: Seq; readonly ordinal: number; readonly body: string }>();
  readonly #incidents = new Map<string, string>();
  /** By service and hour. */
  readonly #blocks = new Map<string, Map<number, string>>();
  #snapshot: Snapshot | undefined;
  /** The oldest one first. */
  #bases: MemoryBase[] = [];
  readonly bases: BasesHome = {
    settled: async () => snapshotOf(this.#bases.find((base) => base.settled)),
    list: async () => this.#bases.map(({ until, madeAt }) => ({ until, madeAt })),
    read: async (until) => snapshotOf(this.#bases.find((base) => base.until === until)),
    settle: async (until) => {
      this.#bases = this.#bases.filter((base) => base.until >= until);
      for (const base of this.#bases) base.settled ||= base.until === until;
    },
    lines: (until) => this.#bases.find((base) => base.until === until)!.views.lines(),
  };

  async save({ until, facts, blocks, snapshot, base }: ViewsBatch): Promise<void> {
    // All is written down before any of it is kept: what cannot be written leaves everything as it was.
    const factRows = facts.map(({ seq, ordinal, fact }) => ({ seq, ordinal, fact, body: canonical(fact) }));
    const blockRows = blocks.map((block) => ({ ...block, body: canonical(block) }));
    for (const { seq, ordinal, fact, body } of factRows) {
      this.#facts.set(`${seq} ${ordinal}`, { seq, ordinal, body });
      if (fact.kind === 'incident') this.#incidents.set(fact.incident.id, canonical(fact.incident));
    }
    for (const { service, hour, body } of blockRows) {
      const hours = this.#blocks.get(service) ?? new Map<number, string>();
      this.#blocks.set(service, hours.set(hour, body));
    }
    if (snapshot !== undefined) this.#snapshot = { until, body: snapshot };
    if (base === undefined || this.#bases.some((known) => known.until === until)) return;
    this.#bases.push({ ...base, until, settled: false, views: this.#copy() });
    const kept = this.#bases.slice(-BASES_MAX);
    this.#bases = this.#bases.filter((known) => known.settled || kept.includes(known));
  }

  async snapshot(): Promise<Snapshot | undefined> {
    return this.#snapshot;
  }

  async facts(from: Seq, limit: number): Promise<StoredFact[]> {
    return this.#factsInOrder()
      .filter(({ seq }) => seq >= from)
      .slice(0, limit)
      .map(({ seq, ordinal, body }) => ({ seq, ordinal, fact: JSON.parse(body) as Fact }));
  }

  async incident(id: string): Promise<Incident | undefined> {
    const body = this.#incidents.get(id);
    return body === undefined ? undefined : (JSON.parse(body) as Incident);
  }

  async incidents(query: IncidentQuery): Promise<Incident[]> {
    return [...this.#incidents.values()]
      .map((body) => JSON.parse(body) as Incident)
      .filter((incident) => isAskedFor(incident, query))
      .sort(newestFirst)
      .slice(0, query.limit);
  }

  async blocks(service: string, from: number, to: number): Promise<Block[]> {
    return [...(this.#blocks.get(service) ?? [])]
      .filter(([hour]) => hour >= from && hour < to)
      .sort(([a], [b]) => a - b)
      .map(([, body]) => JSON.parse(body) as Block);
  }

  async *lines(): AsyncIterable<string> {
    for (const { seq, ordinal, body } of this.#factsInOrder()) yield `fact ${seq} ${ordinal}\t${body}`;
    for (const id of [...this.#incidents.keys()].sort()) yield `incident ${id}\t${this.#incidents.get(id)}`;
    for (const service of [...this.#blocks.keys()].sort()) {
      const hours = [...this.#blocks.get(service)!].sort(([a], [b]) => a - b);
      for (const [hour, body] of hours) yield `block ${service} ${hour}\t${body}`;
    }
  }

  async clear(): Promise<void> {
    this.#facts.clear();
    this.#incidents.clear();
    this.#blocks.clear();
    this.#snapshot = undefined;
    this.#bases = this.#bases.filter(({ settled }) => settled);
    for (const { views } of this.#bases) this.#take(views);
  }

  #copy(): MemoryViews {
    const copy = new MemoryViews();
    copy.#take(this);
    return copy;
  }

  #take(views: MemoryViews): void {
    for (const [key, fact] of views.#facts) this.#facts.set(key, fact);
    for (const [id, body] of views.#incidents) this.#incidents.set(id, body);
    for (const [service, hours] of views.#blocks) this.#blocks.set(service, new Map(hours));
  }

  #factsInOrder() {
    return [...this.#facts.values()].sort((a, b) => a.seq - b.seq || a.ordinal - b.ordinal);
  }
}

const snapshotOf = (base: MemoryBase | undefined): Snapshot | undefined =>
  base && { until: base.until, body: base.body };

export function openMemoryHome(): Store {
  return {
    journal: new MemoryJournal(),
    views: new MemoryViews(),
    tables: (_, sql) => openSqliteTables(':memory:', sql),
    async [Symbol.asyncDispose]() {},
  };
}
