/** A service that was new borrowed from others of its category: what it borrowed from belongs to its evidence. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writeBundle } from '../../src/bundle/write.ts';
import { zipFolder } from '../../src/bundle/zip.ts';
import { Case } from '../../src/case/case.ts';
import { Engine } from '../../src/engine/engine.ts';
import { PublicLog } from '../../src/engine/log.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { openMemoryHome } from '../../src/store/memory/home.ts';
import { START, VERSION, verifyFile } from './world.ts';

const HOUR = 3_600_000;
const at = (hour: number): EpochMs => (START + hour * HOUR) as EpochMs;
const defined = (id: string, category: string, hour: number): Entry => ({
  kind: 'service',
  at: at(hour),
  service: {
    id,
    name: id,
    category,
    components: [],
    providers: [],
    timeline: 'past',
    stepMinutes: 60,
    provenance: { kind: 'replayed', sources: [] },
  },
});
const counted = (service: string, hour: number, count: number): Entry => ({
  kind: 'tally',
  at: at(hour),
  service,
  source: 's',
  stepMinutes: 60,
  count,
});
const ticked = (hour: number): Entry => ({ kind: 'tick', at: at(hour + 1), timeline: 'past' });
/** Days with a night, so that there is a day to borrow. */
const usual = (hour: number): number => 20 + Math.round(15 * Math.sin((hour * Math.PI) / 12));

test('the bundle has the figures of the observatory, the past that they lean on, and nothing of it from later', async () => {
  const store = openMemoryHome();
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-borrowed-'));
  const now = (): EpochMs => START as EpochMs;
  const engine = await Engine.open(store, { now, onFatal: () => {} });
  const log = await PublicLog.open(engine, { folder: join(folder, 'keys'), origin: 'log.example/c', now });
  const [old, other] = [defined('old', 'Banks', 0), defined('stranger', 'Trains', 0)];
  await engine.submitAll([old, other]);
  for (let hour = 0; hour < 24 * 28; hour += 1) {
    await engine.submitAll([counted('old', hour, usual(hour)), counted('stranger', hour, 5), ticked(hour)]);
  }
  await engine.submitAll([defined('young', 'Banks', 24 * 28)]);
  for (let hour = 24 * 28 + 1; hour < 24 * 31; hour += 1) {
    const failing = hour >= 24 * 29 && hour < 24 * 29 + 4;
    const young = counted('young', hour, failing ? 900 : usual(hour));
    await engine.submitAll([young, counted('old', hour, usual(hour)), counted('stranger', hour, 5), ticked(hour)]);
  }
  log.publish();
  const [incident] = await engine.incidents({ services: ['young'], limit: 1 });
  expect(incident, 'anti-vacuity: there was an incident').toBeDefined();
  const keys = engine.state.keeping.logKeys.map(({ key }) => key);
  const order = {
    journal: store.journal,
    service: 'young',
    incident: incident!.id,
    together: [],
    keys,
    version: VERSION,
  };
  const bundle = join(folder, 'bundle');
  const paths = await writeBundle({ ...order, checkpoint: log.checkpoint, size: log.size }, bundle);
  await zipFolder(bundle, paths, `${bundle}.zip`);
  expect((await verifyFile(`${bundle}.zip`)).problems).toEqual([]);

  const facts = JSON.parse(readFileSync(join(bundle, 'data/facts.json'), 'utf8'));
  expect(facts.incident).toEqual(JSON.parse(JSON.stringify(incident)));
  const lines = gunzipSync(readFileSync(join(bundle, 'data/journal.txt.gz')))
    .toString()
    .split('\n');
  const entries = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Entry);
  const tallies = entries.filter((entry) => entry.kind === 'tally');
  expect(new Set(tallies.map(({ service }) => service))).toEqual(new Set(['old', 'young']));
  expect(Math.max(...tallies.filter(({ service }) => service === 'old').map((tally) => tally.at))).toBeLessThan(
    at(24 * 28),
  );

  const of = { service: 'young', incident: incident!.id, together: [], peers: [], base: null, from: 0, peersUntil: 0 };
  const alone = new Case({ ...of, until: lines.length });
  for (const [seq, entry] of entries.entries()) alone.take(seq as Seq, entry);
  expect(alone.state().incident, 'anti-vacuity: what was borrowed matters').not.toEqual(incident);
  await engine.close();
  rmSync(folder, { recursive: true });
});
