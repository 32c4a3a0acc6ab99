/**
 * Following one log file by its name, whatever happens to it: lines that are added, a rename with a new file in its place, a copy with the
 * original cut to nothing, a file that comes later. What was read goes out range by range, each with the place where it ends, so that
 * after a restart reading goes on where what is durable ends.
 */
import type { TrafficMinute } from '../../model/traffic-minute.ts';
import { type EpochMs, MINUTE_MS } from '../../model/units.ts';
import type { LiveCounter, TakenOut } from './live-counter.ts';
import { fileAt, filesSince, markText, OpenFile, type ReadMark, readMark } from './place-in-file.ts';

const LF = 10;
const BLOCK_BYTES = 1 << 17;
/** A line that goes on for longer is refused, and passed over to its end. */
const LINE_MAX = 1 << 16;
/** A renamed file is read on until nothing has been added for so long: servers notice a rotation a little later. */
const DRAIN_MS = 2_000;
/** What was read goes out when a minute is over, and its last lines have had time to be written. */
const SETTLE_MS = 3_000;

export interface FollowOptions {
  readonly path: string;
  readonly service: string;
  readonly source: string;
  readonly counter: LiveCounter;
  readonly now: () => EpochMs;
  /** The mark of the last durable entry of this source; null where there is none. */
  readonly mark: string | null;
  /** Whether a file that is there already is read from its start, and not from its end. */
  readonly fromStart: boolean;
  /** Resolves when the entries are durable. */
  readonly submit: (entries: readonly TrafficMinute[], taken: TakenOut) => Promise<void>;
}

export class FileFollower {
  readonly #options: FollowOptions;
  #file: OpenFile | undefined;
  /** Files that are to be read after this one. */
  #next: OpenFile[] = [];
  /** Everything before has been counted; and everything before `#sent` has gone out. */
  #at = 0;
  #sent = 0;
  /** A range that had gone out in part when the program ended: it ends here again. */
  #until: number | undefined;
  /** Inside a line that is too long, or that was begun before anybody looked. */
  #skipping = false;
  #notBefore = 0;
  #grewAt = 0;
  #minute = 0;
  readonly #block = new Uint8Array(BLOCK_BYTES);

  constructor(options: FollowOptions) {
    this.#options = options;
    const mark = options.mark === null ? undefined : readMark(options.mark);
    if (mark !== undefined) this.#resume(mark);
    else this.#begin();
  }

  /** Reads what there is, and sends out what is due. To be called now and then, one call at a time. */
  async look(): Promise<void> {
    const now = this.#options.now();
    if (this.#file === undefined) this.#open();
    if (this.#file === undefined) return;
    if (this.#file.size < this.#at || !this.#file.isSame) await this.#beginAnew();
    await this.#readOn();
    if (this.#isOver(now)) await this.#passOn();
    if (Math.floor((now - SETTLE_MS) / MINUTE_MS) > this.#minute) {
      this.#minute = Math.floor((now - SETTLE_MS) / MINUTE_MS);
      await this.#send();
    }
  }

  /** The file that is being read. */
  get inode(): string | undefined {
    return this.#file?.inode;
  }

  /** Sends out what was read so far, and lets go of the file. */
  async close(): Promise<void> {
    await this.#send();
    for (const file of [this.#file, ...this.#next]) file?.close();
    this.#file = undefined;
    this.#next = [];
  }

  #begin(): void {
    if (fileAt(this.#options.path) === undefined) return;
    this.#open();
    if (this.#file === undefined || this.#options.fromStart) return;
    // What was written before is not this observatory's to count, and the present minute was not seen whole.
    this.#at = this.#sent = this.#file.size;
    this.#notBefore = Math.floor(this.#options.now() / MINUTE_MS) + 1;
    const last = new Uint8Array(1);
    this.#skipping = this.#at > 0 && this.#file.read(last, this.#at - 1) === 1 && last[0] !== LF;
  }

  #resume(mark: ReadMark): void {
    const [file, ...next] = filesSince(this.#options.path, mark);
    if (file === undefined) return;
    this.#file = file;
    this.#next = next;
    this.#at = this.#sent = mark.whole ? mark.to : mark.from;
    this.#until = mark.whole ? undefined : mark.to;
  }

  #open(): void {
    try {
      this.#file = this.#next.shift() ?? new OpenFile(this.#options.path);
    } catch {
      // It is not there yet, or may not be read: it is tried again.
      return;
    }
    this.#at = this.#sent = 0;
    this.#skipping = false;
    this.#grewAt = this.#options.now();
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const file = this.#file!;
      const room = this.#until === undefined ? BLOCK_BYTES : Math.min(BLOCK_BYTES, this.#until - this.#at);
      const length = file.read(this.#block.subarray(0, room), this.#at);
      if (length === 0) {
        if (this.#until === undefined || this.#at < this.#until) return;
        this.#until = undefined;
        await this.#send();
        continue;
      }
      const before = this.#at;
      await this.#take(length);
      if (this.#at === before) return;
      this.#grewAt = this.#options.now();
      // Others have their turn, however much there is to read.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Counts the whole lines of what is in the block. */
  async #take(length: number): Promise<void> {
    const bytes = this.#block;
    let from = 0;
    if (this.#skipping) {
      const end = bytes.indexOf(LF);
      if (end < 0 || end >= length) {
        this.#at += length;
        return;
      }
      from = end + 1;
      this.#skipping = false;
      this.#at += from;
    }
    const to = bytes.lastIndexOf(LF, length - 1) + 1;
    if (to <= from) {
      if (length - from < LINE_MAX) return;
      this.#options.counter.refuse('long', bytes.subarray(from, from + LINE_MAX));
      this.#skipping = true;
      this.#at += length - from;
      return;
    }
    while (from < to) {
      const end = this.#options.counter.count(bytes, from, to, this.#notBefore);
      this.#at += end - from;
      from = end;
      if (from < to) await this.#send();
    }
  }

  /** Whether this file will get no more lines: its name has passed to another, and it has been quiet. */
  #isOver(now: EpochMs): boolean {
    if (this.#next.length > 0) return true;
    const named = fileAt(this.#options.path);
    // A new file that is still empty may have been made before the server has let go of the old one.
    if (named === undefined || named.inode === this.#file!.inode || named.size === 0) return false;
    return now - this.#grewAt >= DRAIN_MS;
  }

  async #passOn(): Promise<void> {
    await this.#readOn();
    await this.#send();
    this.#file!.close();
    this.#file = undefined;
    this.#open();
    if (this.#file !== undefined) await this.#readOn();
  }

  /** The file was cut, or written anew: what it holds now is new. */
  async #beginAnew(): Promise<void> {
    await this.#send();
    this.#file!.beginAnew();
    this.#at = this.#sent = 0;
    this.#skipping = false;
  }

  /** What was counted since the last time goes out, as one range of the file; only its last entry says that it is whole. */
  async #send(): Promise<void> {
    const { counter, service, source, submit } = this.#options;
    if (this.#file === undefined || (counter.isEmpty && this.#at === this.#sent)) return;
    const taken = counter.takeOut();
    const mark = { ...this.#file.id, from: this.#sent, to: this.#at };
    const part = `${mark.inode}.${mark.head}@${mark.from}`;
    const last = taken.minutes.length - 1;
    const entries = taken.minutes.map(
      ({ at, counts }, index): TrafficMinute => ({
        kind: 'traffic',
        at,
        service,
        source,
        part,
        mark: markText({ ...mark, whole: index === last }),
        counts,
      }),
    );
    this.#sent = this.#at;
    try {
      await submit(entries, taken);
    } catch (cause) {
      // None of it is durable, or a part: the same range is read again.
      this.#at = this.#sent = mark.from;
      this.#until = mark.to;
      throw cause;
    }
  }
}
