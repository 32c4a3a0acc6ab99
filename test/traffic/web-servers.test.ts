/** Real nginx and HAProxy: their files are rotated while they write, their syslog comes in, and every request counts once. */
import { copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { Kept } from '../../src/doors/traffic/doors.fixture.ts';
import type { Counted } from '../../src/model/traffic-minute.ts';
import { ask, freePort, reopenLogs, startHaproxy, startNginx } from './web-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-web-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

class RealTime extends Kept {
  override readonly clock = {
    get now() {
      return Date.now();
    },
    set now(_: number) {},
  };

  of(source: string): { requests: number; failed: number; faults: Counted<string>[] } {
    const entries = this.entries.filter((entry) => entry.source === source);
    return {
      requests: entries.reduce((sum, { counts }) => sum + counts.requests, 0),
      failed: entries.reduce((sum, { counts }) => sum + (counts.statuses.serverError ?? 0), 0),
      faults: entries.map(({ counts }) => counts.faults).filter((faults) => Object.keys(faults).length > 0),
    };
  }
}

test('nginx, rotated by renaming and by copying while it writes, and over syslog: every request counts once', async () => {
  const log = join(folder, 'access.log');
  const syslog = `127.0.0.1:${await freePort()}`;
  const kept = new RealTime();
  const doors = await kept.open([{ files: log }, { syslog: `udp://${syslog}` }]);
  const nginx = await startNginx(folder, { log, syslog });
  try {
    await ask(`${nginx.url}/`, 40);
    await ask(`${nginx.url}/fail`, 10);
    await wait(1_000);
    renameSync(log, `${log}.1`);
    await ask(`${nginx.url}/renamed`, 15);
    reopenLogs(folder);
    await wait(300);
    await ask(`${nginx.url}/`, 20);
    await wait(4_000);
    copyFileSync(log, `${log}.2`);
    truncateSync(log);
    await ask(`${nginx.url}/?copied`, 12);
    await wait(1_200);
  } finally {
    await doors.close();
    await nginx.stop();
  }
  expect(kept.errors).toEqual([]);
  expect(kept.refused).toEqual([]);
  expect(kept.of(log)).toMatchObject({ requests: 97, failed: 10 });
  expect(kept.of(`udp://${syslog}`)).toMatchObject({ requests: 97, failed: 10 });
  expect(kept.requests).toBe(194);
});

test('HAProxy over UDP, and over TCP with counted octets: every request counts once, with its faults', async () => {
  const [udp, tcp] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
  const kept = new RealTime();
  const doors = await kept.open([{ syslog: `udp://${udp}` }, { syslog: `tcp://${tcp}` }]);
  const origin = await startNginx(folder, { log: join(folder, 'origin.log'), syslog: `127.0.0.1:${await freePort()}` });
  const haproxy = await startHaproxy(folder, { origin: origin.url.replace('http://', ''), udp, tcp });
  try {
    await ask(`${haproxy.url}/`, 60);
    await ask(`${haproxy.url}/fail`, 20);
    await wait(1_500);
  } finally {
    await doors.close();
    await haproxy.stop();
    await origin.stop();
  }
  expect(kept.errors).toEqual([]);
  for (const source of [`udp://${udp}`, `tcp://${tcp}`]) {
    const { requests, failed, faults } = kept.of(source);
    expect([source, requests, failed]).toEqual([source, 80, 20]);
    expect(faults.reduce((sum, one) => sum + (one['origin-refused'] ?? 0), 0)).toBe(20);
  }
});
