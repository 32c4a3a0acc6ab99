/**
 * The board: closed steps gathered into blocks of an hour, the last day of them in memory. What it saves says how far
 * it has read, so that a replay adds nothing twice.
 */
import { addTo, type Counted, emptyBlock, hourOf, type OpenBlock } from '../core/blocks.ts';
import type { Block } from '../model/block.ts';
import type { ClosedStep, TrafficStep } from '../model/fact.ts';
import type { Minute, Seq } from '../model/units.ts';
import type { ViewsHome } from '../store/ports.ts';

/** A chart of 24 hours touches 25 blocks. */
const RESIDENT_HOURS = 26;

interface LateStep {
  readonly seq: Seq;
  readonly step: Counted;
}

export class Board {
  readonly #views: ViewsHome;
  /** By service, oldest hour first. */
  readonly #resident = new Map<string, OpenBlock[]>();
  readonly #dirty = new Set<OpenBlock>();
  /** From this hour on, a service's blocks are in memory or nowhere; older ones may be in the store. */
  readonly #residentFrom = new Map<string, number>();
  /** Blocks that came from the store: entries before this position are in them already. */
  readonly #readUntil = new WeakMap<OpenBlock, Seq>();
  /** Late reports of hours that are in memory no more; they wait for the next save, which reads those blocks. */
  #late: LateStep[] = [];
  /** What the last call of takeChanged took. */
  #taken: { readonly dirty: readonly OpenBlock[]; readonly late: readonly LateStep[] } = { dirty: [], late: [] };

  constructor(views: ViewsHome) {
    this.#views = views;
  }

  /** Fetches the last day of a service before the engine goes on from a snapshot. */
  async load(service: string, until: Minute): Promise<void> {
    const hour = hourOf(until);
    const blocks = (await this.#views.blocks(service, hour - RESIDENT_HOURS, hour + RESIDENT_HOURS)) as OpenBlock[];
    for (const block of blocks) this.#readUntil.set(block, block.until);
    this.#resident.set(service, blocks);
    this.#residentFrom.set(service, hour - RESIDENT_HOURS);
  }

  step(seq: Seq, step: ClosedStep): void {
    this.#put(this.#blockFor(step), seq, step);
  }

  /** A report of a step that is closed: it adds to the counts, what was expected stays. */
  late(seq: Seq, { expected, high, ...step }: ClosedStep): void {
    this.#putAnywhere(seq, step);
  }

  /** A minute of traffic: it adds to the minute's other sources. */
  traffic(seq: Seq, step: TrafficStep): void {
    this.#putAnywhere(seq, step);
  }

  get hasNews(): boolean {
    return this.#dirty.size > 0 || this.#late.length > 0;
  }

  /** The blocks that changed since the last call; one call at a time. */
  async takeChanged(): Promise<Block[]> {
    const old = new Map<string, OpenBlock>();
    for (const { seq, step } of this.#late) {
      const key = `${step.service} ${hourOf(step.at)}`;
      const block = old.get(key) ?? (await this.#stored(step));
      old.set(key, block);
      this.#add(block, seq, step);
    }
    this.#taken = { dirty: [...this.#dirty], late: this.#late };
    this.#dirty.clear();
    this.#late = [];
    return [...this.#taken.dirty, ...old.values()];
  }

  /** What was taken last could not be saved; it waits for the next save. */
  putBack(): void {
    for (const block of this.#taken.dirty) this.#dirty.add(block);
    this.#late = [...this.#taken.late, ...this.#late];
  }

  /** Blocks of one service with an hour in [from, to), in order. Do not change them. */
  async blocks(service: string, from: number, to: number): Promise<readonly Block[]> {
    const resident = this.#resident.get(service) ?? [];
    const oldest = resident[0]?.hour ?? to;
    const older = from < oldest ? await this.#views.blocks(service, from, Math.min(oldest, to)) : [];
    return [...older, ...resident.filter(({ hour }) => hour >= from && hour < to)];
  }

  /** An hour that is in memory no more waits for the next save. */
  #putAnywhere(seq: Seq, step: Counted): void {
    if (hourOf(step.at) < (this.#residentFrom.get(step.service) ?? 0)) this.#late.push({ seq, step });
    else this.#put(this.#blockFor(step), seq, step);
  }

  #put(block: OpenBlock, seq: Seq, step: Counted): void {
    this.#add(block, seq, step);
    this.#dirty.add(block);
  }

  #add(block: OpenBlock, seq: Seq, step: Counted): void {
    if (seq >= (this.#readUntil.get(block) ?? 0)) addTo(block, seq, step);
  }

  /** A block keeps the step length that it was made with; steps of another length go where they start. */
  #blockFor(step: Counted): OpenBlock {
    const hour = hourOf(step.at);
    let blocks = this.#resident.get(step.service);
    if (blocks === undefined) {
      blocks = [];
      this.#resident.set(step.service, blocks);
    }
    const last = blocks.at(-1);
    if (last?.hour === hour) return last;
    // On recovery the stored blocks reach further than the replay has come.
    const known = blocks.find((block) => block.hour === hour);
    if (known !== undefined) return known;
    const block = emptyBlock(step);
    blocks.push(block);
    if (last !== undefined && last.hour > hour) blocks.sort((a, b) => a.hour - b.hour);
    else this.#release(step.service, blocks, hour - RESIDENT_HOURS);
    return block;
  }

  /** Lets go of the blocks up to an hour that are saved. */
  #release(service: string, blocks: OpenBlock[], hour: number): void {
    while (blocks[0]!.hour <= hour && !this.#dirty.has(blocks[0]!)) {
      this.#residentFrom.set(service, blocks.shift()!.hour + 1);
    }
  }

  async #stored(step: Counted): Promise<OpenBlock> {
    const hour = hourOf(step.at);
    const [block] = await this.#views.blocks(step.service, hour, hour + 1);
    if (block === undefined) return emptyBlock(step);
    this.#readUntil.set(block as OpenBlock, block.until);
    return block as OpenBlock;
  }
}
