/** `groundswell detect`: the incidents in a file of counts, as a live run would have found them. */
import { once } from 'node:events';
import { anomalyNow, type Detecting, detectRow, incidentsOf, startDetecting } from '../core/detect.ts';
import type { SeriesIncident } from '../core/series.ts';
import { openCounts } from '../doors/counts.ts';
import { openInput } from '../doors/open-file.ts';
import { type Budget, DEFAULT_BUDGET } from '../model/budget.ts';
import { isoMinute as iso, type Minute } from '../model/units.ts';
import { type Command, EXIT, type Io, numberOption, onlyFile, printJson } from './command.ts';
import { Progress } from './progress.ts';
import { table } from './table.ts';

/** Scores are written in pieces of about this many characters. */
const WRITE_CHARS = 65_536;

export const detect: Command = {
  summary: 'find the incidents in a file of counts or reports',
  takesFile: true,
  options: {
    json: { type: 'boolean' },
    scores: { type: 'boolean' },
    'possible-per-month': { type: 'string' },
    'confirmed-per-year': { type: 'string' },
  },
  help: `
Usage: groundswell detect FILE [options]

FILE is a CSV with a header: a column "time" (ISO 8601; without a zone it is UTC) and one or more columns of counts.
Any regular step from a minute to an hour. A missing row or an empty cell is unknown, not zero. Or a row for each
service and step ("time", "service", "count"), where what is missing is zero unless zeros are written. Or a report a
row ("time", and "service" or "symptom"), which are counted by the minute. "-" reads standard input; gzip and zstd are
unpacked.

An incident is "detected" at the row whose count completed the decision: no later row is needed for it, and none
changes it. Start, end and waves are refined as more rows come in. An open incident has end null.

Prints a table on a terminal, and JSON where the output goes to a file or another program.

Options:
  --json                      {"incidents": [{start, detected, end, waves: [{start, peak, end, peakCount, total, …}]}]},
                              startRange, endRange and excessRange of a wave hold the truth nine times of ten;
                              each with its "service" where there are several columns
  --scores                    one anomaly score from 0 to 1 a row (and column), instead of incidents
  --possible-per-month N      false alarms accepted a service-month for "possible"  (default ${DEFAULT_BUDGET.possiblePerMonth})
  --confirmed-per-year N      false alarms accepted a service-year for "confirmed"  (default ${DEFAULT_BUDGET.confirmedPerYear})

Examples:
  groundswell detect reports.csv
  zcat reports.csv.gz | groundswell detect - | jq '.incidents[].start'
  groundswell detect reports.csv --scores --json | jq '.scores | max'
`,
  async run({ values, positionals }, io) {
    const budget = {
      possiblePerMonth:
        numberOption(values, 'possible-per-month', { min: 1e-6, max: 1e4 }) ?? DEFAULT_BUDGET.possiblePerMonth,
      confirmedPerYear:
        numberOption(values, 'confirmed-per-year', { min: 1e-6, max: 1e5 }) ?? DEFAULT_BUDGET.confirmedPerYear,
    };
    const input = await openInput(onlyFile(positionals), io.stdin);
    const { columns, stepMinutes, rows } = await openCounts(input.stream);
    const found = columns.map((service) => ({ service, detecting: startDetecting({ stepMinutes, budget }) }));
    const progress = new Progress(io, 'Reading');
    const json = values.json === true || (values.scores !== true && io.stdout.isTTY !== true);
    const scores = values.scores === true ? new Scores(io, columns, json) : undefined;
    for await (const row of rows) {
      for (const [index, { detecting }] of found.entries())
        detectRow(detecting, { at: row.at, count: row.counts[index] });
      progress.at(input.read(), input.size, 'bytes');
      await scores?.add(
        row.at,
        found.map(({ detecting }) => anomalyNow(detecting)),
      );
    }
    progress.end();
    if (scores !== undefined) await scores.end();
    else if (json) printIncidents(io, found, stepMinutes, budget);
    else printTables(io, found);
    return EXIT.ok;
  },
};

/** One column of counts. */
interface Column {
  readonly service: string;
  readonly detecting: Detecting;
}

function printIncidents(io: Io, found: readonly Column[], stepMinutes: number, budget: Budget): void {
  const named = (tier: 'incidents' | 'possible') =>
    found.flatMap((column) =>
      incidentsOf(column.detecting)[tier].map((incident) => ({
        ...(found.length === 1 ? {} : { service: column.service }),
        ...shown(incident),
      })),
    );
  printJson(io, { stepMinutes, budget, incidents: named('incidents'), possible: named('possible') });
}

/** As JSON shows it: times in ISO, `detected` is the confirmed time. */
function shown({ start, possibleAt, detected, end, waves, observed, expected, peakCount, decisions }: SeriesIncident) {
  return {
    start: iso(start),
    possibleAt: possibleAt === null ? null : iso(possibleAt),
    detected: detected === null ? null : iso(detected),
    end: end === null ? null : iso(end),
    observed,
    expected,
    peakCount,
    waves: waves.map((wave) => ({
      ...wave,
      start: iso(wave.start),
      startRange: wave.startRange.map(iso),
      peak: iso(wave.peak),
      end: wave.end === null ? null : iso(wave.end),
      endRange: wave.end === null ? null : wave.endRange.map(iso),
    })),
    decisions: decisions.map((decision) => ({ ...decision, at: iso(decision.at) })),
  };
}

/** One score a row and column, written as they come; in JSON at the end, since it is one value. */
class Scores {
  readonly #io: Io;
  readonly #columns: readonly string[];
  readonly #json: boolean;
  readonly #times: Minute[] = [];
  readonly #scores: number[][];
  #text = '';

  constructor(io: Io, columns: readonly string[], json: boolean) {
    this.#io = io;
    this.#columns = columns;
    this.#json = json;
    this.#scores = columns.map(() => []);
  }

  async add(at: Minute, anomalies: readonly number[]): Promise<void> {
    if (this.#json) {
      this.#times.push(at);
      anomalies.forEach((score, index) => {
        this.#scores[index]!.push(score);
      });
      return;
    }
    this.#text += `${anomalies.map((score) => score.toFixed(6)).join(',')}\n`;
    if (this.#text.length > WRITE_CHARS) await this.#flush();
  }

  async end(): Promise<void> {
    if (!this.#json) return this.#flush();
    const scores =
      this.#columns.length === 1
        ? this.#scores[0]
        : Object.fromEntries(this.#columns.map((service, index) => [service, this.#scores[index]]));
    printJson(this.#io, { times: this.#times.map(iso), scores });
  }

  /** Waits for a slow reader, so that what it has not read does not pile up here. */
  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (!this.#io.stdout.write(text)) await once(this.#io.stdout, 'drain');
  }
}

function printTables(io: Io, found: readonly Column[]): void {
  for (const column of found) {
    const { incidents, possible } = incidentsOf(column.detecting);
    if (found.length > 1) io.stdout.write(`${column.service}\n`);
    printTable(io, incidents, possible.length);
  }
}

function printTable(io: Io, incidents: readonly SeriesIncident[], suspicions: number): void {
  const rows = incidents.map(({ start, detected, end, waves, observed, expected, peakCount }) => [
    iso(start),
    detected === null ? '' : iso(detected),
    end === null ? 'open' : iso(end),
    String(waves.length),
    String(observed),
    expected.toFixed(1),
    String(peakCount),
  ]);
  const header = ['start', 'detected', 'end', 'waves', 'counted', 'expected', 'peak'];
  io.stdout.write(rows.length === 0 ? 'no incident\n' : table(header, rows));
  if (suspicions > 0)
    io.stdout.write(`${suspicions} more looked possible and came to nothing certain (--json lists them)\n`);
}
