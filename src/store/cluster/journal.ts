/**
 * The journal on JetStream. An append is one message, or several of which the last one says that all are there; it resolves when
 * a majority of servers has it. Where each batch stands, complete subtrees and the head are kept in PostgreSQL a moment later, and
 * are read on from the stream where they end.
 */
import { hash, randomBytes } from 'node:crypto';
import type { EncodedEntry } from '../../journal/codec.ts';
import { CorruptJournalError } from '../../journal/corrupt.ts';
import type { StoredEntry } from '../../journal/kept.ts';
import type { Frontier, SubtreeRoot, TreeHead } from '../../journal/tree.ts';
import type { Seq } from '../../model/units.ts';
import { pack, packedSize, unpack } from '../packed.ts';
import { FencedError, type JournalHome, StoreAwayError } from '../ports.ts';
import { type KeptState, KeptTree } from './kept.ts';
import type { IndexRow, MessageIndex } from './message-index.ts';
import type { Postgres } from './postgres.ts';
import type { JournalStream, Message } from './stream.ts';

/** What follows from the stream is kept so long after it came. */
const KEEP_AFTER_MS = 500;
/** Messages that are asked for at a time. */
const READ_AHEAD = 64;
/** Messages kept decoded: whoever reads on from where he stopped finds the one that he was in. */
const DECODED_MAX = 2 * READ_AHEAD;

/** A message of a batch. */
interface Part extends IndexRow {
  readonly entries: readonly EncodedEntry[];
}

export class JetStreamJournal implements JournalHome {
  readonly #stream: JournalStream;
  readonly #postgres: Postgres;
  readonly #kept: KeptTree;
  readonly #onFailure: (cause: unknown) => void;
  readonly #frontier: Frontier;
  readonly #index: MessageIndex;
  /** Number of the last message that this process knows of. */
  #last: number;
  /** Number of the last message behind which no batch is half there. */
  #whole: number;
  /** Number of the last takeover: its own, when it writes. */
  #epoch: number;
  /** Parts of a batch whose other parts have not been read yet. */
  #open: readonly Part[] = [];
  /** Whether this process writes: until then it takes in what others append. */
  #writes = false;
  #timer: NodeJS.Timeout | undefined;
  /** What reads the stream, one after the other: a message must not be taken twice. */
  #reading: Promise<void> = Promise.resolve();
  #keeping: Promise<void> = Promise.resolve();
  #appending: Promise<unknown> = Promise.resolve();
  readonly #decoded = new Map<number, readonly EncodedEntry[]>();

  private constructor(
    stream: JournalStream,
    postgres: Postgres,
    kept: KeptTree,
    state: KeptState,
    onFailure: (cause: unknown) => void,
  ) {
    this.#stream = stream;
    this.#postgres = postgres;
    this.#kept = kept;
    this.#frontier = state.frontier;
    this.#index = state.index;
    this.#last = state.message;
    this.#whole = state.message;
    this.#epoch = state.epoch;
    this.#onFailure = onFailure;
  }

  /**
   * What is stored by now; whoever writes is not disturbed.
   * @param onFailure told when what follows from the stream can't be kept, for a reason that will not pass
   */
  static async open(
    stream: JournalStream,
    postgres: Postgres,
    onFailure: (cause: unknown) => void,
  ): Promise<JetStreamJournal> {
    const kept = new KeptTree(postgres);
    const journal = new JetStreamJournal(stream, postgres, kept, await kept.load(), onFailure);
    await journal.catchUp();
    return journal;
  }

  /** From here on nobody else writes to it. @throws FencedError when somebody else was faster */
  takeOver(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#readOn();
      await this.#begin();
      this.#writes = true;
    });
  }

  /** Takes in what whoever writes has appended by now. */
  catchUp(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#writes) await this.#readOn();
    });
  }

  get writes(): boolean {
    return this.#writes;
  }

  /** Of a process that follows: until where the one that writes has saved its views. What that one keeps need not be held here too. */
  savedUntil(): Promise<Seq> {
    return this.#kept.letGo();
  }

  head(): TreeHead {
    return this.#frontier.head();
  }

  append(batch: readonly EncodedEntry[]): Promise<Seq> {
    if (!this.#writes) return Promise.reject(new FencedError());
    const parts = this.#partsOf(batch).map((entries) => ({ entries, data: pack(entries) }));
    const appended = this.#appending.then(() => this.#append(parts));
    this.#appending = appended.catch(() => {});
    return appended;
  }

  async read(from: Seq, limit: number): Promise<StoredEntry[]> {
    const until = Math.min(from + limit, this.#frontier.size);
    const rows = this.#index.within(from, until);
    const found: StoredEntry[] = [];
    for (let at = 0; at < rows.length; at += READ_AHEAD) {
      const some = rows.slice(at, at + READ_AHEAD);
      const batches = await Promise.all(some.map(({ message }) => this.#entriesOf(message)));
      batches.forEach((entries, index) => {
        entries.forEach((entry, offset) => {
          const seq = (some[index]!.first + offset) as Seq;
          if (seq >= from && seq < until) found.push({ seq, ...entry });
        });
      });
    }
    return found;
  }

  subtrees(): Promise<SubtreeRoot[]> {
    return this.#kept.subtrees();
  }

  async hashes(level: number, from: number, count: number): Promise<Uint8Array[]> {
    if (level > 0) return this.#kept.hashes(level, from, count);
    return (await this.read(from as Seq, count)).map((entry) => entry.hash);
  }

  /** Waits for what is under way, and keeps what follows from it. */
  async close(): Promise<void> {
    await this.#appending;
    clearTimeout(this.#timer);
    await this.#keeping;
    // Whoever opens it next reads on from the stream.
    if (this.#writes) await this.#keep().catch(() => {});
  }

  async #append(
    parts: readonly { readonly entries: readonly EncodedEntry[]; readonly data: Uint8Array }[],
  ): Promise<Seq> {
    const first = this.#frontier.size as Seq;
    const messages: IndexRow[] = [];
    let at: number = first;
    for (const [part, { entries, data }] of parts.entries()) {
      const fields = { Epoch: String(this.#epoch), First: String(at), Part: `${part + 1}/${parts.length}` };
      const id = `${this.#epoch}-${at}-${hash('sha256', data, 'hex').slice(0, 16)}`;
      this.#last = await this.#stream.publish(id, this.#last, fields, data);
      messages.push({ first: at, message: this.#last });
      at += entries.length;
    }
    this.#take(
      messages,
      parts.flatMap(({ entries }) => entries),
    );
    this.#keepLater();
    return first;
  }

  /** Puts a message of its own behind the last one: whoever wrote until now is told at the next write. */
  async #begin(): Promise<void> {
    this.#epoch += 1;
    const id = `epoch-${this.#epoch}-${randomBytes(9).toString('base64url')}`;
    this.#last = await this.#stream.publish(id, this.#last, { Epoch: String(this.#epoch) }, new Uint8Array());
    this.#whole = this.#last;
    this.#open = [];
    await this.#postgres.begin(this.#epoch);
    await this.#keep();
  }

  /** Entries of a complete batch become part of the tree. */
  #take(messages: readonly IndexRow[], entries: readonly EncodedEntry[]): void {
    this.#whole = messages.at(-1)!.message;
    for (const row of messages) {
      this.#index.add(row);
      this.#kept.addRow(row);
    }
    for (const entry of entries) this.#frontier.append(entry.hash, (subtree) => this.#kept.addSubtree(subtree));
  }

  /** Messages as small as a server takes, each with one entry at least. */
  #partsOf(batch: readonly EncodedEntry[]): EncodedEntry[][] {
    const parts: EncodedEntry[][] = [[]];
    let size = 0;
    for (const entry of batch) {
      const more = packedSize(entry);
      if (size + more > this.#stream.sizeMax && size > 0) {
        parts.push([]);
        size = 0;
      }
      parts.at(-1)!.push(entry);
      size += more;
    }
    return parts;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#reading.then(work);
    this.#reading = done.catch(() => {});
    return done;
  }

  /** The messages that came after those that were read. */
  async #readOn(): Promise<void> {
    const last = await this.#stream.last(this.#last);
    for (let from = this.#last + 1; from <= last; from += READ_AHEAD) {
      const numbers = Array.from({ length: Math.min(READ_AHEAD, last - from + 1) }, (_, i) => from + i);
      const messages = await Promise.all(numbers.map((number) => this.#stream.message(number)));
      for (const [index, message] of messages.entries()) {
        this.#open = this.#readMessage(numbers[index]!, message, this.#open);
        this.#last = numbers[index]!;
      }
    }
  }

  /** @param open parts of the batch that this message may go on with @returns those that wait for the next message */
  #readMessage(number: number, { data, headers }: Message, open: readonly Part[]): Part[] {
    this.#epoch = Math.max(this.#epoch, Number(headers.get('Epoch')));
    const [part = 0, of = 0] = headers.get('Part').split('/').map(Number);
    // Parts of a batch whose last one never came are void.
    if (of === 0 || (part > 1 && open.length !== part - 1)) return [];
    const parts = [
      ...(part === 1 ? [] : open),
      { first: Number(headers.get('First')), message: number, entries: unpack(data) },
    ];
    if (part < of) return parts;
    const { first } = parts[0]!;
    if (first !== this.#frontier.size) {
      const what = `message ${number} begins with entry ${first}, and entry ${this.#frontier.size} is next`;
      throw new CorruptJournalError(what, { from: this.#frontier.size, to: first });
    }
    this.#take(
      parts.map((one) => ({ first: one.first, message: one.message })),
      parts.flatMap(({ entries }) => entries),
    );
    return [];
  }

  async #entriesOf(number: number): Promise<readonly EncodedEntry[]> {
    const known = this.#decoded.get(number);
    if (known !== undefined) return known;
    const entries = unpack((await this.#stream.message(number)).data);
    this.#decoded.set(number, entries);
    if (this.#decoded.size > DECODED_MAX) this.#decoded.delete(this.#decoded.keys().next().value!);
    return entries;
  }

  #keepLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#keeping = this.#keeping
        .then(() => this.#keep())
        .catch((cause) => {
          if (cause instanceof StoreAwayError) this.#keepLater();
          else this.#onFailure(cause);
        });
    }, KEEP_AFTER_MS);
  }

  #keep(): Promise<void> {
    return this.#kept.keep(this.#frontier, this.#whole);
  }
}
