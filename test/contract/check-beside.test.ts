/** Laws of the check in a thread of its own: it sees no damage where there is none, whatever goes on meanwhile, and all that there is. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { checkJournal } from '../../src/journal/check.ts';
import { type EncodedEntry, encodeEntry } from '../../src/journal/codec.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';

const ENTRIES = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'groundswell-check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const entries = (from: number, count: number): EncodedEntry[] =>
  Array.from({ length: count }, (_, i) =>
    encodeEntry({ kind: 'retired', at: (from + i) as EpochMs, service: `s${from + i}` }),
  );
const LEFT = Buffer.from('{"left":true}');

/** What the doors do with a text that has to go: first it is said, then done. */
function redactionOf(seq: number): EncodedEntry {
  const residue = createHash('sha256').update(LEFT).digest('hex');
  return encodeEntry({
    kind: 'redaction',
    at: seq as EpochMs,
    entries: [{ seq: seq as Seq, kind: 'statement', at: 0 as EpochMs, residue }],
    reason: 'asked for',
    decidedBy: 'the operator',
  });
}

async function filled(name: string) {
  const path = join(folder, name);
  const store = openSqliteHome(path, { threaded: true });
  await store.journal.append(entries(0, ENTRIES));
  return { path, store };
}

test('a journal is found whole while it grows and texts are removed from it', async () => {
  const { store } = await filled('growing.db');
  await using _ = store;
  const { journal } = store;
  let removing: Promise<void> | undefined;
  let passes = 0;
  let last = Number.POSITIVE_INFINITY;
  const { problems } = await journal.check!((checked) => {
    if (checked < last) passes += 1;
    last = checked;
    // Far from what has been read, so that the reading meets what stands there by then, and not what says so.
    removing ??= (async () => {
      for (let i = 1; i <= 20; i += 1) {
        await journal.append([redactionOf(ENTRIES - i), ...entries(ENTRIES + 100 * i, 50)]);
        await journal.replace!([{ seq: (ENTRIES - i) as Seq, body: LEFT }]);
      }
    })();
  });
  await removing;
  expect(problems).toEqual([]);
  expect(passes, 'it was read again').toBeGreaterThan(1);
  expect((await checkJournal(journal)).problems, 'and all of it is said').toEqual([]);
});

test('what was altered is told as any other check tells it', async () => {
  const { path, store } = await filled('altered.db');
  await using _ = store;
  const database = new DatabaseSync(path);
  database
    .prepare("update entry set body = cast(replace(cast(body as text), 's', 'z') as blob) where seq in (7, 41234)")
    .run();
  database.prepare('update subtree set hash = zeroblob(32) where level = 1 and number = 9').run();
  database.close();
  const found = await store.journal.check!();
  expect(found).toEqual(await checkJournal(store.journal));
  expect(found.problems.map(({ from, to }) => [from, to])).toEqual([
    [7, 7],
    [2_304, 2_559],
    [41_234, 41_234],
  ]);
});

test('a file that says nothing any more is damaged, in words', async () => {
  const { path, store } = await filled('headless.db');
  await using _ = store;
  const database = new DatabaseSync(path);
  database.prepare('update head set root = zeroblob(32)').run();
  database.close();
  await expect(store.journal.check!()).rejects.toMatchObject({
    name: 'CorruptJournalError',
    message: expect.stringContaining('does not match its own parts'),
  });
});

test('closing the journal ends a check that is under way', async () => {
  const { store } = await filled('closed.db');
  let closing: PromiseLike<void> | undefined;
  const checking = store.journal.check!(() => {
    closing ??= store[Symbol.asyncDispose]();
  });
  await expect(checking).rejects.toThrow('the thread that checks has ended');
  await closing;
});
