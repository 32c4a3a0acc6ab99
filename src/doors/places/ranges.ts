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
  /** Starts of IPv6 ranges by their four words. */
  readonly starts6: readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  readonly values6: Uint32Array;
}

/** What one database tells: countries, networks or both. */
export interface Tables {
  readonly country: RangeTable | undefined;
  readonly network: RangeTable | undefined;
}

/** Collects ranges in ascending order; what lies between them is unknown, and neighbours of one value become one. */
export class RangeList {
  /** One array a word: one for IPv4, four for IPv6. */
  #starts: readonly Uint32Array[];
  #values = new Uint32Array(1024);
  length = 0;

  constructor(words: 1 | 4) {
    this.#starts = new Array(words).fill(0).map(() => new Uint32Array(1024));
    this.add(UNKNOWN_ORIGIN, 0, 0, 0, 0);
  }

  /** From this address on, until the next that is added, the value holds. The same address again replaces the value. */
  add(value: number, a: number, b = 0, c = 0, d = 0): void {
    if (this.length > 0 && this.#lastIs(a, b, c, d)) this.length -= 1;
    const at = this.length;
    if (at > 0 && this.#values[at - 1] === value) return;
    if (at === this.#values.length) this.#grow();
    const [first, second, third, fourth] = this.#starts;
    first![at] = a;
    if (second !== undefined) {
      second[at] = b;
      third![at] = c;
      fourth![at] = d;
    }
    this.#values[at] = value;
    this.length += 1;
  }

  /** The same ranges under other values, `newValues[value]`. */
  renamed(newValues: readonly number[]): RangeList {
    const [first, second, third, fourth] = this.#starts;
    const list = new RangeList(second === undefined ? 1 : 4);
    for (let i = 0; i < this.length; i += 1) {
      list.add(newValues[this.#values[i]!]!, first![i]!, second?.[i], third?.[i], fourth?.[i]);
    }
    return list;
  }

  /** The starts' words number `word`, in memory that threads can share. */
  starts(word: number): Uint32Array {
    return shared(this.#starts[word]!.subarray(0, this.length));
  }

  values(): Uint32Array {
    return shared(this.#values.subarray(0, this.length));
  }

  #lastIs(a: number, b: number, c: number, d: number): boolean {
    const at = this.length - 1;
    const [first, second, third, fourth] = this.#starts;
    if (first![at] !== a) return false;
    return second === undefined || (second[at] === b && third![at] === c && fourth![at] === d);
  }

  #grow(): void {
    this.#starts = this.#starts.map(doubled);
    this.#values = doubled(this.#values);
  }
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
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
  const marked = withNotPublic(ipv4.starts(0), ipv4.values());
  const starts4 = marked.starts(0);
  return {
    database,
    codes,
    names,
    starts4,
    values4: marked.values(),
    blocks4: blocksOf(starts4),
    starts6: [ipv6.starts(0), ipv6.starts(1), ipv6.starts(2), ipv6.starts(3)],
    values6: ipv6.values(),
  };
}

export function lookupOf(table: RangeTable): OriginLookup {
  const { starts4, values4, blocks4, starts6, values6 } = table;
  const [a6, b6, c6, d6] = starts6;
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
      const order = a6[middle]! - a || b6[middle]! - b || c6[middle]! - c || d6[middle]! - d;
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
  return shared(blocks);
}

function shared(array: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
