/** A journal with one outage of one service beside another one, its log, and bundles made of it. */
import { createHash } from 'node:crypto';
import { mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderFor } from '../../src/bundle/order.ts';
import { type BundleOrder, writeBundle } from '../../src/bundle/write.ts';
import { zipFolder } from '../../src/bundle/zip.ts';
import { readConfig } from '../../src/doors/config.ts';
import { decisionsFor } from '../../src/engine/configure.ts';
import { Engine } from '../../src/engine/engine.ts';
import { PublicLog } from '../../src/engine/log.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openMemoryHome } from '../../src/store/memory/home.ts';
import { readableOf } from '../../src/store/place.ts';
import type { Store } from '../../src/store/ports.ts';
import { type Verdict, type VerifyOptions, verifyBundle } from '../../src/verify/verify.ts';
import { openZip } from '../../src/verify/zip.ts';

export const START = Date.parse('2026-03-10T12:00:00Z');
export const VERSION = '0.0.0-test';
const MINUTE = 60_000;

export interface Shape {
  readonly quietMinutes: number;
  readonly outageMinutes: number;
  readonly reportsAMinute: number;
  readonly afterMinutes: number;
}

export const SMALL: Shape = { quietMinutes: 180, outageMinutes: 6, reportsAMinute: 24, afterMinutes: 110 };

export function report(service: string, at: number, number: number): Entry {
  return {
    kind: 'report',
    at: at as EpochMs,
    id: `${service}-${number}`,
    service,
    symptom: number % 3 === 0 ? 'slow' : 'unreachable',
    country: number % 2 === 0 ? 'DE' : 'FR',
    network: `AS${64_500 + (number % 11)}`,
    reporter: `r${number}`,
  };
}

/** A minute at a time: quiet, an outage of "shop", and quiet again until it is over; "mail" has a report now and then. */
export function* minutesOf(shape: Shape): Generator<Entry[]> {
  let number = 0;
  const minutes = shape.quietMinutes + shape.outageMinutes + shape.afterMinutes;
  for (let minute = 0; minute < minutes; minute += 1) {
    const at = START + minute * MINUTE;
    const failing = minute >= shape.quietMinutes && minute < shape.quietMinutes + shape.outageMinutes;
    const entries: Entry[] = [];
    for (let i = 0; failing && i < shape.reportsAMinute; i += 1) {
      number += 1;
      entries.push(report('shop', at + i, number));
    }
    if (minute % 5 === 0) entries.push(report('mail', at + 1, minute));
    const since = (minute === 0 ? undefined : at) as EpochMs | undefined;
    entries.push({ kind: 'tick', at: (at + MINUTE) as EpochMs, timeline: 'live', since });
    yield entries;
  }
}

export interface World extends AsyncDisposable {
  readonly engine: Engine;
  readonly store: Store;
  readonly log: PublicLog;
  readonly folder: string;
  readonly incident: string;
  order(): BundleOrder;
}

/** What is watched, and what happens. */
export interface Story {
  readonly services: string;
  readonly minutes: Iterable<Entry[]>;
  /** Where the journal is; in memory without it. */
  readonly store?: ((folder: string) => Store | Promise<Store>) | undefined;
  /** Where the log's key is; a new one without it. */
  readonly keys?: string | undefined;
  /** Whether the log is opened only when all is told. */
  readonly publishedLast?: boolean | undefined;
  /** Called when a minute is told. */
  readonly after?: ((minute: number, engine: Engine) => Promise<void>) | undefined;
}

const TWO_SERVICES = '[{ id: shop, name: Web shop }, { id: mail, name: Mail }]';

export const makeWorld = (shape: Shape, store?: Store, keys?: string): Promise<World> =>
  tellWorld({ services: TWO_SERVICES, minutes: minutesOf(shape), store: store && (() => store), keys });

/** The incident is the last one of "shop". */
export async function tellWorld({
  services,
  minutes,
  after,
  keys,
  publishedLast = false,
  store: open = openMemoryHome,
}: Story): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-evidence-'));
  const store = await open(folder);
  const now = (): EpochMs => START as EpochMs;
  const engine = await Engine.open(store, {
    now,
    onFatal: (cause) => {
      throw cause;
    },
  });
  const publish = (): Promise<PublicLog> =>
    PublicLog.open(engine, { folder: keys ?? join(folder, 'keys'), origin: 'log.example/evidence', now });
  const early = publishedLast ? undefined : await publish();
  const config = readConfig(`services: ${services}`, 'test.yaml');
  await engine.submitAll(decisionsFor(engine.state, config, now()));
  let minute = 0;
  for (const entries of minutes) {
    await engine.submitAll(entries);
    await after?.(minute, engine);
    minute += 1;
  }
  const log = early ?? (await publish());
  log.publish();
  const [incident] = await engine.incidents({ services: ['shop'], limit: 1 });
  return {
    engine,
    store,
    log,
    folder,
    incident: incident!.id,
    order: () => ({
      ...orderFor(engine.state, incident!),
      journal: readableOf(store),
      checkpoint: log.checkpoint,
      size: log.size,
      version: VERSION,
    }),
    async [Symbol.asyncDispose]() {
      await engine.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The bundle as a folder and as an archive, by name. */
export async function bundleOf(world: World, name: string): Promise<{ folder: string; zip: string; paths: string[] }> {
  const folder = join(world.folder, name);
  const paths = await writeBundle(world.order(), folder);
  await zipFolder(folder, paths, `${folder}.zip`);
  return { folder, zip: `${folder}.zip`, paths };
}

export async function verifyZip(blob: Blob, options: Partial<VerifyOptions> = {}): Promise<Verdict> {
  const { bag, problems } = await openZip(blob);
  return verifyBundle(bag, problems, { version: VERSION, ...options });
}

export const verifyFile = async (path: string, options: Partial<VerifyOptions> = {}): Promise<Verdict> =>
  verifyZip(await openAsBlob(path), options);

/** Packs a folder that was changed again, hashes and all, and checks it. */
export async function repack(folder: string): Promise<Verdict> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !statSync(join(folder, path)).isDirectory(),
  );
  const cratePath = join(folder, 'data/ro-crate-metadata.json');
  const crate = JSON.parse(readFileSync(cratePath, 'utf8'));
  for (const entity of crate['@graph']) {
    if (entity.contentSize !== undefined && paths.includes(`data/${entity['@id']}`))
      entity.contentSize = String(statSync(join(folder, 'data', entity['@id'])).size);
  }
  writeFileSync(cratePath, `${JSON.stringify(crate, null, 2)}\n`);
  for (const [manifest, belongs] of [
    ['manifest', (path: string) => path.startsWith('data/')],
    ['tagmanifest', (path: string) => !path.startsWith('data/') && !path.startsWith('tagmanifest')],
  ] as const) {
    for (const algorithm of ['sha256', 'sha512']) {
      const lines = paths
        .filter(belongs)
        .toSorted()
        .map(
          (path) =>
            `${createHash(algorithm)
              .update(readFileSync(join(folder, path)))
              .digest('hex')}  ${path}\n`,
        );
      writeFileSync(join(folder, `${manifest}-${algorithm}.txt`), lines.join(''));
    }
  }
  await zipFolder(folder, paths.toSorted(), `${folder}.zip`);
  return verifyFile(`${folder}.zip`);
}
