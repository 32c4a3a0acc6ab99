/** What belongs into an incident's bundle: one reading of the journal, folded on the way, tells until where and how the figures are. */
import { belongsTo, Case, type CaseFacts } from '../core/case.ts';
import { decodeEntry } from '../journal/codec.ts';
import type { StoredEntry } from '../journal/kept.ts';
import type { Entry } from '../model/entry.ts';
import type { Seq } from '../model/units.ts';
import type { ReadableJournal } from '../store/ports.ts';

const CHUNK = 2_000;
const DEFINES = Buffer.from('"kind":"service"');

export interface Selection {
  readonly service: string;
  readonly incident: string;
  readonly timelines: ReadonlySet<string>;
  /** Entries from here on cannot change the figures: the incident was over before. */
  readonly until: number;
  readonly facts: CaseFacts;
}

/** The entries [0, size) of a journal, a chunk at a time; between two, others get their turn. */
export async function* storedEntries(journal: ReadableJournal, size: number): AsyncGenerator<StoredEntry[]> {
  for (let from = 0; from < size; from += CHUNK) {
    yield await journal.read(from as Seq, Math.min(CHUNK, size - from));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Undefined where no such incident follows from the first `size` entries. */
export async function select(
  journal: ReadableJournal,
  service: string,
  incident: string,
  size: number,
): Promise<Selection | undefined> {
  const timelines = await timelinesOf(journal, service, size);
  const { facts } = await foldUntil(journal, { service, incident, timelines }, size);
  if (facts.incident === null) return undefined;
  const over = facts.history.at(-1);
  const ended = over?.why === 'closed' || over?.why === 'withdrawn';
  if (!ended) return { service, incident, timelines, until: size, facts };
  // Later entries are left out, so they do not count among those that are enclosed.
  const until = over.seq + 1;
  return {
    service,
    incident,
    timelines,
    until,
    ...(await foldUntil(journal, { service, incident, timelines }, until)),
  };
}

export const isEnclosed = (entry: Entry, { service, timelines }: Pick<Selection, 'service' | 'timelines'>): boolean =>
  belongsTo(entry, service, timelines);

/** A service may have changed its clock; all of them matter. */
async function timelinesOf(journal: ReadableJournal, service: string, size: number): Promise<Set<string>> {
  const timelines = new Set<string>();
  for await (const rows of storedEntries(journal, size)) {
    for (const { body } of rows) {
      if (!Buffer.from(body.buffer, body.byteOffset, body.length).includes(DEFINES)) continue;
      const entry = decodeEntry(body);
      if (entry.kind === 'service' && entry.service.id === service) timelines.add(entry.service.timeline);
    }
  }
  return timelines;
}

async function foldUntil(
  journal: ReadableJournal,
  { service, incident, timelines }: Pick<Selection, 'service' | 'incident' | 'timelines'>,
  until: number,
): Promise<{ facts: CaseFacts }> {
  const folded = new Case(service, incident);
  for await (const rows of storedEntries(journal, until)) {
    for (const { seq, body } of rows) {
      const entry = decodeEntry(body);
      if (isEnclosed(entry, { service, timelines })) folded.take(seq, entry);
    }
  }
  return { facts: folded.facts() };
}
