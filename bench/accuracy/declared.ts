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
/** An alarm belongs to the declaration if it was raised no later than this after it, and was over no earlier before it. */
const BELATED_MINUTES = 180;
const OVER_MINUTES = 60;
const SUSPECT_MINUTES = 180;
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
  /** Leads so long that the alarm was hardly about the incident. */
  readonly suspect: number;
  /** Alarms that were over an hour before the declaration, or came three hours after it. */
  readonly others: number;
}

const leadColumns: Columns<Lead> = {
  method: (row) => row.method,
  found: (row) => `${row.found} of ${row.of}`,
  'earlier %': (row) => percent(row.earlier),
  'earlier % at its end': (row) => percent(row.earlierAtEnd),
  'lead, median': (row) => (Number.isFinite(row.leadMedian) ? row.leadMedian.toFixed(0) : '–'),
  'leads over 3 hours': (row) => String(row.suspect),
  'other alarms': (row) => String(row.others),
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
        archived.map((one) => judge(method, one)),
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

interface Judged {
  /** Minus infinity where the method did not find the incident. */
  readonly lead: number;
  readonly others: number;
}

function judge(method: AlarmMethod, { declared_utc, start_utc, counts }: Archived): Judged {
  const counted = { startMinute: minuteOf(start_utc), stepMinutes: STEP_MINUTES, counts: Int32Array.from(counts) };
  const declaredAt = minuteOf(declared_utc);
  const alarms = method.alarms(counted);
  // The incident that was declared: an alarm up to three hours after the declaration that ran until it at least.
  const own = alarms.filter(
    ({ at, until }) =>
      minuteAt(counted, at) < declaredAt + BELATED_MINUTES &&
      minuteAt(counted, until) + STEP_MINUTES > declaredAt - OVER_MINUTES,
  );
  const first = own[0];
  return {
    lead: first === undefined ? Number.NEGATIVE_INFINITY : declaredAt - minuteAt(counted, first.at),
    others: alarms.length - own.length,
  };
}

function leadOf(method: string, judged: readonly Judged[]): Lead {
  const leads = judged.map(({ lead }) => lead);
  const shareOver = (minutes: number) => leads.filter((lead) => lead > minutes).length / leads.length;
  return {
    method,
    found: leads.filter(Number.isFinite).length,
    of: leads.length,
    earlier: shareOver(0),
    earlierAtEnd: shareOver(STEP_MINUTES),
    leadMedian: quantile(leads, 0.5),
    suspect: leads.filter((lead) => lead > SUSPECT_MINUTES).length,
    others: judged.reduce((sum, { others }) => sum + others, 0),
  };
}
