/**
 * A bundle's archive as a reader checks it: files that are stored, one after the other, each header as it must be. Nothing
 * in such an archive is left to choice, so any byte that differs is found. Files are slices, and are not held in memory.
 */
import type { Bag, Problem } from './bag.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** A header with its name. */
const HEAD_BYTES = 1_024;
/** Files are read in pieces of this size. */
const PIECE = 1_048_576;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, the first day that the format knows: archives of the same files are the same. */
const DAY = 0x0021;
const READABLE = 0o100644 * 65_536;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

interface Stored {
  readonly path: string;
  readonly name: Uint8Array;
  readonly at: number;
  readonly from: number;
  readonly size: number;
  readonly crc: number;
}

export interface OpenedZip {
  readonly bag: Bag;
  readonly problems: readonly Problem[];
}

export async function openZip(blob: Blob): Promise<OpenedZip> {
  const stored: Stored[] = [];
  const problems: Problem[] = [];
  let at = 0;
  for (let head = await bytesOf(blob, at, HEAD_BYTES); isLocal(head); head = await bytesOf(blob, at, HEAD_BYTES)) {
    const header = new DataView(head.buffer);
    const size = header.getUint32(22, true);
    const name = head.slice(LOCAL_BYTES, LOCAL_BYTES + header.getUint16(26, true));
    const from = at + LOCAL_BYTES + name.length;
    if (from + size > blob.size) return { bag: bagOf(blob, stored), problems: [cut(at)] };
    const crc = await crcOf(blob, from, from + size);
    const file: Stored = { path: new TextDecoder().decode(name), name, at, from, size, crc };
    if (!startsWith(head, localHeader(file))) {
      const what = `its header in the archive, at byte ${at}, or its content is not as it was written`;
      problems.push({ where: file.path, what });
    }
    stored.push(file);
    at = from + size;
  }
  const end = [...stored.map(centralHeader), endRecord(stored, at)];
  for (const expected of end) {
    if (!(await isAt(blob, at, expected))) {
      problems.push({ where: 'the archive', what: `its list of files, at byte ${at}, is not as it was written` });
      break;
    }
    at += expected.length;
  }
  if (problems.length === 0 && at !== blob.size)
    problems.push({ where: 'the archive', what: 'something stands behind its end' });
  return { bag: bagOf(blob, stored), problems };
}

const isLocal = (head: Uint8Array<ArrayBuffer>): boolean =>
  head.length >= LOCAL_BYTES && new DataView(head.buffer).getUint32(0, true) === LOCAL;
const cut = (at: number): Problem => ({ where: 'the archive', what: `it is cut short in the file at byte ${at}` });

function bagOf(blob: Blob, stored: readonly Stored[]): Bag {
  const files = new Map(stored.map((file) => [file.path, file]));
  return {
    paths: [...files.keys()],
    size: (path) => files.get(path)!.size,
    read: (path) => blob.slice(files.get(path)!.from, files.get(path)!.from + files.get(path)!.size).stream(),
  };
}

function localHeader({ name, size, crc }: Stored): Uint8Array {
  const bytes = new Uint8Array(LOCAL_BYTES + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, LOCAL, true);
  writeCommon(view, 4, size, crc, name.length);
  bytes.set(name, LOCAL_BYTES);
  return bytes;
}

function centralHeader({ name, size, crc, at }: Stored): Uint8Array {
  const bytes = new Uint8Array(CENTRAL_BYTES + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, CENTRAL, true);
  // Made by version 2.0 on a system with Unix's permissions.
  view.setUint16(4, VERSION | (3 << 8), true);
  writeCommon(view, 6, size, crc, name.length);
  view.setUint32(38, READABLE, true);
  view.setUint32(42, at, true);
  bytes.set(name, CENTRAL_BYTES);
  return bytes;
}

/** Version, flags, method, time, date, check sum, sizes and the name's length stand alike in both headers. */
function writeCommon(view: DataView, from: number, size: number, crc: number, nameLength: number): void {
  view.setUint16(from, VERSION, true);
  view.setUint16(from + 2, UTF8_NAMES, true);
  view.setUint16(from + 8, DAY, true);
  view.setUint32(from + 10, crc, true);
  view.setUint32(from + 14, size, true);
  view.setUint32(from + 18, size, true);
  view.setUint16(from + 22, nameLength, true);
}

function endRecord(stored: readonly Stored[], at: number): Uint8Array {
  const bytes = new Uint8Array(END_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, END, true);
  view.setUint16(8, stored.length, true);
  view.setUint16(10, stored.length, true);
  view.setUint32(
    12,
    stored.reduce((sum, { name }) => sum + CENTRAL_BYTES + name.length, 0),
    true,
  );
  view.setUint32(16, at, true);
  return bytes;
}

async function crcOf(blob: Blob, from: number, to: number): Promise<number> {
  let crc = 0xffffffff;
  for (let at = from; at < to; at += PIECE) {
    for (const byte of await bytesOf(blob, at, Math.min(PIECE, to - at))) {
      crc = CRC_TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const bytesOf = async (blob: Blob, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await blob.slice(at, at + length).arrayBuffer());

const startsWith = (bytes: Uint8Array, expected: Uint8Array): boolean =>
  bytes.length >= expected.length && expected.every((byte, index) => byte === bytes[index]);

const isAt = async (blob: Blob, at: number, expected: Uint8Array): Promise<boolean> =>
  startsWith(await bytesOf(blob, at, expected.length), expected);
