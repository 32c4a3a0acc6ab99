/**
 * The journal as a public log over HTTP: what a stranger fetches is enough to compute the tree again and to check every
 * entry, with src/verify, which shares no code with the log.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { PublicLog } from '../../src/engine/log.ts';
import type { LogKey } from '../../src/model/keeping.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { GrowingTree, leafHash } from '../../src/verify/merkle.ts';
import { isProven, readCheckpoint, readLogProof, readNote, readVerifierKey, signersOf } from '../../src/verify/note.ts';
import { type Harness, ORIGIN, postLines, startHarness } from './harness.ts';

let it: Harness;
beforeAll(async () => {
  it = await startHarness();
  const report = (i: number): string =>
    JSON.stringify({
      kind: 'report',
      at: new Date(it.clock.now - i).toISOString(),
      service: 'shop',
      symptom: 'slow',
      reporter: `r${i}`,
    });
  const lines = Array.from({ length: 700 }, (_, i) => report(i));
  expect((await postLines(it.url, lines.join('\n'))).status).toBe(200);
  it.log.publish();
});
afterAll(async () => {
  await it.close();
  it.remove();
});

const bytesAt = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`${it.url}/log/${path}`)).arrayBuffer());
const textAt = async (path: string): Promise<string> => (await fetch(`${it.url}/log/${path}`)).text();

async function signedHead() {
  const keys = (await textAt('keys'))
    .trim()
    .split('\n')
    .map((key) => readVerifierKey(key)!);
  const note = readNote(await textAt('checkpoint'))!;
  expect(signersOf(note, keys)).toEqual([keys.at(-1)]);
  return { keys, checkpoint: readCheckpoint(note.text)! };
}

/** Paths of all tiles of a tree of this size, by the specification's own arithmetic. */
function tilesOf(size: number, level: 'entries' | number): string[] {
  const full = Math.floor(size / 256);
  const paths = Array.from({ length: full }, (_, n) => `tile/${level}/${String(n).padStart(3, '0')}`);
  return size % 256 === 0 ? paths : [...paths, `tile/${level}/${String(full).padStart(3, '0')}.p/${size % 256}`];
}

test('the tiles of hashes, and the entries themselves, give the root of the signed checkpoint', async () => {
  const { checkpoint } = await signedHead();
  expect(checkpoint.origin).toBe(ORIGIN);
  expect(checkpoint.size, 'anti-vacuity: full tiles and a partial one').toBeGreaterThan(512);
  const [byHashes, byEntries] = [new GrowingTree(), new GrowingTree()];
  for (const path of tilesOf(checkpoint.size, 0)) {
    const tile = await bytesAt(path);
    for (let at = 0; at < tile.length; at += 32) byHashes.append(tile.subarray(at, at + 32));
  }
  for (const path of tilesOf(checkpoint.size, 'entries')) {
    const bundle = await bytesAt(path);
    for (let at = 0; at < bundle.length; ) {
      const end = at + 2 + bundle[at]! * 256 + bundle[at + 1]!;
      byEntries.append(leafHash(bundle.subarray(at + 2, end)));
      at = end;
    }
  }
  expect([byHashes.size, byEntries.size]).toEqual([checkpoint.size, checkpoint.size]);
  expect(byHashes.root()).toEqual(checkpoint.root);
  expect(byEntries.root()).toEqual(checkpoint.root);
});

test('the tile above holds the roots of full tiles, and no other tile is there', async () => {
  const { checkpoint } = await signedHead();
  const above = await bytesAt(`tile/1/000.p/${Math.floor(checkpoint.size / 256)}`);
  const first = new GrowingTree();
  const tile = await bytesAt('tile/0/000');
  for (let at = 0; at < tile.length; at += 32) first.append(tile.subarray(at, at + 32));
  expect(above.subarray(0, 32)).toEqual(first.root());
  for (const path of ['0/003', '0/002.p/255', '1/000', '2/000.p/1', '0/0', 'entries/003', '0/x000/001']) {
    expect((await fetch(`${it.url}/log/tile/${path}`)).status, path).toBe(404);
  }
});

test('what names its bytes may be kept for ever, and the checkpoint for two seconds', async () => {
  const cache = async (path: string) => (await fetch(`${it.url}/log/${path}`)).headers.get('cache-control');
  expect(await cache('tile/0/000')).toMatch(/max-age=31536000, immutable/);
  expect(await cache('checkpoint')).toBe('public, max-age=2');
});

test('the proof of an entry convinces by itself, of this entry alone', async () => {
  const { keys } = await signedHead();
  const rows = await it.engine.store.journal.read(0 as never, 700);
  for (const index of [0, 255, 256, 600]) {
    const proof = readLogProof(await textAt(`proof/${index}`))!;
    expect(isProven(proof, leafHash(rows[index]!.body), keys)).toBe(true);
    expect(isProven(proof, leafHash(rows[index + 1]!.body), keys)).toBe(false);
  }
  expect((await fetch(`${it.url}/log/proof/100000`)).status).toBe(404);
});

test('an incident that ends and a minute that passes publish the journal; what has not grown is not signed again', async () => {
  const before = it.log.checkpoint;
  expect(it.log.publish()).toBe(before);
  await it.tick(1);
  expect(it.log.publish()).not.toBe(before);
  expect(readCheckpoint(readNote(it.log.checkpoint)!.text)?.size).toBe(it.engine.size);
});

async function withJournal<T>(path: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const fail = (cause: unknown): never => {
    throw cause;
  };
  const engine = await Engine.open(openSqliteHome(path), { now: () => 0 as EpochMs, onFatal: fail });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

test('the key is not with the journal, lives on, and another one is recorded and signed by the one before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-log-'));
  const journal = join(folder, 'j.db');
  const options = { folder: join(folder, 'keys'), origin: 'log.example/a', now: () => 0 as EpochMs };
  const logKeys = () =>
    withJournal(journal, async (engine) => engine.state.keeping.logKeys.map((each): LogKey => each));
  await withJournal(journal, (engine) => PublicLog.open(engine, options));
  await withJournal(journal, (engine) => PublicLog.open(engine, { ...options, origin: 'log.example/other' }));
  expect(
    (await logKeys()).map(({ origin }) => origin),
    'the first name stays',
  ).toEqual(['log.example/a']);
  await withJournal(journal, (engine) => PublicLog.open(engine, { ...options, rotate: true }));
  const [first, second] = await logKeys();
  expect(second?.key).not.toBe(first?.key);
  const note = readNote(second?.endorsement ?? '')!;
  expect(signersOf(note, [readVerifierKey(first!.key)!])).toHaveLength(1);
  expect(note.text).toContain(second!.key);
  rmSync(folder, { recursive: true });
});

test('a journal that was put back to an older state is not signed: a log has one history', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-fork-'));
  const [journal, backup] = [join(folder, 'j.db'), join(folder, 'backup.db')];
  const options = { folder: join(folder, 'keys'), origin: 'log.example/b', now: () => 0 as EpochMs };
  const entry = (at: number) => ({ kind: 'retired', at: at as EpochMs, service: 'x' }) as const;
  await withJournal(journal, (engine) => PublicLog.open(engine, options));
  copyFileSync(journal, backup);
  await withJournal(journal, async (engine) => {
    const log = await PublicLog.open(engine, options);
    await engine.submitAll([entry(1), entry(2)]);
    log.publish();
  });
  copyFileSync(backup, journal);
  await expect(withJournal(journal, (engine) => PublicLog.open(engine, options))).rejects.toThrow(/published with 4/);
  await withJournal(journal, (engine) => engine.submitAll([entry(1), entry(3), entry(4)]));
  await expect(withJournal(journal, (engine) => PublicLog.open(engine, options))).rejects.toThrow(/does not hold/);
  expect(readFileSync(join(options.folder, 'log.example_b.checkpoint'), 'utf8')).toMatch(/^log\.example\/b\n4\n/);
  rmSync(folder, { recursive: true });
});
