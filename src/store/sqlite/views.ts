/** The views in SQLite: facts, incidents, blocks and the snapshot, saved together or not at all. */
import type { Hash } from 'node:crypto';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { canonical } from '../../journal/canonical.ts';
import { CorruptJournalError } from '../../journal/corrupt.ts';
import type { Block } from '../../model/block.ts';
import type { Fact } from '../../model/fact.ts';
import type { Incident } from '../../model/incident.ts';
import type { Minute, Seq } from '../../model/units.ts';
import type { IncidentQuery, Snapshot, StoredFact, ViewsBatch, ViewsHome } from '../ports.ts';
import { snapshotDigest, snapshotHash } from '../snapshot-digest.ts';
import { SqliteBases } from './bases.ts';
import { asCorruption, guarded } from './corruption.ts';

/** After every minute that there is. */
const ever = Number.MAX_SAFE_INTEGER as Minute;

interface BodyRow {
  body: string;
}

export class SqliteViews implements ViewsHome {
  readonly bases: SqliteBases;
  readonly #database: DatabaseSync;
  readonly #putFact: StatementSync;
  readonly #putIncident: StatementSync;
  readonly #putBlock: StatementSync;
  readonly #putPiece: StatementSync;
  /** Of the pieces of a state so far. */
  #digest: Hash = snapshotDigest(0 as Seq);

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.bases = new SqliteBases(database);
    this.#putFact = database.prepare('insert or replace into fact (seq, ordinal, body) values (?, ?, ?)');
    this.#putIncident = database.prepare(
      'insert or replace into incident (id, service, possible_at, body) values (?, ?, ?, ?)',
    );
    this.#putPiece = database.prepare('insert or replace into snapshot_piece (until, part, body) values (?, ?, ?)');
    this.#putBlock = database.prepare('insert or replace into block (service, hour, body) values (?, ?, ?)');
  }

  /** A piece of a state that is saved later: until then it counts for nothing. */
  savePiece(until: Seq, part: number, body: string): void {
    try {
      this.#addPiece(until, part, body);
    } catch (cause) {
      throw asCorruption(cause);
    }
  }

  /** @param pieces of the snapshot that were saved before; the batch brings the last one */
  async save(batch: ViewsBatch, pieces = 0): Promise<void> {
    this.#database.exec('begin immediate');
    try {
      for (const { seq, ordinal, fact } of batch.facts) {
        this.#putFact.run(seq, ordinal, canonical(fact));
        if (fact.kind !== 'incident') continue;
        this.#put(fact.incident);
      }
      this.bases.beforeChange(batch.blocks);
      for (const block of batch.blocks) this.#putBlock.run(block.service, block.hour, canonical(block));
      if (batch.snapshot !== undefined) {
        this.#addPiece(batch.until, pieces, batch.snapshot);
        this.#database
          .prepare('insert or replace into snapshot (one, until, hash, parts) values (1, ?, ?, ?)')
          .run(batch.until, this.#digest.digest('hex'), pieces + 1);
        this.#database.prepare('delete from snapshot_piece where until <> ?').run(batch.until);
      }
      if (batch.base !== undefined) this.bases.keep(batch.until, batch.base);
      this.#database.exec('commit');
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw asCorruption(cause);
    }
  }

  async snapshot(): Promise<Snapshot | undefined> {
    const row = this.#get('select until, hash, parts from snapshot where one = 1') as
      | { until: Seq; hash: string; parts: number }
      | undefined;
    if (row === undefined) return undefined;
    const query = 'select body from snapshot_piece where until = ? and part < ? order by part';
    const pieces = this.#all(query, row.until, row.parts) as BodyRow[];
    const body = pieces.map((piece) => piece.body).join('');
    if (row.hash !== snapshotHash(row.until, body)) {
      throw new CorruptJournalError(
        'the snapshot of the views does not match its hash (groundswell rebuild makes a new one)',
      );
    }
    return { until: row.until, body };
  }

  async facts(from: Seq, limit: number): Promise<StoredFact[]> {
    const rows = this.#all(
      'select seq, ordinal, body from fact where seq >= ? order by seq, ordinal limit ?',
      from,
      limit,
    ) as { seq: Seq; ordinal: number; body: string }[];
    return rows.map(({ seq, ordinal, body }) => ({ seq, ordinal, fact: JSON.parse(body) as Fact }));
  }

  async incident(id: string): Promise<Incident | undefined> {
    const row = this.#get('select body from incident where id = ?', id) as BodyRow | undefined;
    return row === undefined ? undefined : (JSON.parse(row.body) as Incident);
  }

  async incidents({ services, before = ever, limit }: IncidentQuery): Promise<Incident[]> {
    // Each way has an index that it can follow; what is sorted is never the bodies.
    const those =
      services === undefined
        ? 'possible_at < ?'
        : services.length === 1
          ? 'possible_at < ? and service = ?'
          : 'possible_at < ? and service in (select value from json_each(?))';
    const values = services === undefined ? [] : [services.length === 1 ? services[0]! : JSON.stringify(services)];
    const rows = this.#all(
      `select body from incident where id in (
         select id from incident where ${those} order by possible_at desc, id desc limit ?
       ) order by possible_at desc, id desc`,
      before,
      ...values,
      limit,
    ) as BodyRow[];
    return rows.map(({ body }) => JSON.parse(body) as Incident);
  }

  async blocks(service: string, from: number, to: number): Promise<Block[]> {
    const query = 'select body from block where service = ? and hour >= ? and hour < ? order by hour';
    const rows = this.#all(query, service, from, to) as BodyRow[];
    return rows.map(({ body }) => JSON.parse(body) as Block);
  }

  async *lines(): AsyncIterable<string> {
    for (const query of [
      "select 'fact ' || seq || ' ' || ordinal as name, body from fact order by seq, ordinal",
      "select 'incident ' || id as name, body from incident order by id",
      "select 'block ' || service || ' ' || hour as name, body from block order by service, hour",
    ]) {
      for (const row of this.#database.prepare(query).iterate() as Iterable<BodyRow & { name: string }>) {
        yield `${row.name}\t${row.body}`;
      }
    }
  }

  async clear(): Promise<void> {
    this.#database.exec('begin immediate; delete from incident; delete from snapshot; delete from snapshot_piece');
    const base = this.bases.goBack();
    if (base === undefined) this.#database.exec('delete from fact; delete from block');
    else for (const incident of base.incidents) this.#put(incident);
    this.#database.exec('commit');
  }

  #addPiece(until: Seq, part: number, body: string): void {
    if (part === 0) this.#digest = snapshotDigest(until);
    this.#digest.update(body);
    this.#putPiece.run(until, part, body);
  }

  #put(incident: Incident): void {
    this.#putIncident.run(incident.id, incident.service, incident.possibleAt, canonical(incident));
  }

  #all(query: string, ...values: SQLInputValue[]): unknown[] {
    return guarded(() => this.#database.prepare(query).all(...values));
  }

  #get(query: string, ...values: SQLInputValue[]): unknown {
    return guarded(() => this.#database.prepare(query).get(...values));
  }
}
