/**
 * Measures the detector on real reports: node_modules/.bin/node bench/accuracy/real.ts [--alarms]. The 2019 series of six
 * services (20-minute steps) against the widely reported outages, and archived Downdetector incidents (15-minute steps)
 * against the time at which Downdetector declared them. Read from ../shared/data/reports, with the default setting.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { detectAll, type Row } from '../../src/core/detect.ts';
import type { SeriesIncident } from '../../src/core/series.ts';
import type { Minute } from '../../src/model/units.ts';

const REPORTS = new URL('../../../shared/data/reports/', import.meta.url);
/** Listed starts are approximate: an alarm this long before or after one belongs to it. */
const NEAR = { before: 180, after: 24 * 60 };
const MONTH = 30 * 1440;

interface Event {
  readonly services: readonly string[];
  readonly start_utc: string;
  readonly note: string;
}

interface Archived {
  readonly title: string;
  readonly declared_utc: string;
  readonly start_utc: string;
  readonly step_s: number;
  readonly counts: readonly number[];
}

const minuteOf = (iso: string): number => Math.floor(Date.parse(iso) / 60_000);
const text = (minute: number | null): string =>
  minute === null ? '-' : new Date(minute * 60_000).toISOString().slice(0, 16);

function main(): void {
  if (!process.argv.includes('--declared')) series();
  declared();
}

function series(): void {
  const lines = gunzipSync(readFileSync(new URL('outage-report-2019.csv.gz', REPORTS)))
    .toString()
    .trim()
    .split('\n');
  const names = lines[0]!.trim().split(',').slice(1);
  const events: Event[] = JSON.parse(readFileSync(new URL('outage-report-2019-events.json', REPORTS), 'utf8')).events;
  const cells = lines.slice(1).map((line) => line.trim().split(','));
  const table: Record<string, unknown> = {};
  const alarmsOf = new Map<string, SeriesIncident[]>();
  for (const [k, name] of names.entries()) {
    const rows: Row[] = cells.map((cell) => {
      const value = cell[k + 1];
      return { at: minuteOf(cell[0]!) as Minute, count: value ? Number(value) : undefined };
    });
    const found = detectAll(rows);
    alarmsOf.set(name, [...found.incidents, ...found.possible]);
    const listed = events.filter((event) => event.services.includes(name)).map((event) => minuteOf(event.start_utc));
    const explained = (one: SeriesIncident) =>
      listed.some((start) => first(one) >= start - NEAR.before && first(one) <= start + NEAR.after);
    const months = (rows.length * 20) / MONTH;
    const possible = found.possible.filter((one) => !explained(one)).length;
    const confirmed = found.incidents.filter((one) => !explained(one)).length;
    table[name] = {
      confirmed: found.incidents.length,
      'unlisted confirmed a month': (confirmed / months).toFixed(2),
      'unexplained possible a month': (possible / months).toFixed(2),
    };
    if (process.argv.includes('--alarms')) for (const one of [...found.incidents, ...found.possible]) print(name, one);
  }
  console.table(table);
  for (const event of events) {
    for (const name of event.services) {
      const start = minuteOf(event.start_utc);
      const near = alarmsOf
        .get(name)!
        .filter((one) => first(one) >= start - NEAR.before && first(one) <= start + 12 * 60);
      const by = near.map(
        (one) => `${one.detected === null ? 'possible' : 'confirmed'} ${text(one.detected ?? first(one))}`,
      );
      console.log(`${text(start)} ${name}: ${by.join(', ') || 'not found'} (${event.note})`);
    }
  }
}

const first = (one: SeriesIncident): number => one.possibleAt ?? one.detected ?? one.start;

function print(name: string, one: SeriesIncident): void {
  const tier = one.detected === null ? 'possible ' : 'confirmed';
  console.log(
    name.padEnd(14),
    tier,
    text(first(one)),
    text(one.detected),
    text(one.end),
    `waves ${one.waves.length} observed ${one.observed} expected ${one.expected.toFixed(1)} peak ${one.peakCount}`,
  );
}

function declared(): void {
  const archived: Archived[] = JSON.parse(readFileSync(new URL('downdetector-aws-2018-2019.json', REPORTS), 'utf8'));
  const leads = { possible: [] as number[], confirmed: [] as number[] };
  for (const one of archived) {
    const step = one.step_s / 60;
    const origin = minuteOf(one.start_utc);
    const rows: Row[] = one.counts.map((count, k) => ({ at: (origin + k * step) as Minute, count }));
    const found = detectAll(rows, { stepMinutes: step });
    const at = minuteOf(one.declared_utc);
    // The incident that was declared: an alarm up to three hours after the declaration that ran until it at least.
    const close = [...found.incidents, ...found.possible].filter(
      (alarm) => first(alarm) < at + 180 && (alarm.end ?? Number.POSITIVE_INFINITY) > at - 60,
    );
    const lead = (times: (number | null)[]) => {
      const known = times.filter((time): time is number => time !== null);
      return known.length > 0 ? at - Math.min(...known) : Number.NEGATIVE_INFINITY;
    };
    const possible = lead(close.map(first));
    const confirmed = lead(close.map((alarm) => alarm.detected));
    leads.possible.push(possible);
    leads.confirmed.push(confirmed);
    if (process.argv.includes('--alarms')) console.log(one.declared_utc, 'lead', possible, confirmed);
  }
  const table: Record<string, unknown> = {};
  for (const [tier, values] of Object.entries(leads)) {
    const sorted = [...values].sort((a, b) => a - b);
    table[tier] = {
      found: values.filter((value) => Number.isFinite(value)).length,
      of: values.length,
      'earlier %': ((100 * values.filter((value) => value > 0).length) / values.length).toFixed(0),
      'lead, median min': sorted[Math.floor((sorted.length - 1) / 2)],
    };
  }
  console.log('Downdetector incidents: lead of the row that decided over the declared time');
  console.table(table);
}

main();
