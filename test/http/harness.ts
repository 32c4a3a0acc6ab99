/**
 * The real app over real HTTP: port 0, a SQLite journal in a folder of its own, and a clock that the test moves. Only
 * the process around it is left out.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subscriptions } from '../../src/alerts/subscriptions.ts';
import { Shelf } from '../../src/bundle/shelf.ts';
import { TELLERS, toldFrom } from '../../src/cli/tellers.ts';
import { TokenBook } from '../../src/doors/access/token-book.ts';
import { readConfig } from '../../src/doors/config.ts';
import { DEFAULT_LIMITS, Limiter, type Limits } from '../../src/doors/limits.ts';
import { Places } from '../../src/doors/place.ts';
import { AgentDoor } from '../../src/doors/probe/agent-door.ts';
import { Pseudonyms } from '../../src/doors/reporter.ts';
import { TrafficDoors } from '../../src/doors/traffic/traffic-doors.ts';
import { decisionsFor } from '../../src/engine/configure.ts';
import { Engine } from '../../src/engine/engine.ts';
import { PublicLog } from '../../src/engine/log.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { type App, type AppOptions, createApp, type ReplayControl } from '../../src/serve/app.ts';
import { readAssets } from '../../src/serve/assets.ts';
import { addressReader } from '../../src/serve/sender.ts';
import type { Store } from '../../src/store/ports.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';

export const SERVICES = `
services:
  - { id: shop, name: Web shop, components: [search, checkout] }
  - { id: mail, name: Mail }
`;
export const ORIGIN = 'log.example/test';
export const TOKEN = 'a-token-for-tests';
export const T0 = Date.parse('2026-03-10T12:00:00Z') as EpochMs;
export const assets = readAssets();

export interface HarnessOptions {
  readonly yaml?: string;
  readonly limits?: Limits;
  readonly trustedProxies?: readonly string[];
  readonly replay?: ReplayControl;
  /** Where time stands still until the test moves it. */
  readonly startAt?: number;
  readonly folder?: string;
  /** Where the journal is, if not in a file of the folder. */
  readonly store?: Store;
  /** Readers subscribe, and are told by what the test looks for. */
  readonly subscribing?: boolean;
}

export interface Harness {
  readonly url: string;
  readonly port: number;
  readonly engine: Engine;
  readonly app: App;
  readonly log: PublicLog;
  readonly folder: string;
  readonly subscriptions: Subscriptions | undefined;
  readonly errors: unknown[];
  /** What Logpush sent to see whose address this is. */
  readonly challenges: string[];
  readonly clock: { now: number };
  /** Moves the clock and tells the journal. */
  tick(minutes: number): Promise<void>;
  entries(): Promise<Entry[]>;
  /** Every byte that this observatory wrote. */
  files(): Buffer;
  /** Ends it; the folder stays until `remove`. */
  close(): Promise<void>;
  remove(): void;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'groundswell-http-'));
  const clock = { now: options.startAt ?? T0 };
  const now = (): EpochMs => clock.now as EpochMs;
  const errors: unknown[] = [];
  const engine = await Engine.open(options.store ?? openSqliteHome(join(folder, 'j.db')), {
    now,
    onFatal: (cause) => errors.push(cause),
  });
  const config = readConfig(options.yaml ?? SERVICES, 'test.yaml');
  await engine.submitAll(decisionsFor(engine.state, config, now()));
  const limiter = new Limiter(options.limits ?? DEFAULT_LIMITS, now());
  const pseudonyms = new Pseudonyms(join(folder, 'reporter-key'), now());
  const challenges: string[] = [];
  const traffic = new TrafficDoors({
    submit: (entries) => engine.submitAll(entries),
    markOf: (service, source) => engine.state.watches.get(service)?.traffic?.sources[source]?.mark ?? null,
    places: () => Places.open([]),
    pseudonym: (text) => pseudonyms.nameOf(text, now()),
    now,
    onRefused: () => {},
    onChallenge: (_, challenge) => challenges.push(challenge),
    onError: (cause) => errors.push(cause),
  });
  await traffic.apply(config.traffic, '');
  const shelf = new Shelf({ file: join(folder, 'j.db') });
  const subscriptions =
    options.subscribing === true
      ? new Subscriptions(
          {
            ...toldFrom(engine, await engine.store.tables('subscriptions', TELLERS.subscriptions), now, (cause) =>
              errors.push(cause),
            ),
            timeoutMs: 2_000,
          },
          config.subscriptions,
          config.url,
        )
      : undefined;
  await subscriptions?.apply(config.subscriptions, config.url);
  const log = await PublicLog.open(engine, { folder: join(folder, 'keys'), origin: ORIGIN, now });
  const appOptions: AppOptions = {
    engine,
    now,
    log: () => log,
    shelf,
    name: () => config.name,
    url: () => config.url,
    subscriptions,
    version: '0.0.0',
    pseudonyms,
    places: () => Places.open([]),
    limiter: () => limiter,
    addressOf: () => addressReader(options.trustedProxies ?? []),
    tokens: new TokenBook(join(folder, 'tokens'), TOKEN, now),
    isPrivate: () => config.isPrivate,
    model: () => config.model,
    assets,
    replay: options.replay,
    traffic,
    agents: new AgentDoor(
      TOKEN,
      () => config,
      (checks) => engine.submitAll(checks),
    ),
    onError: (cause) => errors.push(cause),
  };
  const app = createApp(appOptions);
  const server = await new Promise<Server>((resolve) => {
    const made = createServer(app.listener).listen(0, '127.0.0.1', () => resolve(made));
  });
  const { port } = server.address() as AddressInfo;
  let since: EpochMs | undefined;
  const tick = async (minutes: number): Promise<void> => {
    clock.now += minutes * 60_000;
    await engine.submit({ kind: 'tick', at: now(), timeline: 'live', since });
    since = now();
  };
  await tick(0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    engine,
    app,
    log,
    folder,
    subscriptions,
    errors,
    challenges,
    clock,
    tick,
    async entries() {
      const rows = await engine.store.journal.read(0 as Seq, 1_000_000);
      return rows.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as Entry);
    },
    files: () =>
      Buffer.concat(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((each) => each.isFile())
          .map((each) => readFileSync(join(each.parentPath, each.name))),
      ),
    async close() {
      app.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await subscriptions?.stop();
      shelf.close();
      await traffic.close();
      await engine.close();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts one, hands it to the work, and ends it whatever happens. */
export async function withHarness(options: HarnessOptions, work: (harness: Harness) => Promise<void>): Promise<void> {
  const harness = await startHarness(options);
  try {
    await work(harness);
  } finally {
    await harness.close();
    harness.remove();
  }
}

export const jsonOf = async <T = Record<string, unknown>>(answer: Response): Promise<T> => (await answer.json()) as T;

export function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function postForm(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' });
}

export function postLines(
  url: string,
  body: NonNullable<RequestInit['body']>,
  token: string | null = TOKEN,
): Promise<Response> {
  const headers = token === null ? undefined : { authorization: `Bearer ${token}` };
  return fetch(`${url}/api/v1/signals`, {
    method: 'POST',
    body,
    duplex: 'half',
    ...(headers && { headers }),
  } as RequestInit);
}
