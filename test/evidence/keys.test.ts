/** A bundle holds whichever key the log has by now, also one that came when the incident was long over. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { orderFor } from '../../src/bundle/order.ts';
import { PublicLog } from '../../src/engine/log.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { bundleOf, makeWorld, minutesOf, SMALL, START, tellWorld, verifyFile, type World } from './world.ts';

/** The day of the incident is counted to its end. */
const SETTLED = { ...SMALL, afterMinutes: 26 * 60 };

const keysIn = (folder: string): string[] => readFileSync(join(folder, 'data/keys'), 'utf8').trim().split('\n');

function entriesIn(folder: string): { kind: string }[] {
  const lines = gunzipSync(readFileSync(join(folder, 'data/journal.txt.gz')))
    .toString()
    .split('\n');
  return lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
}

/** The same world with its log as it is after another start. */
async function startedAgain(world: World, rotate: boolean): Promise<World> {
  const options = { folder: join(world.folder, 'keys'), origin: 'log.example/evidence' };
  const log = await PublicLog.open(world.engine, { ...options, now: () => START as EpochMs, rotate });
  return {
    ...world,
    log,
    order: () => ({
      ...world.order(),
      ...orderFor(world.engine.state, { id: world.incident, service: 'shop' }),
      checkpoint: log.checkpoint,
      size: log.size,
    }),
    [Symbol.asyncDispose]: async () => {},
  };
}

test('after the log has taken another key, the bundle of an incident that was settled before holds, with both keys and the same figures', async () => {
  await using world = await makeWorld(SETTLED);
  const before = await bundleOf(world, 'before');
  const again = await startedAgain(world, true);
  const { folder, zip } = await bundleOf(again, 'after');
  expect(await verifyFile(zip)).toMatchObject({ ok: true, problems: [] });
  expect(keysIn(before.folder)).toHaveLength(1);
  expect(keysIn(folder)).toHaveLength(2);
  expect(keysIn(folder)).toEqual(world.engine.state.keeping.logKeys.map(({ key }) => key));
  expect(entriesIn(folder).at(-1), 'behind all that the figures come from').toMatchObject({ kind: 'log-key' });
  const facts = (of: string) => JSON.parse(readFileSync(join(of, 'data/facts.json'), 'utf8'));
  expect(facts(folder)).toEqual({
    ...facts(before.folder),
    entries: { ...facts(before.folder).entries, 'log-key': 2 },
  });
});

test('so does that of an incident that was over before the journal was ever published, as an imported one is', async () => {
  const services = '[{ id: shop }, { id: mail }]';
  await using world = await tellWorld({ services, minutes: minutesOf(SETTLED), publishedLast: true });
  const { folder, zip } = await bundleOf(world, 'imported');
  expect(await verifyFile(zip)).toMatchObject({ ok: true, problems: [] });
  expect(keysIn(folder)).toEqual(world.engine.state.keeping.logKeys.map(({ key }) => key));
});
