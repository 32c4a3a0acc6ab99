/**
 * What is to be told, and what came of it, in an SQLite file beside the journal. Law: how far a channel has read the facts and what
 * follows from them are written in one transaction, so that a crash or a rebuild neither loses a message nor makes it twice.
 */
import type { DatabaseSync } from 'node:sqlite';
import { openFile } from './file.ts';
import type { Message, Told } from './message.ts';

const TABLES = `
create table if not exists cursor (channel text primary key, seq integer not null, ordinal integer not null);
create table if not exists pending (channel text, incident text, since integer not null, position text not null, body text not null, primary key (channel, incident));
create table if not exists told (channel text, incident text, state text not null, primary key (channel, incident));
create table if not exists delivery (id text primary key, channel text not null, made integer not null, body text not null,
  state text not null, attempts integer not null, due integer not null, error text);
`;

/** Deliveries that are over and older than the newest so many are forgotten. */
const KEPT_MAX = 10_000;

export interface Delivery {
  readonly id: string;
  readonly channel: string;
  readonly made: number;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly due: number;
  readonly error: string | null;
  readonly message: Message;
}

/** How far a channel has read the facts. */
export interface Cursor {
  readonly seq: number;
  readonly ordinal: number;
}

export interface Pending {
  readonly incident: string;
  readonly since: number;
  readonly position: string;
  readonly told: Told;
}

export class Outbox {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = openFile(path, TABLES);
  }

  close(): void {
    this.#database.close();
  }

  transaction(work: () => void): void {
    this.#database.exec('begin immediate');
    try {
      work();
      this.#database.exec('commit');
    } catch (cause) {
      this.#database.exec('rollback');
      throw cause;
    }
  }

  /** A new channel hears of what happens from `seq` on; one that is gone is forgotten with what it has not been told. */
  keepChannels(ids: readonly string[], seq: number): void {
    const kept = new Set(ids);
    this.transaction(() => {
      const known = this.#all<{ channel: string; seq: number }>('select channel, seq from cursor');
      for (const { channel } of known.filter((one) => !kept.has(one.channel))) {
        for (const table of ['cursor', 'pending', 'told']) this.#run(`delete from ${table} where channel = ?`, channel);
        this.#run(
          `update delivery set state = 'dead', error = 'the channel is gone' where channel = ? and state = 'waiting'`,
          channel,
        );
      }
      for (const id of ids) {
        this.#run('insert or ignore into cursor values (?, ?, -1)', id, seq);
        // The journal was put back to an older state.
        this.#run('update cursor set seq = ?, ordinal = -1 where channel = ? and seq > ?', seq, id, seq);
      }
    });
  }

  cursors(): ReadonlyMap<string, Cursor> {
    const rows = this.#all<Cursor & { channel: string }>('select channel, seq, ordinal from cursor');
    return new Map(rows.map(({ channel, seq, ordinal }) => [channel, { seq, ordinal }]));
  }

  moveCursor(channel: string, seq: number, ordinal: number): void {
    this.#run('update cursor set seq = ?, ordinal = ? where channel = ?', seq, ordinal, channel);
  }

  /** The newest state of an incident takes the place of an older one that was not told. */
  putPending(channel: string, { incident, since, position, told }: Pending): void {
    this.#run(
      `insert into pending values (?, ?, ?, ?, ?) on conflict do update set position = excluded.position, body = excluded.body`,
      channel,
      incident,
      since,
      position,
      JSON.stringify(told),
    );
  }

  pending(channel: string): Pending[] {
    return this.#all<Omit<Pending, 'told'> & { body: string }>(
      'select incident, since, position, body from pending where channel = ? order by since, incident',
      channel,
    ).map(({ body, ...row }) => ({ ...row, told: JSON.parse(body) as Told }));
  }

  /** Channels for which something waits to be told. */
  waiting(): ReadonlySet<string> {
    return new Set(
      this.#all<{ channel: string }>('select distinct channel from pending').map(({ channel }) => channel),
    );
  }

  toldState(channel: string, incident: string): string | undefined {
    return this.#all<{ state: string }>(
      'select state from told where channel = ? and incident = ?',
      channel,
      incident,
    )[0]?.state;
  }

  /** All that waited for a channel is decided: told in this message, or not worth one. */
  settle(channel: string, told: readonly Told[]): void {
    this.#run('delete from pending where channel = ?', channel);
    for (const { incident, state } of told)
      this.#run('insert or replace into told values (?, ?, ?)', channel, incident, state);
  }

  add(id: string, channel: string, at: number, message: Message): void {
    this.#run(
      `insert or ignore into delivery values (?, ?, ?, ?, 'waiting', 0, ?, null)`,
      id,
      channel,
      at,
      JSON.stringify(message),
      at,
    );
    this.#run(
      `delete from delivery where state <> 'waiting' and made < (select made from delivery order by made desc limit 1 offset ?)`,
      KEPT_MAX,
    );
  }

  due(at: number, limit: number): Delivery[] {
    return this.#deliveries(`where state = 'waiting' and due <= ? order by due limit ?`, at, limit);
  }

  newest(limit: number): Delivery[] {
    return this.#deliveries('order by made desc, id limit ?', limit);
  }

  mark(id: string, state: Delivery['state'], attempts: number, due: number, error: string | null): void {
    this.#run(
      'update delivery set state = ?, attempts = ?, due = ?, error = ? where id = ?',
      state,
      attempts,
      due,
      error,
      id,
    );
  }

  #deliveries(rest: string, ...values: (string | number)[]): Delivery[] {
    return this.#all<Omit<Delivery, 'message'> & { body: string }>(`select * from delivery ${rest}`, ...values).map(
      ({ body, ...row }) => ({ ...row, message: JSON.parse(body) as Message }),
    );
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#database.prepare(sql).run(...values);
  }

  #all<Row>(sql: string, ...values: (string | number)[]): Row[] {
    return this.#database.prepare(sql).all(...values) as Row[];
  }
}
