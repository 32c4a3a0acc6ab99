/** Removed texts against the redactions that say so: bytes stand in the place of others only where an entry of the journal holds their hash. */
import type { Redaction } from '../model/redaction.ts';
import { decodeEntry } from './codec.ts';
import type { StoredEntry } from './kept.ts';

const REDACTION = Buffer.from('"kind":"redaction"');

/** Gathers both sides while a journal is read from its start to its end. */
export class Redactions {
  /** What stands in the place of an entry, hex. */
  readonly #residues = new Map<number, string>();
  /** What may stand there. */
  readonly #said = new Map<number, string>();

  take({ seq, body, residue }: StoredEntry): void {
    if (residue !== undefined) this.#residues.set(seq, Buffer.from(residue).toString('hex'));
    if (!Buffer.from(body.buffer, body.byteOffset, body.length).includes(REDACTION)) return;
    const entry = decodeEntry(body);
    if (entry.kind === 'redaction') this.#takeRedaction(entry);
  }

  problems(): { readonly seq: number; readonly what: string }[] {
    const unsaid = [...this.#residues].filter(([seq, residue]) => this.#said.get(seq) !== residue);
    const undone = [...this.#said.keys()].filter((seq) => !this.#residues.has(seq));
    return [
      ...unsaid.map(([seq]) => ({
        seq,
        what: 'other bytes stand in the place of this entry, and no redaction says so',
      })),
      ...undone.map((seq) => ({
        seq,
        what: 'its text was to be removed, and still stands there: start the observatory, which does it',
      })),
    ];
  }

  #takeRedaction({ entries }: Redaction): void {
    for (const { seq, residue } of entries) this.#said.set(seq, residue);
  }
}
