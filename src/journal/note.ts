/**
 * Signed notes as the log writes them (C2SP signed-note, tlog-checkpoint, tlog-proof): Ed25519 by node:crypto. Reading
 * them is the verifier's, which shares nothing with this.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import type { TreeHead } from './tree.ts';

const ED25519 = Buffer.of(1);
const ID_BYTES = 4;
const RAW_KEY_BYTES = 32;

/** A key with the name that it signs under. */
export interface Signer {
  readonly name: string;
  /** `name+id+key`: what a verifier has to know. */
  readonly verifierKey: string;
  /** A signature line over a note's text, with its newline. */
  sign(text: string): string;
}

export function signerOf(name: string, privateKey: KeyObject): Signer {
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_BYTES);
  const typed = Buffer.concat([ED25519, publicKey]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'buffer').subarray(0, ID_BYTES);
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${typed.toString('base64')}`,
    sign: (text) => `— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString('base64')}\n`,
  };
}

/** The private key as PEM (PKCS 8). */
export const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;

export const signerFromPem = (name: string, pem: string): Signer => signerOf(name, createPrivateKey(pem));

/** @param text ends with a newline */
export const signNote = (text: string, ...signers: readonly Signer[]): string =>
  `${text}\n${signers.map((signer) => signer.sign(text)).join('')}`;

export const checkpointText = (origin: string, { size, root }: TreeHead): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;

/** An inclusion proof that can be checked without the log. */
export function logProof(index: number, hashes: readonly Uint8Array[], checkpoint: string): string {
  const lines = hashes.map((each) => `${Buffer.from(each).toString('base64')}\n`);
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${lines.join('')}\n${checkpoint}`;
}
