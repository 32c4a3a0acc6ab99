/**
 * Where reading stands in a file that may be renamed, cut or replaced: a file is known by its inode and its first bytes, so that a name that
 * passes to another file, or a file that begins anew, is told from the one that was read.
 */
import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Bytes of the beginning that tell files apart: a line's time is among them. */
const HEAD_BYTES = 96;

export interface FileId {
  readonly inode: string;
  /** Length and hash of its first bytes. */
  readonly headLength: number;
  readonly head: string;
}

/** What was read of a file, as entries say it. */
export interface ReadMark extends FileId {
  readonly from: number;
  readonly to: number;
  /** Whether it stands in the last entry of what was read from `from` to `to`. */
  readonly whole: boolean;
}

export class OpenFile {
  readonly descriptor: number;
  readonly path: string;
  #id: FileId;

  constructor(path: string) {
    this.path = path;
    this.descriptor = openSync(path, 'r');
    this.#id = { inode: this.inode, ...headOf(this.descriptor, HEAD_BYTES) };
  }

  get size(): number {
    return fstatSync(this.descriptor).size;
  }

  get inode(): string {
    const { dev, ino } = fstatSync(this.descriptor, { bigint: true });
    return `${dev}.${ino}`;
  }

  get id(): FileId {
    return this.#id;
  }

  /** Whether it still begins as it did. */
  get isSame(): boolean {
    const { headLength, head } = this.#id;
    return headOf(this.descriptor, headLength).head === head;
  }

  /** Another file from here on, under the same name and number. */
  beginAnew(): void {
    this.#id = { ...this.#id, ...headFrom(new Uint8Array(0)) };
  }

  /** A file that was empty so far is known by what is read first. */
  read(into: Uint8Array, at: number): number {
    const length = readSync(this.descriptor, into, 0, into.length, at);
    if (at === 0 && this.#id.headLength === 0) {
      this.#id = { ...this.#id, ...headFrom(into.subarray(0, Math.min(length, HEAD_BYTES))) };
    }
    return length;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

type Head = Pick<FileId, 'headLength' | 'head'>;

const headFrom = (bytes: Uint8Array): Head => ({
  headLength: bytes.length,
  head: hash('sha256', bytes, 'base64url').slice(0, 10),
});

function headOf(descriptor: number, length: number): Head {
  const bytes = new Uint8Array(length);
  return headFrom(bytes.subarray(0, length === 0 ? 0 : readSync(descriptor, bytes, 0, length, 0)));
}

/** The file that a name stands for now; undefined where there is none. */
export function fileAt(path: string): { readonly inode: string; readonly size: number } | undefined {
  try {
    const status = statSync(path, { bigint: true });
    return status.isFile() ? { inode: `${status.dev}.${status.ino}`, size: Number(status.size) } : undefined;
  } catch {
    return undefined;
  }
}

export const markText = ({ inode, headLength, head, from, to, whole }: ReadMark): string =>
  `${inode}:${headLength}:${head}:${from}-${to}${whole ? '' : '+'}`;

export function readMark(text: string): ReadMark | undefined {
  const found = /^(\d+\.\d+):(\d+):([\w-]+):(\d+)-(\d+)(\+?)$/.exec(text);
  if (found === null) return undefined;
  const [, inode, headLength, head, from, to, more] = found as unknown as [string, ...string[]] & { 1: string };
  return {
    inode,
    headLength: Number(headLength),
    head: head!,
    from: Number(from),
    to: Number(to),
    whole: more === '',
  };
}

const isPacked = (path: string): boolean => /\.(?:gz|zst|bz2|xz)$/.test(path);

/** Whether a name is that of a log that was put aside: `access.log.1`, `access.log-20260310`, `access.log.old`. */
export const isRotated = (path: string): boolean => isPacked(path) || /[.-](?:\d[\d.-]*|old|bak)$/.test(path);

/**
 * The files that a reader who stood at the mark has not read yet, in order: the one it stood in, under whatever name it has now, and what
 * has been begun since. Empty where the marked file is gone: then only `path` is left.
 */
export function filesSince(path: string, mark: ReadMark): OpenFile[] {
  const folder = dirname(path);
  const name = basename(path);
  const beside = readdirSync(folder)
    .filter((one) => one.startsWith(name) && (one === name || isRotated(one)))
    .map((one) => join(folder, one))
    .filter((one) => fileAt(one) !== undefined && !isPacked(one))
    .map((one) => ({ path: one, changedAt: statSync(one).mtimeMs }))
    .sort((a, b) => a.changedAt - b.changedAt || (a.path === path ? 1 : b.path === path ? -1 : 0));
  const files: OpenFile[] = [];
  for (const one of beside) {
    const file = new OpenFile(one.path);
    if (files.length > 0 || isMarked(file, mark)) files.push(file);
    else file.close();
  }
  return files;
}

function isMarked(file: OpenFile, { inode, headLength, head, to }: ReadMark): boolean {
  return file.inode === inode && file.size >= to && headOf(file.descriptor, headLength).head === head;
}
