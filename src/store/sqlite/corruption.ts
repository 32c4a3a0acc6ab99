/** SQLite's own word that the file is broken, as ours: whatever reads the file says so in one way. */
import { CorruptJournalError } from '../../journal/corrupt.ts';

/** Our statements never change, so a table or column that is not there (1) was damaged; 11 and 26 are SQLite's words for it. */
const BROKEN = [1, 11, 26];

/** Anything that is not corruption stays what it was. */
export function asCorruption(cause: unknown): unknown {
  const { errcode, code, message } = cause as { errcode?: number; code?: string; message?: string };
  // Node's word for a whole number of more than 53 bits; we write none.
  const outOfRange = code === 'ERR_OUT_OF_RANGE';
  const broken = outOfRange || (errcode !== undefined && BROKEN.includes(errcode & 0xff));
  return broken ? new CorruptJournalError(`SQLite cannot read its file (${message})`, undefined, { cause }) : cause;
}

export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw asCorruption(cause);
  }
}
