/** Bases in SQLite: the fold's state of a moment, and the blocks as they were then, copied when they are first changed after it. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { canonical } from '../../journal/canonical.ts';
import { CorruptJournalError } from '../../journal/corrupt.ts';
import type { Block } from '../../model/block.ts';
import type { Fact } from '../../model/fact.ts';
import type { Incident } from '../../model/incident.ts';
import type { EpochMs, Seq } from '../../model/units.ts';
import { BASES_MAX, type BasesHome, type Snapshot, type ViewsBatch } from '../ports.ts';
import { snapshotHash } from '../snapshot-digest.ts';
import { guarded } from './corruption.ts';

interface BodyRow {
  readonly body: string;
}

export class SqliteBases implements BasesHome {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async settled(): Promise<Snapshot | undefined> {
    return this.#read('settled = 1');
  }

  async read(until: Seq): Promise<Snapshot | undefined> {
    return this.#read('until = ?', until);
  }

  #read(which: string, ...values: SQLInputValue[]): Snapshot | undefined {
    const row = guarded(() =>
      this.#database.prepare(`select until, body, hash from base where ${which}`).get(...values),
    ) as { until: Seq; body: string; hash: string } | undefined;
    if (row === undefined) return undefined;
    if (row.hash !== snapshotHash(row.until, row.body)) {
      throw new CorruptJournalError('the base, which stands for signals that are gone, does not match its hash');
    }
    return { until: row.until, body: row.body };
  }

  async list(): Promise<{ readonly until: Seq; readonly madeAt: EpochMs }[]> {
    return guarded(() =>
      this.#database.prepare('select until, made as madeAt from base order by until').all(),
    ) as unknown as { until: Seq; madeAt: EpochMs }[];
  }

  async settle(until: Seq): Promise<void> {
    this.#database.exec('begin immediate');
    this.#run('update base set settled = 1 where until = ?', until);
    this.#run('delete from base where until < ?', until);
    this.#database.exec('delete from base_block where until not in (select until from base); commit');
  }

  async *lines(until: Seq): AsyncIterable<string> {
    for (const { name, body } of this.#rows<BodyRow & { name: string }>(
      "select 'fact ' || seq || ' ' || ordinal as name, body from fact where seq < ? order by seq, ordinal",
      until,
    )) {
      yield `${name}\t${body}`;
    }
    const incidents = this.#incidentsBefore(until);
    for (const id of [...incidents.keys()].sort()) yield `incident ${id}\t${canonical(incidents.get(id)!)}`;
    for (const { name, body } of this.#rows<BodyRow & { name: string }>(
      `select 'block ' || service || ' ' || hour as name, body from (
         select service, hour, body from block where json_extract(body, '$.until') <= ?
         union all select service, hour, body from base_block where until = ?
       ) order by service, hour`,
      until,
      until,
    )) {
      yield `${name}\t${body}`;
    }
  }

  /** Within the transaction that saves the views of the same moment. */
  keep(until: Seq, { body, madeAt }: NonNullable<ViewsBatch['base']>): void {
    this.#run(
      'insert or ignore into base (until, made, settled, body, hash) values (?, ?, 0, ?, ?)',
      until,
      madeAt,
      body,
      snapshotHash(until, body),
    );
    this.#run(
      'delete from base where settled = 0 and until not in (select until from base order by until desc limit ?)',
      BASES_MAX,
    );
    this.#database.exec('delete from base_block where until not in (select until from base)');
  }

  /** Within the transaction that changes blocks, before it does. */
  beforeChange(blocks: readonly Block[]): void {
    if (this.#database.prepare('select 1 from base limit 1').get() === undefined) return;
    const copy = this.#database.prepare(
      `insert or ignore into base_block (until, service, hour, body)
       select base.until, block.service, block.hour, block.body from base, block
       where service = ? and hour = ? and json_extract(block.body, '$.until') <= base.until`,
    );
    for (const { service, hour } of blocks) copy.run(service, hour);
  }

  /** Within a transaction: the views as of the settled base. @returns its moment, and the incidents of then; undefined where there is none */
  goBack(): { readonly until: Seq; readonly incidents: Iterable<Incident> } | undefined {
    // What was kept later is of views that are made anew.
    this.#database.exec('delete from base where settled = 0');
    const row = this.#database.prepare('select until from base').get() as { until: Seq } | undefined;
    if (row === undefined) this.#database.exec('delete from base_block');
    if (row === undefined) return undefined;
    const { until } = row;
    this.#run('delete from fact where seq >= ?', until);
    this.#run("delete from block where json_extract(body, '$.until') > ?", until);
    this.#run(
      'insert or replace into block (service, hour, body) select service, hour, body from base_block where until = ?',
      until,
    );
    this.#database.exec('delete from base_block');
    return { until, incidents: this.#incidentsBefore(until).values() };
  }

  /** Each one as its last fact before `until` tells it. */
  #incidentsBefore(until: Seq): Map<string, Incident> {
    const incidents = new Map<string, Incident>();
    for (const { body } of this.#rows<BodyRow>('select body from fact where seq < ? order by seq, ordinal', until)) {
      const fact = JSON.parse(body) as Fact;
      if (fact.kind === 'incident') incidents.set(fact.incident.id, fact.incident);
    }
    return incidents;
  }

  #rows<Row>(query: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#database.prepare(query).iterate(...values) as Iterable<Row>;
  }

  #run(query: string, ...values: SQLInputValue[]): void {
    this.#database.prepare(query).run(...values);
  }
}
