/**
 * MMDB (the format of MaxMind, DB-IP, IPinfo and others) as range tables. The search tree is walked once, leaf by leaf in
 * the order of addresses; mmdb-lib reads the rows. A tree that does not end is refused.
 */
import { Reader } from 'mmdb-lib';
import type { OriginDatabase } from '../../model/origin.ts';
import { RangeList, type RangeTable, type Tables, tableOf } from './ranges.ts';
import { Codes, countryOf, networkNameOf, networkOf, type Row } from './rows.ts';

/** Aliases of the IPv4 tree apart, a sound tree visits each node once. */
const VISITS_PER_NODE_MAX = 4;

/** @param describe names the database by its type and date */
export function readMmdb(bytes: Buffer, describe: (type: string, builtAt: number) => OriginDatabase): Tables {
  const reader = new Reader<never>(bytes);
  const { ipv4, ipv6, samples } = flatten(bytes, reader);
  const [countries, networks] = [new Codes(), new Codes()];
  const country: number[] = [0];
  const network: number[] = [0];
  for (const address of samples) {
    const row = reader.get(address) as Row | null;
    country.push(countries.indexOf(countryOf(row)));
    network.push(networks.indexOf(networkOf(row), networkNameOf(row)));
  }
  const database = describe(reader.metadata.databaseType, reader.metadata.buildEpoch.getTime());
  const table = (codes: Codes, indexOfRow: readonly number[]): RangeTable | undefined =>
    codes.found
      ? tableOf({
          database,
          codes: codes.codes,
          names: codes.names,
          ipv4: ipv4.renamed(indexOfRow),
          ipv6: ipv6.renamed(indexOfRow),
        })
      : undefined;
  return { country: table(countries, country), network: table(networks, network) };
}

interface Flat {
  /** Ranges whose value is the position, from 1, of their row's sample; 0 where there is no row. */
  readonly ipv4: RangeList;
  readonly ipv6: RangeList;
  /** For each row, an address that leads to it. */
  readonly samples: readonly string[];
}

function flatten(bytes: Buffer, reader: Reader<never>): Flat {
  const { nodeCount, ipVersion } = reader.metadata;
  const childOf = childReader(bytes, reader.metadata);
  const rows = new Map<number, number>();
  const samples: string[] = [];
  let visits = 0;

  const walk = (list: RangeList, root: number, bits: 32 | 128, avoid: number): void => {
    const words = [0, 0, 0, 0];
    const visit = (node: number, depth: number): void => {
      if (node >= nodeCount) {
        list.add(node === nodeCount ? 0 : rowOf(node, words, bits), words[0]!, words[1], words[2], words[3]);
        return;
      }
      // The IPv4 tree, met inside IPv6 (mapped, 6to4, Teredo), has a walk of its own.
      if (node === avoid) {
        list.add(0, words[0]!, words[1], words[2], words[3]);
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
  };
  const rowOf = (pointer: number, words: readonly number[], bits: 32 | 128): number => {
    let row = rows.get(pointer);
    if (row === undefined) {
      row = samples.push(textOf(words, bits));
      rows.set(pointer, row);
    }
    return row;
  };

  const ipv4 = new RangeList(1);
  const ipv6 = new RangeList(4);
  let root4 = 0;
  if (ipVersion === 6) {
    for (let depth = 0; depth < 96 && root4 < nodeCount; depth += 1) root4 = childOf(root4, 0);
    walk(ipv6, 0, 128, root4 < nodeCount ? root4 : -1);
  }
  walk(ipv4, root4, 32, -1);
  return { ipv4, ipv6, samples };
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
