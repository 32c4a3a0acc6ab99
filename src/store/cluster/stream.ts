/**
 * The JetStream stream that holds a journal: one message for each batch of entries that was appended together, and one without
 * entries whenever another process begins to write. Law: a message is stored only behind the one that its writer knows of, so
 * of two writers one is told that it is none any more, whatever it believed.
 */

import { setTimeout as wait } from 'node:timers/promises';
import {
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import { connect, type MsgHdrs, type NatsConnection, headers as newHeaders } from '@nats-io/transport-node';
import { CorruptJournalError } from '../../journal/corrupt.ts';
import { FencedError, StoreAwayError } from '../ports.ts';

/** A message takes no longer to be stored by a majority than this; then it is sent again. */
const PUBLISH_TIMEOUT_MS = 3_000;
const RETRY_MS = 200;
/** How long servers may take to be ready for a stream. */
const PREPARE_MS = 20_000;
/** A server that is behind the others for a moment does not have what they have; after so many tries it is taken for lost. */
const MISSING_TRIES = 10;
const MISSING_WAIT_MS = 500;
/** Until then an election and what follows from it are over. */
const STEP_DOWN_EVERY_MS = 5_000;
/** NATS's own code for a message that is not behind the one that its sender named. */
const WRONG_LAST_SEQUENCE = 10_071;
const STREAM_NAME_IN_USE = 10_058;

/** Where an observatory of several machines lies. */
export interface ClusterPlace {
  /** Addresses of NATS servers. */
  readonly servers: readonly string[];
  /** Such as postgres://user@host/database. */
  readonly database: string;
  /** Of the observatory: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Servers that keep each message; a majority of them must have it before it counts. */
  readonly replicas: number;
}

export interface Message {
  readonly data: Uint8Array;
  readonly headers: MsgHdrs;
}

export class JournalStream {
  readonly #connection: NatsConnection;
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #name: string;
  readonly #subject: string;
  #closed = false;
  /** When a server that is behind was last asked to let another one lead. */
  #askedAt = 0;

  private constructor(connection: NatsConnection, client: JetStreamClient, manager: JetStreamManager, name: string) {
    this.#connection = connection;
    this.#client = client;
    this.#manager = manager;
    this.#name = `groundswell-${name}`;
    this.#subject = `groundswell.${name}.journal`;
  }

  static async open({ servers, name, replicas }: ClusterPlace): Promise<JournalStream> {
    const connection = await connect({
      servers: [...servers],
      maxReconnectAttempts: -1,
      name: `groundswell ${name}`,
    }).catch((cause: Error) => {
      throw new StoreAwayError(`no NATS server answers at ${servers.join(', ')}: ${cause.message}`, { cause });
    });
    try {
      const client = jetstream(connection, { timeout: PUBLISH_TIMEOUT_MS });
      const stream = new JournalStream(connection, client, await jetstreamManager(connection), name);
      await stream.#prepare(replicas);
      return stream;
    } catch (cause) {
      await connection.close();
      if (cause instanceof StoreAwayError) throw cause;
      throw new StoreAwayError(`NATS does not answer: ${(cause as Error).message}`, { cause });
    }
  }

  get connection(): NatsConnection {
    return this.#connection;
  }

  /** Bytes of a message, its headers left aside. */
  get sizeMax(): number {
    return (this.#connection.info?.max_payload ?? 2 ** 20) - 4_096;
  }

  /**
   * Number of the last message; 0 where there is none. @param known the last one that was ever read or stored
   * @throws StoreAwayError also where the server that answers ends before that one
   */
  async last(known: number): Promise<number> {
    const last = (await this.#manager.streams.info(this.#name).catch(asAway)).state.last_seq;
    if (last >= known) return last;
    await this.#askToStepDown();
    const what = `message ${known} was there already, and the NATS server that answers ends at ${last}`;
    throw new StoreAwayError(`${what}: it is behind the others, or messages are lost`);
  }

  /** @throws StoreAwayError where nobody answers, and CorruptJournalError where it is not there */
  async message(number: number): Promise<Message> {
    for (let tries = 1; ; tries += 1) {
      const message = await this.#read(number).catch(asAway);
      if (message !== undefined) return message;
      if (tries === MISSING_TRIES) throw new CorruptJournalError(`message ${number} of the stream is missing`);
      await wait(MISSING_WAIT_MS);
    }
  }

  /**
   * Stores a message behind message `last`, and resolves when a majority has it. Goes on trying while nobody answers: what was
   * sent may be stored already, and its id tells.
   * @throws FencedError when somebody else's message stands there, and StoreAwayError when the stream is closed meanwhile: then nobody knows
   */
  async publish(id: string, last: number, fields: Readonly<Record<string, string>>, data: Uint8Array): Promise<number> {
    for (;;) {
      try {
        const headers = newHeaders();
        for (const [key, value] of Object.entries(fields)) headers.set(key, value);
        const options = { msgID: id, headers, expect: { lastSequence: last }, timeout: PUBLISH_TIMEOUT_MS, retries: 0 };
        const { seq } = await this.#client.publish(this.#subject, data, options);
        // A retry whose id is known is answered with the place of the first try.
        if (seq === last + 1) return seq;
        throw new FencedError();
      } catch (cause) {
        if (cause instanceof FencedError) throw cause;
        if (this.#closed) asAway(cause);
        if (cause instanceof JetStreamApiError && cause.code === WRONG_LAST_SEQUENCE) {
          // The id is remembered for two minutes only; the message itself for ever.
          if (await this.#isThere(last + 1, id)) return last + 1;
          throw new FencedError();
        }
      }
      await wait(RETRY_MS);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#connection.close();
  }

  /**
   * One that was paused, or cut off, believes for a moment that it still speaks for all. One that was killed while it wrote may be made
   * the leader with fewer messages than the others have, and stays that (seen with 2.9.10): one of them is to lead then.
   */
  async #askToStepDown(): Promise<void> {
    if (Date.now() - this.#askedAt < STEP_DOWN_EVERY_MS) return;
    this.#askedAt = Date.now();
    const timeout = PUBLISH_TIMEOUT_MS;
    await this.#connection.request(`$JS.API.STREAM.LEADER.STEPDOWN.${this.#name}`, '', { timeout }).catch(() => {});
  }

  async #read(number: number): Promise<Message | undefined> {
    const message = await this.#manager.streams.getMessage(this.#name, { seq: number });
    return message === null ? undefined : { data: message.data, headers: message.header };
  }

  async #isThere(number: number, id: string): Promise<boolean> {
    for (;;) {
      try {
        return (await this.#read(number))?.headers.get('Nats-Msg-Id') === id;
      } catch (cause) {
        if (this.#closed) asAway(cause);
      }
      await wait(RETRY_MS);
    }
  }

  async #prepare(replicas: number): Promise<void> {
    const late = Date.now() + PREPARE_MS;
    for (;;) {
      try {
        await this.#manager.streams.add({
          name: this.#name,
          subjects: [this.#subject],
          num_replicas: replicas,
          deny_delete: true,
          deny_purge: true,
        });
        return;
      } catch (cause) {
        // It is there already, made by whoever was first.
        if (cause instanceof JetStreamApiError && cause.code === STREAM_NAME_IN_USE) return;
        // Servers that were just started have not found each other yet.
        if (Date.now() > late) {
          const words = `NATS does not keep a stream on ${replicas} servers (${(cause as Error).message}); start as many with JetStream, or say --replicas 1`;
          throw new StoreAwayError(words, { cause });
        }
      }
      await wait(RETRY_MS);
    }
  }
}

function asAway(cause: unknown): never {
  throw new StoreAwayError(`NATS does not answer: ${(cause as Error).message}`, { cause });
}
