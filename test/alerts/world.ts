/** An observatory with services that fail, and its alerts, by a clock that the test moves. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Alerts, type AlertsOptions } from '../../src/alerts/alerts.ts';
import type { Delivery } from '../../src/alerts/outbox.ts';
import { TELLERS, toldFrom } from '../../src/cli/tellers.ts';
import type { Alerting } from '../../src/doors/alert/settings.ts';
import { readConfig } from '../../src/doors/config.ts';
import { decisionsFor } from '../../src/engine/configure.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs } from '../../src/model/units.ts';
import type { Store } from '../../src/store/ports.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';

export const START = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
/** The secret of the examples of Standard Webhooks. */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const TIMEOUT_MS = 500;

export interface World extends AsyncDisposable {
  readonly folder: string;
  readonly engine: Engine;
  readonly clock: { now: number };
  readonly failures: unknown[];
  alerts: Alerts;
  /** Minutes in which these services fail, or none does. */
  minutes(count: number, failing?: readonly string[]): Promise<void>;
  /** Looks until nothing is under way. */
  look(): Promise<Delivery[]>;
  /** Ends the alerts and begins again with the same file. */
  restart(alerting?: Alerting): Promise<void>;
}

export const channelsOf = (yaml: string): Alerting =>
  readConfig(`alerts:\n  allow: [127.0.0.1]\n  channels:\n${yaml}\nservices: []`, 'test.yaml').alerts;

/** @param open the home, by the world's folder */
export async function startWorld(
  services: string,
  channels: (folder: string) => string,
  open: (folder: string) => Store | Promise<Store> = (folder) => openSqliteHome(join(folder, 'j.db')),
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-alerts-'));
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
  const clock = { now: START };
  const now = (): EpochMs => clock.now as EpochMs;
  const failures: unknown[] = [];
  const engine = await Engine.open(await open(folder), {
    now,
    onFatal: (cause) => failures.push(cause),
  });
  const config = readConfig(`services: ${services}`, 'test.yaml');
  await engine.submitAll(decisionsFor(engine.state, config, now()));
  const tables = await engine.store.tables('alerts', TELLERS.alerts);
  const options: AlertsOptions = {
    ...toldFrom(engine, tables, now, (cause) => failures.push(cause)),
    timeoutMs: TIMEOUT_MS,
  };
  const URL = 'https://status.example.org';
  let alerting = channelsOf(channels(folder));
  let reports = 0;
  const begin = async (): Promise<Alerts> => {
    const alerts = new Alerts(options, alerting, URL);
    await alerts.apply(alerting, URL);
    return alerts;
  };
  const world: World = {
    folder,
    engine,
    clock,
    failures,
    alerts: await begin(),
    async minutes(count, failing = []) {
      for (let minute = 0; minute < count; minute += 1) {
        const entries: Entry[] = failing.flatMap((id) =>
          Array.from({ length: 25 }, (_, i): Entry => {
            reports += 1;
            return {
              kind: 'report',
              at: (clock.now + i) as EpochMs,
              id: `r${reports}`,
              service: id,
              symptom: 'unreachable',
              network: `AS${64_500 + (i % 12)}`,
              reporter: `p${reports}`,
            };
          }),
        );
        const since = clock.now as EpochMs;
        clock.now += MINUTE;
        await engine.submitAll([...entries, { kind: 'tick', at: now(), timeline: 'live', since }]);
      }
      await engine.save(false);
    },
    async look() {
      await world.alerts.look();
      await world.alerts.idle();
      return world.alerts.deliveries(1_000);
    },
    async restart(next = alerting) {
      alerting = next;
      await world.alerts.stop();
      world.alerts = await begin();
    },
    async [Symbol.asyncDispose]() {
      await world.alerts.stop();
      await tables.close();
      await engine.close();
      rmSync(folder, { recursive: true });
    },
  };
  await world.minutes(240);
  await world.look();
  return world;
}
