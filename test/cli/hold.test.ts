/** Laws of `groundswell hold`: the same on a journal that nobody serves and at an observatory that serves it. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groundswell, startServer, tempFolder } from './program.ts';

const folder = tempFolder();
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  writeFileSync(join(folder, 'services.yaml'), 'services:\n  - { id: shop, name: Shop }\n');
  await (await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder)).stop();
});

const ORDER = [
  ...['--authority', 'European Commission', '--basis', 'Retention order of 17 January 2025'],
  ...['--scope', 'All that shows outages', '--zone', 'Europe/Brussels', '--until', '2099-12-31'],
  ...['--made-from', '2025-01-17', '--made-until', '2025-12-31', '--services', 'shop'],
  ...['--unless-closed-before', 'the investigation ends', '--by', 'Counsel', '--reason', 'It came'],
];
const run = (where: readonly string[], ...args: string[]) =>
  groundswell(['hold', ...args, '-d', 'j.db', ...where], { cwd: folder });

async function placeExtendClose(where: readonly string[], id: string): Promise<void> {
  const added = await run(where, 'add', '--id', id, ...ORDER, '--json');
  expect(added.err).toBe('');
  expect(JSON.parse(added.out)).toMatchObject({ id, version: 1, url: `/holds/${id}` });
  const narrowed = await run(
    where,
    'extend',
    id,
    '--until',
    '2098-12-31',
    '--zone',
    'UTC',
    '--by',
    'C',
    '--reason',
    'R',
  );
  expect([narrowed.code, narrowed.err]).toEqual([1, expect.stringContaining('can only keep more')]);
  const extended = await run(
    where,
    'extend',
    id,
    '--until',
    'open',
    '--services',
    'all',
    '--by',
    'C',
    '--reason',
    'Longer',
  );
  expect([extended.code, extended.out]).toEqual([0, expect.stringContaining(`${id}: version 2`)]);
  const shown = await run(where, 'show', id);
  for (const words of [
    `${id}: in force`,
    'made          2025-01-17 Europe/Brussels to end of 2025-12-31 Europe/Brussels',
    'unless closed before: the investigation ends',
    'Longer',
  ])
    expect(shown.out).toContain(words);
  expect((await run(where, 'close', id, '--by', 'Counsel')).err).toContain('reason');
  expect((await run(where, 'close', id, '--by', 'Counsel', '--reason', 'It is over')).code).toBe(0);
  const list = JSON.parse((await run(where, 'list', '--json')).out).holds as {
    id: string;
    state: string;
    versions: unknown[];
  }[];
  expect(list.find((one) => one.id === id)).toMatchObject({ state: 'closed', versions: [{}, {}, { closed: true }] });
}

test('on a journal that nobody serves', () => placeExtendClose([], 'at-rest'));

test('at an observatory that serves it, with the token that lies beside the journal', async () => {
  const server = await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
  try {
    const held = await run([], 'list');
    expect([held.code, held.err]).toEqual([1, expect.stringContaining('in use')]);
    await placeExtendClose(['--url', server.url], 'served');
    const wrong = await run(['--url', server.url, '--token', 'wrong'], 'add', ...ORDER);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('was revoked, or is over')]);
  } finally {
    await server.stop();
  }
  const list = await run([], 'list');
  expect(list.out).toContain('at-rest');
  expect(list.out).toContain('served');
});
