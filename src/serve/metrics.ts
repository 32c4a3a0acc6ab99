/** Metrics in Prometheus' text format: what the observatory does, and what it sees of each service. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { arriving, type Watch } from '../core/watch.ts';
import type { ScheduleStats } from '../doors/probe/schedule.ts';
import type { Engine } from '../engine/engine.ts';
import { minuteOf } from '../model/units.ts';
import type { Live } from './live.ts';
import type { PageCache } from './page-cache.ts';
import { blocksOf, lastHour, lastHourOf } from './view-parts.ts';

const STATES = { unknown: -1, none: 0, possible: 1, confirmed: 2, over: 0 } as const;

/** What the doors count of themselves. */
export interface MeasuredDoors {
  /** Lines of access logs, by `SERVICE OUTCOME`. */
  readonly traffic?: { readonly lines: ReadonlyMap<string, number> } | undefined;
  readonly prober?: { stats(): ScheduleStats } | undefined;
}

export interface Metrics {
  readonly registry: Registry;
  readonly accepted: Counter;
  readonly refused: Counter<'code'>;
}

export function createMetrics(engine: Engine, live: Live, pages: PageCache, doors: MeasuredDoors): Metrics {
  const { prober } = doors;
  const lines = doors.traffic?.lines ?? new Map<string, number>();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  };
  gauge('groundswell_journal_entries', 'Entries in the journal', () => engine.size);
  gauge('groundswell_waiting_entries', 'Entries that wait to be written', () => engine.waiting);
  gauge('groundswell_live_streams', 'Open streams of live updates', () => live.streams);
  gauge('groundswell_pages_rendered', 'Pages made since the start; the rest came from memory', () => pages.rendered);
  serviceGauges(registry, engine);
  if (prober !== undefined) {
    for (const [name, help, of] of PROBE_GAUGES) gauge(`groundswell_probe_${name}`, help, () => of(prober.stats()));
  }
  new Gauge({
    name: 'groundswell_traffic_lines',
    help: 'Lines of access logs since the start: counted, or refused by their reason',
    labelNames: ['service', 'outcome'],
    registers: [registry],
    collect() {
      for (const [name, count] of lines) {
        const [service = '', outcome = ''] = name.split(' ');
        this.set({ service, outcome }, count);
      }
    },
  });
  return {
    registry,
    accepted: new Counter({ name: 'groundswell_signals_accepted_total', help: 'Signals taken', registers: [registry] }),
    refused: new Counter({
      name: 'groundswell_signals_refused_total',
      help: 'Signals refused, by reason',
      labelNames: ['code'],
      registers: [registry],
    }),
  };
}

const PROBE_GAUGES: readonly (readonly [name: string, help: string, of: (stats: ScheduleStats) => number])[] = [
  ['targets', 'Probes on the schedule', ({ targets }) => targets],
  ['running', 'Probes under way', ({ running }) => running],
  ['started', 'Probes started since the start', ({ started }) => started],
  ['overlaps', 'Rounds left out since the last one was still under way', ({ overlaps }) => overlaps],
  ['lag_p99_milliseconds', 'Between due and started, 99 of 100', ({ lag }) => lag.p99],
  ['overdue_milliseconds', 'How long the next probe is overdue: a dead scheduler', ({ overdueMs }) => overdueMs],
];

/** Services whose last hour is told; beyond it a scrape would cost more than it tells. */
const HOURS_MAX = 2_000;

const watched = (engine: Engine): Watch[] => [...engine.state.watches.values()].filter(({ retired }) => !retired);

function serviceGauges(registry: Registry, engine: Engine): void {
  const watches = () => watched(engine);
  new Gauge({
    name: 'groundswell_service_state',
    help: 'State of a service: -1 unknown, 0 none or over, 1 possible, 2 confirmed',
    labelNames: ['service'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { service, state } of watches()) this.set({ service: service.id }, STATES[state]);
    },
  });
  const lastHours = hoursReader(engine);
  const hour = (of: 'observed' | 'expected', name: string, help: string): void => {
    new Gauge({
      name,
      help,
      labelNames: ['service'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const [service, { [of]: value }] of await lastHours()) if (value !== null) this.set({ service }, value);
      },
    });
  };
  hour('observed', 'groundswell_service_reports_last_hour', 'Reports of the last 60 minutes that were counted');
  hour('expected', 'groundswell_service_usual_last_hour', 'Reports that are usual for those 60 minutes');
  new Gauge({
    name: 'groundswell_service_arriving_reports',
    help: 'Reports in the running step, not yet judged',
    labelNames: ['service'],
    registers: [registry],
    collect() {
      this.reset();
      for (const watch of watches()) this.set({ service: watch.service.id }, arriving(watch));
    },
  });
}

type Hours = ReadonlyMap<string, ReturnType<typeof lastHourOf>>;

/** The last hours of all services, read once for as long as the journal does not grow: both gauges of a scrape ask for them. */
function hoursReader(engine: Engine): () => Promise<Hours> {
  let read: { readonly size: number; readonly hours: Promise<Hours> } | undefined;
  return () => {
    const { size } = engine;
    if (read?.size === size) return read.hours;
    const hours = hoursOf(engine);
    read = { size, hours };
    // What could not be read is read again by the next who asks.
    hours.catch(() => {
      if (read?.hours === hours) read = undefined;
    });
    return hours;
  };
}

async function hoursOf(engine: Engine): Promise<Hours> {
  const hours = new Map<string, ReturnType<typeof lastHourOf>>();
  for (const { service } of watched(engine).slice(0, HOURS_MAX)) {
    const at = engine.state.timelines.get(service.timeline)?.at;
    // Before its clock has begun nothing was counted.
    if (at === undefined) continue;
    const until = minuteOf(at);
    const blocks = await blocksOf(engine, service, lastHour(service.stepMinutes, until));
    hours.set(service.id, lastHourOf(blocks, service, until));
  }
  return hours;
}
