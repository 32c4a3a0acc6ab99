/**
 * One of several processes that serve the same observatory. It follows the one that writes, folding what comes, and answers readers from
 * that; when the one that writes is gone it takes over where it stands; when it is told that another one has, it follows again.
 */
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../doors/config.ts';
import type { Engine } from '../engine/engine.ts';
import type { App } from '../serve/app.ts';
import { inFront, starting } from '../serve/front.ts';
import { type FollowedHome, followCluster } from '../store/cluster/home.ts';
import type { ClusterPlace } from '../store/cluster/stream.ts';
import { FencedError, StoreAwayError } from '../store/ports.ts';
import { EXIT, type Io, printJson, textOption, type Values } from './command.ts';
import { startServer, stopServer } from './http-server.ts';
import { journalPath } from './journal-file.ts';
import type { ObservatoryOptions } from './observatory.ts';
import { rolesOf } from './roles.ts';
import { followFile, startServing } from './serve.ts';

/** What another process has written is seen here so much later, at most, by readers who sent nothing. */
const FOLLOW_EVERY_MS = 200;
/** Whoever sent something waits no longer than this to see it here. */
const CATCH_UP_MS = 2_000;
/** After a failed start it is tried again so much later. */
const AGAIN_MS = 1_000;
/** Whoever stops while no server answers waits so long for what was sent and is not stored; nobody was told that it is. */
const STOP_GRACE_MS = 5_000;

interface ClusterServing extends Pick<ObservatoryOptions, 'host' | 'port' | 'keys'> {
  readonly place: ClusterPlace;
  /** The configuration. */
  readonly file: string;
  readonly values: Values;
  readonly io: Io;
}

interface Node extends ClusterServing {
  readonly roles: ReturnType<typeof rolesOf>;
  readonly reachedAt: string;
  readonly log: pino.Logger;
}

export async function serveCluster(options: ClusterServing): Promise<number> {
  const { place, host, values, io } = options;
  const stop = new AbortController();
  io.stopped.then(() => stop.abort());
  const roles = rolesOf(values);
  let answering = starting;
  const server = await startServer((incoming, outgoing) => answering(incoming, outgoing), options);
  const { port } = server.address() as AddressInfo;
  const reachedAt = textOption(values, 'reached-at') ?? `http://${host}:${port}`;
  const log = pino({ level: 'info', base: null }, pino.destination({ fd: 2, sync: true }));
  const node: Node = { ...options, port, roles, reachedAt, log };
  let part: Part | undefined;
  try {
    while (!stop.signal.aborted) {
      try {
        const before = part;
        part = await openPart(node);
        // The one before has answered readers until now.
        answering = part.listener;
        if (before === undefined) announce(io, reachedAt, place, values.json === true);
        else await closed(before);
        await part.take(stop.signal);
      } catch (cause) {
        // What keeps it from starting is told; what comes later passes.
        const passes = cause instanceof FencedError || (part !== undefined && cause instanceof StoreAwayError);
        if (!passes) throw cause;
        log.warn({ reason: (cause as Error).message }, 'this process follows again');
        await part?.rest();
        await wait(AGAIN_MS, undefined, { signal: stop.signal }).catch(() => {});
      }
    }
  } finally {
    answering = starting;
    if (part !== undefined) await closed(part);
    await stopServer(server);
  }
  return EXIT.ok;
}

/** What one that was taken over from could not save any more, the one that took over has. */
async function closed(part: Part): Promise<void> {
  try {
    await part.close();
  } catch (cause) {
    if (!(cause instanceof FencedError || cause instanceof StoreAwayError)) throw cause;
  }
}

/** One stretch of a process's life: it follows, and may write then. */
interface Part {
  readonly listener: RequestListener;
  /** Until it is stopped. @throws FencedError when another process has taken over from this one */
  take(stopped: AbortSignal): Promise<void>;
  /** After that: it answers readers as of then, and hands on the rest. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

async function openPart({ place, file, values, io, host, port, keys, roles, reachedAt, log }: Node): Promise<Part> {
  let lose: (cause: unknown) => void = () => {};
  const lost = new Promise<unknown>((resolve) => {
    lose = resolve;
  });
  const home = await followCluster(place, { onFailure: lose });
  let writes = false;
  let listener = starting;
  const serve = (app: App, engine: Engine): void => {
    listener = inFront(app, {
      writes: () => writes,
      writer: () => (home.active === reachedAt ? undefined : home.active),
      // Before anything was ever recorded there is nothing to be said.
      serves: () => roles.has('serve') && engine.size > 0,
      takes: roles.has('door'),
      caughtUp: () => Promise.race([engine.readOn().catch(() => {}), wait(CATCH_UP_MS)]),
      entries: () => engine.size,
    });
  };
  const text = readFileSync(file, 'utf8');
  const observatory = await startServing({
    ...{ path: journalPath(values), store: home.store, io, host, port, keys },
    place: { cluster: place },
    config: readConfig(text, file),
    following: { serve },
    probes: roles.has('probe'),
  });
  const { engine, failed } = observatory;
  const stopWatching = followFile(file, text, observatory);
  const lead = async (over: AbortSignal): Promise<void> => {
    const following = new AbortController();
    const until = AbortSignal.any([over, following.signal]);
    const along = readAlong(engine, until);
    if (!roles.has('fold')) return along;
    await Promise.race([along, takenOver(home, reachedAt, until, log)]);
    following.abort();
    if (over.aborted) return;
    log.info({ entries: home.store.journal.head().size }, 'this process writes from here on');
    await observatory.write();
    writes = true;
  };
  return {
    listener,
    async take(stopped) {
      const over = new AbortController();
      const stops = new Promise<undefined>((resolve) => {
        if (stopped.aborted) resolve(undefined);
        else stopped.addEventListener('abort', () => resolve(undefined));
      });
      const fails = lead(over.signal).then(() => new Promise<never>(() => {}));
      try {
        const cause = await Promise.race([stops, failed, lost, fails]);
        if (cause !== undefined) throw cause;
      } finally {
        over.abort();
      }
    },
    async rest() {
      writes = false;
      stopWatching();
      await observatory.rest();
    },
    async close() {
      stopWatching();
      const late = setTimeout(() => home.giveUp(), STOP_GRACE_MS);
      await observatory.close();
      clearTimeout(late);
    },
  };
}

/** Folds what the process that writes appends, until it is told to end. While nothing can be read it is tried again. */
async function readAlong(engine: Engine, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    try {
      await engine.readOn();
    } catch (cause) {
      if (!(cause instanceof StoreAwayError)) throw cause;
    }
    await wait(FOLLOW_EVERY_MS, undefined, { signal: until }).catch(() => {});
  }
}

/** Resolves when the journal is this process's to write, or when it is told to end. */
async function takenOver(home: FollowedHome, reached: string, until: AbortSignal, log: pino.Logger): Promise<void> {
  while (!until.aborted) {
    await home.untilSilent(until);
    if (until.aborted) return;
    try {
      return await home.takeOver(reached);
    } catch (cause) {
      // Somebody else was faster, or it does not work just now.
      if (!(cause instanceof FencedError || cause instanceof StoreAwayError)) throw cause;
      log.warn({ reason: (cause as Error).message }, 'not taken over');
    }
  }
}

function announce(io: Io, url: string, { name, servers }: ClusterPlace, json: boolean): void {
  if (json) printJson(io, { url, name, servers });
  else io.stdout.write(`Groundswell is at ${url}  (journal: ${name} at ${servers.join(', ')})\nStop it with Ctrl-C.\n`);
}
