/** Files that are the observatory's own, such as keys. Processes that share a folder may make one at the same moment: the first one's stays. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = { mode: 0o600 };

/** Puts a file in place, whole, where there is none. @returns false where there is one */
export function putFirst(path: string, text: string): boolean {
  if (existsSync(path)) return false;
  return prepared(path, text, (fresh) => {
    try {
      linkSync(fresh, path);
      return true;
    } catch {
      if (existsSync(path)) return false;
      // Some disks have no second names for a file.
      renameSync(fresh, path);
      return true;
    }
  });
}

/** Puts a file in place, whole. What was there is removed first. */
export function putInPlace(path: string, text: string): void {
  prepared(path, text, (fresh) => {
    rmSync(path, { force: true });
    renameSync(fresh, path);
  });
}

function prepared<T>(path: string, text: string, put: (fresh: string) => T): T {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${randomBytes(6).toString('hex')}.new`;
  writeFileSync(fresh, text, OWNER_ONLY);
  try {
    return put(fresh);
  } finally {
    rmSync(fresh, { force: true });
  }
}
