/** Removed signals against the prunings that say so: nothing else may be gone, and nothing that was to go may stand. */
import { createHash, type Hash } from 'node:crypto';
import type { Pruning } from '../model/pruning.ts';
import { decodeEntry, prunedBy } from './codec.ts';
import type { StoredEntry } from './kept.ts';

const PRUNING = Buffer.from('"kind":"pruning"');

/** What a pruning commits to of the signals that it removes. */
export class RemovedDigest {
  readonly #hash: Hash = createHash('sha256');
  readonly #place = Buffer.alloc(8);
  entries = 0;

  /** In the journal's order. */
  add({ seq, hash }: Pick<StoredEntry, 'seq' | 'hash'>): void {
    this.#place.writeBigUInt64BE(BigInt(seq));
    this.#hash.update(this.#place).update(hash);
    this.entries += 1;
  }

  hex(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** The digest of a base: the hash of the hashes of its lines, so that a part can be told of without the rest. */
export function baseDigest(lines: readonly string[]): string {
  const all = createHash('sha256');
  for (const line of lines) all.update(createHash('sha256').update(line).digest());
  return all.digest('hex');
}

/** Gathers both sides while a journal is read from its start to its end. */
export class Prunings {
  readonly #gone = new Map<number, { readonly digest: RemovedDigest; readonly first: number; last: number }>();
  /** By number, the last one: one that came too late for a hold was made again with the same number. */
  readonly #said = new Map<number, Pruning>();

  take(row: StoredEntry): void {
    const number = prunedBy(row.body);
    if (number === undefined) this.#takeEntry(row);
    else {
      const gone = this.#gone.get(number) ?? { digest: new RemovedDigest(), first: row.seq, last: row.seq };
      gone.digest.add(row);
      gone.last = row.seq;
      this.#gone.set(number, gone);
    }
  }

  problems(): { readonly from: number; readonly to: number; readonly what: string }[] {
    const unsaid = [...this.#gone].filter(([number]) => !this.#said.has(number));
    const other = [...this.#said.values()].filter(({ number, removed }) => {
      const digest = this.#gone.get(number)?.digest ?? new RemovedDigest();
      return digest.hex() !== removed.digest;
    });
    return [
      ...unsaid.map(([number, { first, last }]) => ({
        from: first,
        to: last,
        what: `signals are gone by a pruning ${number}, of which the journal knows nothing`,
      })),
      ...other.map(({ number, before }) => ({
        from: 0,
        to: before - 1,
        what: `the signals that are gone are not those that pruning ${number} removed; if it was broken off, start the observatory, which goes on with it`,
      })),
    ];
  }

  #takeEntry({ body }: StoredEntry): void {
    if (!Buffer.from(body.buffer, body.byteOffset, body.length).includes(PRUNING)) return;
    const entry = decodeEntry(body);
    if (entry.kind === 'pruning') this.#said.set(entry.number, entry);
  }
}
