/**
 * The log's private key and the last checkpoint that it signed, in a folder of their own: a backup of the journal holds
 * no key, and a journal that was put back to an older state is told from the one that was published.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointText, newKey, type Signer, signerFromPem, signNote } from './note.ts';
import { type ReadHashes, rangeRoot } from './proofs.ts';
import type { TreeHead } from './tree.ts';

const OWNER_ONLY = { mode: 0o600 } as const;

/** The log was published with entries that this journal does not have. It must not sign a second history. */
export class ForkedLogError extends Error {
  override name = 'ForkedLogError';
  constructor(origin: string, size: number) {
    super(
      `the log ${origin} was published with ${size} entries that this journal does not hold as they were; was it restored from a backup? It takes reports, and signs nothing under this name`,
    );
  }
}

export interface Keyring {
  readonly origin: string;
  readonly signer: Signer;
  /** The last checkpoint that was signed; undefined before the first. */
  last(): string | undefined;
  /** Signs a head, and keeps the checkpoint before it gives it out. */
  checkpoint(head: TreeHead): string;
}

/** Takes the log's key out of the folder, or makes one. */
export function openKeyring(folder: string, origin: string): Keyring {
  const path = join(folder, `${fileNameOf(origin)}.key`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, newKey(), OWNER_ONLY);
  }
  const kept = join(folder, `${fileNameOf(origin)}.checkpoint`);
  const signer = signerFromPem(origin, readFileSync(path, 'utf8'));
  let last = existsSync(kept) ? readFileSync(kept, 'utf8') : undefined;
  return {
    origin,
    signer,
    last: () => last,
    checkpoint(head) {
      const note = signNote(checkpointText(origin, head), signer);
      writeFileSync(`${kept}.new`, note, { ...OWNER_ONLY, flush: true });
      renameSync(`${kept}.new`, kept);
      last = note;
      return note;
    },
  };
}

/** Puts another key in the place of the present one, which stays beside it under its id and signs the new one. */
export function rotateKey(folder: string, origin: string): { readonly signer: Signer; readonly endorsement: string } {
  const { signer: before } = openKeyring(folder, origin);
  const path = join(folder, `${fileNameOf(origin)}.key`);
  const pem = newKey();
  const signer = signerFromPem(origin, pem);
  writeFileSync(`${path}.new`, pem, { ...OWNER_ONLY, flush: true });
  renameSync(path, `${path}.${before.verifierKey.split('+')[1]}`);
  renameSync(`${path}.new`, path);
  return { signer, endorsement: signNote(successionText(origin, signer), before) };
}

/** What the key before signs. */
const successionText = (origin: string, { verifierKey }: Signer): string => `${origin}\nnext key\n${verifierKey}\n`;

/** Throws ForkedLogError unless the journal holds what the last checkpoint says. */
export async function refuseFork({ origin, last }: Keyring, read: ReadHashes, size: number): Promise<void> {
  const signed = last()?.split('\n');
  if (signed === undefined) return;
  const before = Number(signed[1]);
  if (before === 0) return;
  if (before > size) throw new ForkedLogError(origin, before);
  const root = await rangeRoot(read, { start: 0, end: before });
  if (Buffer.from(root).toString('base64') !== signed[2]) throw new ForkedLogError(origin, before);
}

const fileNameOf = (origin: string): string => origin.replaceAll(/[^A-Za-z0-9.-]/g, '_');
