/**
 * A folder as an archive whose bytes follow from the files alone: stored as they are, in order of their names, all dated to the
 * first day that the format knows. What is worth packing is packed already.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Sizes and places have 32 bits. */
const BYTES_MAX = 2 ** 32 - 1;
const FIRST_DAY = 0x0021;
const NAMES_IN_UTF8 = 0x0800;

interface Filed {
  readonly name: Buffer;
  readonly size: number;
  readonly crc: number;
  readonly at: number;
}

export async function zipFolder(folder: string, paths: readonly string[], target: string): Promise<void> {
  const out = createWriteStream(target);
  const put = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      out.write(bytes, (cause) => (cause ? reject(cause) : resolve()));
    });
  const filed: Filed[] = [];
  let at = 0;
  try {
    for (const path of paths) {
      const { size } = await stat(join(folder, path));
      if (at + size > BYTES_MAX)
        throw new Error('a bundle of more than 4 GB is not packed; write it into a folder (-o DIR)');
      let crc = 0;
      for await (const chunk of createReadStream(join(folder, path))) crc = crc32(chunk as Buffer, crc);
      const file: Filed = { name: Buffer.from(path), size, crc, at };
      const header = Buffer.concat([Buffer.from('PK\x03\x04'), common(file), u16(0), file.name]);
      await put(header);
      for await (const chunk of createReadStream(join(folder, path))) await put(chunk as Buffer);
      filed.push(file);
      at += header.length + size;
    }
    const central = Buffer.concat(filed.map(entryOf));
    const counts = [u16(0), u16(0), u16(filed.length), u16(filed.length)];
    await put(central);
    await put(Buffer.concat([Buffer.from('PK\x05\x06'), ...counts, u32(central.length), u32(at), u16(0)]));
  } finally {
    await new Promise<void>((resolve, reject) =>
      out.end((cause?: Error | null) => (cause ? reject(cause) : resolve())),
    );
  }
}

function common({ name, size, crc }: Filed): Buffer {
  const dated = [u16(20), u16(NAMES_IN_UTF8), u16(0), u16(0), u16(FIRST_DAY)];
  return Buffer.concat([...dated, u32(crc), u32(size), u32(size), u16(name.length)]);
}

function entryOf(file: Filed): Buffer {
  const unix = [u16((3 << 8) | 20)];
  const rest = [u16(0), u16(0), u16(0), u16(0), u32(0o100644 * 65_536), u32(file.at)];
  return Buffer.concat([Buffer.from('PK\x01\x02'), ...unix, common(file), ...rest, file.name]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
