/** Laws of `groundswell token`: made, listed and revoked beside the journal, also while the observatory serves. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { groundswell, startServer, tempFolder } from './program.ts';

const folder = tempFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...args: string[]) => groundswell(['token', ...args, '-d', 'j.db'], { cwd: folder });

test('a token lets in at once, and no more when it is revoked, while the observatory serves', async () => {
  writeFileSync(join(folder, 'services.yaml'), 'access: private\nservices:\n  - { id: shop, name: Shop }\n');
  const server = await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
  try {
    const added = await run('add', 'alice', '--role', 'viewer', '--days', '2');
    expect([added.code, added.err]).toEqual([0, '']);
    const headers = { authorization: `Bearer ${added.out.trim()}` };
    const status = async () => (await fetch(`${server.url}/api/v1/overview`, { headers })).status;
    expect([(await fetch(`${server.url}/api/v1/overview`)).status, await status()]).toEqual([401, 200]);
    const { tokens } = JSON.parse((await run('list', '--json')).out);
    expect(tokens).toEqual([expect.objectContaining({ name: 'alice', role: 'viewer' })]);
    expect(Date.parse(tokens[0].expiresAt) - Date.parse(tokens[0].madeAt)).toBe(2 * 86_400_000);
    expect((await run('revoke', 'alice')).out).toContain('alice is revoked');
    expect(await status()).toBe(401);
  } finally {
    await server.stop();
  }
});

test.each([
  [['add', 'bob'], 2, '--role takes one of ingest, viewer, analyst, admin'],
  [['add', 'bob', '--role', 'king'], 2, 'not "king"'],
  [['add', 'B/b', '--role', 'admin'], 1, 'lower-case letters'],
  [['revoke', 'bob'], 1, 'list shows those there are'],
  [['list', 'bob'], 2, 'list takes no "bob"'],
  [[], 2, 'add NAME, list, or revoke NAME'],
])('%j is told in words', async (args, code, words) => {
  const told = await run(...args);
  expect([told.code, told.err]).toEqual([code, expect.stringContaining(words)]);
});
