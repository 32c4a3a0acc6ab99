/**
 * Log files before they are counted: what each is (plain, packed, a stream), how large, and in which format its lines are.
 * A file that cannot be read or is in no known format is told with the reason; the others are read.
 */
import { closeSync, createReadStream, fstatSync, globSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { detectFormat, formatNamed, isErrorLog, type ReadOptions, zoneOf } from '../traffic/formats/index.ts';
import { openInput } from './open-file.ts';

/** So much of a file's beginning is looked at. */
const HEAD_BYTES = 1 << 17;
const FILES_MAX = 10_000;
/** Formats whose columns are named by lines in between: their lines mean nothing out of order. */
const ORDERED = new Set(['w3c']);

export interface LogFile {
  /** As it was named; `-` is standard input. */
  readonly path: string;
  /** Bytes on disk; undefined for a stream. */
  readonly size: number | undefined;
  /** Plain files are read in pieces by all workers; others come as one stream. */
  readonly kind: 'plain' | 'stream';
  /** Whether it is an error log, which explains the failures of the others. */
  readonly errors: boolean;
  /** Whether one worker must read all of it, line after line. */
  readonly ordered: boolean;
  /** Name of the format. */
  readonly format: string;
  /** What the format was told from; a worker tells it again. Undefined where it was named. */
  readonly sample: Uint8Array | undefined;
  /** The plain bytes of a stream; they are read once. */
  readonly stream: Readable | undefined;
}

/** A file that is left out, and why. */
export interface UnreadFile {
  readonly path: string;
  readonly problem: string;
}

export interface Inspected {
  readonly files: LogFile[];
  readonly unread: UnreadFile[];
  /** Minutes east of UTC in which the access logs write: an error log beside them does not say. */
  readonly zoneMinutes: number;
}

export interface InspectOptions {
  /** Format of all files, as formatNamed takes it; without it, each file's own is detected. */
  readonly format?: string;
  readonly read?: Partial<ReadOptions>;
  readonly stdin: Readable;
}

export async function inspectFiles(paths: readonly string[], options: InspectOptions): Promise<Inspected> {
  const files: LogFile[] = [];
  const unread: UnreadFile[] = [];
  let zoneMinutes: number | undefined;
  for (const path of paths.flatMap(expand).slice(0, FILES_MAX)) {
    const { head, ...file } = await openHead(path, options.stdin);
    const told = tellFormat(head, options);
    if ('problem' in told) {
      unread.push({ path, problem: told.problem });
      file.stream?.destroy();
      continue;
    }
    if (!told.errors) zoneMinutes ??= zoneOf(head);
    const ordered = ORDERED.has(told.format);
    const stream = ordered && file.stream === undefined ? createReadStream(path) : file.stream;
    files.push({ path, size: file.size, kind: stream === undefined ? 'plain' : 'stream', ordered, stream, ...told });
  }
  return { files, unread, zoneMinutes: zoneMinutes ?? options.read?.zoneMinutes ?? 0 };
}

/** A pattern that the shell left as it is stands for the files that match it. */
function expand(path: string): string[] {
  if (!/[*?[{]/.test(path)) return [path];
  const found = globSync(path).sort();
  return found.length === 0 ? [path] : found;
}

interface Opened {
  readonly head: Uint8Array;
  readonly size: number | undefined;
  readonly stream: Readable | undefined;
}

async function openHead(path: string, stdin: Readable): Promise<Opened> {
  const plain = path === '-' ? undefined : plainHead(path);
  return plain ?? openInput(path, stdin);
}

/** The beginning of a regular file that is not packed; undefined for anything else. */
function plainHead(path: string): Opened | undefined {
  const file = openSync(path, 'r');
  try {
    const status = fstatSync(file);
    if (status.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR', path });
    if (!status.isFile()) return undefined;
    const head = new Uint8Array(Math.min(HEAD_BYTES, status.size));
    const length = readSync(file, head);
    return isPacked(head) ? undefined : { head: head.subarray(0, length), size: status.size, stream: undefined };
  } finally {
    closeSync(file);
  }
}

const isPacked = (head: Uint8Array): boolean =>
  (head[0] === 0x1f && head[1] === 0x8b) ||
  (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd);

type Told = Pick<LogFile, 'errors' | 'format' | 'sample'> | { readonly problem: string };

function tellFormat(head: Uint8Array, { format, read }: InspectOptions): Told {
  if (head.length === 0) return { problem: 'the file is empty' };
  const sample = head.slice(0, HEAD_BYTES);
  if (format !== undefined) {
    const named = formatNamed(format, read);
    return 'error' in named ? { problem: named.error } : { errors: false, format: named.name, sample: undefined };
  }
  const found = detectFormat(sample, read);
  if (isErrorLog(sample) && (found === undefined || found.share < 0.5)) {
    return { errors: true, format: 'error log', sample: undefined };
  }
  if (found !== undefined) return { errors: false, format: found.format.name, sample };
  return {
    problem: sample.subarray(0, 1_024).includes(0)
      ? 'this is no text: it holds bytes that no log has'
      : 'no line at its beginning is in a known format; name it with --format',
  };
}
