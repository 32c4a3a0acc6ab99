/**
 * The 2019 report series of six services, in steps of 20 minutes, against the widely reported outages. Alone:
 * `node bench/accuracy/real.ts --set reports [--alarms]`
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Alarm, type AlarmMethod, type Counted, minuteAt, ours, tunedPeer } from './alarms.ts';
import { peers } from './methods.ts';
import {
  atLeast,
  atMost,
  type BenchSet,
  type Columns,
  type Options,
  type Outcome,
  quantile,
  section,
} from './report.ts';
import { isShared, minuteOf, notShared, sharedFile } from './shared-data.ts';

export const SERIES = 'reports/outage-report-2019.csv.gz';
const EVENTS = 'reports/outage-report-2019-events.json';
const SERIES_STEP_MINUTES = 20;
/** Listed starts are approximate: an alarm this long before or after one belongs to it, and finds it within half a day. */
const NEAR = { before: 180, found: 12 * 60, after: 24 * 60 };
const MONTH = 30 * 1440;
/** One outage of the six began before the series, and is found in hindsight. */
const FLOORS = { outages: 6, possibleAMonth: 1.25 };

const possible = ours('possible');
const confirmed = ours('confirmed');

interface Service extends Counted {
  readonly name: string;
}

interface Event {
  readonly services: readonly string[];
  readonly start_utc: string;
  readonly note: string;
}

/** A widely reported outage of one service. */
interface Outage {
  readonly service: string;
  readonly start: number;
  readonly note: string;
}

export const reportsSet: BenchSet = {
  name: 'reports',
  run: (options) => (isShared(SERIES) && isShared(EVENTS) ? reports(options) : notShared('reports')),
};

function reports({ alarms, only, short }: Options): Outcome {
  const services = readServices();
  const outages = readOutages();
  const others = short ? [] : peers;
  const methods = [possible, confirmed, ...others.map(({ name }) => tunedPeer(name))].filter(({ name }) =>
    name.toLowerCase().includes(only.toLowerCase()),
  );
  const raised = new Map(methods.map((method) => [method, services.map((service) => method.alarms(service))]));
  const rows = methods.map((method) => reportsRow(method, raised.get(method)!, services, outages));
  const sections = [
    section('2019 report series: widely reported outages, and alarms near none', rows, reportsColumns, [
      `${outages.length} outages of a service are listed; one began before the series does. An alarm from ${NEAR.before / 60} hours before a listed start to ${NEAR.found / 60} hours after it finds it. Delay: from the listed start, which is approximate, to the step that decided, in minutes.`,
    ]),
  ];
  const mine = [possible, confirmed].map((method) => raised.get(method));
  if (mine[0] === undefined || mine[1] === undefined) return { sections, failures: [] };
  const [byPossible, byConfirmed] = mine as [Alarm[][], Alarm[][]];
  const perService = services.map((service, k) => serviceRow(service, byPossible[k]!, byConfirmed[k]!, outages));
  const perOutage = outages.map((outage) => outageRow(outage, services, byPossible, byConfirmed));
  if (alarms) for (const [k, service] of services.entries()) printAlarms(service, byPossible[k]!, byConfirmed[k]!);
  return {
    sections: [
      ...sections,
      section('2019 report series: the detector, by service', perService, serviceColumns),
      section('2019 report series: the detector, by outage', perOutage, outageColumns),
    ],
    failures: [
      ...atLeast('outages confirmed', rows.find(({ method }) => method === confirmed.name)!.found, FLOORS.outages),
      ...perService.flatMap((row) =>
        atMost(`${row.service}: possible a month`, row.possibleAMonth, FLOORS.possibleAMonth),
      ),
    ],
  };
}

interface ReportsRow {
  readonly method: string;
  readonly found: number;
  readonly of: number;
  readonly delayMedian: number;
  readonly unexplainedAMonth: number;
}

const reportsColumns: Columns<ReportsRow> = {
  method: (row) => row.method,
  'outages found': (row) => `${row.found} of ${row.of}`,
  'delay, median': (row) => (row.found === 0 ? '–' : row.delayMedian.toFixed(0)),
  'unexplained / service-month': (row) => row.unexplainedAMonth.toFixed(2),
};

function reportsRow(
  { name }: AlarmMethod,
  raised: readonly Alarm[][],
  services: readonly Service[],
  outages: readonly Outage[],
): ReportsRow {
  const firsts = outages.map((outage) => {
    const k = services.findIndex((service) => service.name === outage.service);
    return firstFor(outage, services[k]!, raised[k]!);
  });
  const delays = outages.flatMap((outage, i) => (firsts[i] === undefined ? [] : [firsts[i]! - outage.start]));
  const unexplained = services.flatMap((service, k) => raised[k]!.filter((alarm) => isAlone(alarm, service, outages)));
  return {
    method: name,
    found: delays.length,
    of: outages.length,
    delayMedian: quantile(delays, 0.5),
    unexplainedAMonth: unexplained.length / services.reduce((sum, service) => sum + monthsOf(service), 0),
  };
}

interface ServiceRow {
  readonly service: string;
  readonly confirmed: number;
  readonly confirmedAMonth: number;
  readonly possibleAMonth: number;
}

const serviceColumns: Columns<ServiceRow> = {
  service: (row) => row.service,
  confirmed: (row) => String(row.confirmed),
  'unlisted confirmed / month': (row) => row.confirmedAMonth.toFixed(2),
  'possible, neither confirmed nor listed / month': (row) => row.possibleAMonth.toFixed(2),
};

function serviceRow(
  service: Service,
  byPossible: readonly Alarm[],
  byConfirmed: readonly Alarm[],
  outages: readonly Outage[],
): ServiceRow {
  const alone = (alarms: readonly Alarm[]) => alarms.filter((alarm) => isAlone(alarm, service, outages)).length;
  return {
    service: service.name,
    confirmed: byConfirmed.length,
    confirmedAMonth: alone(byConfirmed) / monthsOf(service),
    // An incident's two tiers share its end, by which one that was confirmed is known.
    possibleAMonth: alone(byPossible.filter((one) => !isConfirmed(one, byConfirmed))) / monthsOf(service),
  };
}

const isConfirmed = (one: Alarm, byConfirmed: readonly Alarm[]): boolean =>
  byConfirmed.some((other) => other.until === one.until);

interface OutageRow {
  readonly outage: Outage;
  readonly possible: number | undefined;
  readonly confirmed: number | undefined;
}

const text = (minute: number | undefined): string =>
  minute === undefined ? 'not found' : new Date(minute * 60_000).toISOString().slice(0, 16);

const outageColumns: Columns<OutageRow> = {
  'listed start': ({ outage }) => text(outage.start),
  service: ({ outage }) => outage.service,
  possible: (row) => text(row.possible),
  confirmed: (row) => text(row.confirmed),
  what: ({ outage }) => outage.note,
};

function outageRow(
  outage: Outage,
  services: readonly Service[],
  byPossible: readonly Alarm[][],
  byConfirmed: readonly Alarm[][],
): OutageRow {
  const k = services.findIndex((service) => service.name === outage.service);
  const service = services[k]!;
  return {
    outage,
    possible: firstFor(outage, service, byPossible[k]!),
    confirmed: firstFor(outage, service, byConfirmed[k]!),
  };
}

const monthsOf = ({ counts, stepMinutes }: Counted): number => (counts.length * stepMinutes) / MONTH;

/** Minute of the first alarm that finds an outage. */
function firstFor({ start }: Outage, service: Service, alarms: readonly Alarm[]): number | undefined {
  return alarms
    .map((alarm) => minuteAt(service, alarm.at))
    .find((minute) => minute >= start - NEAR.before && minute <= start + NEAR.found);
}

/** No listed outage explains the alarm. */
function isAlone(alarm: Alarm, service: Service, outages: readonly Outage[]): boolean {
  const minute = minuteAt(service, alarm.at);
  return outages.every(
    (one) => one.service !== service.name || minute < one.start - NEAR.before || minute > one.start + NEAR.after,
  );
}

function printAlarms(service: Service, byPossible: readonly Alarm[], byConfirmed: readonly Alarm[]): void {
  for (const alarm of byPossible) {
    const tier = isConfirmed(alarm, byConfirmed) ? 'confirmed' : 'possible';
    const [at, until] = [alarm.at, alarm.until].map((step) => text(minuteAt(service, step)));
    const most = Math.max(...service.counts.subarray(alarm.at, alarm.until + 1));
    console.log(service.name, tier, at, 'to', until, 'most', most);
  }
}

export function readServices(): Service[] {
  const lines = gunzipSync(readFileSync(sharedFile(SERIES)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  const [head, ...cells] = lines;
  const startMinute = minuteOf(cells[0]![0]!);
  const length = (minuteOf(cells.at(-1)![0]!) - startMinute) / SERIES_STEP_MINUTES + 1;
  return head!.slice(1).map((name, k) => {
    const counts = new Int32Array(length).fill(-1);
    for (const cell of cells)
      if (cell[k + 1]) counts[(minuteOf(cell[0]!) - startMinute) / SERIES_STEP_MINUTES] = Number(cell[k + 1]);
    return { name, startMinute, stepMinutes: SERIES_STEP_MINUTES, counts };
  });
}

function readOutages(): Outage[] {
  const events: Event[] = JSON.parse(readFileSync(sharedFile(EVENTS), 'utf8')).events;
  return events.flatMap(({ services, start_utc, note }) =>
    services.map((service) => ({ service, start: minuteOf(start_utc), note })),
  );
}
