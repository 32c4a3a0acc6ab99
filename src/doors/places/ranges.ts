/**
 * A database of addresses as sorted ranges in typed arrays. Each range goes from its start to the next one's, so an
 * answer is one binary search without garbage. The arrays are shared memory: worker threads get the same table.
 */
import { NOT_PUBLIC, type OriginDatabase, type OriginLookup, UNKNOWN_ORIGIN } from '../../model/origin.ts';
import { ADDRESS, carriedIpv4, kindOf6, NOT_PUBLIC_RANGES_4 } from './special.ts';

/** Plain data, so that it can be posted to a worker. Values are indices of `codes`. */
export interface RangeTable {
  readonly database: OriginDatabase;
  readonly codes: readonly string[];
  /** Names of networks, in the order of `codes`; empty where the database has none. */
  readonly names: readonly string[];
  readonly starts4: Uint32Array;
  readonly values4: Uint32Array;
  /** Position in `starts4` of the last range that starts at or before each sixteenth bit's block. */
  readonly blocks4: Uint32Array;
  /** Starts of IPv6 ranges: their first words, their second, and third and fourth ones where these are not all 0. */
  readonly starts6: readonly Uint32Array[];
  readonly values6: Uint32Array;
}

/** What one database tells: countries, networks or both. */
export interface Tables {
  readonly country: RangeTable | undefined;
  readonly network: RangeTable | undefined;
}

/** Collects ranges in ascending order; what lies between them is unknown, and neighbours of one value become one. */
export class RangeList {
  /** First words, then second, third and fourth ones; those beyond the second only once one of them is not 0. */
  #starts: readonly Uint32Array<ArrayBuffer>[];
  #values = new Uint32Array(FIRST_ROOM);
  length = 0;

  constructor(words: 1 | 4) {
    this.#starts = Array.from({ length: words === 1 ? 1 : 2 }, () => new Uint32Array(FIRST_ROOM));
    this.add(UNKNOWN_ORIGIN, 0, 0, 0, 0);
  }

  /** From this address on, until the next that is added, the value holds. The same address again replaces the value. */
  add(value: number, a: number, b = 0, c = 0, d = 0): void {
    if (this.length > 0 && this.#lastIs(a, b, c, d)) this.length -= 1;
    const at = this.length;
    if (at > 0 && this.#values[at - 1] === value) return;
    if (at === this.#values.length) this.#grow();
    if ((c !== 0 || d !== 0) && this.#starts.length === 2) this.#widen();
    const [first, second, third, fourth] = this.#starts;
    first![at] = a;
    if (second !== undefined) second[at] = b;
    if (third !== undefined) {
      third[at] = c;
      fourth![at] = d;
    }
    this.#values[at] = value;
    this.length += 1;
  }

  /** Hands over the starts' words and the values, in memory that threads can share. The list is empty afterwards. */
  take(): { starts: Uint32Array[]; values: Uint32Array } {
    const taken = {
      starts: this.#starts.map((words) => shared(words, this.length)),
      values: shared(this.#values, this.length),
    };
    this.length = 0;
    this.#starts = [];
    return taken;
  }

  #lastIs(a: number, b: number, c: number, d: number): boolean {
    const at = this.length - 1;
    const [first, second, third, fourth] = this.#starts;
    if (first![at] !== a || (second !== undefined && second[at] !== b)) return false;
    return third === undefined ? c === 0 && d === 0 : third[at] === c && fourth![at] === d;
  }

  #grow(): void {
    this.#starts = this.#starts.map(doubled);
    this.#values = doubled(this.#values);
  }

  #widen(): void {
    const room = this.#values.length;
    this.#starts = [...this.#starts, new Uint32Array(room), new Uint32Array(room)];
  }
}

const FIRST_ROOM = 1024;

/** In place where the memory allows, so that a large database leaves nothing to clear away. */
function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(array.buffer.transfer(2 * array.byteLength));
}

/** A copy of the first so many; the memory of the original is given back at once. */
function shared(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(4 * length));
  copy.set(array.subarray(0, length));
  array.buffer.transfer(0);
  return copy;
}

export interface TableParts {
  readonly database: OriginDatabase;
  readonly codes: readonly string[];
  readonly names?: readonly string[];
  readonly ipv4: RangeList;
  readonly ipv6: RangeList;
}

/** Addresses that are not public are marked so, whatever the database says about them. */
export function tableOf({ database, codes, names = [], ipv4, ipv6 }: TableParts): RangeTable {
  const listed = ipv4.take();
  const four = withNotPublic(listed.starts[0]!, listed.values).take();
  const six = ipv6.take();
  const starts4 = four.starts[0]!;
  return {
    database,
    codes,
    names,
    starts4,
    values4: four.values,
    blocks4: blocksOf(starts4),
    starts6: six.starts,
    values6: six.values,
  };
}

export function lookupOf(table: RangeTable): OriginLookup {
  const { starts4, values4, blocks4, starts6, values6 } = table;
  const [a6, b6, c6, d6] = starts6 as [Uint32Array, Uint32Array, ...(readonly Uint32Array[])];
  const of4 = (address: number): number => {
    const block = address >>> 16;
    let low = blocks4[block]!;
    let high = blocks4[block + 1]!;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts4[middle]! <= address) low = middle;
      else high = middle - 1;
    }
    return values4[low]!;
  };
  const search6 = (a: number, b: number, c: number, d: number): number => {
    let low = 0;
    let high = a6.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const order = a6[middle]! - a || b6[middle]! - b || (c6?.[middle] ?? 0) - c || (d6?.[middle] ?? 0) - d;
      if (order <= 0) low = middle;
      else high = middle - 1;
    }
    return values6[low]!;
  };
  let byCode: Map<string, string> | undefined;
  return {
    database: table.database,
    codes: table.codes,
    of4,
    of6: (a, b, c, d) => {
      const kind = kindOf6(a, b, c);
      if (kind === ADDRESS.public) return search6(a, b, c, d);
      return kind === ADDRESS.notPublic ? NOT_PUBLIC : of4(carriedIpv4(a, b, d));
    },
    nameOf: (code) => {
      byCode ??= new Map(table.names.map((name, index) => [table.codes[index]!, name]));
      return byCode.get(code) || undefined;
    },
  };
}

function withNotPublic(starts: Uint32Array, values: Uint32Array): RangeList {
  const list = new RangeList(1);
  let next = 0;
  let value = UNKNOWN_ORIGIN;
  /** Takes over the ranges that start before `end`. */
  const copyUntil = (end: number, take: boolean): void => {
    for (; next < starts.length && starts[next]! < end; next += 1) {
      value = values[next]!;
      if (take) list.add(value, starts[next]!);
    }
  };
  for (const [first, last] of NOT_PUBLIC_RANGES_4) {
    copyUntil(first, true);
    list.add(NOT_PUBLIC, first);
    copyUntil(last + 1, false);
    if (last < 0xffffffff) list.add(value, last + 1);
  }
  return list;
}

/** For each of the 65,536 blocks, and once more for the end, where the search may begin. */
function blocksOf(starts: Uint32Array): Uint32Array {
  const blocks = new Uint32Array(65_537);
  let at = 0;
  for (let block = 0; block < blocks.length; block += 1) {
    while (at + 1 < starts.length && starts[at + 1]! <= block * 65_536) at += 1;
    blocks[block] = at;
  }
  return shared(blocks, blocks.length);
}
