/** Our own corruption stops the program: a damaged journal is not served, and the message names the entry. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { encodeEntry } from '../../src/journal/codec.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { startServer } from '../cli/program.ts';
import { at, report, START, service } from '../replay/streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-damaged-'));
afterAll(() => rmSync(folder, { recursive: true }));
const BIN = new URL('../../bin/groundswell.mjs', import.meta.url).pathname;
const path = join(folder, 'journal.db');
const config = join(folder, 'services.yaml');
const ALTERED = 17;

beforeAll(async () => {
  writeFileSync(config, 'services:\n  - { id: shop, name: Shop }\n');
  {
    await using store = openSqliteHome(path);
    await store.journal.append([
      encodeEntry({ kind: 'genesis', at: at(START), format: 1 }),
      ...Array.from({ length: 300 }, (_, i) =>
        encodeEntry({ kind: 'service', at: at(START + i), service: { ...service('shop'), name: `Shop ${i}` } }),
      ),
    ]);
  }
  const database = new DatabaseSync(path);
  database
    .prepare("update entry set body = cast(replace(cast(body as text), 'Shop', 'Ship') as blob) where seq = ?")
    .run(ALTERED);
  database.close();
});

const groundswell = (...args: string[]) =>
  spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', timeout: 30_000 });

test('serve does not start on a damaged journal: exit code 1, and the entry is named', () => {
  const { status, stdout, stderr } = groundswell('serve', '-c', config, '-d', path, '-p', '0', '--json');
  expect(status).toBe(1);
  expect(stdout, 'it never listened').toBe('');
  expect(stderr).toContain('the journal is damaged');
  expect(stderr).toContain(`entry ${ALTERED}`);
  expect(stderr, 'words, not a trace').not.toContain('    at ');
});

test('rebuild does not fold a damaged journal', () => {
  const { status, stderr } = groundswell('rebuild', '-d', path);
  expect(status).toBe(1);
  expect(stderr).toContain(`entry ${ALTERED}`);
});

test('check says which entry, in words and as JSON, and ends with exit code 1', () => {
  const words = groundswell('check', '-d', path);
  expect(words.status).toBe(1);
  expect(words.stdout).toContain(`entry ${ALTERED}: `);
  const json = groundswell('check', '-d', path, '--json');
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, problems: [{ from: ALTERED, to: ALTERED }] });
});

test('check ends with exit code 0 on the journal as it was', () => {
  const database = new DatabaseSync(path);
  database
    .prepare("update entry set body = cast(replace(cast(body as text), 'Ship', 'Shop') as blob) where seq = ?")
    .run(ALTERED);
  database.close();
  const { status, stdout, stderr } = groundswell('check', '-d', path, '--json');
  expect(`${status} ${stderr}`).toBe('0 ');
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, entries: 301, problems: [], views: [] });
});

test('a journal too large to be checked first is served at once, and damage in it stops the program', async () => {
  const large = join(folder, 'large.db');
  const engine = await Engine.open(openSqliteHome(large, { threaded: true }), {
    now: () => at(START),
    onFatal(cause) {
      throw cause;
    },
  });
  await engine.submitAll([{ kind: 'service', at: at(START), service: service('shop') }]);
  for (let done = 0; done < 510_000; done += 10_000) {
    await engine.submitAll(
      Array.from({ length: 10_000 }, (_, i) => report({ at: at(START, done + i), service: 'shop', reporter: 'p' })),
    );
  }
  await engine.close();
  const whole = await startServer(['serve', '-c', config, '-d', large], folder);
  await expect.poll(() => whole.err(), { timeout: 20_000 }).toContain('the journal matches its hashes');
  expect((await whole.stop()).code).toBe(0);

  const database = new DatabaseSync(large);
  database
    .prepare("update entry set body = cast(replace(cast(body as text), 'error', 'terror') as blob) where seq = ?")
    .run(ALTERED);
  database.close();

  const server = await startServer(['serve', '-c', config, '-d', large], folder);
  expect((await fetch(`${server.url}/services/shop`)).status).toBe(200);
  const { code, err } = await server.ended;
  expect(code).toBe(1);
  expect(err).toContain(`entry ${ALTERED}`);
}, 60_000);
