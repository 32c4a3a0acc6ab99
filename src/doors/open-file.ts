/** A file or standard input as a stream of plain bytes: gzip and zstd are taken off by their first bytes. */
import { createReadStream, statSync } from 'node:fs';
import { Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

const HEAD_BYTES = 1_024;
const LF = 0x0a;

export interface OpenInput {
  readonly stream: Readable;
  /** First bytes of the plain stream, for telling its format; they are still in the stream. */
  readonly head: Buffer;
  /** Bytes of the file, undefined for standard input; compressed ones where it is compressed. */
  readonly size: number | undefined;
  /** Bytes read of it so far. */
  readonly read: () => number;
}

/** @param path `-` is standard input */
export async function openInput(path: string, stdin: Readable): Promise<OpenInput> {
  const file = path === '-' ? undefined : statSync(path);
  if (file?.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR', path });
  const size = file?.size;
  let read = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of path === '-' ? stdin : createReadStream(path)) {
      read += chunk.length;
      yield chunk as Buffer;
    }
  }
  const packed = await peek(counted());
  const unpacker = unpackerFor(packed.head);
  const plain = unpacker === undefined ? packed.chunks : through(packed.chunks, unpacker);
  const { head, chunks } = await peek(plain);
  return { stream: Readable.from(chunks, { objectMode: false }), head, size, read: () => read };
}

/** Reads until there is a line, or so much that it is none: a pipe may bring a byte at a time. */
async function peek(chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; chunks: AsyncGenerator<Buffer> }> {
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES && !head.includes(LF)) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    yield* chunks;
  }
  return { head, chunks: whole() };
}

function unpackerFor(head: Buffer): Transform | undefined {
  if (head.length < 4) return undefined;
  if (head.readUInt16BE(0) === 0x1f8b) return createGunzip();
  if (head.readUInt32LE(0) === 0xfd2fb528) return createZstdDecompress();
  return undefined;
}

async function* through(chunks: AsyncGenerator<Buffer>, unpacker: Transform): AsyncGenerator<Buffer> {
  const packed = Readable.from(chunks, { objectMode: false });
  packed.on('error', (cause) => unpacker.destroy(cause));
  yield* packed.pipe(unpacker) as AsyncIterable<Buffer>;
}
