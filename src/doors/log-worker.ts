/** A counting thread: takes pieces of plain files until there are none, then blocks of streams, then hands over its counts. */
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { countBlock, createSource, type Source } from '../traffic/block.ts';
import { closeMinutes, createCounter } from '../traffic/counter.ts';
import { crawlerLookup } from '../traffic/crawler-ranges.ts';
import { countErrors, createErrorSource } from '../traffic/error-block.ts';
import { detectFormat, errorLogReader, formatNamed } from '../traffic/formats/index.ts';
import { type FromWorker, PIECE_BYTES, SHARED, type Task, type ToWorker } from './log-task.ts';
import { countingPlaces } from './places/clients.ts';

const LF = 10;
/** A line that goes on longer than this behind its piece is refused as too long. */
const OVERHANG_BYTES = 1 << 16;

const { files, shared, read, errorZone, fromBack, places, crawlers } = workerData as Task;
const counter = createCounter({
  ...(places === undefined ? {} : { places: countingPlaces(places) }),
  ...(crawlers.length === 0 ? {} : { crawlerAt: crawlerLookup(crawlers) }),
});
const errorSource = createErrorSource(errorLogReader(errorZone));
const sources = new Map<number, Source>();

takePieces();
parentPort!.postMessage({ kind: 'ready' } satisfies FromWorker);
parentPort!.on('message', (message: ToWorker) => {
  if (message.kind === 'end') {
    finish();
    return;
  }
  const { file, bytes, offset } = message;
  count(file, bytes, 0, bytes.length, offset);
  const spent = bytes.buffer;
  parentPort!.postMessage({ kind: 'ready', spent } satisfies FromWorker, [spent]);
});

/** Takes pieces until none is left. */
function takePieces(): void {
  const plain = files.flatMap(({ kind, size = 0 }, file) => {
    const pieces = kind === 'plain' ? Math.ceil(size / PIECE_BYTES) : 0;
    return pieces === 0 ? [] : [{ file, size, pieces }];
  });
  const all = plain.reduce((sum, { pieces }) => sum + pieces, 0);
  const buffer = new Uint8Array(1 + PIECE_BYTES + OVERHANG_BYTES);
  let handle: { file: number; number: number } | undefined;
  while (Atomics.add(shared, SHARED.taken, 1) < all && Atomics.load(shared, SHARED.stop) === 0) {
    const taken = Atomics.add(shared, fromBack ? SHARED.fromBack : SHARED.fromFront, 1);
    let piece = fromBack ? all - 1 - taken : taken;
    const { file, size } = plain.find(({ pieces }) => {
      if (piece < pieces) return true;
      piece -= pieces;
      return false;
    })!;
    if (handle?.file !== file) {
      if (handle !== undefined) closeSync(handle.number);
      handle = { file, number: openSync(files[file]!.path, 'r') };
    }
    countPiece(handle.number, file, piece * PIECE_BYTES, size, buffer);
  }
  if (handle !== undefined) closeSync(handle.number);
}

/** Counts the lines that begin in the piece; the last of them may end behind it. */
function countPiece(handle: number, file: number, start: number, size: number, buffer: Uint8Array): void {
  // One byte earlier: if it is a line break, the piece begins with a line of its own.
  const from = Math.max(0, start - 1);
  const want = Math.min(size, start + PIECE_BYTES + OVERHANG_BYTES) - from;
  let length = 0;
  while (length < want) {
    const got = readSync(handle, buffer, length, want - length, from + length);
    if (got === 0) break;
    length += got;
  }
  const first = start === 0 ? 0 : buffer.indexOf(LF) + 1;
  const border = start + PIECE_BYTES - from;
  let end = length;
  if (border < length) {
    const last = buffer.indexOf(LF, border - 1);
    if (last >= 0 && last < length) end = last + 1;
  }
  if ((first > 0 || start === 0) && first < Math.min(border, length)) {
    count(file, buffer, first, end, from);
  }
  Atomics.add(shared, SHARED.readKib, Math.min(PIECE_BYTES, size - start) >>> 10);
}

/** Counts whole lines of a file. */
function count(file: number, bytes: Uint8Array, from: number, to: number, offset: number): void {
  const { errors } = files[file]!;
  if (errors) countErrors(counter, errorSource, bytes, from, to);
  else countBlock(counter, sourceOf(file), bytes, from, to, offset);
}

/** Each file's reader, made in the same way as where its format was told. */
function sourceOf(file: number): Source {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const { format, sample, path } = files[file]!;
  const found = sample === undefined ? formatNamed(format, read) : detectFormat(sample, read)?.format;
  if (found === undefined || 'error' in found) throw new Error(`${path}: ${found?.error ?? 'no known format'}`);
  const source = createSource(file, found.reader());
  sources.set(file, source);
  return source;
}

function finish(): void {
  closeMinutes(counter);
  const { counts } = counter;
  parentPort!.postMessage({ kind: 'counts', counts } satisfies FromWorker, [...buffersOf(counts)]);
  parentPort!.close();
}

/** All memory that the counts lie in goes over as it is, without a copy. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else if (value !== null && typeof value === 'object' && !(value instanceof Map)) {
    for (const part of Object.values(value)) buffersOf(part, found);
  }
  return found;
}
