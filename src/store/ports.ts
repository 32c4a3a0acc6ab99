/**
 * What a home offers: a journal that only grows, and views that can be thrown away. Homes share no code beyond the
 * journal's own arithmetic, but for SQLite's tables in memory; one contract test (test/contract) holds for all of them.
 */
import type { CheckResult } from '../journal/check.ts';
import type { EncodedEntry } from '../journal/codec.ts';
import type { KeptJournal } from '../journal/kept.ts';
import type { Block } from '../model/block.ts';
import type { Fact } from '../model/fact.ts';
import type { Incident } from '../model/incident.ts';
import type { EpochMs, Minute, Seq } from '../model/units.ts';

/** Thrown when a home cannot do it just now and has done nothing of it: a database that is away, say. It may work later. */
export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
}

/** Thrown when another process writes to the journal by now; this one must not, and has not. */
export class FencedError extends Error {
  override name = 'FencedError';
  constructor() {
    super('another process has taken the journal over; this one writes no more');
  }
}

export interface Replacement {
  readonly seq: Seq;
  readonly body: Uint8Array;
}

export interface JournalHome extends KeptJournal {
  /** Appends in order and resolves to the first one's position, once all of them are durable. All or none. */
  append(batch: readonly EncodedEntry[]): Promise<Seq>;
  /**
   * Puts other bytes in the place of entries, whose hashes stay. All or none; when it resolves, what stood there is nowhere in
   * the home any more. Absent where a home lets go of no byte.
   */
  replace?(rows: readonly Replacement[]): Promise<void>;
  /** `checkJournal` beside everything else, also while entries are appended or replaced. Absent where nothing is gained by it. */
  check?(onProgress?: (checked: number, of: number) => void): Promise<CheckResult>;
  /** Takes in what another process has appended by now. Absent where no other process can append. */
  catchUp?(): Promise<void>;
  /** Up to `count` hashes of one level from number `from` on: leaf hashes at level 0, stored roots above. */
  hashes(level: number, from: number, count: number): Promise<Uint8Array[]>;
}

/** What a bundle is made from. */
export interface ReadableJournal extends Pick<JournalHome, 'read' | 'readAbout' | 'hashes'> {
  /** What stands for signals that are gone. */
  base?(): Promise<Snapshot | undefined>;
}

/** A fact with its name: the entry that caused it, and its place among that entry's facts. */
export interface StoredFact {
  readonly seq: Seq;
  readonly ordinal: number;
  readonly fact: Fact;
}

/** What one save brings: everything that follows from the entries before `until`. */
export interface ViewsBatch {
  readonly until: Seq;
  readonly facts: readonly StoredFact[];
  readonly blocks: readonly Block[];
  /** The fold's whole state after the entries before `until`, when it is time to keep it. */
  readonly snapshot?: string | undefined;
  /** The same without decisions: these views, and it, are kept beside what follows. Only for a home that has `bases`. */
  readonly base?: { readonly body: string; readonly madeAt: EpochMs } | undefined;
}

export interface Snapshot {
  readonly until: Seq;
  readonly body: string;
}

export interface IncidentQuery {
  /** Of these services; of all without it. */
  readonly services?: readonly string[] | undefined;
  /** That were possible before this minute. */
  readonly before?: Minute | undefined;
  /** The newest so many. */
  readonly limit: number;
}

/** Whether a query asks for an incident, but for how many there may be. */
export const isAskedFor = ({ service, possibleAt }: Incident, { services, before }: IncidentQuery): boolean =>
  (services === undefined || services.includes(service)) && (before === undefined || possibleAt < before);

export interface ViewsHome {
  /** false while another process keeps the fold's state: it need not be written down here. */
  readonly keepsState?: boolean;
  /**
   * A crash leaves the views as they were before or after, never between; but blocks, each of which says until where it counts, may be
   * ahead of the rest.
   */
  save(batch: ViewsBatch): Promise<void>;
  snapshot(): Promise<Snapshot | undefined>;
  /** Facts from `from` (a position in the journal) on, in order. */
  facts(from: Seq, limit: number): Promise<StoredFact[]>;
  incident(id: string): Promise<Incident | undefined>;
  /** Newest first. */
  incidents(query: IncidentQuery): Promise<Incident[]>;
  /** Blocks of one service whose hour lies in [from, to), in order. */
  blocks(service: string, from: number, to: number): Promise<Block[]>;
  /** Every fact, incident and block as `NAME\tcanonical JSON`, in a fixed order: two homes with the same views say the same. */
  lines(): AsyncIterable<string>;
  /** Forgets every view that the journal can give again: all of them, or those after the settled base. */
  clear(): Promise<void>;
  /** Absent where the journal lets go of no signal. */
  readonly bases?: BasesHome | undefined;
}

/** Bases that are not settled, at most; the oldest ones make room. */
export const BASES_MAX = 16;

/** State and views as they were at some moments, kept beside those that go on. One of them may stand for signals that are gone. */
export interface BasesHome {
  /** The one that stands for signals that are gone, and that `clear` goes back to. */
  settled(): Promise<Snapshot | undefined>;
  /** Those that are kept, the oldest one first. */
  list(): Promise<{ readonly until: Seq; readonly madeAt: EpochMs }[]>;
  read(until: Seq): Promise<Snapshot | undefined>;
  /** From now on this one stands for what is gone; older ones are let go of. */
  settle(until: Seq): Promise<void>;
  /** Like `lines` of the views, as of a base that is kept. */
  lines(until: Seq): AsyncIterable<string>;
}

export type Cell = string | number | null;

export interface Reading {
  rows<Row>(sql: string, ...values: Cell[]): Promise<Row[]>;
}

export interface Writing extends Reading {
  /** @returns how many rows it changed */
  run(sql: string, ...values: Cell[]): Promise<number>;
}

/**
 * Tables for what does not follow from the journal: whom to tell, and what was told. Their SQL is what SQLite and PostgreSQL both
 * understand; `?` stands for a value, and a table is named `HERE.name`.
 */
export interface Tables extends Reading {
  /** All of the work or nothing, one after the other. What it reads, it reads through what it is given. @throws FencedError when another process writes by now */
  write<T>(work: (within: Writing) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Store extends AsyncDisposable {
  readonly journal: JournalHome;
  readonly views: ViewsHome;
  /** @param name of the part that they belong to; @param sql makes each table where it is not there yet */
  tables(name: string, sql: string): Promise<Tables>;
}
