/** What belongs into an incident's bundle: the journal is read once for who is who, and folded until nothing more can change. */
import { hash } from 'node:crypto';
import { readCaseBase } from '../case/base.ts';
import { belongsTo, Case, type CaseOf } from '../case/case.ts';
import { type CaseFacts, factsOf } from '../case/facts.ts';
import { serviceOfLine } from '../core/snapshot.ts';
import { decodeEntry, isPruned } from '../journal/codec.ts';
import { rowsBetween, type StoredEntry } from '../journal/kept.ts';
import type { Entry } from '../model/entry.ts';
import type { Service } from '../model/service.ts';
import type { Seq } from '../model/units.ts';
import type { ReadableJournal } from '../store/ports.ts';

const DEFINES = Buffer.from('"kind":"service"');
/** What is told of an incident when it is over already, and the keys that its bundle may be signed with. */
const LATER = ['statement', 'handed-over', 'pruning', 'log-key'].map((kind) => Buffer.from(`"kind":"${kind}"`));

export interface Selection {
  readonly of: CaseOf;
  readonly timelines: ReadonlySet<string>;
  /** Statements of which the last word is not for everybody, and those that are cut. */
  readonly marked: ReadonlySet<string>;
  /** Statements of which the text of some version was removed. */
  readonly cut: ReadonlySet<string>;
  /** Entries whose text was removed: what is left of them does not give their hash. */
  readonly redacted: ReadonlySet<number>;
  /** Entries behind the last one that matters to the figures: what was said of the incident later, to whom it was handed, and keys. */
  readonly later: readonly Seq[];
  /** Lines of the base that it begins with; none where every signal is there. */
  readonly baseLines: readonly string[];
  readonly facts: CaseFacts;
}

/** Thrown for an incident whose signals are gone: it was over before the base. */
export class PrunedIncidentError extends Error {
  override name = 'PrunedIncidentError';
}

type Chosen = Pick<Selection, 'of' | 'timelines' | 'marked' | 'redacted'>;

/** Undefined where no such incident follows from the first `size` entries. */
export async function select(
  journal: ReadableJournal,
  asked: Pick<CaseOf, 'service' | 'incident' | 'together'>,
  size: number,
): Promise<Selection | undefined> {
  const stored = await journal.base?.();
  const { timelines, marked, cut, redacted, said, pruning, peers, peersUntil } = await definitionsOf(
    journal,
    { ...asked, from: stored?.until ?? 0 },
    size,
  );
  const followed = [asked.service, ...asked.together, ...peers];
  const baseLines = stored === undefined ? [] : partOfBase(stored.body, new Set(followed));
  const of = { ...asked, peers, peersUntil, base: pruning, from: stored?.until ?? 0, until: size };
  const open: Chosen = { of, timelines, marked, redacted };
  const folded = new Case(of, stored === undefined ? undefined : readCaseBase(baseLines.join('\n'))?.state);
  const until = await foldUntilSettled(journal, folded, open, size);
  const later = said.filter((seq) => seq >= until);
  for await (const { seq, body } of entriesAt(journal, later)) folded.take(seq, decodeEntry(body));
  const facts = factsOf(folded.state());
  // What was over before the base stands in it as it was; nothing that is enclosed would show why.
  const isTold = facts.history.length > 0 || facts.incident?.end === null;
  if (stored !== undefined && !isTold) {
    throw new PrunedIncidentError(`the signals of ${asked.incident} are not kept any more (see /retention)`);
  }
  return facts.incident === null
    ? undefined
    : { of: { ...of, until }, timelines, marked, cut, redacted, later, baseLines, facts };
}

/** What it says of all, of the services that are followed, and the hash of each other line. */
function partOfBase(body: string, followed: ReadonlySet<string>): string[] {
  return body.split('\n').map((line, index) => {
    if (index === 0 || followed.has(serviceOfLine(line))) return line;
    return `# ${hash('sha256', line, 'hex')}`;
  });
}

/** The entries that are enclosed, in order. */
export async function* enclosedEntries(journal: ReadableJournal, selection: Selection): AsyncGenerator<StoredEntry> {
  for await (const rows of rowsOf(journal, selection.of, selection.of.until)) {
    for (const row of rows) {
      const entry = entryIn(row, selection.of);
      if (entry !== undefined && isEnclosed(row.seq, entry, selection)) yield row;
    }
  }
  yield* entriesAt(journal, selection.later);
}

async function* entriesAt(journal: ReadableJournal, positions: readonly Seq[]): AsyncGenerator<StoredEntry> {
  for (const seq of positions) yield* await journal.read(seq, 1);
}

/** The rows that may belong, and some others: behind the last signal that was borrowed from, the case's own services alone have any. */
async function* rowsOf(journal: ReadableJournal, of: CaseOf, size: number): AsyncGenerator<StoredEntry[]> {
  const borrowed = Math.min(of.peersUntil, size);
  yield* rowsBetween(journal, 0, borrowed);
  yield* rowsBetween(journal, borrowed, size, [of.service, ...of.together]);
}

function isEnclosed(seq: number, entry: Entry, { of, timelines, marked, redacted }: Chosen): boolean {
  if (redacted.has(seq)) return false;
  if (entry.kind === 'statement' && marked.has(entry.id)) return false;
  return belongsTo(seq, entry, of, timelines);
}

/** undefined for a signal that is gone, where the base tells what followed from it. Throws PrunedError where it does not. */
const entryIn = ({ seq, body }: StoredEntry, { from }: CaseOf): Entry | undefined =>
  seq < from && isPruned(body) ? undefined : decodeEntry(body);

/** How far the entries matter; the fold has taken those that belong. */
async function foldUntilSettled(journal: ReadableJournal, folded: Case, chosen: Chosen, size: number): Promise<number> {
  for await (const rows of rowsOf(journal, chosen.of, size)) {
    for (const row of rows) {
      const { seq } = row;
      const entry = entryIn(row, chosen.of);
      if (entry === undefined || !isEnclosed(seq, entry, chosen)) continue;
      folded.take(seq, entry);
      if (entry.kind === 'tick' && folded.isSettled) return seq + 1;
    }
  }
  return size;
}

interface Definitions
  extends Pick<CaseOf, 'peers' | 'peersUntil'>,
    Pick<Selection, 'timelines' | 'marked' | 'cut' | 'redacted'> {
  /** Number of the pruning that commits to the base. */
  readonly pruning: number | null;
  /** Positions of what was said of the incident, of its handing over, of the pruning, and of the log's keys. */
  readonly said: readonly Seq[];
}

/**
 * The clocks that the services have lived by, those of their categories that were there when their series began, and what
 * was said of the incident.
 */
async function definitionsOf(
  journal: ReadableJournal,
  { service: own, incident, together, from }: Pick<CaseOf, 'service' | 'incident' | 'together' | 'from'>,
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
  let pruning: { readonly seq: Seq; readonly number: number } | undefined;
  const takeService = (seq: Seq, service: Service): void => {
    const { id, category, timeline, stepMinutes } = service;
    const before = known.get(id);
    known.set(id, service);
    if (!followed.has(id)) return;
    if (id === own) timelines.add(timeline);
    // What was borrowed before the base is in it.
    if (seq < from || (before?.timeline === timeline && before.stepMinutes === stepMinutes)) return;
    const lenders = [...known.values()].filter((each) => each.category === category && each.timeline === timeline);
    for (const lender of lenders) if (!followed.has(lender.id)) peers.add(lender.id);
    if (peers.size > 0) peersUntil = seq + 1;
  };
  // Of no service: no signal says who is who.
  for await (const rows of rowsBetween(journal, 0, size, [])) {
    for (const { seq, body, residue } of rows) {
      if (residue !== undefined) redacted.add(seq);
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
      if (![DEFINES, ...LATER].some((kind) => bytes.includes(kind))) continue;
      const entry = decodeEntry(body);
      if (entry.kind === 'service') takeService(seq, entry.service);
      if (entry.kind === 'pruning' && entry.before === from) pruning = { seq, number: entry.number };
      if (entry.kind === 'log-key') said.push({ seq, id: '' });
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
  if (from > 0 && pruning === undefined) {
    throw new PrunedIncidentError(
      'signals were removed a moment ago, and no checkpoint covers that yet; try again in a minute',
    );
  }
  return {
    timelines,
    marked,
    cut,
    redacted,
    peers: [...peers].toSorted(),
    peersUntil,
    pruning: pruning?.number ?? null,
    said: [...said.filter(({ id }) => !marked.has(id)), ...(pruning === undefined ? [] : [pruning])]
      .map(({ seq }) => seq)
      .toSorted((a, b) => a - b),
  };
}
