/** What belongs into an incident's bundle: one reading of the journal, folded on the way, tells until where and how the figures are. */
import { belongsTo, Case, type CaseFacts, type CaseOf } from '../core/case.ts';
import { decodeEntry } from '../journal/codec.ts';
import type { StoredEntry } from '../journal/kept.ts';
import type { Entry } from '../model/entry.ts';
import type { Service } from '../model/service.ts';
import type { Seq } from '../model/units.ts';
import type { ReadableJournal } from '../store/ports.ts';

const CHUNK = 2_000;
const DEFINES = Buffer.from('"kind":"service"');

export interface Selection {
  readonly of: CaseOf;
  readonly timelines: ReadonlySet<string>;
  /** Entries from here on cannot change the figures: the incident was over before. */
  readonly until: number;
  readonly facts: CaseFacts;
}

type Definitions = Pick<CaseOf, 'peers' | 'peersUntil'> & Pick<Selection, 'timelines'>;

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
  const { timelines, ...peers } = await definitionsOf(journal, service, size);
  const of: CaseOf = { service, incident, ...peers };
  const facts = await foldUntil(journal, of, timelines, size);
  if (facts.incident === null) return undefined;
  const last = facts.history.at(-1);
  if (last?.why !== 'closed' && last?.why !== 'withdrawn') return { of, timelines, until: size, facts };
  // Later entries are left out, so they do not count among those that are enclosed.
  const until = last.seq + 1;
  return { of, timelines, until, facts: await foldUntil(journal, of, timelines, until) };
}

export const isEnclosed = (
  seq: number,
  entry: Entry,
  { of, timelines }: Pick<Selection, 'of' | 'timelines'>,
): boolean => belongsTo(seq, entry, of, timelines);

/** The clocks that a service has lived by, and the services of its category that were there when its series began. */
async function definitionsOf(journal: ReadableJournal, service: string, size: number): Promise<Definitions> {
  const timelines = new Set<string>();
  const known = new Map<string, Service>();
  const peers = new Set<string>();
  let peersUntil = 0;
  for await (const rows of storedEntries(journal, size)) {
    for (const { seq, body } of rows) {
      if (!Buffer.from(body.buffer, body.byteOffset, body.length).includes(DEFINES)) continue;
      const entry = decodeEntry(body);
      if (entry.kind !== 'service') continue;
      const { id, category, timeline, stepMinutes } = entry.service;
      const before = known.get(id);
      known.set(id, entry.service);
      if (id !== service) continue;
      timelines.add(timeline);
      if (before?.timeline === timeline && before.stepMinutes === stepMinutes) continue;
      const lenders = [...known.values()].filter((each) => each.category === category && each.timeline === timeline);
      for (const lender of lenders) if (lender.id !== service) peers.add(lender.id);
      if (peers.size > 0) peersUntil = seq + 1;
    }
  }
  return { timelines, peers: [...peers].toSorted(), peersUntil };
}

async function foldUntil(
  journal: ReadableJournal,
  of: CaseOf,
  timelines: ReadonlySet<string>,
  until: number,
): Promise<CaseFacts> {
  const folded = new Case(of);
  for await (const rows of storedEntries(journal, until)) {
    for (const { seq, body } of rows) {
      const entry = decodeEntry(body);
      if (isEnclosed(seq, entry, { of, timelines })) folded.take(seq, entry);
    }
  }
  return folded.facts();
}
