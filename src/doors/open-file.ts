/** A file or standard input as a stream of plain bytes: gzip and zstd are taken off by their first bytes. */
import { createReadStream, statSync } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';

export interface OpenInput {
  readonly stream: Readable;
  /** Bytes of the file, undefined for standard input; compressed ones where it is compressed. */
  readonly size: number | undefined;
  /** Bytes read of it so far. */
  readonly read: () => number;
}

/** @param path `-` is standard input */
export function openInput(path: string, stdin: Readable): OpenInput {
  const size = path === '-' ? undefined : statSync(path).size;
  const raw = path === '-' ? stdin : createReadStream(path);
  let read = 0;
  raw.on('data', (chunk: Buffer) => {
    read += chunk.length;
  });
  raw.pause();
  const stream = new PassThrough();
  unpack(raw, stream).catch((cause) => stream.destroy(cause));
  return { stream, size, read: () => read };
}

async function unpack(raw: Readable, into: PassThrough): Promise<void> {
  const first = await firstChunk(raw);
  if (first === undefined) {
    into.end();
    return;
  }
  raw.unshift(first);
  if (first[0] === 0x1f && first[1] === 0x8b) await pipeline(raw, createGunzip(), into);
  else if (first.readUInt32LE?.(0) === 0xfd2fb528) await pipeline(raw, createZstdDecompress(), into);
  else await pipeline(raw, into);
}

function firstChunk(raw: Readable): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    raw.once('error', reject);
    raw.once('end', () => resolve(undefined));
    raw.once('readable', () => {
      raw.off('error', reject);
      resolve((raw.read() as Buffer | null) ?? undefined);
    });
  });
}
