/**
 * Archived Downdetector incidents, in steps of 15 minutes, against the time at which Downdetector declared them. Alone:
 * `node bench/accuracy/real.ts --set declared`
 */
import { readFileSync } from 'node:fs';
import { type AlarmMethod, minuteAt, ours, tunedPeer } from './alarms.ts';
import { bocpd } from './peers/bocpd.ts';
import { cusum } from './peers/cusum.ts';
import { kleinberg } from './peers/kleinberg.ts';
import {
  atLeast,
  type BenchSet,
  type Columns,
  type Options,
  OURS,
  type Outcome,
  percent,
  quantile,
  section,
} from './report.ts';
import { isShared, minuteOf, notShared, sharedFile } from './shared-data.ts';

const DECLARED = 'reports/downdetector-aws-2018-2019.json';
const STEP_MINUTES = 15;
const FLOORS = { earlier: 0.6, leadMinutes: 5 };

interface Archived {
  readonly declared_utc: string;
  readonly start_utc: string;
  readonly counts: readonly number[];
}

export const declaredSet: BenchSet = {
  name: 'declared',
  run: (options) => (isShared(DECLARED) ? declared(options) : notShared(DECLARED)),
};

interface Lead {
  readonly method: string;
  readonly found: number;
  readonly of: number;
  readonly earlier: number;
  /** The same, when the row that decided was complete. */
  readonly earlierAtEnd: number;
  readonly leadMedian: number;
}

const leadColumns: Columns<Lead> = {
  method: (row) => row.method,
  found: (row) => `${row.found} of ${row.of}`,
  'earlier %': (row) => percent(row.earlier),
  'earlier % at its end': (row) => percent(row.earlierAtEnd),
  'lead, median': (row) => (Number.isFinite(row.leadMedian) ? row.leadMedian.toFixed(0) : '–'),
};

/** Peers whose papers need days of history say nothing about incidents that come with twelve hours of it. */
const YOUNG_PEERS = [cusum, bocpd, kleinberg];

function declared({ only }: Options): Outcome {
  const archived: Archived[] = JSON.parse(readFileSync(sharedFile(DECLARED), 'utf8'));
  const methods = [ours('possible'), ours('confirmed'), ...YOUNG_PEERS.map(({ name }) => tunedPeer(name))];
  const rows = methods
    .filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()))
    .map((method) =>
      leadOf(
        method.name,
        archived.map((one) => leadMinutes(method, one)),
      ),
    );
  const mine = rows.filter(({ method }) => method.startsWith(OURS));
  return {
    sections: [
      section(
        'Downdetector incidents: lead of the row that decided over the declared time, in minutes',
        rows,
        leadColumns,
        [
          'The lead is that of the start of the row that decided; its end is 15 minutes later. An incident that was not found has no lead, and counts as later than declared.',
        ],
      ),
    ],
    failures: mine.flatMap((row) => [
      ...atLeast(`${row.method}: earlier than declared`, row.earlier, FLOORS.earlier),
      ...atLeast(`${row.method}: median lead`, row.leadMedian, FLOORS.leadMinutes),
    ]),
  };
}

/** Minus infinity where the method did not find it. */
function leadMinutes(method: AlarmMethod, { declared_utc, start_utc, counts }: Archived): number {
  const counted = { startMinute: minuteOf(start_utc), stepMinutes: STEP_MINUTES, counts: Int32Array.from(counts) };
  const declaredAt = minuteOf(declared_utc);
  // The incident that was declared: an alarm up to three hours after the declaration that ran until it at least.
  const first = method
    .alarms(counted)
    .find(
      ({ at, until }) =>
        minuteAt(counted, at) < declaredAt + 180 && minuteAt(counted, until) + STEP_MINUTES > declaredAt - 60,
    );
  return first === undefined ? Number.NEGATIVE_INFINITY : declaredAt - minuteAt(counted, first.at);
}

function leadOf(method: string, leads: readonly number[]): Lead {
  return {
    method,
    found: leads.filter(Number.isFinite).length,
    of: leads.length,
    earlier: leads.filter((lead) => lead > 0).length / leads.length,
    earlierAtEnd: leads.filter((lead) => lead > STEP_MINUTES).length / leads.length,
    leadMedian: quantile(leads, 0.5),
  };
}
