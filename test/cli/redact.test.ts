/** Laws of `groundswell redact`: the same on a journal that nobody serves and at an observatory that serves it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groundswell, startServer, tempFolder } from './program.ts';

const folder = tempFolder();
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  writeFileSync(join(folder, 'services.yaml'), 'services:\n  - { id: shop, name: Shop }\n');
  await (await serve()).stop();
});

const serve = () => startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
const run = (...args: string[]) => groundswell([...args, '-d', 'j.db'], { cwd: folder });
const bytes = (): Buffer =>
  Buffer.concat(
    ['j.db', 'j.db-wal'].flatMap((file) => {
      try {
        return [readFileSync(join(folder, file))];
      } catch {
        return [];
      }
    }),
  );
const hold = (id: string, ...more: string[]) =>
  run(
    'hold',
    'add',
    '--id',
    id,
    '--authority',
    'Judge Beeblebrox',
    '--basis',
    'A law',
    '--scope',
    'All',
    '--by',
    'C',
    '--reason',
    'R',
    ...more,
  );
const DECISION = ['--reason', 'Asked for', '--by', 'The officer'];

test('on a journal that nobody serves', async () => {
  expect((await hold('first')).code).toBe(0);
  expect(bytes().includes('Beeblebrox')).toBe(true);
  const done = await run('redact', 'hold', 'first', ...DECISION, '--json');
  expect([done.err, JSON.parse(done.out).entries]).toEqual(['', 1]);
  expect(bytes().includes('Beeblebrox')).toBe(false);
  expect((await run('check')).code).toBe(0);
  expect((await run('rebuild')).code).toBe(0);
  expect((await run('hold', 'show', 'first')).out).toContain('[removed]');
});

test('at an observatory that serves it', async () => {
  const server = await serve();
  try {
    expect((await hold('second', '--url', server.url)).code).toBe(0);
    const done = await run('redact', 'hold', 'second', ...DECISION, '--url', server.url);
    expect([done.err, done.out]).toEqual(['', expect.stringContaining('The text of 1 entry is removed')]);
  } finally {
    await server.stop();
  }
  expect(bytes().includes('Beeblebrox')).toBe(false);
  expect((await run('check')).code).toBe(0);
});

test.each([
  [['redact', ...DECISION], 2, 'name a kind'],
  [['redact', 'hold', ...DECISION], 2, 'and an id'],
  [['redact', 'hold', 'nobody', ...DECISION], 1, 'no hold "nobody"'],
  [['redact', '0', ...DECISION], 1, 'Entry 0 holds no text'],
  [['redact', 'hold', 'first'], 1, 'reason'],
])('%j is told in words', async (args, code, words) => {
  const told = await run(...args);
  expect([told.code, told.err]).toEqual([code, expect.stringContaining(words)]);
});
