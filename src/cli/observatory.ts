/**
 * The observatory as one process: journal, engine, clock, doors and pages put together. Both `serve` and `demo` start
 * it; what differs between them is handed in.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { Shelf } from '../bundle/shelf.ts';
import { TokenBook } from '../doors/access/token-book.ts';
import type { Config } from '../doors/config.ts';
import { Limiter } from '../doors/limits.ts';
import { putFirst, putInPlace } from '../doors/own-file.ts';
import { Places } from '../doors/place.ts';
import { AgentDoor } from '../doors/probe/agent-door.ts';
import { Prober } from '../doors/probe/prober.ts';
import { Pseudonyms } from '../doors/reporter.ts';
import { StatusWatcher } from '../doors/status/watcher.ts';
import { decisionsFor } from '../engine/configure.ts';
import { Engine } from '../engine/engine.ts';
import { PublicLog } from '../engine/log.ts';
import { Pruner } from '../engine/pruner.ts';
import { Ticker } from '../engine/ticker.ts';
import type { EpochMs } from '../model/units.ts';
import { type App, createApp, type ReplayControl } from '../serve/app.ts';
import { readAssets } from '../serve/assets.ts';
import { addressReader } from '../serve/sender.ts';
import type { JournalPlace } from '../store/place.ts';
import type { Store } from '../store/ports.ts';
import type { Io } from './command.ts';
import { startServer, stopServer } from './http-server.ts';
import { refuseDamaged, refuseDamagedBeside, TOKENS_FOLDER } from './journal-file.ts';
import { type KeyOptions, newOrigin } from './keys-folder.ts';
import { prunerFailed, ruleOf, trafficInto, unconfigured } from './observatory-parts.ts';
import { tellersFrom } from './tellers.ts';
import { VERSION } from './version.ts';

/** The key of the pseudonyms lives a day; whether it is over is looked at so often. */
const ROTATION_CHECK_MS = 60_000;
/** A larger journal is checked while it serves, as is one of several machines, of which somebody waits; a smaller one before. About two seconds' worth. */
const CHECK_FIRST_MAX = 500_000;

export interface Observatory {
  readonly engine: Engine;
  readonly port: number;
  readonly log: pino.Logger;
  /** Takes another configuration without a restart. */
  apply(config: Config): Promise<void>;
  /** Resolves, with the cause, when the observatory cannot go on. */
  readonly failed: Promise<unknown>;
  /** Of one that follows another process, after its journal was taken over: from here on it writes, and keeps the time. */
  write(): Promise<void>;
  /** Of one that another process has followed: it does nothing by itself any more, and answers readers until it is closed. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export interface ObservatoryOptions {
  readonly path: string;
  readonly store: Store;
  /** Where the journal lies, where that is not in `path`. */
  readonly place?: JournalPlace;
  /** Without one, a past that was imported is shown. */
  readonly config: Config | undefined;
  readonly host: string;
  readonly port: number;
  readonly io: Io;
  readonly keys: KeyOptions;
  /** Another process writes. Whoever says so has a server of his own, which he tells of the routes, and lets the engine read on. */
  readonly following?: { readonly serve: (app: App, engine: Engine) => void } | undefined;
  /** Whether probes are made and vendors' status pages are read from here; they are if it's not said. */
  readonly probes?: boolean | undefined;
  /** Runs before anybody is let in. */
  readonly prepare?: (engine: Engine, onError: (cause: unknown) => void) => Promise<Replays>;
}

/** What plays the past: it is steered from the pages, starts when the doors are open, and stops before they close. */
export interface Replays extends ReplayControl {
  start(now: () => number): void;
  stop(): Promise<void>;
}

const now = (): EpochMs => Date.now() as EpochMs;

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};
const assets = once(readAssets);
const installedPlaces = once(() => Places.installed());

/** Owns the store from here on: it is closed with the observatory, or when the start fails. */
export async function startObservatory(options: ObservatoryOptions): Promise<Observatory> {
  const opened: (() => unknown)[] = [() => options.store[Symbol.asyncDispose]()];
  const close = async (): Promise<void> => {
    for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last();
  };
  try {
    const doors = await openDoors(options, opened);
    return { ...doors, close: () => doors.rest().then(close) };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** @param opened gets what has to be undone at the end, last first */
async function openDoors(options: ObservatoryOptions, opened: (() => unknown)[]): Promise<Omit<Observatory, 'close'>> {
  const { path, store, io, following, probes = true } = options;
  const log = pino({ level: 'info', base: null }, pino.destination({ fd: 2, sync: true }));
  let fail: (cause: unknown) => void = () => {};
  const failed = new Promise<unknown>((resolve) => {
    fail = resolve;
  });
  const large = options.place !== undefined || store.journal.head().size > CHECK_FIRST_MAX;
  if (!large) await refuseDamaged(store, io);
  const engine = await Engine.open(store, { now, onFatal: fail, follows: following !== undefined });
  opened[0] = () => engine.close();

  const first = options.config ?? unconfigured(engine.state);
  let settings = settingsOf(first, placesOf(first));
  let writes = false;
  let replay: Replays | undefined;
  let publicLog: PublicLog | undefined;
  const decide = () => engine.submitAll(decisionsFor(engine.state, settings.config, now()));
  /** What is recorded before anybody is let in. */
  const begin = async (): Promise<void> => {
    if (large) {
      const told = (entries: number): void => log.info({ entries }, 'the journal matches its hashes');
      refuseDamagedBeside(store).then(told, fail);
    }
    await decide();
    replay = await options.prepare?.(engine, (cause) => log.error({ err: cause }, 'the replay stopped'));
    publicLog = await openLog(engine, options.keys, log);
    writes = true;
  };
  /** Sets what watches to the settings. */
  const steer = async (): Promise<void> => {
    const { config } = settings;
    await traffic.apply(config.traffic, config.databases.join('\n'));
    if (probes) {
      prober.apply(config.probing, config.probes);
      statuses.apply(config.probing, config.statuses);
    }
    pruner?.apply(ruleOf(config));
    await tellers.apply(config);
  };
  const apply = async (config: Config): Promise<void> => {
    settings = settingsOf(config, placesOf(config));
    if (!writes) return tellers.know(config);
    await decide();
    await steer();
  };
  if (following === undefined) await begin();

  const shelf = new Shelf(options.place ?? { file: path });
  opened.push(() => shelf.close());
  const folder = dirname(path);
  const pseudonyms = new Pseudonyms(join(folder, 'reporter-key'), now());
  const traffic = trafficInto(engine, () => settings.places, pseudonyms, log);
  const token = ownerToken(join(folder, 'ingest-token'));
  const prober = new Prober({
    submit: (check) => engine.submitAll([check]),
    now,
    networkOf: (address) => settings.places.find(address).network,
    onError: (cause) => log.error({ err: cause }, 'a check was lost'),
  });
  const statuses = new StatusWatcher({
    submit: (official) => engine.submitAll([official]),
    now,
    onError: (cause) => log.error({ err: cause }, 'a reading of a status page was lost'),
  });
  const pruner = store.journal.replace === undefined ? undefined : new Pruner(engine, now, prunerFailed(log));
  const tellers = await tellersFrom(engine, first, log, fail);
  opened.push(() => tellers.close());
  const app = createApp({
    engine,
    now,
    name: () => settings.name,
    url: () => settings.config.url,
    version: VERSION,
    pseudonyms,
    places: () => settings.places,
    limiter: () => settings.limiter,
    addressOf: () => settings.addressOf,
    tokens: new TokenBook(join(folder, TOKENS_FOLDER), token, now),
    isPrivate: () => settings.config.isPrivate,
    model: () => settings.config.model,
    alerts: tellers.alerts,
    subscriptions: tellers.subscriptions,
    retention: () => settings.config.retention,
    assets: assets(),
    replay,
    traffic,
    log: () => publicLog,
    follows: () => !writes,
    shelf,
    prober,
    agents: new AgentDoor(
      token,
      () => settings.config,
      (checks) => engine.submitAll(checks),
    ),
    vantages: () => settings.vantages,
    onError: (cause, request) => log.error({ err: cause, request }, 'a request failed'),
  });
  let { port } = options;
  if (following !== undefined) following.serve(app, engine);
  else {
    const server = await startServer(app.listener, options);
    port = (server.address() as AddressInfo).port;
    opened.push(() => stopServer(server));
  }
  opened.push(() => app.close());
  const alone = opened.length;
  /** From here on time goes on, and what watches does. */
  const start = async (): Promise<void> => {
    const ticker = new Ticker(engine, now, fail);
    opened.push(() => ticker.stop());
    await ticker.start();
    publicLog?.start((cause) => log.error({ err: cause }, 'a checkpoint was not signed'));
    opened.push(() => publicLog?.stop());
    opened.push(() => traffic.close());
    opened.push(() => prober.close());
    opened.push(() => statuses.close());
    await steer();
    const rotation = setInterval(() => pseudonyms.rotate(now()), ROTATION_CHECK_MS);
    opened.push(() => clearInterval(rotation));
    pruner?.start();
    opened.push(() => pruner?.stop());
    tellers.start();
    opened.push(() => tellers.stop());
    replay?.start(Date.now);
    opened.push(() => replay?.stop());
  };
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    writing = (async () => {
      await engine.begin();
      await begin();
      await start();
    })();
    return writing;
  };
  const rest = async (): Promise<void> => {
    // What is half begun would go on beginning behind our back.
    await writing.catch(() => {});
    while (opened.length > alone) await opened.pop()!();
  };
  if (following === undefined) await start();
  return { engine, port, log, apply, failed, write, rest };
}

/** Without a key, or with a journal that is not the published one, all goes on but the signing. */
async function openLog(engine: Engine, keys: KeyOptions, log: pino.Logger): Promise<PublicLog | undefined> {
  try {
    return await PublicLog.open(engine, { origin: newOrigin(), ...keys, now });
  } catch (cause) {
    log.error({ err: cause, folder: keys.folder }, 'the log is not published');
    return undefined;
  }
}

const placesOf = ({ databases }: Config): Places => (databases.length > 0 ? Places.open(databases) : installedPlaces());

/** What a configuration sets besides services; made before the old one is let go, so that a wrong one changes nothing. */
function settingsOf(config: Config, places: Places) {
  return {
    name: config.name,
    places,
    limiter: new Limiter(config.limits, now()),
    addressOf: addressReader(config.trustedProxies),
    config,
    vantages: [{ ...config.probing, id: config.probing.vantage }, ...config.probing.vantages],
  };
}

/** Made once, readable by the owner alone. */
function ownerToken(path: string): string {
  const made = `${randomBytes(24).toString('base64url')}\n`;
  if (!putFirst(path, made) && readFileSync(path, 'utf8').trim() === '') putInPlace(path, made);
  return readFileSync(path, 'utf8').trim();
}
