/** `groundswell import`: a file of the past into the journal, as fast as it can be made durable. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { readConfig } from '../doors/config.ts';
import { BadCountsError, type CountRow, readCounts } from '../doors/counts.ts';
import { entriesOfRows, gridStep, idOf, importedService, ReportClock } from '../doors/import.ts';
import { openInput } from '../doors/open-file.ts';
import { isRefusal } from '../doors/refusal.ts';
import { readSignal, type SignalContext } from '../doors/signals.ts';
import { decisionsFor } from '../engine/configure.ts';
import { Engine } from '../engine/engine.ts';
import type { Entry } from '../model/entry.ts';
import type { EpochMs } from '../model/units.ts';
import { type Command, EXIT, type Io, onlyFile, printJson, textOption, type Values } from './command.ts';
import { DATA_HELP, DATA_OPTION, failing, openJournal, refuseDamaged } from './journal-file.ts';
import { grouped, Progress } from './progress.ts';

/** Rows that the step is told from. */
const HEAD_ROWS = 1_000;
const BATCH = 1_000;
const REFUSALS_SHOWN = 10;

interface Imported {
  entries: number;
  signals: number;
  refused: number;
  readonly refusals: { line: number; detail: string }[];
  readonly services: Set<string>;
}

export const importFile: Command = {
  summary: 'bring in a file of counts (CSV) or of reports (NDJSON)',
  options: {
    ...DATA_OPTION,
    json: { type: 'boolean' },
    service: { type: 'string' },
    timeline: { type: 'string' },
    config: { type: 'string', short: 'c' },
  },
  help: `
Usage: groundswell import FILE [options]

A CSV has a column "time" and one or more columns of counts; each column is a service. NDJSON has one report or tally
a line, as POST /api/v1/signals takes them. "-" reads standard input; gzip and zstd are unpacked.

Services that do not exist are made. Their past gets a clock of its own (--timeline), named after the file. To give a
live service its history, define it in a configuration and import before it is first served, with --timeline live.

Options:
${DATA_HELP}
  -c, --config FILE           services that the file's signals belong to
      --service ID            the service of a CSV with one column of counts
      --timeline NAME         the clock that the file's services live by
      --json                  {"entries", "signals", "refused", "refusals": [{line, detail}], "services"}

Exit code 1 when lines were refused; what was taken stays.

Examples:
  groundswell import reports.csv.gz
  groundswell import shop.csv --service shop --config services.yaml --timeline live
  cat reports.ndjson | groundswell import - --timeline june
`,
  async run({ values, positionals }, io) {
    const file = onlyFile(positionals);
    if (file !== '-' && !existsSync(file)) throw new BadCountsError(`there is no file ${file}`);
    const { store } = openJournal(values);
    await refuseDamaged(store, io);
    const engine = await Engine.open(store, { now: () => Date.now() as EpochMs, ...failing() });
    try {
      await configure(engine, textOption(values, 'config'));
      const input = await openInput(file, io.stdin);
      const progress = new Progress(io, 'Importing');
      const done: Imported = { entries: 0, signals: 0, refused: 0, refusals: [], services: new Set() };
      const entries = isJson(input.head)
        ? reportEntries(input.stream, engine, values, file, done)
        : countEntries(input.stream, engine, values, file, done);
      await submitInBatches(engine, entries, done, () => progress.at(input.read(), input.size, 'bytes'));
      progress.end();
      report(io, done, values.json === true);
      return done.refused > 0 ? EXIT.failed : EXIT.ok;
    } finally {
      await engine.close();
    }
  },
};

async function configure(engine: Engine, config: string | undefined): Promise<void> {
  if (config === undefined) return;
  const wanted = readConfig(readFileSync(config, 'utf8'), config);
  await engine.submitAll(decisionsFor(engine.state, wanted, Date.now() as EpochMs));
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

async function* countEntries(
  stream: Readable,
  engine: Engine,
  values: Values,
  file: string,
  done: Imported,
): AsyncGenerator<Entry> {
  const rows = readCounts(stream);
  const first = await rows.next();
  const columns = first.done ? [] : 'columns' in first.value ? first.value.columns : [];
  const head: CountRow[] = [];
  for await (const row of take(rows, HEAD_ROWS)) if (!('columns' in row)) head.push(row);
  if (head.length === 0) throw new BadCountsError('the file has a header and no rows');
  const stepMinutes = gridStep(head.map(({ at }) => at));
  const timeline = textOption(values, 'timeline') ?? timelineOf(file);
  refuseThePast(engine, timeline, head[0]!);
  const asked = textOption(values, 'service');
  if (asked !== undefined && columns.length > 1)
    throw new BadCountsError(`--service names one service, but the file has ${columns.length} columns of counts`);
  const services = columns.map((column) => {
    const id = asked ?? idOf(columns.length === 1 && column === 'count' ? stemOf(file) : column);
    const name = columns.length === 1 ? id : column;
    return engine.state.watches.get(id)?.service ?? importedService(id, name, timeline, stepMinutes, basename(file));
  });
  const other = services.find((service) => service.stepMinutes !== stepMinutes);
  if (other !== undefined) {
    throw new BadCountsError(
      `${other.id} is counted in steps of ${other.stepMinutes} minutes, the file in ${stepMinutes}`,
    );
  }
  for (const service of services) {
    done.services.add(service.id);
    if (!engine.state.watches.has(service.id)) yield { kind: 'service', at: Date.now() as EpochMs, service };
  }
  let last = head[0]!.at - stepMinutes;
  for await (const row of chain(head, rows)) {
    if ((row.at - last) % stepMinutes !== 0 || row.at <= last) {
      throw new BadCountsError(
        `the row of ${new Date(row.at * 60_000).toISOString()} is not later than the one before it, or not on the grid of ${stepMinutes}-minute steps; what stands before it was imported`,
      );
    }
    last = row.at;
    for (const entry of entriesOfRows([row], { services, stepMinutes, timeline }, basename(file))) {
      if (entry.kind === 'tally') done.signals += 1;
      yield entry;
    }
  }
}

async function* reportEntries(
  stream: Readable,
  engine: Engine,
  values: Values,
  file: string,
  done: Imported,
): AsyncGenerator<Entry> {
  const timeline = textOption(values, 'timeline') ?? timelineOf(file);
  const clock = new ReportClock(timeline);
  const context: SignalContext = {
    watches: engine.state.watches,
    now: Date.now() as EpochMs,
    trusted: true,
    sender: { reporter: 'import' },
    newId: () => randomBytes(12).toString('base64url'),
  };
  let line = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    let signal = readSignal(text, context);
    if (isRefusal(signal) && signal.code === 'no-such-service') {
      const service = importedService(
        idOf(JSON.parse(text).service),
        JSON.parse(text).service,
        timeline,
        1,
        basename(file),
      );
      // Folded at once, so that the next lines find it.
      if (!engine.state.watches.has(service.id)) await engine.submit({ kind: 'service', at: context.now, service });
      signal = readSignal(JSON.stringify({ ...JSON.parse(text), service: service.id }), context);
    }
    if (isRefusal(signal)) {
      done.refused += 1;
      if (done.refusals.length < REFUSALS_SHOWN)
        done.refusals.push({ line, detail: `${signal.title}: ${signal.detail}` });
      continue;
    }
    done.services.add(signal.service);
    done.signals += 1;
    const tick = clock.before(signal.at);
    if (tick !== undefined) yield tick;
    yield signal;
  }
  const end = clock.end();
  if (end !== undefined) yield end;
}

/** Rows behind the clock would be kept and not judged; better to say so before anything is written. */
function refuseThePast(engine: Engine, timeline: string, first: CountRow): void {
  const at = engine.state.timelines.get(timeline)?.at;
  if (at === undefined || first.at * 60_000 >= at) return;
  const [clock, row] = [new Date(at).toISOString(), new Date(first.at * 60_000).toISOString()];
  throw new BadCountsError(
    `the clock "${timeline}" of this journal stands at ${clock}, and the file starts at ${row}; the past cannot be judged again. Import into another --timeline, or into a new journal (--data)`,
  );
}

const stemOf = (file: string): string => (file === '-' ? 'stdin' : basename(file).replace(/\..*$/, ''));
const timelineOf = (file: string): string => `import-${idOf(stemOf(file))}`;

/** NDJSON starts with a brace; anything else is read as CSV. */
const isJson = (head: Buffer): boolean => /^\uFEFF?\s*\{/.test(head.toString('utf8', 0, 1_024));

async function* take<T>(items: AsyncGenerator<T>, most: number): AsyncGenerator<T> {
  for (let taken = 0; taken < most; taken += 1) {
    const next = await items.next();
    if (next.done) return;
    yield next.value;
  }
}

async function* chain(
  head: readonly CountRow[],
  rest: AsyncGenerator<{ columns: string[] } | CountRow>,
): AsyncGenerator<CountRow> {
  yield* head;
  for await (const row of rest) if (!('columns' in row)) yield row;
}

function report(io: Io, done: Imported, json: boolean): void {
  const services = [...done.services].sort();
  if (json) {
    printJson(io, { ...done, services });
    return;
  }
  io.stdout.write(
    `${grouped(done.signals)} signals of ${services.length} service${services.length === 1 ? '' : 's'} (${services.join(', ')}) imported, ${grouped(done.refused)} refused\n`,
  );
  for (const { line, detail } of done.refusals) io.stderr.write(`line ${line}: ${detail}\n`);
}
