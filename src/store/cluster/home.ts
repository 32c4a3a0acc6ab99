/**
 * The home for more than one machine: the journal on NATS JetStream, kept by a majority of servers; views in PostgreSQL. One
 * process writes at a time; the others follow it. Any of them may take over whenever it likes: the one before is told at its next write.
 */
import type { KeptJournal } from '../../journal/kept.ts';
import type { ReadableJournal, Store } from '../ports.ts';
import { FollowedViews } from './followed-views.ts';
import { JetStreamJournal } from './journal.ts';
import { Postgres } from './postgres.ts';
import { type Active, Presence } from './presence.ts';
import { type ClusterPlace, JournalStream } from './stream.ts';
import { openPostgresTables } from './tables.ts';
import { PostgresViews } from './views.ts';

export interface ClusterOptions {
  /** Told when this process can't go on writing: another one has taken over. */
  readonly onFailure: (cause: unknown) => void;
}

/** For a command that works on the journal. @throws FencedError when two open it at the same moment, and the other one was faster */
export async function openClusterHome(place: ClusterPlace, { onFailure }: ClusterOptions): Promise<Store> {
  const followed = await followCluster(place, { onFailure });
  try {
    await followed.takeOver();
    return followed.store;
  } catch (cause) {
    await followed.store[Symbol.asyncDispose]();
    throw cause;
  }
}

/** The journal of another process, which this one follows and may take over. */
export interface FollowedHome {
  /** Its journal takes in what comes with `catchUp`, and appends nothing before it is taken over. */
  readonly store: Store;
  /** Where the process that writes is reached; undefined while none is heard. */
  readonly active: Active | undefined;
  /** Resolves when none is heard any more, or when it is stopped. */
  untilSilent(stopped: AbortSignal): Promise<void>;
  /** From here on this process writes. @param reachedAt what the others are told @throws FencedError when another one was faster */
  takeOver(reachedAt?: string): Promise<void>;
  /** Waits for no server any more: what is under way and was not acknowledged fails, whether it is stored or not. */
  giveUp(): Promise<void>;
}

export function followCluster(place: ClusterPlace, { onFailure }: ClusterOptions): Promise<FollowedHome> {
  return withServers(place, async (stream, postgres, letGo) => {
    const journal = await JetStreamJournal.open(stream, postgres, onFailure);
    const presence = new Presence(stream.connection, place.name);
    presence.listen();
    return {
      store: {
        journal,
        views: new FollowedViews(new PostgresViews(postgres), journal),
        tables: (name, sql) => openPostgresTables(postgres, name, sql),
        async [Symbol.asyncDispose]() {
          presence.close();
          await journal.close();
          await letGo();
        },
      },
      get active() {
        return presence.active;
      },
      untilSilent: (stopped) => presence.untilSilent(stopped),
      async takeOver(reachedAt) {
        await journal.takeOver();
        if (reachedAt !== undefined) presence.tell(reachedAt);
      },
      giveUp: () => stream.close(),
    };
  });
}

/** Reads what is stored by now, beside whoever writes. */
export function openClusterReader(place: ClusterPlace): Promise<KeptJournal & ReadableJournal & AsyncDisposable> {
  return withServers(place, async (stream, postgres, letGo) => {
    const journal = await JetStreamJournal.open(stream, postgres, () => {});
    return {
      head: () => journal.head(),
      read: (from, limit) => journal.read(from, limit),
      subtrees: () => journal.subtrees(),
      hashes: (level, from, count) => journal.hashes(level, from, count),
      [Symbol.asyncDispose]: letGo,
    };
  });
}

/** The tables by themselves, for a command beside whoever writes. */
export async function openClusterTables({
  database,
  name,
}: ClusterPlace): Promise<Pick<Store, 'tables'> & AsyncDisposable> {
  const postgres = await Postgres.open(database, name);
  await postgres.join();
  return {
    tables: (part, sql) => openPostgresTables(postgres, part, sql),
    [Symbol.asyncDispose]: () => postgres.close(),
  };
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
