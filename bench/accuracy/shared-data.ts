/**
 * Data that is read from ../shared/data beside the repository and copied nowhere. Where it is absent, a set says that it
 * was skipped.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SHARED = new URL('../../../shared/data/', import.meta.url);

export const sharedFile = (path: string): URL => new URL(path, SHARED);

export const isShared = (path: string): boolean => existsSync(sharedFile(path));

export const notShared = (path: string): string => `../shared/data/${path} is not there`;

/** Unpacks an archive for as long as `read` takes; the answer must not stand on the files. */
export function unpacked<T>(archive: string, read: (textOf: (path: string) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'));
  try {
    execFileSync('tar', ['xJf', sharedFile(archive).pathname, '-C', folder]);
    return read((path) => readFileSync(join(folder, path), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const minuteOf = (iso: string): number => Math.floor(Date.parse(iso) / 60_000);
