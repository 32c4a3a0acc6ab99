/**
 * Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-proof) as a reader checks them. Only Ed25519 keys
 * (type 1) are known; signatures of unknown keys, such as a witness's, are let stand and say nothing.
 */
import { fromBase64, toHex } from './base64.ts';
import { isSignedBy } from './ed25519.ts';
import { HASH_BYTES, isIncluded, isSame } from './merkle.ts';
import { sha256 } from './sha256.ts';

const ED25519 = 1;
const SIGNATURES_MAX = 64;
const encoder = new TextEncoder();

export interface VerifierKey {
  readonly name: string;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface Note {
  /** With its last newline: what is signed. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array }[];
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface LogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
}

/** `name+hex+base64`; undefined where it is not that, or its id is not its own. */
export function readVerifierKey(text: string): VerifierKey | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const key = match && fromBase64(match[3]!);
  if (!match || !key || key.length !== 33 || key[0] !== ED25519) return undefined;
  const name = match[1]!;
  const named = encoder.encode(`${name}\n`);
  const hashed = new Uint8Array(named.length + key.length);
  hashed.set(named);
  hashed.set(key, named.length);
  const id = sha256(hashed).subarray(0, 4);
  return toHex(id) === match[2] ? { name, id, publicKey: key.subarray(1) } : undefined;
}

export function readNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note holds none but newlines
  if (end < 0 || !note.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(note) || !note.isWellFormed()) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > SIGNATURES_MAX) return undefined;
  const signatures = lines.map((line) => {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
    const bytes = match && fromBase64(match[2]!);
    return match && bytes && bytes.length > 4
      ? { name: match[1]!, id: bytes.subarray(0, 4), signature: bytes.subarray(4) }
      : undefined;
  });
  if (!signatures.every((signature) => signature !== undefined)) return undefined;
  return { text: note.slice(0, end + 1), signatures };
}

/** The keys that signed a note, of those that are known. A known key's signature that fails spoils the note. */
export function signersOf(note: Note, known: readonly VerifierKey[]): VerifierKey[] | 'forged' {
  const signers: VerifierKey[] = [];
  for (const { name, id, signature } of note.signatures) {
    const key = known.find((each) => each.name === name && isSame(each.id, id));
    if (key === undefined) continue;
    if (!isSignedBy(key.publicKey, encoder.encode(note.text), signature)) return 'forged';
    signers.push(key);
  }
  return signers;
}

/** A note's text as a checkpoint. Lines beyond the third are extensions, which nothing here uses. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, hash, ...extensions] = text.replace(/\n$/, '').split('\n');
  const root = fromBase64(hash ?? '');
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || root?.length !== HASH_BYTES) return undefined;
  if (!text.endsWith('\n') || extensions.includes('') || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root };
}

export function readLogProof(text: string): LogProof | undefined {
  const end = text.indexOf('\n\n');
  if (end < 0) return undefined;
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  const hashes = lines.map(fromBase64);
  if (header !== 'c2sp.org/tlog-proof@v1' || index === undefined) return undefined;
  if (!hashes.every((hash) => hash?.length === HASH_BYTES)) return undefined;
  return { index: Number(index), hashes: hashes as Uint8Array[], checkpoint: text.slice(end + 2) };
}

/** Whether a proof shows that an entry with this leaf hash stands in the log of these keys. */
export function isProven(proof: LogProof, leaf: Uint8Array, known: readonly VerifierKey[]): boolean {
  const note = readNote(proof.checkpoint);
  const checkpoint = note && readCheckpoint(note.text);
  if (note === undefined || checkpoint === undefined) return false;
  const signers = signersOf(note, known);
  if (signers === 'forged' || signers.length === 0) return false;
  return isIncluded(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root);
}
