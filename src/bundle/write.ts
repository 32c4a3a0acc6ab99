/**
 * Writes an incident's bundle into a folder: the entries, the facts, the account, checkpoint and proofs, as a bag (BagIt, RFC
 * 8493) that is also an RO-Crate. Law: the same journal and checkpoint give the same bytes, whenever and wherever.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Gzip } from 'fflate';
import { canonical } from '../journal/canonical.ts';
import { decodeEntry } from '../journal/codec.ts';
import { logProof } from '../journal/note.ts';
import { inclusionProof, type ReadHashes } from '../journal/proofs.ts';
import type { Seq } from '../model/units.ts';
import type { ReadableJournal } from '../store/ports.ts';
import { accountOf } from './account.ts';
import { crateOf } from './crate.ts';
import { type PartCounts, writePart } from './journal-part.ts';
import { type Selection, select } from './select.ts';

const GZIP_LEVEL = 6;
/** Entries that changed an incident; the first and the last of them are proven one by one. */
const PROOFS_MAX = 64;

export interface BundleOrder {
  readonly journal: ReadableJournal;
  readonly service: string;
  readonly incident: string;
  /** Services that failed together with it. */
  readonly together: readonly string[];
  /** The signed head that the bundle is proven against, and its size. */
  readonly checkpoint: string;
  readonly size: number;
  readonly keys: readonly string[];
  /** The program that computed the figures. */
  readonly version: string;
}

export class NoSuchIncidentError extends Error {
  override name = 'NoSuchIncidentError';
}

/** The bundle's paths, in order. */
export async function writeBundle(order: BundleOrder, folder: string): Promise<string[]> {
  const { journal, size } = order;
  const { service, incident, together } = order;
  const selection = await select(journal, { service, incident, together: together.toSorted() }, size);
  if (selection === undefined) {
    throw new NoSuchIncidentError(
      `no incident ${order.incident} follows from the first ${size} entries of the journal`,
    );
  }
  await mkdir(join(folder, 'data/proofs'), { recursive: true });
  const put = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text);
  const counts = await writeJournal(order, selection, join(folder, 'data/journal.txt.gz'));
  await put('data/facts.json', `${canonical(selection.facts)}\n`);
  await put('data/account.html', accountOf(selection.facts));
  await put('data/checkpoint', order.checkpoint);
  await put('data/keys', order.keys.map((key) => `${key}\n`).join(''));
  await put('data/about.json', aboutOf(order, selection, counts));
  const isWhole = selection.baseLines.length === 0;
  if (!isWhole) await put('data/base.txt', selection.baseLines.join('\n'));
  const proofs = await writeProofs(order, selection, folder);
  const files = [
    'about.json',
    'account.html',
    ...(isWhole ? [] : ['base.txt']),
    'checkpoint',
    'facts.json',
    'journal.txt.gz',
    'keys',
    ...proofs,
  ].toSorted();
  const sized = await Promise.all(
    files.map(async (path) => ({ path, size: (await stat(join(folder, 'data', path))).size })),
  );
  await put('data/ro-crate-metadata.json', crateOf(selection.facts, sized, await dayOf(journal, size)));
  return writeBag(
    folder,
    [...files, 'ro-crate-metadata.json'].map((path) => `data/${path}`),
    order,
  );
}

/** What names a packed bundle: the SHA-256 of its tag manifest, hex. */
export const manifestHash = (folder: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'tagmanifest-sha256.txt')))
    .digest('hex');

async function writeJournal({ journal, size }: BundleOrder, selection: Selection, path: string): Promise<PartCounts> {
  const out = createWriteStream(path);
  // Not Node's own: that one gives other bytes on other processors and versions.
  const gzip = new Gzip({ level: GZIP_LEVEL, mtime: 0 }, (chunk) => out.write(chunk));
  const counts = await writePart(journal, selection, size, (text) => gzip.push(text));
  gzip.push(new Uint8Array(), true);
  await new Promise<void>((resolve, reject) => out.end((cause?: Error | null) => (cause ? reject(cause) : resolve())));
  return counts;
}

function aboutOf(
  { size, version }: BundleOrder,
  { of, marked, cut, redacted }: Selection,
  entries: PartCounts,
): string {
  const leftOut = [
    'Signals of other services, but for those that failed together with it and those that they borrowed from while they were new, and ticks of other clocks: the figures do not depend on them.',
    ...(of.until < size
      ? [
          `Entries from ${of.until} on, but for what was said of the incident and to whom it was handed: it was over before them.`,
        ]
      : []),
    ...(marked.size > cut.size
      ? [`Statements that are not for everybody by their marking: ${marked.size - cut.size}.`]
      : []),
    ...(cut.size > 0 ? [`Statements of which text was removed on demand: ${cut.size}.`] : []),
    ...(redacted.size > 0 ? [`Entries of the journal from which texts were removed on demand: ${redacted.size}.`] : []),
    ...(of.base === null
      ? []
      : [
          `Signals from before entry ${of.from}, of which some are not kept any more: what followed from them is enclosed as data/base.txt, to which pruning ${of.base} of the journal commits.`,
        ]),
    'Holds: they change no figure.',
    'Of each entry that was left out, and of each group of them, the hash is enclosed: nothing can be put in its place later.',
  ];
  const about = {
    format: 'groundswell-bundle/3',
    ...of,
    method: { name: 'groundswell', version, verify: 'groundswell verify BUNDLE' },
    entries,
    leftOut,
  };
  return `${JSON.stringify(about, null, 2)}\n`;
}

async function writeProofs(
  { journal, size, checkpoint }: BundleOrder,
  { facts }: Selection,
  folder: string,
): Promise<string[]> {
  const read: ReadHashes = (level, from, count) => journal.hashes(level, from, count);
  const all = [...new Set(facts.history.map(({ seq }) => seq))];
  const chosen = all.length <= PROOFS_MAX ? all : [...all.slice(0, PROOFS_MAX / 2), ...all.slice(-PROOFS_MAX / 2)];
  const paths: string[] = [];
  for (const seq of chosen) {
    const path = `proofs/${seq}.tlog-proof`;
    await writeFile(join(folder, 'data', path), logProof(seq, await inclusionProof(read, seq, size), checkpoint));
    paths.push(path);
  }
  return paths;
}

/** The day of the last entry that the checkpoint covers: a bundle's date must not depend on when it is packed. */
async function dayOf(journal: ReadableJournal, size: number): Promise<string> {
  const [last] = await journal.read((size - 1) as Seq, 1);
  return new Date(last === undefined ? 0 : decodeEntry(last.body).at).toISOString().slice(0, 10);
}

async function writeBag(folder: string, payload: readonly string[], order: BundleOrder): Promise<string[]> {
  const sizes = await Promise.all(payload.map(async (path) => (await stat(join(folder, path))).size));
  const octets = sizes.reduce((sum, size) => sum + size, 0);
  const info = [
    `Bagging-Date: ${await dayOf(order.journal, order.size)}`,
    'Bag-Software-Agent: groundswell',
    `External-Identifier: ${order.incident}`,
    `Payload-Oxum: ${octets}.${payload.length}`,
  ];
  await writeFile(join(folder, 'bagit.txt'), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  await writeFile(join(folder, 'bag-info.txt'), `${info.join('\n')}\n`);
  const tags = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest-sha512.txt'];
  await writeManifests(folder, 'manifest', payload);
  await writeManifests(folder, 'tagmanifest', tags);
  return [...payload, ...tags, 'tagmanifest-sha256.txt', 'tagmanifest-sha512.txt'].toSorted();
}

async function writeManifests(folder: string, name: string, paths: readonly string[]): Promise<void> {
  for (const algorithm of ['sha256', 'sha512']) {
    const lines: string[] = [];
    for (const path of paths.toSorted())
      lines.push(`${await hashOf(join(folder, path), createHash(algorithm))}  ${path}\n`);
    await mkdir(dirname(join(folder, `${name}-${algorithm}.txt`)), { recursive: true });
    await writeFile(join(folder, `${name}-${algorithm}.txt`), lines.join(''));
  }
}

async function hashOf(path: string, hash: Hash): Promise<string> {
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
