/** `groundswell detect`: the incidents in a file of counts, as a live run would have found them. */
import { detectAll } from '../core/detect.ts';
import type { SeriesIncident } from '../core/series.ts';
import { BadCountsError, type CountRow, readCounts, stepOf } from '../doors/counts.ts';
import { openInput } from '../doors/open-file.ts';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import { type Minute, startOf } from '../model/units.ts';
import { type Command, EXIT, type Io, numberOption, onlyFile, printJson } from './command.ts';
import { Progress } from './progress.ts';
import { table } from './table.ts';

export const detect: Command = {
  summary: 'find the incidents in a file of counts',
  options: {
    json: { type: 'boolean' },
    scores: { type: 'boolean' },
    'possible-per-month': { type: 'string' },
    'confirmed-per-year': { type: 'string' },
  },
  help: `
Usage: groundswell detect FILE [options]

FILE is a CSV with a header: a column "time" (ISO 8601; without a zone it is UTC) and one or more columns of counts.
Any regular step from a minute to an hour. A missing row or an empty cell is unknown, not zero. "-" reads standard
input; gzip and zstd are unpacked.

An incident is "detected" at the row whose count completed the decision: no later row is needed for it, and none
changes it. Start, end and waves are refined as more rows come in. An open incident has end null.

Options:
  --json                      {"incidents": [{start, detected, end, waves: [{start, peak, end, peakCount, total}]}]}
  --scores                    one anomaly score from 0 to 1 a row, instead of incidents
  --possible-per-month N      false alarms accepted a service-month for "possible"  (default ${DEFAULT_BUDGET.possiblePerMonth})
  --confirmed-per-year N      false alarms accepted a service-year for "confirmed"  (default ${DEFAULT_BUDGET.confirmedPerYear})

Examples:
  groundswell detect reports.csv
  zcat reports.csv.gz | groundswell detect - --json
  groundswell detect reports.csv --scores --json | jq '.scores | max'
`,
  async run({ values, positionals }, io) {
    const budget = {
      possiblePerMonth:
        numberOption(values, 'possible-per-month', { min: 1e-6, max: 1e4 }) ?? DEFAULT_BUDGET.possiblePerMonth,
      confirmedPerYear:
        numberOption(values, 'confirmed-per-year', { min: 1e-6, max: 1e5 }) ?? DEFAULT_BUDGET.confirmedPerYear,
    };
    const { columns, rows } = await readAll(onlyFile(positionals), io);
    const stepMinutes = stepOf(rows.map(({ at }) => at));
    const found = columns.map((service, column) => ({
      service,
      ...detectAll(
        rows.map(({ at, counts }) => ({ at, count: counts[column] })),
        { budget, stepMinutes },
      ),
    }));
    const one = columns.length === 1;
    if (values.scores === true) printScores(io, rows, found, values.json === true);
    else if (values.json === true) {
      const name = (service: string) => (one ? {} : { service });
      printJson(io, {
        stepMinutes,
        budget,
        incidents: found.flatMap(({ service, incidents }) =>
          incidents.map((incident) => ({ ...name(service), ...shown(incident) })),
        ),
        possible: found.flatMap(({ service, possible }) =>
          possible.map((incident) => ({ ...name(service), ...shown(incident) })),
        ),
      });
    } else {
      for (const { service, incidents, possible } of found) {
        if (!one) io.stdout.write(`${service}\n`);
        printTable(io, incidents, possible.length);
      }
    }
    return EXIT.ok;
  },
};

async function readAll(path: string, io: Io): Promise<{ columns: string[]; rows: CountRow[] }> {
  const input = await openInput(path, io.stdin);
  const progress = new Progress(io, 'Reading');
  const rows: CountRow[] = [];
  let columns: string[] = [];
  for await (const row of readCounts(input.stream)) {
    if ('columns' in row) columns = row.columns;
    else rows.push(row);
    progress.at(input.read(), input.size, 'bytes');
  }
  progress.end();
  if (rows.length === 0) throw new BadCountsError('the file has a header and no rows');
  return { columns, rows };
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
      peak: iso(wave.peak),
      end: wave.end === null ? null : iso(wave.end),
    })),
    decisions: decisions.map((decision) => ({ ...decision, at: iso(decision.at) })),
  };
}

function printScores(
  io: Io,
  rows: readonly CountRow[],
  found: readonly { service: string; scores: readonly number[] }[],
  json: boolean,
): void {
  const one = found.length === 1;
  if (json) {
    const scores = one
      ? found[0]!.scores
      : Object.fromEntries(found.map(({ service, scores: each }) => [service, each]));
    printJson(io, { times: rows.map(({ at }) => iso(at)), scores });
    return;
  }
  rows.forEach((_, index) => {
    io.stdout.write(`${found.map(({ scores }) => scores[index]!.toFixed(6)).join(',')}\n`);
  });
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

const iso = (at: Minute): string => new Date(startOf(at)).toISOString().replace('.000Z', 'Z');
