/**
 * A bag as a reader checks it (BagIt, RFC 8493), strictly: the manifests have to be, byte for byte, those that the files
 * give. Files are read as streams, so that their size does not matter.
 */
import { toHex } from './base64.ts';
import { Sha256 } from './sha256.ts';
import { Sha512 } from './sha512.ts';

/** Files by path, wherever they are: a folder, an archive, a download. */
export interface Bag {
  readonly paths: readonly string[];
  size(path: string): number;
  read(path: string): ReadableStream<Uint8Array>;
}

export interface Problem {
  /** What was looked at: a file of the bundle, or a figure of an incident. */
  readonly where: string;
  readonly what: string;
}

interface Hashes {
  readonly sha256: string;
  readonly sha512: string;
}

const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const ALGORITHMS = ['sha256', 'sha512'] as const;
const isTagManifest = (path: string): boolean => path.startsWith('tagmanifest-');

/** Every problem of the bag; none means that it is whole and that nothing was added. */
export async function checkBag(bag: Bag, onBytes: (bytes: number) => void): Promise<Problem[]> {
  const hashes = new Map<string, Hashes>();
  for (const path of bag.paths.toSorted())
    if (!isTagManifest(path)) hashes.set(path, await hashesOf(bag, path, onBytes));
  const problems: Problem[] = [];
  if ((await readText(bag, 'bagit.txt')) !== DECLARATION) {
    problems.push({ where: 'bagit.txt', what: 'is not the declaration of a bag, version 1.0' });
  }
  const payload = [...hashes].filter(([path]) => path.startsWith('data/'));
  const tags = [...hashes].filter(([path]) => !path.startsWith('data/'));
  for (const algorithm of ALGORITHMS) {
    problems.push(...(await compare(bag, `manifest-${algorithm}.txt`, algorithm, payload)));
    problems.push(...(await compare(bag, `tagmanifest-${algorithm}.txt`, algorithm, tags)));
  }
  return problems;
}

async function compare(
  bag: Bag,
  manifest: string,
  algorithm: keyof Hashes,
  files: readonly (readonly [string, Hashes])[],
): Promise<Problem[]> {
  const text = await readText(bag, manifest);
  if (text === undefined) return [{ where: manifest, what: 'is missing' }];
  const expected = files.map(([path, hashes]) => `${hashes[algorithm]}  ${path}\n`).join('');
  if (text === expected) return [];
  const listed = new Map(text.split('\n').map((line) => [line.slice(line.indexOf('  ') + 2), line.split('  ')[0]!]));
  const differing = files.filter(([path, hashes]) => listed.get(path) !== hashes[algorithm]);
  const problems = differing.map(([path]) => ({
    where: path,
    what: listed.has(path) ? `does not match its hash in ${manifest}` : `is not listed in ${manifest}`,
  }));
  const known = new Set(files.map(([path]) => path));
  for (const path of listed.keys()) {
    if (path !== '' && !known.has(path)) problems.push({ where: path, what: `is listed in ${manifest}, and missing` });
  }
  return problems.length > 0 ? problems : [{ where: manifest, what: 'is not written as a manifest is' }];
}

async function hashesOf(bag: Bag, path: string, onBytes: (bytes: number) => void): Promise<Hashes> {
  const [short, long] = [new Sha256(), new Sha512()];
  for await (const chunk of chunksOf(bag.read(path))) {
    short.update(chunk);
    long.update(chunk);
    onBytes(chunk.length);
  }
  return { sha256: toHex(short.digest()), sha512: toHex(long.digest()) };
}

/** A small file as text; undefined where it is missing, or no UTF-8. */
export async function readText(bag: Bag, path: string): Promise<string | undefined> {
  if (!bag.paths.includes(path)) return undefined;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  try {
    for await (const chunk of chunksOf(bag.read(path))) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch {
    return undefined;
  }
}

/** Not every browser lets a stream be looped over. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    reader.releaseLock();
  }
}
