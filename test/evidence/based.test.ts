/** Laws of bundles whose first signals are not kept any more: they begin with the base, which the journal commits to, and are checked like others. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrunedIncidentError } from '../../src/bundle/select.ts';
import { prune } from '../../src/engine/prune.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { bundleOf, minutesOf, repack, SMALL, START, tellWorld, verifyFile, type World } from './world.ts';

const MINUTE = 60_000;
const SERVICES = '[{ id: shop, name: Web shop }, { id: mail, name: Mail }, { id: bank, name: Bank }]';
let world: World;
let made: Awaited<ReturnType<typeof bundleOf>>;
const older = (minute: number) => ({ report: (START + minute * MINUTE) as EpochMs });
const order = (minute: number) => ({ older: older(minute), reason: 'The rule', decidedBy: 'The settings' });

beforeAll(async () => {
  world = await tellWorld({
    services: SERVICES,
    minutes: minutesOf(SMALL),
    store: (folder) => openSqliteHome(join(folder, 'j.db')),
    // In the middle of the quiet time a base is kept; the outage comes after it.
    async after(minute, engine) {
      if (minute === 150) await engine.keepBase(0 as EpochMs);
    },
  });
  await prune(world.engine, order(120), () => START as EpochMs);
  world.log.publish();
  made = await bundleOf(world, 'bundle');
});
afterAll(() => world[Symbol.asyncDispose]());

test('it is believed, gives the figures that the observatory has, and says what it begins with', async () => {
  const verdict = await verifyFile(made.zip);
  expect(verdict.problems).toEqual([]);
  const facts = JSON.parse(readFileSync(join(made.folder, 'data/facts.json'), 'utf8'));
  expect(facts.incident).toEqual(JSON.parse(JSON.stringify(await world.engine.incident(world.incident))));
  const about = JSON.parse(readFileSync(join(made.folder, 'data/about.json'), 'utf8'));
  expect(about).toMatchObject({ base: 1, from: world.engine.state.prunings[0]!.before });
  expect(about.leftOut.join(' ')).toContain('not kept any more');
  const lines = readFileSync(join(made.folder, 'data/base.txt'), 'utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(2);
  expect(lines.filter((line) => line.includes('"reporters"'))).toHaveLength(1);
  const entries = gunzipSync(readFileSync(join(made.folder, 'data/journal.txt.gz'))).toString();
  expect(entries.match(/"kind":"pruning"/g)).toHaveLength(1);
});

test('the same journal gives the same bytes', async () => {
  const again = await bundleOf(world, 'again');
  expect(readFileSync(again.zip).equals(readFileSync(made.zip))).toBe(true);
});

test('a base that was altered, or is left out, is found and named', async () => {
  for (const [name, change] of [
    ['learnt', (text: string) => text.replace(/"possiblePerMonth":[\d.]+/, '"possiblePerMonth":99')],
    [
      'hash',
      (text: string) => text.replace(/# ./, '# 0').replace(/# 0(.)/, (_, one) => `# 0${one === '1' ? '2' : '1'}`),
    ],
    ['form', (text: string) => text.replace(/"format":\d+/, '"format":1')],
    ['noise', () => '{'],
    ['empty', () => ''],
  ] as const) {
    const folder = join(world.folder, `forged-${name}`);
    cpSync(made.folder, folder, { recursive: true });
    const path = join(folder, 'data/base.txt');
    const text = readFileSync(path, 'utf8');
    expect(change(text), `anti-vacuity: ${name}`).not.toBe(text);
    writeFileSync(path, change(text));
    const verdict = await repack(folder);
    expect(
      verdict.problems.map(({ where }) => where),
      name,
    ).toContain('data/base.txt');
  }
  const folder = join(world.folder, 'forged-without');
  cpSync(made.folder, folder, { recursive: true });
  rmSync(join(folder, 'data/base.txt'));
  expect((await repack(folder)).problems).toContainEqual({ where: 'data/base.txt', what: 'is missing' });
});

test('an incident from before the base is refused in words, also when its own signals are there', async () => {
  await prune(world.engine, order(10_000), () => START as EpochMs);
  world.log.publish();
  await expect(bundleOf(world, 'gone')).rejects.toThrow(PrunedIncidentError);
});
