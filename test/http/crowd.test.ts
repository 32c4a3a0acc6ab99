/** The flash crowd of an outage in small: readers are answered, reporters are taken or told when to come again, and what was acknowledged is kept. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sendCrowd } from '../../bench/load/crowd.ts';
import { startServer } from '../cli/program.ts';
import { aftermathOf } from '../crash/aftermath.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-crowd-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('more than is taken: every reader has the page, every reporter 202 or 429 with Retry-After, and nothing acknowledged is lost', async () => {
  writeFileSync(
    join(folder, 'services.yaml'),
    'trustedProxies: [127.0.0.1]\nlimits: { total: { burst: 20, perSecond: 20 } }\nservices:\n  - { id: shop, name: Shop }\n',
  );
  const server = await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
  const { phases, acknowledged, silentRefusals, streamsOpened } = await sendCrowd({
    port: Number(new URL(server.url).port),
    path: '/services/shop',
    service: 'shop',
    calm: { readers: 10, reporters: 4, streams: 2 },
    times: 25,
    seconds: { calm: 1, ramp: 2, peak: 2, after: 1 },
  });
  await server.stop('SIGKILL');
  const of = (kind: 'page' | 'report') => Object.values(phases).flatMap((phase) => Object.keys(phase[kind].statuses));
  expect(new Set(of('page'))).toEqual(new Set(['200']));
  expect(new Set(of('report'))).toEqual(new Set(['202', '429']));
  expect(silentRefusals).toBe(0);
  expect(streamsOpened).toBeGreaterThan(40);
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(await aftermathOf(join(folder, 'j.db'), acknowledged)).toMatchObject({ lost: [], problems: [] });
}, 60_000);
