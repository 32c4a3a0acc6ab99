/**
 * A bundle, checked without trusting who made it: the container, the bag, the signature, the tree, the proofs, and then every
 * figure again from the enclosed entries. Says what failed, and what could not be looked at.
 */
import { belongsTo, Case, type CaseOf } from '../case/case.ts';
import { factsOf } from '../case/facts.ts';
import { CHART_NAMES, figureOf } from '../case/figure.ts';
import type { Entry } from '../model/entry.ts';
import { type Bag, checkBag, type Problem, readText } from './bag.ts';
import { baseProblems, readBase } from './base.ts';
import { checkCrate } from './crate.ts';
import { checkAccount, differences, figuresIn } from './figures.ts';
import { type ReadJournal, readJournal } from './journal.ts';
import { isSame } from './merkle.ts';
import {
  type Checkpoint,
  isProven,
  type LogProof,
  readCheckpoint,
  readLogProof,
  readNote,
  readVerifierKey,
  signersOf,
  type VerifierKey,
} from './note.ts';

export const FORMAT = 'groundswell-bundle/3';
const JOURNAL = 'data/journal.txt.gz';
const REQUIRED = ['facts.json', 'journal.txt.gz', 'checkpoint', 'keys', 'account.html', 'about.json'] as const;
const KEYS_MAX = 1_000;

export interface VerifyOptions {
  /** Keys that the reader has from elsewhere; without them the bundle's own are taken, and told as such. */
  readonly keys?: readonly string[] | undefined;
  /** A checkpoint that the reader has from elsewhere: the bundle's log has to have grown out of it. */
  readonly checkpoint?: string | undefined;
  /** The method that figures are recomputed with here. */
  readonly version: string;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** A sentence of the catalogue, by its key, and what its holes are filled with. */
export interface Remark {
  readonly says: 'refused' | 'keyInside' | 'notReached' | 'unchanged' | 'otherVersion' | 'proven';
  readonly values: Readonly<Record<string, string>>;
}

export interface Verdict {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  /** What a reader should know, and what could not be checked. */
  readonly remarks: readonly Remark[];
  readonly incident: string | null;
  readonly log: {
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly signedBy: string;
  } | null;
  readonly entries: { readonly enclosed: number; readonly withheld: number } | null;
  /** Figures that were computed again, and numbers of the account that were compared. */
  readonly figures: { readonly facts: number; readonly account: number } | null;
}

interface About extends CaseOf {
  readonly format: string;
  readonly method: { readonly version: string };
  readonly entries: { readonly enclosed: number; readonly withheld: number; readonly bytes: number };
}

const isCase = ({ peers, together, peersUntil, base, from, until }: CaseOf): boolean =>
  Array.isArray(peers) &&
  Array.isArray(together) &&
  [peersUntil, from, until, base ?? 0].every((each) => Number.isSafeInteger(each)) &&
  (base === null) === (from === 0);

const NOTHING: Verdict = {
  ok: false,
  problems: [],
  remarks: [],
  incident: null,
  log: null,
  entries: null,
  figures: null,
};
const refused = (problems: readonly Problem[]): Verdict => ({
  ...NOTHING,
  problems,
  remarks: [{ says: 'refused', values: {} }],
});

/** @param container what was found wrong with the archive, if it is one */
export async function verifyBundle(bag: Bag, container: readonly Problem[], options: VerifyOptions): Promise<Verdict> {
  if (container.length > 0) return refused(container);
  // The journal is read twice: packed, for its hash, and unpacked.
  let of = bag.paths.reduce((sum, path) => sum + bag.size(path), 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    options.onProgress?.(Math.min(done, of), of);
  };
  const packing = await checkBag(bag, onBytes);
  for (const name of REQUIRED) {
    if (!bag.paths.includes(`data/${name}`)) packing.push({ where: `data/${name}`, what: 'is missing' });
  }
  if (packing.length > 0) return refused(packing);
  const about = await readJson<About>(bag, 'data/about.json');
  const facts = await readJson<Record<string, unknown>>(bag, 'data/facts.json');
  if (about?.format !== FORMAT || !isCase(about) || facts === undefined) {
    return refused([{ where: 'data/about.json', what: `is not of the form ${FORMAT}, which this version reads` }]);
  }
  of += Number.isSafeInteger(about.entries?.bytes) ? about.entries.bytes : 0;
  const signed = await readSigned(bag, options);
  if ('where' in signed) return refused([signed]);
  const proofs = await readProofs(bag);
  const older = options.checkpoint === undefined ? undefined : olderCheckpoint(options.checkpoint, signed.keys);
  const base = about.base === null ? undefined : await readBase(bag);
  if (base !== undefined && 'where' in base) return refused([base]);
  const incidentCase = new Case(about, base?.state);
  const strangers: number[] = [];
  const clock = base?.timelineOf(about.service);
  const timelines = new Set(clock === undefined ? [] : [clock]);
  const committed: string[] = [];
  let olderRoot: Uint8Array | undefined;
  const logKeys: string[] = [];
  const journal = await readJournal(bag.read(JOURNAL), JOURNAL, {
    wanted: new Set(proofs.flatMap(({ proof }) => proof?.index ?? [])),
    entry(seq, entry) {
      noteTimeline(entry, about.service, timelines);
      if (entry.kind !== 'tick' && !belongsTo(seq, entry, about, timelines)) strangers.push(seq);
      if (entry.kind === 'log-key') logKeys.push(entry.key);
      if (entry.kind === 'pruning' && entry.before === about.from) committed.push(entry.base.state);
      incidentCase.take(seq, entry);
    },
    grown(tree) {
      if (older !== undefined && tree.size === older.size) olderRoot = tree.root();
    },
    bytes: onBytes,
  });
  const computed = factsOf(incidentCase.state());
  const account = checkAccount((await readText(bag, 'data/account.html')) ?? '', computed, (name) => {
    const chart = CHART_NAMES.find((each) => each === name);
    return chart && figureOf(chart, computed);
  });
  const problems = [
    ...journal.problems,
    ...treeProblems(journal, signed.checkpoint),
    ...strangers.map((seq) => ({ where: JOURNAL, what: `holds entry ${seq}, which does not belong to the incident` })),
    ...proofs.flatMap(({ path, proof }) => proofProblems(path, proof, journal, signed)),
    ...(base === undefined ? [] : baseProblems(base, committed)),
    ...differences(await keysOf(bag), logKeys, 'keys'),
    ...differences(facts, computed),
    ...differences(about.entries, entriesOf(journal), 'about.entries'),
    ...account.problems,
    ...(await checkCrate(bag)),
    ...olderProblems(older, olderRoot),
  ];
  if (computed.incident === null) problems.push({ where: about.incident, what: 'does not follow from the entries' });
  return {
    ok: problems.length === 0,
    problems,
    remarks: remarksOn(about, signed, older, olderRoot, options),
    incident: about.incident,
    log: {
      origin: signed.checkpoint.origin,
      size: signed.checkpoint.size,
      root: signed.root,
      signedBy: signed.signer,
    },
    entries: { enclosed: journal.enclosed, withheld: journal.withheld },
    figures: { facts: figuresIn(computed), account: account.compared },
  };
}

const entriesOf = ({ enclosed, withheld, bytes }: ReadJournal) => ({ enclosed, withheld, bytes });

interface Signed {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly root: string;
  readonly keys: readonly VerifierKey[];
  readonly signer: string;
}

async function readSigned(bag: Bag, options: VerifyOptions): Promise<Signed | Problem> {
  const where = 'data/checkpoint';
  const texts = options.keys ?? (await keysOf(bag));
  const keys = texts.slice(0, KEYS_MAX).map(readVerifierKey);
  if (!keys.every((key) => key !== undefined)) {
    return { where: options.keys === undefined ? 'data/keys' : 'the key that was given', what: 'is no verifier key' };
  }
  const text = (await readText(bag, where)) ?? '';
  const note = readNote(text);
  const checkpoint = note && readCheckpoint(note.text);
  if (note === undefined || checkpoint === undefined) return { where, what: 'is no signed checkpoint' };
  const signers = signersOf(note, keys);
  if (signers === 'forged') return { where, what: 'has a signature that does not hold' };
  const signer = signers.find(({ name }) => name === checkpoint.origin);
  if (signer === undefined) return { where, what: 'is not signed by a key that is known' };
  const signedBy = texts[keys.indexOf(signer)]!;
  return { note: text, checkpoint, root: note.text.split('\n')[2]!, keys, signer: signedBy };
}

const keysOf = async (bag: Bag): Promise<string[]> =>
  ((await readText(bag, 'data/keys')) ?? '').split('\n').filter((line) => line !== '');

interface NamedProof {
  readonly path: string;
  readonly proof: LogProof | undefined;
}

async function readProofs(bag: Bag): Promise<NamedProof[]> {
  const proofs: NamedProof[] = [];
  for (const path of bag.paths.filter((each) => each.startsWith('data/proofs/'))) {
    proofs.push({ path, proof: readLogProof((await readText(bag, path)) ?? '') });
  }
  return proofs;
}

function proofProblems(path: string, proof: LogProof | undefined, journal: ReadJournal, signed: Signed): Problem[] {
  if (proof === undefined) return [{ where: path, what: 'is no proof' }];
  const leaf = journal.leaves.get(proof.index);
  if (leaf === undefined) return [{ where: path, what: `is of entry ${proof.index}, which is not enclosed` }];
  return isProven(proof, leaf, signed.keys) ? [] : [{ where: path, what: `does not prove entry ${proof.index}` }];
}

function treeProblems(journal: ReadJournal, { size, root }: Checkpoint): Problem[] {
  if (journal.problems.length > 0) return [];
  if (journal.size !== size) {
    return [{ where: JOURNAL, what: `covers ${journal.size} entries, and the checkpoint is of ${size}` }];
  }
  const what =
    'its entries and hashes do not give the root of the checkpoint: something was altered, or changed places';
  return isSame(journal.root, root) ? [] : [{ where: JOURNAL, what }];
}

function noteTimeline(entry: Entry, service: string, timelines: Set<string>): void {
  if (entry.kind === 'service' && entry.service.id === service) timelines.add(entry.service.timeline);
}

type Older = Checkpoint | { readonly size: -1; readonly what: string };

function olderCheckpoint(text: string, keys: readonly VerifierKey[]): Older {
  const note = readNote(text);
  const checkpoint = note && readCheckpoint(note.text);
  if (note === undefined || checkpoint === undefined) return { size: -1, what: 'is no signed checkpoint' };
  const signers = signersOf(note, keys);
  if (signers === 'forged' || signers.length === 0) return { size: -1, what: 'is not signed by a key of this log' };
  return checkpoint;
}

function olderProblems(older: Older | undefined, root: Uint8Array | undefined): Problem[] {
  const where = 'the checkpoint that was given';
  if (older === undefined) return [];
  if ('what' in older) return [{ where, what: older.what }];
  if (root === undefined || isSame(root, older.root)) return [];
  return [{ where, what: 'has another root at its size: the log was altered since' }];
}

function remarksOn(
  about: About,
  { signer }: Signed,
  older: Older | undefined,
  olderRoot: Uint8Array | undefined,
  options: VerifyOptions,
): Remark[] {
  const remarks: Remark[] = [];
  if (options.keys === undefined) remarks.push({ says: 'keyInside', values: { signer } });
  if (older !== undefined && !('what' in older)) {
    const says = olderRoot === undefined ? 'notReached' : 'unchanged';
    remarks.push({ says, values: { size: String(older.size) } });
  }
  const { version: made } = about.method;
  if (made !== options.version) remarks.push({ says: 'otherVersion', values: { made, here: options.version } });
  return [...remarks, { says: 'proven', values: {} }];
}

async function readJson<T>(bag: Bag, path: string): Promise<T | undefined> {
  try {
    return JSON.parse((await readText(bag, path)) ?? '') as T;
  } catch {
    return undefined;
  }
}
