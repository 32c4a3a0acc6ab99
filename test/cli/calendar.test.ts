/** Laws of `groundswell calendar`: clocks are started and answered the same on a journal that nobody serves and at an observatory that serves it. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groundswell, startServer, tempFolder } from './program.ts';

const folder = tempFolder();
afterAll(() => rmSync(folder, { recursive: true }));
let incident = '';
const run = (where: readonly string[], ...args: string[]) =>
  groundswell(['calendar', ...args, '-d', 'j.db', ...where], { cwd: folder });
const BY = ['--words', 'Reference 4711', '--by', 'Counsel'];

beforeAll(async () => {
  const start = Date.parse('2025-03-01T00:00Z');
  const rows = Array.from({ length: 400 }, (_, index) => {
    const count = index >= 300 && index < 312 ? 200 : index % 3;
    return `${new Date(start + index * 300_000).toISOString()},${count}`;
  });
  writeFileSync(join(folder, 'past.csv'), `time,shop\n${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'services.yaml'), 'services:\n  - { id: mail, name: Mail }\n');
  const done = await groundswell(['import', 'past.csv', '--timeline', 'past', '-d', 'j.db'], { cwd: folder });
  expect(done.code).toBe(0);
  const found = await groundswell(['detect', 'past.csv', '--json'], { cwd: folder });
  expect(JSON.parse(found.out).incidents, 'anti-vacuity').toHaveLength(1);
  const server = await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
  const page = await (await fetch(`${server.url}/services/shop`)).text();
  incident = /\/incidents\/(shop-[0-9TZ]+)/.exec(page)![1]!;
  await server.stop();
});

async function clock(where: readonly string[], id: string): Promise<void> {
  const aware = ['--aware-at', '2025-03-02T03:00+01:00', '--aware-by', 'On call', '--zone', 'Europe/Brussels'];
  const started = await run(where, 'start', incident, '--id', id, ...aware, ...BY, '--json');
  expect([started.code, started.err]).toEqual([0, '']);
  expect(JSON.parse(started.out)).toMatchObject({ id, version: 1 });
  const items = async () =>
    (JSON.parse((await run(where, '--json')).out).items as { id: string; at: string; state: string }[]).filter((one) =>
      one.id.includes(id),
    );
  expect((await items()).map(({ at }) => at)).toContain('2025-03-03T02:00:00.000Z');
  expect((await run(where)).out).toContain('HOW IT STANDS');
  expect((await run(where, 'submitted', id, 'early-warning', ...BY)).out).toContain(`${id}: step 2`);
  expect((await run(where, 'requested', id, ...BY)).code).toBe(0);
  expect((await run(where, 'stopped', id, ...BY)).code).toBe(0);
  expect((await run(where, 'stopped', id, ...BY)).code).toBe(1);
}

test('on a journal that nobody serves', () => clock([], 'at-rest'));

test('at an observatory that serves it', async () => {
  const server = await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
  try {
    await clock(['--url', server.url], 'served');
  } finally {
    await server.stop();
  }
});

test('what is not right is told in words', async () => {
  for (const [args, said] of [
    [['begin'], 'calendar takes start, submitted'],
    [['start'], 'name an incident'],
    [['start', 'nobody-20250101T0000Z', ...BY], 'no incident "nobody'],
    [['start', incident, ...BY], 'awareAt'],
    [['submitted', 'at-rest'], 'name a stage'],
    [['stopped', 'at-rest', 'more'], 'unlike "more"'],
    [['stopped'], 'name a clock'],
    [['stopped', 'nobody', ...BY], 'no clock "nobody"'],
  ] as const) {
    const done = await run([], ...args);
    expect([done.code === 0, done.err], args.join(' ')).toEqual([false, expect.stringContaining(said)]);
  }
});
