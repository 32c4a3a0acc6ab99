/** The journal and the views with their writing, and the journal's check, in threads of their own; reading stays on this one's connection. */
import { Worker } from 'node:worker_threads';
import type { CheckResult } from '../../journal/check.ts';
import type { EncodedEntry } from '../../journal/codec.ts';
import type { StoredEntry } from '../../journal/kept.ts';
import type { SubtreeRoot, TreeHead } from '../../journal/tree.ts';
import type { Block } from '../../model/block.ts';
import type { Incident } from '../../model/incident.ts';
import type { Seq } from '../../model/units.ts';
import { pack } from '../packed.ts';
import type {
  BasesHome,
  IncidentQuery,
  JournalHome,
  Replacement,
  Snapshot,
  StoredFact,
  ViewsBatch,
  ViewsHome,
} from '../ports.ts';
import type { CheckerSays } from './checker.ts';
import { revive } from './thread-error.ts';
import type { WriterAnswer, WriterCall } from './writer.ts';

type Call = WriterCall extends infer Each ? (Each extends WriterCall ? Omit<Each, 'id'> : never) : never;

interface Pending {
  readonly resolve: (answer: Extract<WriterAnswer, { head: TreeHead }>) => void;
  readonly reject: (cause: unknown) => void;
}

export class WriterThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #next = 0;
  #gone: Error | undefined;

  constructor(path: string) {
    this.#worker = startThread('writer', path);
    this.#worker.on('message', (answer: WriterAnswer) => this.#settle(answer));
    this.#worker.on('error', (cause) => this.#lost(cause));
    this.#worker.on('exit', () => this.#lost(new Error('the writer thread has ended')));
  }

  call(call: Call): Promise<Extract<WriterAnswer, { head: TreeHead }>> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...call });
    });
  }

  #settle(answer: WriterAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ('head' in answer) pending?.resolve(answer);
    else pending?.reject(revive(answer.error));
  }

  #lost(cause: Error): void {
    this.#gone ??= cause;
    for (const { reject } of this.#pending.values()) reject(this.#gone);
    this.#pending.clear();
  }
}

export class ThreadedJournal implements JournalHome {
  readonly #path: string;
  readonly #reader: JournalHome;
  readonly #writer: WriterThread;
  readonly #checkers = new Set<Worker>();
  #head: TreeHead;
  /** How often bytes were put in the place of others. */
  #replaced = 0;

  constructor(path: string, reader: JournalHome, writer: WriterThread) {
    this.#path = path;
    this.#reader = reader;
    this.#writer = writer;
    this.#head = reader.head();
  }

  head(): TreeHead {
    return this.#head;
  }

  async append(batch: readonly EncodedEntry[]): Promise<Seq> {
    const { first, head } = await this.#writer.call({ kind: 'append', packed: pack(batch) });
    this.#head = head;
    return first!;
  }

  async replace(rows: readonly Replacement[]): Promise<void> {
    this.#replaced += 1;
    await this.#writer.call({ kind: 'replace', rows });
    this.#replaced += 1;
  }

  /**
   * What is being removed looks like damage to whoever reads in the middle of it: the journal is read again until nothing was
   * removed meanwhile, and whatever is found has to be found twice.
   */
  async check(onProgress: (checked: number, of: number) => void = () => {}): Promise<CheckResult> {
    for (let found = false; ; ) {
      const before = this.#replaced;
      const result = await this.#readThrough(onProgress);
      if (this.#replaced !== before) continue;
      if (found || result.problems.length === 0) return result;
      found = true;
    }
  }

  /** Ends a check that is under way, which rejects. */
  async stop(): Promise<void> {
    await Promise.all([...this.#checkers].map((checker) => checker.terminate()));
  }

  read(from: Seq, limit: number): Promise<StoredEntry[]> {
    return this.#reader.read(from, limit);
  }

  subtrees(): Promise<SubtreeRoot[]> {
    return this.#reader.subtrees();
  }

  hashes(level: number, from: number, count: number): Promise<Uint8Array[]> {
    return this.#reader.hashes(level, from, count);
  }

  #readThrough(onProgress: (checked: number, of: number) => void): Promise<CheckResult> {
    const checker = startThread('checker', this.#path);
    this.#checkers.add(checker);
    return new Promise((resolve, reject) => {
      checker.on('message', (says: CheckerSays) => {
        if ('checked' in says) onProgress(says.checked, says.of);
        else if ('result' in says) resolve(says.result);
        else reject(revive(says.error));
      });
      checker.on('error', reject);
      checker.on('exit', () => {
        this.#checkers.delete(checker);
        reject(new Error('the thread that checks has ended'));
      });
    });
  }
}

/** A thread of the file of this name, which is told where the journal lies. */
function startThread(name: string, path: string): Worker {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`./${name}.${ending}`, import.meta.url), { workerData: { path } });
}

/** Written between two appends: some 10 ms. */
const AT_ONCE = { blocks: 500, characters: 1_000_000 };

export class ThreadedViews implements ViewsHome {
  readonly bases: BasesHome;
  readonly #reader: ViewsHome;
  readonly #writer: WriterThread;

  constructor(reader: ViewsHome & { readonly bases: BasesHome }, writer: WriterThread) {
    this.#reader = reader;
    this.#writer = writer;
    this.bases = {
      settled: () => reader.bases.settled(),
      list: () => reader.bases.list(),
      read: (until) => reader.bases.read(until),
      lines: (until) => reader.bases.lines(until),
      async settle(until) {
        await writer.call({ kind: 'settle', until });
      },
    };
  }

  /** What is long goes first and in pieces: what is appended meanwhile waits for one of them, not for all. */
  async save(batch: ViewsBatch): Promise<void> {
    const { until, snapshot } = batch;
    let { blocks } = batch;
    for (; blocks.length > AT_ONCE.blocks; blocks = blocks.slice(AT_ONCE.blocks)) {
      const piece = { until, facts: [], blocks: blocks.slice(0, AT_ONCE.blocks) };
      await this.#writer.call({ kind: 'save', batch: piece, pieces: 0 });
    }
    const pieces = snapshot === undefined ? [] : piecesOf(snapshot);
    const last = pieces.pop();
    for (const [part, body] of pieces.entries()) await this.#writer.call({ kind: 'piece', until, part, body });
    await this.#writer.call({ kind: 'save', batch: { ...batch, blocks, snapshot: last }, pieces: pieces.length });
  }

  async clear(): Promise<void> {
    await this.#writer.call({ kind: 'clear' });
  }

  snapshot(): Promise<Snapshot | undefined> {
    return this.#reader.snapshot();
  }

  facts(from: Seq, limit: number): Promise<StoredFact[]> {
    return this.#reader.facts(from, limit);
  }

  incident(id: string): Promise<Incident | undefined> {
    return this.#reader.incident(id);
  }

  incidents(query: IncidentQuery): Promise<Incident[]> {
    return this.#reader.incidents(query);
  }

  blocks(service: string, from: number, to: number): Promise<Block[]> {
    return this.#reader.blocks(service, from, to);
  }

  lines(): AsyncIterable<string> {
    return this.#reader.lines();
  }
}

/** One at least; between two of them is no pair of surrogates, which would be no text on either side. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  do {
    let end = at + AT_ONCE.characters;
    if (/[\uDC00-\uDFFF]/.test(text.charAt(end))) end -= 1;
    pieces.push(text.slice(at, end));
    at = end;
  } while (at < text.length);
  return pieces;
}
