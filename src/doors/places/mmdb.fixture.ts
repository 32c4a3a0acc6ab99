/** Writes small MMDB files for tests, after the format's specification (https://maxmind.github.io/MaxMind-DB/). */

export type Field = string | number | { readonly [key: string]: Field };

export interface Network {
  /** Bits of the prefix, first to last, as '0' and '1'. */
  readonly bits: string;
  readonly row: Field;
}

interface Node {
  children: [Node | Field | undefined, Node | Field | undefined];
  id: number;
}

export interface MmdbOptions {
  readonly type: string;
  readonly ipVersion: 4 | 6;
  readonly recordSize: 24 | 28 | 32;
  readonly builtAt: number;
  /** Lets ::ffff:0:0/96 lead into the IPv4 tree, as MaxMind's files do. */
  readonly alias?: boolean;
}

/** Networks may not lie inside each other. */
export function writeMmdb(networks: readonly Network[], options: MmdbOptions): Buffer {
  const nodes: Node[] = [];
  const create = (): Node => {
    const node: Node = { children: [undefined, undefined], id: nodes.length };
    nodes.push(node);
    return node;
  };
  const isNode = (child: Node | Field | undefined): child is Node => nodes.includes(child as Node);
  const root = create();
  const place = (bits: string, what: Node | Field): void => {
    let node = root;
    for (const bit of bits.slice(0, -1)) {
      const next = node.children[Number(bit)];
      const child = isNode(next) ? next : create();
      node.children[Number(bit)] = child;
      node = child;
    }
    node.children[Number(bits.at(-1))] = what;
  };
  for (const { bits, row } of networks) place(bits, row);
  if (options.alias) {
    let ipv4: Node | Field | undefined = root;
    for (let depth = 0; depth < 96 && isNode(ipv4); depth += 1) ipv4 = ipv4.children[0];
    if (isNode(ipv4)) place(`${'0'.repeat(80)}${'1'.repeat(16)}`, ipv4);
  }

  const data: Buffer[] = [];
  const offsets = new Map<string, number>();
  let size = 0;
  const offsetOf = (row: Field): number => {
    const key = JSON.stringify(row);
    const known = offsets.get(key);
    if (known !== undefined) return known;
    const bytes = encode(row);
    const offset = size;
    data.push(bytes);
    size += bytes.length;
    offsets.set(key, offset);
    return offset;
  };
  const records = nodes.flatMap(({ children }) =>
    children.map((child) => {
      if (child === undefined) return nodes.length;
      return isNode(child) ? child.id : nodes.length + 16 + offsetOf(child);
    }),
  );
  const tree = Buffer.concat(nodes.map(({ id }) => pair(records[2 * id]!, records[2 * id + 1]!, options.recordSize)));
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Math.floor(options.builtAt / 1000),
    database_type: options.type,
    ip_version: options.ipVersion,
    node_count: nodes.length,
    record_size: options.recordSize,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), metadata]);
}

function pair(left: number, right: number, recordSize: 24 | 28 | 32): Buffer {
  const bytes = Buffer.alloc(recordSize / 4);
  if (recordSize === 24) {
    bytes.writeUIntBE(left, 0, 3);
    bytes.writeUIntBE(right, 3, 3);
  } else if (recordSize === 32) {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
  } else {
    bytes.writeUIntBE(left % 2 ** 24, 0, 3);
    bytes[3] = Math.floor(left / 2 ** 24) * 16 + Math.floor(right / 2 ** 24);
    bytes.writeUIntBE(right % 2 ** 24, 4, 3);
  }
  return bytes;
}

const [TEXT, UINT32, MAP, UINT64] = [2, 6, 7, 9];

/** Values below 29 bytes or entries, and 32-bit numbers: all that these tests need. Larger numbers are 64-bit. */
function encode(value: Field): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    const head = text.length < 29 ? [(TEXT << 5) | text.length] : [(TEXT << 5) | 29, text.length - 29];
    return Buffer.concat([Buffer.from(head), text]);
  }
  if (typeof value === 'number') {
    if (value < 2 ** 32) {
      const bytes = Buffer.alloc(5);
      bytes[0] = (UINT32 << 5) | 4;
      bytes.writeUInt32BE(value, 1);
      return bytes;
    }
    const bytes = Buffer.alloc(10);
    bytes[0] = 8;
    bytes[1] = UINT64 - 7;
    bytes.writeBigUInt64BE(BigInt(value), 2);
    return bytes;
  }
  const entries = Object.entries(value);
  return Buffer.concat([
    Buffer.from([(MAP << 5) | entries.length]),
    ...entries.flatMap(([key, field]) => [encode(key), encode(field)]),
  ]);
}
