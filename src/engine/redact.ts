/**
 * Removing texts: first the redaction is an entry of the journal, then the bytes go, then the fold's saved state is written anew. Law: what was
 * decided is done, whenever the program was stopped in between; it is finished at the next start.
 */
import { hash } from 'node:crypto';
import { type Redactable, residueOf } from '../core/redact.ts';
import { decodeEntry, encodeEntry, isPruned } from '../journal/codec.ts';
import type { Entry } from '../model/entry.ts';
import type { RedactedEntry, Redaction } from '../model/redaction.ts';
import type { Seq } from '../model/units.ts';
import type { JournalHome, Replacement } from '../store/ports.ts';
import type { Engine } from './engine.ts';

const CHUNK = 2_000;

interface Found {
  readonly seq: Seq;
  readonly entry: Redactable;
}

/** What a redaction says of an entry. */
export function redactedEntry({ seq, entry }: Found): RedactedEntry {
  const versioned = 'version' in entry ? { id: entry.id, version: entry.version } : {};
  return { seq, kind: entry.kind, at: entry.at, ...versioned, residue: hash('sha256', residueBytes(entry), 'hex') };
}

const residueBytes = (entry: Redactable): Uint8Array => encodeEntry(residueOf(entry)).body;

/** The entries at positions; undefined where there is none. */
export const entriesAt = (
  journal: JournalHome,
  positions: readonly number[],
): Promise<({ seq: Seq; entry: Entry } | undefined)[]> =>
  Promise.all(
    positions.map(async (at) => {
      const [row] = await journal.read(at as Seq, 1);
      return row?.seq === at && !isPruned(row.body) ? { seq: row.seq, entry: decodeEntry(row.body) } : undefined;
    }),
  );

/** Every entry of one kind with one id, in order. The journal is read once, in pieces. */
export async function entriesOf(journal: JournalHome, kind: string, id: string): Promise<Found[]> {
  const mark = Buffer.from(`"kind":"${kind}"`);
  const found: Found[] = [];
  for (let at = 0; at < journal.head().size; at += CHUNK) {
    for (const { seq, body } of await journal.read(at as Seq, CHUNK)) {
      if (!Buffer.from(body.buffer, body.byteOffset, body.length).includes(mark)) continue;
      const entry = decodeEntry(body) as Redactable & { readonly id?: string };
      if (entry.kind === kind && entry.id === id) found.push({ seq, entry });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

/**
 * Records a redaction and does what it says; when it resolves, nothing of the texts is left in the store.
 * @returns the redaction's position
 */
export async function removeTexts(engine: Engine, redaction: Redaction): Promise<Seq> {
  const seq = await engine.submit(redaction);
  // The saved state first: emptying the write-ahead log then carries both off.
  await engine.save(true);
  await replace(engine.store.journal, await pending(engine.store.journal, [redaction]));
  return seq;
}

/** Does what was decided and not done, because the program was stopped in between. @param save the fold's state, without the texts */
export async function finishRemovals(
  journal: JournalHome,
  redactions: readonly Redaction[],
  save: () => Promise<void>,
): Promise<void> {
  const rows = await pending(journal, redactions);
  if (rows.length === 0 || journal.replace === undefined) return;
  await save();
  await replace(journal, rows);
}

async function pending(journal: JournalHome, redactions: readonly Redaction[]): Promise<Replacement[]> {
  const rows: Replacement[] = [];
  for (const { seq } of redactions.flatMap(({ entries }) => entries)) {
    const [row] = await journal.read(seq, 1);
    if (row === undefined || row.residue !== undefined) continue;
    rows.push({ seq, body: residueBytes(decodeEntry(row.body) as Redactable) });
  }
  return rows;
}

async function replace(journal: JournalHome, rows: readonly Replacement[]): Promise<void> {
  if (rows.length > 0) await journal.replace?.(rows);
}
