/**
 * MMDB (the format of MaxMind, DB-IP, IPinfo and others) as range tables. The search tree is walked once, leaf by leaf in
 * the order of addresses; mmdb-lib reads the rows. A tree that does not end is refused.
 */
import { Reader } from 'mmdb-lib';
import { type OriginDatabase, UNKNOWN_ORIGIN } from '../../model/origin.ts';
import { RangeList, type RangeTable, type Tables, tableOf } from './ranges.ts';
import { Codes, countryOf, networkNameOf, networkOf, type Row } from './rows.ts';

/** Aliases of the IPv4 tree apart, a sound tree visits each node once. */
const VISITS_PER_NODE_MAX = 4;

/** @param describe names the database by its type and date */
export function readMmdb(bytes: Buffer, describe: (type: string, builtAt: number) => OriginDatabase): Tables {
  const reader = new Reader<never>(bytes);
  const [country, network] = [new Found(), new Found()];
  /** By pointer to a row: its country and its network. A row is read when the first address that leads to it is met. */
  const rows = new Map<number, readonly [number, number]>();
  const rowOf = (pointer: number, address: () => string): readonly [number, number] => {
    let row = rows.get(pointer);
    if (row === undefined) {
      const fields = reader.get(address()) as Row | null;
      row = [country.codes.indexOf(countryOf(fields)), network.codes.indexOf(networkOf(fields), networkNameOf(fields))];
      rows.set(pointer, row);
    }
    return row;
  };
  const { nodeCount, ipVersion, databaseType, buildEpoch } = reader.metadata;
  const childOf = childReader(bytes, reader.metadata);
  let root4 = 0;
  if (ipVersion === 6) {
    for (let depth = 0; depth < 96 && root4 < nodeCount; depth += 1) root4 = childOf(root4, 0);
    const avoid = root4 < nodeCount ? root4 : -1;
    walk({ nodeCount, childOf, root: 0, bits: 128, avoid }, (pointer, words) => {
      const [c, n] = pointer === nodeCount ? NO_ROW : rowOf(pointer, () => textOf(words, 128));
      country.ipv6.add(c, words[0]!, words[1], words[2], words[3]);
      network.ipv6.add(n, words[0]!, words[1], words[2], words[3]);
    });
  }
  walk({ nodeCount, childOf, root: root4, bits: 32, avoid: -1 }, (pointer, words) => {
    const [c, n] = pointer === nodeCount ? NO_ROW : rowOf(pointer, () => textOf(words, 32));
    country.ipv4.add(c, words[0]!);
    network.ipv4.add(n, words[0]!);
  });
  const database = describe(databaseType, buildEpoch.getTime());
  return { country: country.table(database), network: network.table(database) };
}

const NO_ROW = [UNKNOWN_ORIGIN, UNKNOWN_ORIGIN] as const;

/** What a walk finds of countries, or of networks. */
class Found {
  readonly codes = new Codes();
  readonly ipv4 = new RangeList(1);
  readonly ipv6 = new RangeList(4);

  table(database: OriginDatabase): RangeTable | undefined {
    if (!this.codes.found) return undefined;
    const { codes, names } = this.codes;
    return tableOf({ database, codes, names, ipv4: this.ipv4, ipv6: this.ipv6 });
  }
}

interface Tree {
  readonly nodeCount: number;
  readonly childOf: (node: number, side: 0 | 1) => number;
  readonly root: number;
  readonly bits: 32 | 128;
  /** The IPv4 tree, met inside IPv6 (mapped, 6to4, Teredo), has a walk of its own. */
  readonly avoid: number;
}

/** Every leaf in the order of its first address, with what its record points to: a row, or nodeCount for none. */
function walk(tree: Tree, leaf: (pointer: number, words: readonly number[]) => void): void {
  const { nodeCount, childOf, root, bits, avoid } = tree;
  const words = [0, 0, 0, 0];
  let visits = 0;
  const visit = (node: number, depth: number): void => {
    if (node >= nodeCount || node === avoid) {
      leaf(node === avoid ? nodeCount : node, words);
      return;
    }
    visits += 1;
    if (depth >= bits || visits > VISITS_PER_NODE_MAX * nodeCount) throw new Error('its search tree does not end');
    const word = depth >>> 5;
    const bit = 2 ** (31 - (depth & 31));
    visit(childOf(node, 0), depth + 1);
    words[word]! += bit;
    visit(childOf(node, 1), depth + 1);
    words[word]! -= bit;
  };
  visit(root, 0);
}

/** Left (0) or right (1) record of a node, for the three sizes that the format has. */
function childReader(bytes: Buffer, { recordSize, nodeByteSize, searchTreeSize }: Reader<never>['metadata']) {
  if (searchTreeSize > bytes.length) throw new Error('it is cut short');
  const three = (at: number): number => (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  return (node: number, side: 0 | 1): number => {
    const at = node * nodeByteSize;
    if (recordSize === 24) return three(at + 3 * side);
    if (recordSize === 32) return bytes.readUInt32BE(at + 4 * side);
    const middle = bytes[at + 3]!;
    return side === 0 ? (middle >>> 4) * 0x1000000 + three(at) : (middle & 15) * 0x1000000 + three(at + 4);
  };
}

function textOf(words: readonly number[], bits: 32 | 128): string {
  if (bits === 32) return [24, 16, 8, 0].map((shift) => (words[0]! >>> shift) & 255).join('.');
  return words.flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]).join(':');
}
