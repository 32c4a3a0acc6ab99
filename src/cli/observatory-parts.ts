/** Parts of an observatory that need settings and the engine: what nobody set, retention, sources of traffic. */
import type { pino } from 'pino';
import type { FoldState } from '../core/fold.ts';
import { type Config, readConfig } from '../doors/config.ts';
import type { Places } from '../doors/place.ts';
import type { Pseudonyms } from '../doors/reporter.ts';
import { olderThan, retentionText } from '../doors/retention.ts';
import { TrafficDoors } from '../doors/traffic/traffic-doors.ts';
import type { Engine } from '../engine/engine.ts';
import type { RetentionRule } from '../engine/pruner.ts';
import { LIVE } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';
import { UsageError } from './command.ts';

const now = (): EpochMs => Date.now() as EpochMs;

/**
 * What holds where no configuration was ever needed: the journal has a past that was imported, and no service of today.
 * Those of today would be retired by a configuration that does not name them, and shown to everybody where theirs said private.
 */
export function unconfigured({ watches, budget }: FoldState): Config {
  const live = [...watches.values()].find(({ service, retired }) => service.timeline === LIVE && !retired);
  if (live !== undefined) {
    throw new UsageError(
      `the journal has services of a configuration, such as ${live.service.id}: name it with --config`,
    );
  }
  return { ...readConfig('services: []', ''), budget };
}

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
