/**
 * The outage reports of 2019 as a scenario: real counts of six services in bins of 20 minutes, played again. A missing
 * row or an empty cell was not counted and gives no tally: it is unknown, not zero.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Tally } from '../model/entry.ts';
import type { Service, SourceLink } from '../model/service.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import type { Scenario } from './scenario.ts';

/** Where the file lies inside the folder that is given. */
export const REPORTS_FILE = join('reports', 'outage-report-2019.csv.gz');

const TIMELINE = 'reports-2019';
const SOURCE = 'outage-report-2019';
const STEP_MINUTES = 20;
/** Two and a half hours before Facebook's outage of 3 July 2019 begins to show. */
const PLAY_FROM = Date.parse('2019-07-03T11:00Z') as EpochMs;
/** 1,200 seconds of then in one second of now: a bin a second. */
const SPEED = STEP_MINUTES * 60;
/** Unpacked size above which the file is refused; the known one has 0.6 MB. */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;
const TIME_PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const DATASET: SourceLink = {
  title: 'Outage reports 2019, AtLarge Research (no licence stated)',
  url: 'https://github.com/atlarge-research/outage_report_characterization',
};
const GOOGLE_CLOUD: SourceLink = {
  title: 'FierceTelecom: the Google Cloud outage of 2 June 2019 and the services it reached',
  url: 'https://www.fiercetelecom.com/telecom/sunday-s-google-cloud-outage-impacts-gmail-youtube-and-snapchat',
};

type Described = Pick<Service, 'name' | 'category' | 'home'> & { readonly onGoogleCloud?: true };

/** The file's columns. */
const KNOWN: Readonly<Record<string, Described>> = {
  'apple-servers': { name: 'Apple servers', category: 'Cloud', home: 'https://www.apple.com' },
  facebook: { name: 'Facebook', category: 'Social', home: 'https://www.facebook.com' },
  gmail: { name: 'Gmail', category: 'Email', home: 'https://mail.google.com', onGoogleCloud: true },
  netflix: { name: 'Netflix', category: 'Video', home: 'https://www.netflix.com' },
  snapchat: { name: 'Snapchat', category: 'Social', home: 'https://www.snapchat.com', onGoogleCloud: true },
  youtube: { name: 'YouTube', category: 'Video', home: 'https://www.youtube.com', onGoogleCloud: true },
};

/** Thrown when the file of 2019 is there but is not the file that is known. */
export class UnreadableReportsError extends Error {
  override name = 'UnreadableReportsError';
  constructor(line: number, why: string) {
    super(`outage-report-2019.csv, line ${line}: ${why}; get the file again from ${DATASET.url} or remove it`);
  }
}

/** The scenario from the folder's file; undefined where there is no such file. */
export function reports2019(folder: string): Scenario | undefined {
  const path = join(folder, REPORTS_FILE);
  if (!existsSync(path)) return undefined;
  return scenarioOf(gunzipSync(readFileSync(path), { maxOutputLength: UNPACKED_BYTES_MAX }).toString('utf8'));
}

/** The scenario from the unpacked file: a header `time,SERVICE,…`, then one row a bin, in time order. */
export function scenarioOf(csv: string): Scenario {
  const [header = '', ...lines] = csv.split(/\r?\n/);
  const [time, ...ids] = header.split(',');
  const stranger = ids.find((id) => !Object.hasOwn(KNOWN, id));
  if (time !== 'time' || ids.length === 0) throw new UnreadableReportsError(1, 'expected `time` and services');
  if (stranger !== undefined) throw new UnreadableReportsError(1, `unknown service "${stranger}"`);

  const tallies: Tally[] = [];
  let before = Number.NEGATIVE_INFINITY;
  let end = PLAY_FROM;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const [cell = '', ...counts] = line.split(',');
    const at = TIME_PATTERN.test(cell) ? (Date.parse(cell) as EpochMs) : (Number.NaN as EpochMs);
    if (!(at > before)) throw new UnreadableReportsError(index + 2, `"${cell}" is no time after the row before`);
    if (counts.length !== ids.length) throw new UnreadableReportsError(index + 2, `expected ${ids.length} counts`);
    before = at;
    for (const [column, count] of counts.entries()) {
      if (count === '') continue;
      if (!/^\d{1,9}$/.test(count)) throw new UnreadableReportsError(index + 2, `"${count}" is no count`);
      tallies.push(tallyOf(ids[column]!, at, Number(count)));
    }
    end = (at + STEP_MINUTES * MINUTE_MS) as EpochMs;
  }
  return {
    timeline: TIMELINE,
    name: 'Outage reports of 2019, replayed',
    services: ids.map(serviceOf),
    playFrom: PLAY_FROM,
    end,
    speed: SPEED,
    tallies: () => tallies,
  };
}

function tallyOf(service: string, at: EpochMs, count: number): Tally {
  return { kind: 'tally', at, service, source: SOURCE, stepMinutes: STEP_MINUTES, count };
}

function serviceOf(id: string): Service {
  const { onGoogleCloud, ...known } = KNOWN[id]!;
  return {
    id,
    ...known,
    components: [],
    providers: onGoogleCloud ? ['Google Cloud'] : [],
    timeline: TIMELINE,
    stepMinutes: STEP_MINUTES,
    provenance: {
      kind: 'replayed',
      note: 'Outage reports as counted from 14 April to 31 December 2019 in bins of 20 minutes, played again.',
      sources: onGoogleCloud ? [DATASET, GOOGLE_CLOUD] : [DATASET],
    },
  };
}
