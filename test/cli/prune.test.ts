/** Laws of `groundswell prune` and of the retention in services.yaml: the same on a journal that nobody serves and at an observatory that serves it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groundswell, startServer, tempFolder } from './program.ts';

const folder = tempFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const serve = () => startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
const run = (...args: string[]) => groundswell([...args, '-d', 'j.db'], { cwd: folder });
const WHO = ['--reason', 'The privacy notice', '--by', 'The officer'];

beforeAll(async () => {
  writeFileSync(join(folder, 'services.yaml'), 'retention: { report: 30d }\nservices:\n  - { id: shop, name: Shop }\n');
  const server = await serve();
  // Reports bring their own time only with the token of the observatory.
  const lines = [1, 9, 20, 40].map((days) => {
    const at = new Date(Date.now() - days * 86_400_000).toISOString();
    return JSON.stringify({ kind: 'report', service: 'shop', symptom: 'error', at, reporter: `someone-${days}` });
  });
  const token = readFileSync(join(folder, 'ingest-token'), 'utf8').trim();
  const answer = await fetch(`${server.url}/api/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: `${lines.join('\n')}\n`,
  });
  expect(await answer.json()).toMatchObject({ accepted: 4 });
  await server.stop();
});

test('what is not right is told in words', async () => {
  for (const [args, said] of [
    [[], 'report=90d'],
    [['report'], 'KIND=DAYSd'],
    [['statement=90d', ...WHO], 'kinds are report'],
    [['report=3d', ...WHO], '7d at least'],
    [['report=90d'], 'reason'],
  ] as const) {
    const done = await run('prune', ...args);
    expect([done.code === 0, done.err], args.join(' ')).toEqual([false, expect.stringContaining(said)]);
  }
});

test('on a journal that nobody serves: counted, then gone; the journal and its views stay whole', async () => {
  const trial = await run('prune', 'report=15d', '--try');
  expect([trial.code, trial.out]).toEqual([0, 'Would go: report 2.\n']);
  const done = JSON.parse((await run('prune', 'report=15d', ...WHO, '--json')).out);
  expect(done).toMatchObject({ number: 1, removed: { report: 2 }, held: 0 });
  const checked = await run('check');
  expect([checked.code, checked.err]).toEqual([0, '']);
  const again = await run('rebuild');
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('The views are the same as before.')]);
});

test('at an observatory that serves it, which tells the rule of its settings', async () => {
  const server = await serve();
  try {
    const done = await run('prune', 'report=8d', ...WHO, '--url', server.url);
    expect([done.code, done.out]).toEqual([0, expect.stringMatching(/^Gone: report 1; entry \d+ of the journal/)]);
    const told = (await (await fetch(`${server.url}/api/v1/prunings`)).json()) as { keep: object; prunings: object[] };
    expect(told.keep).toMatchObject({ report: 30, check: null });
    expect(told.prunings).toHaveLength(2);
  } finally {
    await server.stop();
  }
  expect((await run('check')).code).toBe(0);
});
