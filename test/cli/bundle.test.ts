/** `groundswell bundle` and `groundswell verify` as people start them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { makeWorld, SMALL } from '../evidence/world.ts';
import { groundswell, tempFolder } from './program.ts';

const folder = tempFolder();
let incident: string;
beforeAll(async () => {
  const world = await makeWorld(SMALL, openSqliteHome(join(folder, 'j.db')));
  incident = world.incident;
  await world.engine.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => groundswell([...args, '--json'], { cwd: folder });

test('is recorded, checked by another process, and refused where anything is in its way', async () => {
  const made = await run(
    'bundle',
    incident,
    '-o',
    'evidence.zip',
    '-d',
    'j.db',
    '--keys',
    'keys',
    '--to',
    'the regulator',
  );
  expect(made.err).toBe('');
  const { size, manifest } = JSON.parse(made.out);
  const verdict = await run('verify', 'evidence.zip');
  expect([verdict.code, JSON.parse(verdict.out).problems]).toEqual([0, []]);

  await using store = openSqliteHome(join(folder, 'j.db'));
  const last = (await store.journal.read((store.journal.head().size - 1) as never, 1))[0]!;
  expect(JSON.parse(Buffer.from(last.body).toString())).toMatchObject({
    kind: 'handed-over',
    incident,
    size,
    manifest,
    by: 'the operator',
    to: 'the regulator',
  });
  expect((await run('bundle', incident, '-o', 'evidence.zip', '-d', 'j.db')).code).toBe(2);
  expect((await run('bundle', incident, '-o', 'other.zip', '-d', 'j.db')).err).toContain('in use');
});

test('a folder is verified like an archive, and what fails is named with exit code 1', async () => {
  const made = await run('bundle', incident, '-o', 'evidence', '-d', 'j.db', '--keys', 'keys');
  expect(made.code).toBe(0);
  expect((await run('verify', 'evidence')).code).toBe(0);
  const path = join(folder, 'evidence/data/account.html');
  writeFileSync(path, readFileSync(path, 'utf8').replace('Waves', 'waves'));
  const { code, out } = await groundswell(['verify', 'evidence'], { cwd: folder });
  expect(code).toBe(1);
  expect(out).toContain('FAILS  data/account.html: does not match its hash');
  expect((await run('bundle', 'no-such', '-o', 'x.zip', '-d', 'j.db')).err).toContain('knows no incident no-such');
});
