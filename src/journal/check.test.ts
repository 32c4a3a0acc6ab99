/**
 * The check finds every altered, missing or misplaced byte and says where. Each damage is done to the stored rows
 * themselves, behind the journal's back; nothing of the journal's own code helps to judge the outcome.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpochMs, Seq } from '../model/units.ts';
import { databaseProblems, openSqliteHome } from '../store/sqlite/home.ts';
import { type CheckResult, checkJournal, describeProblem, type Problem } from './check.ts';
import { encodeEntry } from './codec.ts';
import { CorruptJournalError } from './corrupt.ts';
import type { KeptJournal, StoredEntry } from './kept.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function makeJournal(path: string, size: number): Promise<void> {
  await using store = openSqliteHome(path);
  await store.journal.append(
    Array.from({ length: size }, (_, i) => encodeEntry({ kind: 'retired', at: i as EpochMs, service: `s-${i}` })),
  );
}

const small = join(folder, 'small.db');
const large = join(folder, 'large.db');
/** Two complete subtrees of 256, and some entries beyond. */
const LARGE = 2 * 256 + 60;
beforeAll(async () => {
  await makeJournal(small, 6);
  await makeJournal(large, LARGE);
});

/** What is found wrong with a copy of a journal after `damage`; a refusal to open it counts as found. */
async function findings(original: string, damage: (database: DatabaseSync) => void): Promise<readonly Problem[]> {
  const path = join(folder, 'damaged.db');
  copyFileSync(original, path);
  const database = new DatabaseSync(path);
  damage(database);
  database.close();
  try {
    await using store = openSqliteHome(path);
    return (await checkJournal(store.journal)).problems;
  } catch (cause) {
    expect(cause).toBeInstanceOf(CorruptJournalError);
    const { from = 0, to = Number.POSITIVE_INFINITY, message } = cause as CorruptJournalError;
    return [{ from, to, what: message }];
  } finally {
    rmSync(path);
    rmSync(`${path}-lock`, { force: true });
  }
}

const covers = (problems: readonly Problem[], seq: number): boolean =>
  problems.some(({ from, to }) => from <= seq && seq <= to);

/** An open journal whose rows can be changed between two checks, without opening the file each time. */
class Tampered implements KeptJournal {
  readonly rows: StoredEntry[];
  readonly #journal: KeptJournal;
  constructor(journal: KeptJournal, rows: StoredEntry[]) {
    this.#journal = journal;
    this.rows = rows;
  }
  head = () => this.#journal.head();
  subtrees = () => this.#journal.subtrees();
  read = async (from: Seq, limit: number) => this.rows.filter(({ seq }) => seq >= from).slice(0, limit);
}

test('a journal that nobody touched has no problems, and its root is told', async () => {
  await using store = openSqliteHome(large);
  const { entries, root, problems } = await checkJournal(store.journal);
  expect(problems).toEqual([]);
  expect(entries).toBe(LARGE);
  expect(root).toBe(Buffer.from(store.journal.head().root).toString('hex'));
});

test('every bit of every entry and of every hash that is turned over is found, and the entry is named', async () => {
  await using store = openSqliteHome(small);
  const rows = await store.journal.read(0 as Seq, 100);
  let turned = 0;
  for (const { seq } of rows) {
    for (const part of ['body', 'hash'] as const) {
      for (let bit = 0; bit < 8 * rows[seq]![part].length; bit += 1) {
        const altered = Uint8Array.from(rows[seq]![part]);
        altered[bit >> 3]! ^= 1 << (bit & 7);
        const tampered = rows.with(seq, { ...rows[seq]!, [part]: altered });
        const { problems } = await checkJournal(new Tampered(store.journal, tampered));
        expect(problems.map(({ from, to }) => [from, to])).toEqual([[seq, seq]]);
        turned += 1;
      }
    }
  }
  expect(turned, 'anti-vacuity: bits were turned').toBeGreaterThan(3_000);
});

test('an entry that was altered together with its hash is found by the tree above it', async () => {
  const forged = encodeEntry({ kind: 'retired', at: 1 as EpochMs, service: 'forged' });
  for (const seq of [0, 255, 256, 300, 511, 512, LARGE - 1]) {
    const problems = await findings(large, (database) =>
      database.prepare('update entry set body = ?, hash = ? where seq = ?').run(forged.body, forged.hash, seq),
    );
    const from = Math.floor(seq / 256) * 256;
    expect(problems, `entry ${seq}`).toMatchObject([{ from, to: Math.min(from + 255, LARGE - 1) }]);
  }
});

test('every byte of the stored roots and of the head that is altered is found', async () => {
  const altered: string[] = [];
  for (const [table, column, where] of [
    ['subtree', 'hash', 'level = 1 and number = 0'],
    ['subtree', 'hash', 'level = 1 and number = 1'],
    ['head', 'root', 'one = 1'],
    ['head', 'frontier', 'one = 1'],
  ] as const) {
    const database = new DatabaseSync(large, { readOnly: true });
    const { bytes } = database.prepare(`select ${column} as bytes from ${table} where ${where}`).get() as {
      bytes: Uint8Array;
    };
    database.close();
    for (let index = 0; index < bytes.length; index += table === 'head' ? 7 : 5) {
      const changed = Uint8Array.from(bytes);
      changed[index]! ^= 0x55;
      const problems = await findings(large, (open) =>
        open.prepare(`update ${table} set ${column} = ? where ${where}`).run(changed),
      );
      expect(problems.length, `${table}.${column} byte ${index}`).toBeGreaterThan(0);
      altered.push(`${table}.${column}`);
    }
  }
  expect(new Set(altered).size).toBe(3);
});

describe.each<[string, string, number[]]>([
  ['an entry in the middle is deleted', 'delete from entry where seq = 300', [300]],
  ['the first entry is deleted', 'delete from entry where seq = 0', [0]],
  ['many entries are deleted', 'delete from entry where seq between 100 and 399', [100, 399]],
  ['the last entry is deleted', `delete from entry where seq = ${LARGE - 1}`, [LARGE - 1]],
  ['the tail is cut off', 'delete from entry where seq >= 500', [500]],
  ['all entries are deleted', 'delete from entry', [0, LARGE - 1]],
  [
    'two neighbours change places',
    'update entry set seq = case seq when 20 then 21 else 20 end + 10000 where seq in (20, 21); update entry set seq = seq - 10000 where seq > 9999',
    [20, 21],
  ],
  [
    'two entries of different subtrees change places',
    'update entry set seq = case seq when 20 then 530 else 20 end + 10000 where seq in (20, 530); update entry set seq = seq - 10000 where seq > 9999',
    [20, 530],
  ],
  [
    'an entry is written over another',
    'update entry set (body, hash) = (select body, hash from entry where seq = 40) where seq = 41',
    [41],
  ],
  ['an entry is added at the end', `insert into entry select ${LARGE}, body, hash from entry where seq = 5`, [LARGE]],
  ['an entry is added before the first', 'insert into entry select -1, body, hash from entry where seq = 5', []],
  ['a stored root is deleted', 'delete from subtree where number = 1', [256, 511]],
  ['a stored root is added', "insert into subtree values (3, 0, x'00')", []],
  ['a stored root is no bytes', "update subtree set hash = 'text' where number = 0", [0]],
  ['the head counts one entry less', 'update head set size = size - 1', []],
  ['the head counts one entry more', 'update head set size = size + 1', []],
  ['the head counts more than a number can', 'update head set size = 9223372036854775807', []],
  ['the head is of another kind', "update head set size = 'many'", []],
  ['the head has no frontier', "update head set frontier = x''", []],
  ['the head is gone', 'delete from head', []],
  ['a body is text', 'update entry set body = cast(body as text) where seq = 7', [7]],
  ['a hash is empty', "update entry set hash = x'' where seq = 7", [7]],
  ['a table is gone', 'drop table entry', []],
])('where %s', (_, sql, entries) => {
  test('it is found, and the range that is told holds what was touched', async () => {
    const problems = await findings(large, (database) => database.exec(sql));
    expect(problems.length).toBeGreaterThan(0);
    for (const seq of entries) {
      expect(covers(problems, seq), `${seq} in ${problems.map(describeProblem).join('; ')}`).toBe(true);
    }
  });
});

test.each<[string, (rows: StoredEntry[], from: number) => StoredEntry[]]>([
  ['gives its first rows whatever is asked for', (rows) => rows.slice(0, 3)],
  ['gives rows from beyond the head', (rows) => rows.map((row) => ({ ...row, seq: (row.seq + 1_000) as Seq }))],
  ['gives its rows backwards', (rows, from) => rows.slice(from).reverse()],
])('the check of a file that %s finds that and ends', async (_, order) => {
  await using store = openSqliteHome(small);
  const rows = await store.journal.read(0 as Seq, 100);
  const { journal } = store;
  const { problems } = await checkJournal({
    head: () => journal.head(),
    subtrees: () => journal.subtrees(),
    read: async (from) => order(rows, from),
  });
  expect(problems.length).toBeGreaterThan(0);
});

test('a journal that is damaged all over is told in a list that ends', async () => {
  const problems = await findings(large, (database) => database.exec("update entry set hash = x'00'"));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(100);
});

/** A small generator of our own, so that a failing offset can be found again. */
function* randomNumbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const texts = (rows: readonly StoredEntry[]): string[] =>
  rows.map(({ seq, body, hash }) => `${seq} ${Buffer.from(body).toString('hex')} ${Buffer.from(hash).toString('hex')}`);

/** Bytes of the file that are altered, one at a time; FLIPS=10000 for a longer look. */
const FLIPS = Number(process.env.FLIPS ?? 300);

test('a byte of the file that is altered is found, or what the journal says is the same without it', {
  timeout: 60_000 + 100 * FLIPS,
}, async () => {
  const original = readFileSync(large);
  const path = join(folder, 'flipped.db');
  let whole: string[];
  {
    await using store = openSqliteHome(large);
    whole = texts(await store.journal.read(0 as Seq, LARGE + 1));
  }
  const outcomes = { refused: 0, found: 0, harmless: 0 };
  const random = randomNumbers(Number(process.env.SEED ?? 7));
  for (let flip = 0; flip < FLIPS; flip += 1) {
    // Every fourth in the first page, where the file's own structure stands.
    const within = flip % 4 === 0 ? 4_096 : original.length;
    const offset = Math.floor(random.next().value * within);
    const bytes = Buffer.from(original);
    bytes[offset]! ^= 1 << Math.floor(random.next().value * 8);
    writeFileSync(path, bytes);
    const outcome = await flippedOutcome(path, whole, offset);
    outcomes[outcome] += 1;
    for (const beside of ['', '-wal', '-shm', '-lock', '-journal']) rmSync(path + beside, { force: true });
  }
  expect(outcomes.refused, 'anti-vacuity').toBeGreaterThan(0);
  expect(outcomes.found, 'anti-vacuity').toBeGreaterThan(FLIPS / 4);
});

async function flippedOutcome(
  path: string,
  whole: readonly string[],
  offset: number,
): Promise<'refused' | 'found' | 'harmless'> {
  let result: CheckResult;
  let rows: StoredEntry[];
  let single: StoredEntry[];
  try {
    await using store = openSqliteHome(path);
    result = await checkJournal(store.journal);
    if (result.problems.length > 0 || databaseProblems(path).length > 0) return 'found';
    rows = await store.journal.read(0 as Seq, LARGE + 1);
    single = (await Promise.all(rows.map(({ seq }) => store.journal.read(seq, 1)))).flat();
  } catch (cause) {
    const { name, message } = cause as Error;
    const clear =
      cause instanceof CorruptJournalError || /not a Groundswell journal|newer Groundswell|readonly/.test(message);
    expect(clear, `byte ${offset}: ${name}: ${message}`).toBe(true);
    return 'refused';
  }
  expect(texts(rows), `byte ${offset}`).toEqual(whole);
  expect(texts(single), `byte ${offset}, one by one`).toEqual(whole);
  return 'harmless';
}
