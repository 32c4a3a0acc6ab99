/**
 * The home for more than one machine: the journal on NATS JetStream, kept by a majority of servers; views in PostgreSQL. One
 * process writes at a time. Another one may take over whenever it likes: the one before is told at its next write.
 */
import type { KeptJournal } from '../../journal/kept.ts';
import type { ReadableJournal, Store } from '../ports.ts';
import { JetStreamJournal } from './journal.ts';
import { Postgres } from './postgres.ts';
import { type Active, Presence } from './presence.ts';
import { type ClusterPlace, JournalStream } from './stream.ts';
import { PostgresViews } from './views.ts';

export interface ClusterOptions {
  /** Where this process is reached by those that wait; a command that only works on the journal has no place. */
  readonly reachedAt?: string | undefined;
  /** Told when this process can't go on writing: another one has taken over. */
  readonly onFailure: (cause: unknown) => void;
}

/** @throws FencedError when two open it at the same moment, and the other one was faster */
export function openClusterHome(place: ClusterPlace, { reachedAt, onFailure }: ClusterOptions): Promise<Store> {
  return withServers(place, async (stream, postgres, letGo) => {
    const journal = await JetStreamJournal.open(stream, postgres, onFailure);
    const presence = new Presence(stream.connection, place.name);
    if (reachedAt !== undefined) presence.tell(reachedAt);
    return {
      journal,
      views: new PostgresViews(postgres),
      async [Symbol.asyncDispose]() {
        presence.close();
        await journal.close();
        await letGo();
      },
    };
  });
}

/** Reads what is stored by now, beside whoever writes. */
export function openClusterReader(place: ClusterPlace): Promise<KeptJournal & ReadableJournal & AsyncDisposable> {
  return withServers(place, async (stream, postgres, letGo) => {
    const journal = await JetStreamJournal.look(stream, postgres);
    return {
      head: () => journal.head(),
      read: (from, limit) => journal.read(from, limit),
      subtrees: () => journal.subtrees(),
      hashes: (level, from, count) => journal.hashes(level, from, count),
      [Symbol.asyncDispose]: letGo,
    };
  });
}

async function withServers<T>(
  place: ClusterPlace,
  use: (stream: JournalStream, postgres: Postgres, letGo: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const stream = await JournalStream.open(place);
  const postgres = await Postgres.open(place.database, place.name).catch(async (cause) => {
    await stream.close();
    throw cause;
  });
  const letGo = async (): Promise<void> => {
    await postgres.close();
    await stream.close();
  };
  try {
    return await use(stream, postgres, letGo);
  } catch (cause) {
    await letGo();
    throw cause;
  }
}

export interface Listening extends AsyncDisposable {
  /** Where the process that writes is reached; undefined while none is heard. */
  readonly active: Active | undefined;
  /** Resolves when none is heard any more, or when it is stopped. */
  untilSilent(stopped: AbortSignal): Promise<void>;
}

/** For whoever waits to take over. */
export async function listenForActive(place: ClusterPlace): Promise<Listening> {
  const stream = await JournalStream.open(place);
  const presence = new Presence(stream.connection, place.name);
  presence.listen();
  return {
    get active() {
      return presence.active;
    },
    untilSilent: (stopped) => presence.untilSilent(stopped),
    async [Symbol.asyncDispose]() {
      presence.close();
      await stream.close();
    },
  };
}
