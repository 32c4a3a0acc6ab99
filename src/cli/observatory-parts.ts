/** Parts of an observatory that need settings and the engine: alerts, retention, sources of traffic. */
import { join } from 'node:path';
import type { pino } from 'pino';
import { Alerts, type AlertsOptions } from '../alerts/alerts.ts';
import { Subscriptions } from '../alerts/subscriptions.ts';
import type { Config } from '../doors/config.ts';
import type { Places } from '../doors/place.ts';
import type { Pseudonyms } from '../doors/reporter.ts';
import { olderThan, retentionText } from '../doors/retention.ts';
import { TrafficDoors } from '../doors/traffic/traffic-doors.ts';
import type { Engine } from '../engine/engine.ts';
import type { RetentionRule } from '../engine/pruner.ts';
import type { CommonEvent, EventRole } from '../model/event.ts';
import { LIVE } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';
import { OUTBOX_FILE } from './alert.ts';

const now = (): EpochMs => Date.now() as EpochMs;

export const prunerFailed = (log: pino.Logger) => (cause: unknown) =>
  log.error({ err: cause }, 'signals that are not kept any more could not be removed');

/** Of a cluster nothing is removed; there the rule is only told. */
export function ruleOf({ retention }: Config): RetentionRule | undefined {
  if (Object.keys(retention).length === 0) return undefined;
  return {
    older: (at) => olderThan(retention, at),
    reason: `Kept: ${retentionText(retention)}`,
    shortestDays: Math.min(...Object.values(retention).filter((days) => days !== undefined)),
  };
}

/** The provider that an event's members share, for one of them. */
function providerOf(events: readonly CommonEvent[], incident: string): string | undefined {
  const event = events.find(({ members }) => members.some((one) => one.incident === incident && SHARES.has(one.role)));
  return event?.provider ?? undefined;
}
const SHARES: ReadonlySet<EventRole> = new Set(['root', 'member']);

const SUBSCRIPTIONS_FILE = 'subscriptions.db';

/**
 * Who tells people: the operator's channels, and readers who subscribed. What is to be told lies beside the journal of one machine; several
 * machines tell nobody.
 */
export function tellersFrom(engine: Engine, folder: string, config: Config, log: pino.Logger) {
  const alerts = new Alerts(toldFrom(engine, join(folder, OUTBOX_FILE), log), config.alerts, config.url);
  const path = join(folder, SUBSCRIPTIONS_FILE);
  const subscriptions = new Subscriptions(toldFrom(engine, path, log), config.subscriptions, config.url);
  return {
    alerts,
    subscriptions,
    apply(next: Config): void {
      alerts.apply(next.alerts, next.url);
      subscriptions.apply(next.subscriptions, next.url);
    },
    start(): void {
      alerts.start();
      subscriptions.start();
    },
    async close(): Promise<void> {
      await alerts.close();
      await subscriptions.close();
    },
  };
}

const toldFrom = (engine: Engine, path: string, log: pino.Logger): Omit<AlertsOptions, 'onDead'> => ({
  path,
  facts: (from, limit) => engine.store.views.facts(from, limit),
  size: () => engine.size,
  serviceOf: (id) => engine.state.watches.get(id)?.service,
  sharedBy: (incident) => providerOf(engine.state.timelines.get(LIVE)?.events ?? [], incident),
  now,
  onError: (cause) => log.error({ err: cause }, 'messages are in trouble'),
});

/** The sources of traffic, and what they say goes into the journal. */
export function trafficInto(
  engine: Engine,
  places: () => Places,
  pseudonyms: Pseudonyms,
  log: pino.Logger,
): TrafficDoors {
  return new TrafficDoors({
    submit: (entries) => engine.submitAll(entries),
    markOf: (service, source) => engine.state.watches.get(service)?.traffic?.sources[source]?.mark ?? null,
    places,
    pseudonym: (text) => pseudonyms.nameOf(text, now()),
    now,
    onRefused: (service, source, refused) =>
      log.warn({ service, source, refused: Object.fromEntries(refused) }, 'lines of a log were refused'),
    onChallenge: (service, challenge) => log.info({ service, challenge }, 'Logpush has tried this address'),
    onError: (cause, service, source) =>
      log.error({ err: cause, service, source }, 'a source of traffic is in trouble'),
  });
}
