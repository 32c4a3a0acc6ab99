/** What belongs into an incident's bundle: the journal is read once for who is who, and folded until nothing more can change. */
import { belongsTo, Case, type CaseOf } from '../case/case.ts';
import { type CaseFacts, factsOf } from '../case/facts.ts';
import { decodeEntry } from '../journal/codec.ts';
import type { StoredEntry } from '../journal/kept.ts';
import type { Entry } from '../model/entry.ts';
import type { Service } from '../model/service.ts';
import type { Seq } from '../model/units.ts';
import type { ReadableJournal } from '../store/ports.ts';

const CHUNK = 2_000;
const DEFINES = Buffer.from('"kind":"service"');
/** What is told of an incident when it is over already. */
const LATER = [Buffer.from('"kind":"statement"'), Buffer.from('"kind":"handed-over"')];

export interface Selection {
  readonly of: CaseOf;
  readonly timelines: ReadonlySet<string>;
  /** Statements of which the last word is not for everybody, and those that are cut. */
  readonly marked: ReadonlySet<string>;
  /** Statements of which the text of some version was removed. */
  readonly cut: ReadonlySet<string>;
  /** Entries whose text was removed: what is left of them does not give their hash. */
  readonly redacted: ReadonlySet<number>;
  /** Entries behind the last one that matters to the figures: what was said of the incident later, and to whom it was handed. */
  readonly later: readonly Seq[];
  readonly facts: CaseFacts;
}

type Chosen = Pick<Selection, 'of' | 'timelines' | 'marked' | 'redacted'>;

/** The entries [0, size) of a journal, a chunk at a time; between two, others get their turn. */
async function* storedEntries(journal: ReadableJournal, size: number): AsyncGenerator<StoredEntry[]> {
  for (let at = 0; at < size; at += CHUNK) {
    yield await journal.read(at as Seq, Math.min(CHUNK, size - at));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Undefined where no such incident follows from the first `size` entries. */
export async function select(
  journal: ReadableJournal,
  asked: Pick<CaseOf, 'service' | 'incident' | 'together'>,
  size: number,
): Promise<Selection | undefined> {
  const { timelines, marked, cut, redacted, said, ...peers } = await definitionsOf(journal, asked, size);
  const open: Chosen = { of: { ...asked, ...peers, until: size }, timelines, marked, redacted };
  const folded = new Case(open.of);
  const until = await foldUntilSettled(journal, folded, open, size);
  const later = said.filter((seq) => seq >= until);
  for await (const { seq, body } of entriesAt(journal, later)) folded.take(seq, decodeEntry(body));
  const facts = factsOf(folded.state());
  return facts.incident === null
    ? undefined
    : { of: { ...open.of, until }, timelines, marked, cut, redacted, later, facts };
}

/** The entries that are enclosed, in order. */
export async function* enclosedEntries(journal: ReadableJournal, selection: Selection): AsyncGenerator<StoredEntry> {
  for await (const rows of storedEntries(journal, selection.of.until)) {
    for (const row of rows) if (isEnclosed(row.seq, decodeEntry(row.body), selection)) yield row;
  }
  yield* entriesAt(journal, selection.later);
}

async function* entriesAt(journal: ReadableJournal, positions: readonly Seq[]): AsyncGenerator<StoredEntry> {
  for (const seq of positions) yield* await journal.read(seq, 1);
}

function isEnclosed(seq: number, entry: Entry, { of, timelines, marked, redacted }: Chosen): boolean {
  if (redacted.has(seq)) return false;
  if (entry.kind === 'statement' && marked.has(entry.id)) return false;
  return belongsTo(seq, entry, of, timelines);
}

/** How far the entries matter; the fold has taken those that belong. */
async function foldUntilSettled(journal: ReadableJournal, folded: Case, chosen: Chosen, size: number): Promise<number> {
  for await (const rows of storedEntries(journal, size)) {
    for (const { seq, body } of rows) {
      const entry = decodeEntry(body);
      if (!isEnclosed(seq, entry, chosen)) continue;
      folded.take(seq, entry);
      if (entry.kind === 'tick' && folded.isSettled) return seq + 1;
    }
  }
  return size;
}

interface Definitions
  extends Pick<CaseOf, 'peers' | 'peersUntil'>,
    Pick<Selection, 'timelines' | 'marked' | 'cut' | 'redacted'> {
  /** Positions of what was said of the incident, and of its handing over. */
  readonly said: readonly Seq[];
}

/**
 * The clocks that the services have lived by, those of their categories that were there when their series began, and what
 * was said of the incident.
 */
async function definitionsOf(
  journal: ReadableJournal,
  { service: own, incident, together }: Pick<CaseOf, 'service' | 'incident' | 'together'>,
  size: number,
): Promise<Definitions> {
  const followed = new Set([own, ...together]);
  const timelines = new Set<string>();
  const known = new Map<string, Service>();
  const peers = new Set<string>();
  const marked = new Set<string>();
  const redacted = new Set<number>();
  const cut = new Set<string>();
  const said: { readonly seq: Seq; readonly id: string }[] = [];
  let peersUntil = 0;
  const takeService = (seq: Seq, service: Service): void => {
    const { id, category, timeline, stepMinutes } = service;
    const before = known.get(id);
    known.set(id, service);
    if (!followed.has(id)) return;
    if (id === own) timelines.add(timeline);
    if (before?.timeline === timeline && before.stepMinutes === stepMinutes) return;
    const lenders = [...known.values()].filter((each) => each.category === category && each.timeline === timeline);
    for (const lender of lenders) if (!followed.has(lender.id)) peers.add(lender.id);
    if (peers.size > 0) peersUntil = seq + 1;
  };
  for await (const rows of storedEntries(journal, size)) {
    for (const { seq, body, residue } of rows) {
      if (residue !== undefined) redacted.add(seq);
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
      if (![DEFINES, ...LATER].some((kind) => bytes.includes(kind))) continue;
      const entry = decodeEntry(body);
      if (entry.kind === 'service') takeService(seq, entry.service);
      if (entry.kind !== 'statement' && entry.kind !== 'handed-over') continue;
      if (entry.incident !== incident) continue;
      const id = entry.kind === 'statement' ? entry.id : '';
      if (residue !== undefined && id !== '') cut.add(id);
      if (residue === undefined) said.push({ seq, id });
      if (entry.kind === 'statement' && entry.tlp !== 'CLEAR') marked.add(id);
      else marked.delete(id);
    }
  }
  for (const id of cut) marked.add(id);
  return {
    timelines,
    marked,
    cut,
    redacted,
    peers: [...peers].toSorted(),
    peersUntil,
    said: said.filter(({ id }) => !marked.has(id)).map(({ seq }) => seq),
  };
}
