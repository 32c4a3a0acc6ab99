/**
 * Ranges with both ends, in the order of their first addresses, as a list of starts. Where ranges overlap, the one that
 * starts later holds, and after its end the one around it holds again.
 */
import { UNKNOWN_ORIGIN } from '../../model/origin.ts';
import { RangeList } from './ranges.ts';

/** An address as 32-bit words, first to last: one for IPv4, four for IPv6. */
type Words = readonly number[];

export class NestedRanges {
  readonly #list: RangeList;
  /** Ranges that have begun and not ended, the innermost last. */
  readonly #open: { readonly value: number; readonly first: Words; readonly last: Words }[] = [];
  #latest: Words = [];

  constructor(words: 1 | 4) {
    this.#list = new RangeList(words);
  }

  /** @returns whether the range stands in order, and its ends do */
  add(value: number, first: Words, last: Words): boolean {
    if (compare(first, this.#latest) < 0 || compare(last, first) < 0) return false;
    this.#latest = first;
    this.#close(first);
    this.#begin(value, first);
    this.#open.push({ value, first, last });
    return true;
  }

  end(): RangeList {
    this.#close(undefined);
    return this.#list;
  }

  /** Ends what ended before the address, or everything. */
  #close(before: Words | undefined): void {
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      if (before !== undefined && compare(top.last, before) >= 0) return;
      while (this.#open.length > 0 && compare(this.#open.at(-1)!.last, top.last) <= 0) this.#open.pop();
      const after = following(top.last);
      if (after !== undefined) this.#begin(this.#open.at(-1)?.value ?? UNKNOWN_ORIGIN, after);
    }
  }

  #begin(value: number, at: Words): void {
    this.#list.add(value, at[0]!, at[1], at[2], at[3]);
  }
}

function compare(one: Words, other: Words): number {
  for (let i = 0; i < other.length; i += 1) {
    if (one[i] !== other[i]) return one[i]! - other[i]!;
  }
  return 0;
}

/** The next address; none after the last. */
function following(address: Words): Words | undefined {
  const next = [...address];
  for (let i = next.length - 1; i >= 0; i -= 1) {
    if (next[i]! < 0xffffffff) {
      next[i]! += 1;
      return next;
    }
    next[i] = 0;
  }
  return undefined;
}
