/** `groundswell traffic --follow`: log files while they are written, a line a minute on a terminal, or minutes of traffic as NDJSON for an observatory. */
import { sketchSize } from '../core/sketch-text.ts';
import { addTraffic, emptyTotals, type Totals } from '../core/traffic-totals.ts';
import { Places } from '../doors/place.ts';
import { Pseudonyms } from '../doors/reporter.ts';
import type { LineFault } from '../doors/traffic/live-counter.ts';
import type { TrafficSource } from '../doors/traffic/settings.ts';
import { TrafficDoors } from '../doors/traffic/traffic-doors.ts';
import type { TrafficMinute } from '../model/traffic-minute.ts';
import { type EpochMs, isoMinute, type Minute, minuteOf } from '../model/units.ts';
import { EXIT, type Io } from './command.ts';

export interface FollowCommand {
  readonly source: Extract<TrafficSource, { files: unknown }>;
  readonly databases: readonly string[];
  /** As whom the lines are sent on; undefined for words. */
  readonly service: string | undefined;
}

const LOOK_EVERY_MS = 500;
const now = (): EpochMs => Date.now() as EpochMs;

export async function followTraffic({ source, databases, service }: FollowCommand, io: Io): Promise<number> {
  const { stopped } = io;
  const places = databases.length > 0 ? Places.open(databases) : Places.installed();
  const pseudonyms = new Pseudonyms(undefined, now());
  const arrived: TrafficMinute[] = [];
  const refused = new Map<LineFault, number>();
  const doors = new TrafficDoors({
    submit: async (entries) => void arrived.push(...entries),
    markOf: () => null,
    places: () => places,
    pseudonym: (text) => pseudonyms.nameOf(text, now()),
    now,
    onRefused: (_, __, faults) => {
      for (const [fault, { lines, example }] of faults) {
        if (!refused.has(fault)) io.stderr.write(`groundswell traffic: a line was refused (${fault}): ${example}\n`);
        refused.set(fault, (refused.get(fault) ?? 0) + lines);
      }
    },
    onError: (cause) => io.stderr.write(`groundswell traffic: ${(cause as Error).message}\n`),
  });
  const show = (): void => {
    const entries = arrived.splice(0);
    if (service === undefined) io.stdout.write(rowsOf(entries));
    else for (const entry of entries) io.stdout.write(`${JSON.stringify(lineOf(entry, service))}\n`);
  };
  await doors.apply([{ service: service ?? 'log', sources: [source] }], '');
  if (service === undefined) io.stdout.write(HEAD);
  const shown = setInterval(show, LOOK_EVERY_MS);
  io.stderr.write(`groundswell traffic: following ${source.files.join(', ')}; stop with Ctrl-C\n`);
  await stopped;
  clearInterval(shown);
  await doors.close();
  show();
  for (const [fault, lines] of refused) io.stderr.write(`groundswell traffic: ${lines} lines refused: ${fault}\n`);
  return EXIT.ok;
}

/** As the door for signals takes it. */
function lineOf({ at, source, part, counts }: TrafficMinute, service: string): object {
  return { kind: 'traffic', at: isoMinute(minuteOf(at)), service, source: source.slice(-64), part, ...counts };
}

const HEAD = 'minute (UTC)        requests    failed        clients  most are registered in\n';

/** Minutes in their order, all files together. */
function rowsOf(entries: readonly TrafficMinute[]): string {
  const minutes = new Map<Minute, Totals>();
  for (const { at, counts } of entries) {
    const minute = minuteOf(at);
    const totals = minutes.get(minute) ?? emptyTotals();
    minutes.set(minute, totals);
    addTraffic(totals, counts, 1);
  }
  return [...minutes]
    .sort(([a], [b]) => a - b)
    .map(([minute, totals]) => row(minute, totals))
    .join('');
}

function row(minute: Minute, { requests, statuses, clients, top }: Totals): string {
  const failed = statuses.serverError ?? 0;
  const share = failed === 0 ? '' : ` (${((100 * failed) / requests).toFixed(1)} %)`;
  const places = Object.entries(top.countries)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([country, count]) => `${country} ${Math.round((100 * count) / requests)} %`);
  const columns = [
    isoMinute(minute).slice(0, 16).replace('T', ' '),
    grouped(requests).padStart(10),
    `${grouped(failed)}${share}`.padStart(14),
    grouped(Math.round(sketchSize(clients))).padStart(8),
    places.join(', '),
  ];
  return `${columns.join('  ').trimEnd()}\n`;
}

const grouped = (value: number): string => value.toLocaleString('en');
