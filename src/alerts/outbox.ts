/**
 * What is to be told, and what came of it, in tables beside the journal. Law: how far a channel has read the facts and what
 * follows from them are written in one transaction, so that a crash or a rebuild neither loses a message nor makes it twice.
 */
import type { Cell, Tables, Writing } from '../store/ports.ts';
import type { Message, Told } from './message.ts';

export const OUTBOX_TABLES = `
create table if not exists HERE.cursor (channel text primary key, seq bigint not null, ordinal bigint not null);
create table if not exists HERE.pending (channel text, incident text, since bigint not null, position text not null, body text not null, primary key (channel, incident));
create table if not exists HERE.told (channel text, incident text, state text not null, primary key (channel, incident));
create table if not exists HERE.delivery (id text primary key, channel text not null, made bigint not null, body text not null,
  state text not null, attempts bigint not null, due bigint not null, error text);
`;

/** Deliveries that are over and older than the newest so many are forgotten. */
const KEPT_MAX = 10_000;
/** Values that one statement names at most: both databases take more. */
const VALUES_MAX = 5_000;

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
  readonly channel: string;
  readonly incident: string;
  readonly since: number;
  readonly position: string;
  readonly told: Told;
}

/** A state of an incident that a channel was told, or is told now. */
export interface ToldState {
  readonly channel: string;
  readonly incident: string;
  readonly state: string;
}

export const keyOf = ({ channel, incident }: Pick<ToldState, 'channel' | 'incident'>): string =>
  `${channel} ${incident}`;

export type NewDelivery = Pick<Delivery, 'id' | 'channel' | 'made' | 'message'>;

export class Outbox {
  readonly #tables: Tables;

  /** @param tables made with OUTBOX_TABLES */
  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Work on it in one transaction. */
  write<T>(work: (within: OutboxWriting) => Promise<T>): Promise<T> {
    return this.#tables.write((within) => work(new OutboxWriting(within)));
  }

  /** A new channel hears of what happens from `seq` on; one that is gone is forgotten with what it has not been told. */
  keepChannels(ids: readonly string[], seq: number): Promise<void> {
    return this.#tables.write(async (within) => {
      const known = await within.rows<{ channel: string }>('select channel from HERE.cursor');
      const had = new Set(known.map(({ channel }) => channel));
      const kept = new Set(ids);
      await forget(
        within,
        [...had].filter((id) => !kept.has(id)),
      );
      const fresh = ids.filter((id) => !had.has(id)).map((id) => [id, seq, -1]);
      await insert(within, 'cursor (channel, seq, ordinal)', fresh);
      // The journal was put back to an older state.
      await within.run('update HERE.cursor set seq = ?, ordinal = -1 where seq > ?', seq, seq);
    });
  }

  async cursors(): Promise<ReadonlyMap<string, Cursor>> {
    const rows = await this.#tables.rows<Cursor & { channel: string }>('select channel, seq, ordinal from HERE.cursor');
    return new Map(rows.map(({ channel, seq, ordinal }) => [channel, { seq, ordinal }]));
  }

  /** Channels for which something waits to be told. */
  async waiting(): Promise<ReadonlySet<string>> {
    const rows = await this.#tables.rows<{ channel: string }>('select distinct channel from HERE.pending');
    return new Set(rows.map(({ channel }) => channel));
  }

  due(at: number, limit: number): Promise<Delivery[]> {
    return this.#deliveries(`where state = 'waiting' and due <= ? order by due limit ?`, at, limit);
  }

  newest(limit: number): Promise<Delivery[]> {
    return this.#deliveries('order by made desc, id limit ?', limit);
  }

  async mark(id: string, state: Delivery['state'], attempts: number, due: number, error: string | null): Promise<void> {
    const sql = 'update HERE.delivery set state = ?, attempts = ?, due = ?, error = ? where id = ?';
    await this.#tables.write((within) => within.run(sql, state, attempts, due, error, id));
  }

  async #deliveries(rest: string, ...values: Cell[]): Promise<Delivery[]> {
    const sql = `select id, channel, made, body, state, attempts, due, error from HERE.delivery ${rest}`;
    const rows = await this.#tables.rows<Omit<Delivery, 'message'> & { body: string }>(sql, ...values);
    return rows.map(({ body, ...row }) => ({ ...row, message: JSON.parse(body) as Message }));
  }
}

/** What one transaction does, for many channels at once. */
class OutboxWriting {
  readonly #within: Writing;

  constructor(within: Writing) {
    this.#within = within;
  }

  async moveCursors(channels: readonly string[], { seq, ordinal }: Cursor): Promise<void> {
    const sql = `update HERE.cursor set seq = ?, ordinal = ? where channel in ${places(channels)}`;
    await this.#within.run(sql, seq, ordinal, ...channels);
  }

  /** The newest state of an incident takes the place of an older one that was not told. */
  putPending(pending: readonly Pending[]): Promise<void> {
    return insert(
      this.#within,
      'pending (channel, incident, since, position, body)',
      pending.map(({ channel, incident, since, position, told }) => [
        channel,
        incident,
        since,
        position,
        JSON.stringify(told),
      ]),
      'on conflict (channel, incident) do update set position = excluded.position, body = excluded.body',
    );
  }

  /** The oldest one first. */
  async pending(channels: readonly string[]): Promise<Pending[]> {
    const rows = await this.#within.rows<Omit<Pending, 'told'> & { body: string }>(
      `select channel, incident, since, position, body from HERE.pending where channel in ${places(channels)}`,
      ...channels,
    );
    return rows
      .toSorted((a, b) => a.since - b.since || (a.incident < b.incident ? -1 : 1))
      .map(({ body, ...row }) => ({ ...row, told: JSON.parse(body) as Told }));
  }

  /** The states that channels were told of these incidents, by `keyOf`. */
  async told(channels: readonly string[], incidents: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    if (channels.length === 0) return found;
    for (const some of inPieces([...new Set(incidents)], VALUES_MAX)) {
      const where = `channel in ${places(channels)} and incident in ${places(some)}`;
      const sql = `select channel, incident, state from HERE.told where ${where}`;
      for (const row of await this.#within.rows<ToldState>(sql, ...channels, ...some)) found.set(keyOf(row), row.state);
    }
    return found;
  }

  /** All that waited for these channels is decided: told in these messages, or not worth one. */
  async settle(
    channels: readonly string[],
    told: readonly ToldState[],
    messages: readonly NewDelivery[],
  ): Promise<void> {
    await this.#within.run(`delete from HERE.pending where channel in ${places(channels)}`, ...channels);
    await insert(
      this.#within,
      'told (channel, incident, state)',
      told.map(({ channel, incident, state }) => [channel, incident, state]),
      'on conflict (channel, incident) do update set state = excluded.state',
    );
    await this.add(messages);
  }

  async add(messages: readonly NewDelivery[]): Promise<void> {
    await insert(
      this.#within,
      'delivery (id, channel, made, body, state, attempts, due, error)',
      messages.map(({ id, channel, made, message }) => [
        ...[id, channel, made, JSON.stringify(message)],
        ...['waiting', 0, made, null],
      ]),
    );
    await this.#within.run(
      `delete from HERE.delivery where state <> 'waiting'
       and made < (select made from HERE.delivery order by made desc limit 1 offset ${KEPT_MAX})`,
    );
  }
}

async function forget(within: Writing, channels: readonly string[]): Promise<void> {
  for (const some of inPieces(channels, VALUES_MAX)) {
    const here = `channel in ${places(some)}`;
    for (const table of ['cursor', 'pending', 'told'])
      await within.run(`delete from HERE.${table} where ${here}`, ...some);
    const dead = `update HERE.delivery set state = 'dead', error = 'the channel is gone' where state = 'waiting' and ${here}`;
    await within.run(dead, ...some);
  }
}

/** Rows that are there already stay, unless it's said what becomes of them. @param into a table and its columns */
export async function insert(
  within: Writing,
  into: string,
  rows: readonly (readonly Cell[])[],
  clash = 'on conflict do nothing',
): Promise<void> {
  for (const some of inPieces(rows, Math.floor(VALUES_MAX / (rows[0]?.length ?? 1)))) {
    await within.run(`insert into HERE.${into} values ${some.map(places).join(', ')} ${clash}`, ...some.flat());
  }
}

const places = (values: readonly unknown[]): string => `(${values.map(() => '?').join(', ')})`;

/** In pieces of so many at most. */
export function inPieces<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));
}
