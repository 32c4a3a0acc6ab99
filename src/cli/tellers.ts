/** Who tells people, put together: the operator's channels, and readers who subscribed; and their tables for commands. */
import { existsSync } from 'node:fs';
import type { pino } from 'pino';
import { Alerts, type AlertsOptions } from '../alerts/alerts.ts';
import { OUTBOX_TABLES } from '../alerts/outbox.ts';
import { SUBSCRIBER_TABLES } from '../alerts/subscribers.ts';
import { Subscriptions } from '../alerts/subscriptions.ts';
import type { Config } from '../doors/config.ts';
import type { Engine } from '../engine/engine.ts';
import type { CommonEvent, EventRole } from '../model/event.ts';
import { LIVE } from '../model/service.ts';
import { openClusterTables } from '../store/cluster/home.ts';
import { FencedError, type Tables } from '../store/ports.ts';
import { openSqliteTables, tablesPath } from '../store/sqlite/tables.ts';
import { clusterPlace } from './cluster-place.ts';
import type { Values } from './command.ts';
import { journalPath } from './journal-file.ts';

/** Tables of those who tell people: the operator's channels, and readers who subscribed. */
export const TELLERS = {
  alerts: OUTBOX_TABLES,
  subscriptions: OUTBOX_TABLES + SUBSCRIBER_TABLES,
} as const;

/** Who tells people. Of several machines, the one that writes does; the others read what it noted. */
export async function tellersFrom(engine: Engine, config: Config, log: pino.Logger, fail: (cause: unknown) => void) {
  const now = () => Date.now();
  const open = (name: keyof typeof TELLERS): Promise<Tables> => engine.store.tables(name, TELLERS[name]);
  const onError = (cause: unknown): void => {
    if (cause instanceof FencedError) fail(cause);
    else log.error({ err: cause }, 'messages are in trouble');
  };
  const of = { alerts: await open('alerts'), subscriptions: await open('subscriptions') };
  const alerts = new Alerts(toldFrom(engine, of.alerts, now, onError), config.alerts, config.url);
  const readers = toldFrom(engine, of.subscriptions, now, onError);
  const subscriptions = new Subscriptions(readers, config.subscriptions, config.url);
  return {
    alerts,
    subscriptions,
    know(next: Config): void {
      alerts.know(next.alerts, next.url);
      subscriptions.know(next.subscriptions, next.url);
    },
    async apply(next: Config): Promise<void> {
      await alerts.apply(next.alerts, next.url);
      await subscriptions.apply(next.subscriptions, next.url);
    },
    start(): void {
      alerts.start();
      subscriptions.start();
    },
    async stop(): Promise<void> {
      await alerts.stop();
      await subscriptions.stop();
    },
    async close(): Promise<void> {
      await of.alerts.close();
      await of.subscriptions.close();
    },
  };
}

/** What an engine knows, for whoever tells of it. */
export const toldFrom = (
  engine: Engine,
  tables: Tables,
  now: () => number,
  onError: (cause: unknown) => void,
): Omit<AlertsOptions, 'onDead'> => ({
  tables,
  facts: (from, limit) => engine.store.views.facts(from, limit),
  size: () => engine.size,
  serviceOf: (id) => engine.state.watches.get(id)?.service,
  sharedBy: (incident) => providerOf(engine.state.timelines.get(LIVE)?.events ?? [], incident),
  now,
  onError,
});

/** The provider that an event's members share, for one of them. */
function providerOf(events: readonly CommonEvent[], incident: string): string | undefined {
  const event = events.find(({ members }) => members.some((one) => one.incident === incident && SHARES.has(one.role)));
  return event?.provider ?? undefined;
}
const SHARES: ReadonlySet<EventRole> = new Set(['root', 'member']);

/** For a command that reads them. @param none what it gets where no table was ever made */
export async function withTables<T>(
  values: Values,
  name: keyof typeof TELLERS,
  none: T,
  work: (tables: Tables) => Promise<T>,
): Promise<T> {
  const cluster = clusterPlace(values);
  if (cluster !== undefined) {
    await using opened = await openClusterTables(cluster);
    return await work(await opened.tables(name, TELLERS[name]));
  }
  const path = tablesPath(journalPath(values), name);
  if (!existsSync(path)) return none;
  const tables = await openSqliteTables(path, TELLERS[name]);
  try {
    return await work(tables);
  } finally {
    await tables.close();
  }
}
