/** `groundswell subscriptions` as an operator uses it, beside an observatory that serves. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startReceiver } from '../alerts/receiver.ts';
import { groundswell, startServer, tempFolder } from './program.ts';

test('readers are listed without their whole address, and ended while the observatory serves', async () => {
  await using receiver = await startReceiver();
  receiver.echoes = true;
  const folder = tempFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) => groundswell(['subscriptions', ...args, '-d', 'data/j.db'], { cwd: folder });
  expect(await run('list')).toEqual({ code: 0, out: 'Nobody has subscribed.\n', err: '' });
  writeFileSync(
    join(folder, 'services.yaml'),
    'url: https://status.example.org\nsubscriptions: { webhooks: true, allow: [127.0.0.1] }\nservices: [{ id: shop, name: Shop }]\n',
  );
  const serving = await startServer(['serve', '-c', 'services.yaml', '-d', 'data/j.db', '--keys', 'keys'], folder);
  try {
    const asked = await fetch(`${serving.url}/api/v1/subscriptions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'webhook',
        target: `${receiver.url}/a/secret/path`,
        service: 'shop',
        country: 'de',
      }),
    });
    const { id, token } = (await asked.json()) as { id: string; token: string };
    const listed = await run('list');
    expect([listed.code, listed.err]).toEqual([0, '']);
    expect(listed.out).toMatch(
      new RegExp(
        `ID .*HOW .*TARGET .*\\n.*${id} .*webhook .*127\\.0\\.0\\.1:\\d+/… .*shop .*all .*DE .*confirmed .*told `,
      ),
    );
    expect(listed.out).not.toContain('secret');
    expect(JSON.parse((await run('list', '--json', '--targets')).out).subscriptions).toMatchObject([
      { id, kind: 'webhook', target: `${receiver.url}/a/secret/path`, service: 'shop', component: null, state: 'told' },
    ]);

    expect(await run('end', 'sub-nothing')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no subscription "sub-nothing"'),
    });
    expect(JSON.parse((await run('end', id, '--json')).out)).toEqual({ id, ended: true });
    expect((await fetch(`${serving.url}/api/v1/subscriptions/${id}?token=${token}`)).status).toBe(404);
    expect((await run('list')).out).toBe('Nobody has subscribed.\n');
  } finally {
    await serving.stop();
  }
  for (const args of [[], ['end'], ['list', 'more'], ['end', 'a', 'b'], ['forget', 'a']]) {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--help') });
  }
}, 60_000);
