/**
 * The journal as a public log: a signed checkpoint once a minute and whenever an incident opens or ends, tiles of hashes and
 * entries, proofs. What it signs it has on disk, and it never signs two histories.
 */
import { isPruned } from '../journal/codec.ts';
import { type Keyring, openKeyring, refuseFork, rotateKey } from '../journal/keyring.ts';
import { logProof } from '../journal/note.ts';
import { inclusionProof, type ReadHashes } from '../journal/proofs.ts';
import { entryBundle, hasTile, readTilePath } from '../journal/tiles.ts';
import { SUBTREE } from '../journal/tree.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import type { Engine } from './engine.ts';

const CHECKPOINT_EVERY_MS = 60_000;
const NAME_PATTERN = /^[^\s+]+$/u;

export interface LogOptions {
  /** Where the key is; not with the journal. */
  readonly folder: string;
  /** The log's name, for a journal that has none yet. */
  readonly origin: string;
  readonly now: () => EpochMs;
  /** Take another key from now on. */
  readonly rotate?: boolean | undefined;
}

export class PublicLog {
  readonly #engine: Engine;
  readonly #keyring: Keyring;
  readonly #read: ReadHashes;
  /** Size of the last checkpoint, and the checkpoint. */
  #signed = { size: 0, note: '' };
  readonly #stops: (() => void)[] = [];

  private constructor(engine: Engine, keyring: Keyring) {
    this.#engine = engine;
    this.#keyring = keyring;
    this.#read = (level, from, count) => engine.store.journal.hashes(level, from, count);
  }

  /** Records a key that the journal does not know yet. Throws ForkedLogError where the journal is not the published one. */
  static async open(engine: Engine, options: LogOptions): Promise<PublicLog> {
    const known = engine.state.keeping.logKeys.at(-1);
    const origin = known?.origin ?? options.origin;
    if (!NAME_PATTERN.test(origin)) throw new Error(`a log's name has no spaces and no plus sign, unlike "${origin}"`);
    const rotated = options.rotate === true && known !== undefined ? rotateKey(options.folder, origin) : undefined;
    const keyring = openKeyring(options.folder, origin);
    const log = new PublicLog(engine, keyring);
    await refuseFork(keyring, log.#read, engine.store.journal.head().size);
    const { verifierKey: key } = keyring.signer;
    if (known?.key !== key) {
      const endorsement = rotated?.endorsement;
      await engine.submitAll([{ kind: 'log-key', at: options.now(), origin, key, endorsement }]);
    }
    log.publish();
    return log;
  }

  /** From here on checkpoints are made by the clock and by incidents. */
  start(onError: (cause: unknown) => void): void {
    const publish = (): void => {
      try {
        this.publish();
      } catch (cause) {
        onError(cause);
      }
    };
    const timer = setInterval(publish, CHECKPOINT_EVERY_MS);
    const unsubscribe = this.#engine.subscribe(({ facts }) => {
      if (facts.some((fact) => fact.kind === 'incident' && fact.why !== 'changed')) publish();
    });
    this.#stops.push(() => clearInterval(timer), unsubscribe);
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  get origin(): string {
    return this.#keyring.origin;
  }

  /** The last checkpoint. */
  get checkpoint(): string {
    return this.#signed.note;
  }

  /** Entries that the last checkpoint covers. */
  get size(): number {
    return this.#signed.size;
  }

  /** Signs the journal as it is now, if it has grown. */
  publish(): string {
    const head = this.#engine.store.journal.head();
    if (head.size > this.#signed.size) this.#signed = { size: head.size, note: this.#keyring.checkpoint(head) };
    return this.#signed.note;
  }

  /** What stands under `tile/PATH`; undefined where there is no such tile. */
  async tile(path: string): Promise<Uint8Array | undefined> {
    const tile = readTilePath(path);
    if (tile === undefined || !hasTile(tile, this.#signed.size)) return undefined;
    const { level, number, width } = tile;
    if (level !== 'entries') return Buffer.concat(await this.#read(level, SUBTREE * number, width));
    const rows = await this.#engine.store.journal.read((SUBTREE * number) as Seq, width);
    // What is left of an entry whose text was removed, or of a signal that is gone, does not give the hash that the tree has of it.
    if (rows.some(({ residue, body }) => residue !== undefined || isPruned(body))) return undefined;
    return entryBundle(rows.map(({ body }) => body));
  }

  /** That an entry stands in the published log, to be checked without it; undefined where it does not stand there yet. */
  async proof(index: number): Promise<string | undefined> {
    const { size, note } = this.#signed;
    if (!(index < size)) return undefined;
    return logProof(index, await inclusionProof(this.#read, index, size), note);
  }
}
