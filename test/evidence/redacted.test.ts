/** Law of bundles after a removal: what somebody's words were is in no byte of them, that something was removed is told, and all else holds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Redactable } from '../../src/core/redact.ts';
import { entriesOf, redactedEntry, removeTexts } from '../../src/engine/redact.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { storyOf } from './story.ts';
import { bundleOf, START, tellWorld, verifyFile } from './world.ts';

const INCIDENT = 'shop-20260310T1501Z';
const WORDS = 'The owls did it.';

test('a statement whose text was removed is left out, and the bundle is believed like the one before', async () => {
  await using world = await tellWorld(storyOf(INCIDENT));
  const bytesOf = (folder: string): string =>
    ['facts.json', 'account.html', 'about.json']
      .map((path) => readFileSync(join(folder, 'data', path), 'utf8'))
      .join() + gunzipSync(readFileSync(join(folder, 'data/journal.txt.gz'))).toString();
  const before = await bundleOf(world, 'before');
  expect(bytesOf(before.folder), 'anti-vacuity').toContain(WORDS);

  const found = await entriesOf(world.store.journal, 'statement', 'who');
  const entries = found.map((one) => redactedEntry({ seq: one.seq, entry: one.entry as Redactable }));
  const at = START as EpochMs;
  await removeTexts(world.engine, { kind: 'redaction', at, entries, reason: 'Asked for', decidedBy: 'The officer' });
  world.log.publish();

  const after = await bundleOf(world, 'after');
  expect((await verifyFile(after.zip)).problems).toEqual([]);
  expect(bytesOf(after.folder)).not.toContain(WORDS);
  expect(bytesOf(after.folder)).toContain('Statements of which text was removed on demand: 1.');
  const statements = (folder: string): string[] =>
    JSON.parse(readFileSync(join(folder, 'data/facts.json'), 'utf8')).statements.map(({ id }: { id: string }) => id);
  expect(statements(before.folder)).toEqual(['one-wave', 'too-many', 'who']);
  expect(statements(after.folder)).toEqual(['one-wave', 'too-many']);
  // Who holds the older bundle can check it as ever.
  expect((await verifyFile(before.zip)).problems).toEqual([]);
});
