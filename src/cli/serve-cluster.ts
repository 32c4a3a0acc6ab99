/**
 * One of several machines that serve the same observatory. It waits, and hands requests on to the one that writes; when that one is
 * gone it takes over; when it is told that another one has, it waits again.
 */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { readConfig } from '../doors/config.ts';
import { createStandby } from '../serve/standby.ts';
import { type Listening, listenForActive, openClusterHome } from '../store/cluster/home.ts';
import { type ClusterPlace, FencedError } from '../store/cluster/stream.ts';
import { type Store, StoreAwayError } from '../store/ports.ts';
import { EXIT, type Io, printJson, textOption, type Values } from './command.ts';
import { DATA_DEFAULT } from './journal-file.ts';
import type { ObservatoryOptions } from './observatory.ts';
import { followFile, startServing } from './serve.ts';

interface ClusterServing extends Pick<ObservatoryOptions, 'host' | 'port' | 'keys'> {
  readonly place: ClusterPlace;
  /** The configuration. */
  readonly file: string;
  readonly values: Values;
  readonly io: Io;
}

interface Node extends ClusterServing {
  readonly reachedAt: string;
  readonly listening: Listening;
  readonly log: pino.Logger;
  readonly stopped: AbortSignal;
}

export async function serveCluster(options: ClusterServing): Promise<number> {
  const { place, host, values, io } = options;
  const stop = new AbortController();
  io.stopped.then(() => stop.abort());
  await using listening = await listenForActive(place);
  let standby = await openStandby(listening, options);
  const { port } = standby.address() as AddressInfo;
  const reachedAt = textOption(values, 'reached-at') ?? `http://${host}:${port}`;
  const log = pino({ level: 'info', base: null }, pino.destination({ fd: 2, sync: true }));
  announce(io, reachedAt, place, values.json === true);
  // What it takes to write is read while there is time.
  (await import('./observatory.ts')).warmUp();
  const node: Node = { ...options, port, reachedAt, listening, log, stopped: stop.signal };
  while (!stop.signal.aborted) {
    await listening.untilSilent(stop.signal);
    const store = stop.signal.aborted ? undefined : await takeOver(node);
    if (store === undefined) continue;
    await closeServer(standby);
    log.info({ entries: store.store.journal.head().size }, 'this process writes from here on');
    try {
      await write(node, store);
    } catch (cause) {
      if (!(cause instanceof FencedError)) throw cause;
      log.warn({ reason: cause.message }, 'this process waits again');
    }
    standby = await openStandby(listening, { ...options, port });
  }
  await closeServer(standby);
  return EXIT.ok;
}

interface Taken {
  readonly store: Store;
  /** Resolves with the cause when the store can't go on. */
  readonly lost: Promise<unknown>;
}

/** undefined: somebody else was faster, or it does not work just now. */
async function takeOver({ place, reachedAt, log }: Node): Promise<Taken | undefined> {
  let fail: (cause: unknown) => void = () => {};
  const lost = new Promise<unknown>((resolve) => {
    fail = resolve;
  });
  try {
    return { store: await openClusterHome(place, { reachedAt, onFailure: fail }), lost };
  } catch (cause) {
    if (!(cause instanceof FencedError || cause instanceof StoreAwayError)) throw cause;
    log.warn({ reason: (cause as Error).message }, 'not taken over');
    return undefined;
  }
}

/** Until it is stopped. @throws FencedError when another process has taken over */
async function write(node: Node, { store, lost }: Taken): Promise<void> {
  const { place, file, values, io, host, port, keys, stopped } = node;
  const text = readFileSync(file, 'utf8');
  const path = textOption(values, 'data') ?? DATA_DEFAULT;
  const observatory = await startServing({
    ...{ path, store, io, host, port, keys },
    place: { cluster: place },
    config: readConfig(text, file),
  });
  const stopWatching = followFile(file, text, observatory);
  const aborted = new Promise<undefined>((resolve) => {
    if (stopped.aborted) resolve(undefined);
    else stopped.addEventListener('abort', () => resolve(undefined));
  });
  const cause = await Promise.race([aborted, observatory.failed, lost]);
  stopWatching();
  await observatory.close();
  if (cause !== undefined) throw cause;
}

function openStandby(listening: Listening, { host, port }: Pick<ClusterServing, 'host' | 'port'>): Promise<Server> {
  const server = createStandby(() => listening.active);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

function announce(io: Io, url: string, { name, servers }: ClusterPlace, json: boolean): void {
  if (json) printJson(io, { url, name, servers });
  else io.stdout.write(`Groundswell is at ${url}  (journal: ${name} at ${servers.join(', ')})\nStop it with Ctrl-C.\n`);
}
