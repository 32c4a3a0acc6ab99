/** Which message of the stream holds which entries: the first position in each, in order. Two numbers a message. */
import type { Seq } from '../../model/units.ts';

export interface IndexRow {
  /** Position of its first entry. */
  readonly first: number;
  /** Its number in the stream. */
  readonly message: number;
}

export class MessageIndex {
  readonly #rows: IndexRow[];

  constructor(rows: readonly IndexRow[]) {
    this.#rows = [...rows];
  }

  add(row: IndexRow): void {
    this.#rows.push(row);
  }

  /** The messages that hold entries of [from, until), in order. */
  within(from: Seq, until: number): IndexRow[] {
    let [low, high] = [0, this.#rows.length];
    // The last row that begins at or before `from`.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle]!.first <= from) low = middle + 1;
      else high = middle;
    }
    const found: IndexRow[] = [];
    for (let at = Math.max(0, low - 1); at < this.#rows.length && this.#rows[at]!.first < until; at += 1) {
      found.push(this.#rows[at]!);
    }
    return found;
  }
}
