/** `groundswell import`: a file of the past into the journal, as fast as it can be made durable. */
import { existsSync, readFileSync } from 'node:fs';
import { readConfig } from '../doors/config.ts';
import { BadFileError, headerOf } from '../doors/csv.ts';
import { csvKind } from '../doors/csv-kind.ts';
import { type OpenInput, openInput } from '../doors/open-file.ts';
import { readReportRows } from '../doors/report-rows.ts';
import { decisionsFor } from '../engine/configure.ts';
import { Engine } from '../engine/engine.ts';
import type { Entry } from '../model/entry.ts';
import type { EpochMs, Minute } from '../model/units.ts';
import { type Command, EXIT, type Io, onlyFile, printJson, textOption } from './command.ts';
import { countEntries, surveyCounts } from './import-counts.ts';
import { type Imported, type ImportPlan, importPlan } from './import-plan.ts';
import { ndjsonTexts, reportEntries } from './import-reports.ts';
import { DATA_HELP, DATA_OPTION, openJournal, refuseDamaged, withEngine } from './journal-file.ts';
import { grouped, Progress } from './progress.ts';

const BATCH = 1_000;
const SERVICES_SHOWN = 8;

export const importFile: Command = {
  summary: 'bring in a file of counts (CSV) or of reports (CSV, NDJSON)',
  takesFile: true,
  options: {
    ...DATA_OPTION,
    json: { type: 'boolean' },
    service: { type: 'string' },
    timeline: { type: 'string' },
    config: { type: 'string', short: 'c' },
  },
  help: `
Usage: groundswell import FILE [options]

A CSV of counts has a column "time" and one or more columns of counts, each a service; or a row for each service and
step ("time", "service", "count"), where what is missing is zero unless zeros are written. A CSV of reports has one a
row: "time", "service" or "symptom", and if known component, country, network, reporter, id. NDJSON has one report or
tally a line, as POST /api/v1/signals takes them. "-" reads standard input; gzip and zstd are unpacked.

Services that do not exist are made. Their past gets a clock of its own (--timeline), named after the file. To give a
live service its history, define it in a configuration and import before it is first served. A file of counts with a
wrong row is refused as a whole; reports are refused one by one. "groundswell serve" shows what was imported, beside
the services of its configuration; without any of those it needs none.

Options:
${DATA_HELP}
  -c, --config FILE           services that the file's signals belong to
      --service ID            the service of a CSV with one column of counts, or of reports that don't say it
      --timeline NAME         the clock that new services live by  (default: named after the file)
      --json                  {"entries", "signals", "late", "refused", "refusals": [{line, detail}], "services"}

Exit code 1 when lines were refused; what was taken stays.

Examples:
  groundswell import reports.csv.gz
  groundswell import shop.csv --service shop --config services.yaml
  cat reports.ndjson | groundswell import - --timeline june
`,
  async run({ values, positionals }, io) {
    const file = onlyFile(positionals);
    if (file !== '-' && !existsSync(file)) throw new BadFileError(`there is no file ${file}`);
    const plan = importPlan(values, file);
    const config = textOption(values, 'config');
    const wanted = config === undefined ? undefined : readConfig(readFileSync(config, 'utf8'), config);
    const last = await survey(plan, io);
    const { store } = openJournal(values);
    await refuseDamaged(store, io);
    const done: Imported = { entries: 0, signals: 0, late: 0, refused: 0, refusals: [], services: new Set() };
    await withEngine(
      (options) => Engine.open(store, options),
      async (engine) => {
        if (wanted !== undefined) await engine.submitAll(decisionsFor(engine.state, wanted, Date.now() as EpochMs));
        const input = await openInput(file, io.stdin);
        const progress = new Progress(io, 'Importing');
        const entries = entriesOf(input, engine, plan, last, done);
        await submitInBatches(engine, entries, done, () => progress.at(input.read(), input.size, 'bytes'));
        progress.end();
      },
    );
    report(io, done, values.json === true);
    return done.refused > 0 ? EXIT.failed : EXIT.ok;
  },
};

/** Reads a file of counts once before anything is written; undefined where it is none, or can be read only once. */
async function survey({ file }: ImportPlan, io: Io): Promise<Minute | undefined> {
  if (file === '-') return undefined;
  const input = await openInput(file, io.stdin);
  if (kindOf(input.head) !== 'counts') {
    input.stream.destroy();
    return undefined;
  }
  return surveyCounts(input.stream);
}

async function submitInBatches(
  engine: Engine,
  entries: AsyncIterable<Entry>,
  done: Imported,
  onBatch: () => void,
): Promise<void> {
  let batch: Entry[] = [];
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length < BATCH) continue;
    await engine.submitAll(batch);
    done.entries += batch.length;
    batch = [];
    onBatch();
  }
  await engine.submitAll(batch);
  done.entries += batch.length;
}

function entriesOf(
  { head, stream }: OpenInput,
  engine: Engine,
  plan: ImportPlan,
  last: Minute | undefined,
  done: Imported,
): AsyncIterable<Entry> {
  switch (kindOf(head)) {
    case 'ndjson':
      return reportEntries(ndjsonTexts(stream), engine, plan, done);
    case 'reports':
      return reportEntries(readReportRows(stream, plan.service), engine, plan, done);
    case 'counts':
      return countEntries(stream, engine, plan, last, done);
  }
}

/** NDJSON starts with a brace; of a CSV the first line tells. */
function kindOf(head: Buffer): 'ndjson' | 'reports' | 'counts' {
  const header = headerOf(head);
  if (header[0]!.startsWith('{')) return 'ndjson';
  return csvKind(header) === 'reports' ? 'reports' : 'counts';
}

function report(io: Io, done: Imported, json: boolean): void {
  const services = [...done.services].sort();
  if (json) {
    printJson(io, { ...done, services });
    return;
  }
  const more = services.length - SERVICES_SHOWN;
  const named =
    services.length === 0
      ? ''
      : ` (${services.slice(0, SERVICES_SHOWN).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''})`;
  io.stdout.write(
    `${grouped(done.signals)} signals of ${grouped(services.length)} service${services.length === 1 ? '' : 's'}${named} imported, ${grouped(done.refused)} refused\n`,
  );
  if (done.late > 0) {
    io.stderr.write(
      `${grouped(done.late)} came too far out of order: they are in the charts, but not judged; sort the file by time\n`,
    );
  }
  for (const { line, detail } of done.refusals) io.stderr.write(`line ${line}: ${detail}\n`);
}
