/**
 * The views of a process that may come to write. While it follows it saves nothing: what it has found is let go of once the process
 * that writes has saved the same, and is saved for good when it writes itself. Law: nothing that was found is in neither of the two.
 */
import type { Seq } from '../../model/units.ts';
import { StoreAwayError, type ViewsBatch, type ViewsHome } from '../ports.ts';

export interface Followed {
  readonly writes: boolean;
  /** Until which entry the process that writes has saved its views. */
  savedUntil(): Promise<Seq>;
}

export class FollowedViews implements ViewsHome {
  readonly #views: ViewsHome;
  readonly #followed: Followed;
  /** What is stored is of another format: all is held until it can be put in its place. */
  #isForeign = false;

  constructor(views: ViewsHome, followed: Followed) {
    this.#views = views;
    this.#followed = followed;
  }

  get keepsState(): boolean {
    return this.#followed.writes;
  }

  /** @throws StoreAwayError while the process that writes has not saved as much */
  async save(batch: ViewsBatch): Promise<void> {
    if (this.#followed.writes) {
      if (this.#isForeign) await this.#views.clear();
      this.#isForeign = false;
      return this.#views.save(batch);
    }
    if (this.#isForeign || (await this.#followed.savedUntil()) < foundUntil(batch)) {
      throw new StoreAwayError('the process that writes has not saved this yet');
    }
  }

  async clear(): Promise<void> {
    if (this.#followed.writes) return this.#views.clear();
    this.#isForeign = (await this.#followed.savedUntil()) > 0;
  }

  snapshot() {
    return this.#views.snapshot();
  }

  facts(from: Seq, limit: number) {
    return this.#views.facts(from, limit);
  }

  incident(id: string) {
    return this.#views.incident(id);
  }

  incidents(query: Parameters<ViewsHome['incidents']>[0]) {
    return this.#views.incidents(query);
  }

  blocks(service: string, from: number, to: number) {
    return this.#views.blocks(service, from, to);
  }

  lines() {
    return this.#views.lines();
  }
}

/** The entry after the last one that any of it follows from. */
const foundUntil = ({ facts, blocks }: ViewsBatch): number =>
  blocks.reduce((until, block) => Math.max(until, block.until), (facts.at(-1)?.seq ?? -1) + 1);
