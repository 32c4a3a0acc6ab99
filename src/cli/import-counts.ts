/**
 * A CSV of counts as entries. A file is read twice, so that one with a wrong row is refused before anything of it is
 * written; standard input can be read only once, so there what stands before the wrong row is in the journal.
 */
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { openCounts } from '../doors/counts.ts';
import type { CountsFile } from '../doors/counts-file.ts';
import { BadFileError } from '../doors/csv.ts';
import { entriesOfRows, idOf, importedService } from '../doors/import.ts';
import type { Engine } from '../engine/engine.ts';
import type { Entry } from '../model/entry.ts';
import { LIVE, type Service } from '../model/service.ts';
import { type EpochMs, type Minute, startOf } from '../model/units.ts';
import { type Imported, type ImportPlan, stemOf, timelineFor } from './import-plan.ts';

/** The last row's time. Throws BadFileError at the first row that is wrong. */
export async function surveyCounts(stream: Readable): Promise<Minute> {
  const { first, rows } = await openCounts(stream);
  let last = first.at;
  for await (const { at } of rows) last = at;
  return last;
}

/** @param last the last row's time, where the file was surveyed */
export async function* countEntries(
  stream: Readable,
  engine: Engine,
  plan: ImportPlan,
  last: Minute | undefined,
  done: Imported,
): AsyncGenerator<Entry> {
  const counts = await openCounts(stream);
  const { services, timeline } = servicesOf(counts, engine, plan);
  refuseOtherTimes(engine, timeline, counts, last);
  for (const service of services) {
    done.services.add(service.id);
    const known = engine.state.watches.get(service.id);
    if (known === undefined || known.retired) yield { kind: 'service', at: Date.now() as EpochMs, service };
  }
  const { stepMinutes } = counts;
  try {
    for await (const row of counts.rows) {
      for (const entry of entriesOfRows([row], { services, stepMinutes, timeline }, basename(plan.file))) {
        if (entry.kind === 'tally') done.signals += 1;
        yield entry;
      }
    }
  } catch (cause) {
    if (!(cause instanceof BadFileError)) throw cause;
    throw new BadFileError(`${cause.message}; what stands before it was imported`, { cause });
  }
}

function servicesOf(counts: CountsFile, engine: Engine, plan: ImportPlan): { services: Service[]; timeline: string } {
  const { columns, stepMinutes } = counts;
  if (plan.service !== undefined && columns.length > 1) {
    throw new BadFileError(`--service names one service, but the file has ${columns.length} columns of counts`);
  }
  const ids = columns.map(
    (column) => plan.service ?? idOf(columns.length === 1 && column === 'count' ? stemOf(plan.file) : column),
  );
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice !== -1) throw new BadFileError(`two columns would be the same service "${ids[twice]}"; rename one`);
  const known = ids.map((id) => engine.state.watches.get(id)?.service);
  const timeline = timelineFor(plan, known);
  const services = ids.map((id, index) => {
    const name = columns.length === 1 ? id : columns[index]!;
    return known[index] ?? importedService(id, name, timeline, stepMinutes, basename(plan.file));
  });
  const other = services.find((service) => service.stepMinutes !== stepMinutes);
  if (other !== undefined) {
    throw new BadFileError(
      `${other.id} is counted in steps of ${other.stepMinutes} minutes, the file in ${stepMinutes}`,
    );
  }
  return { services, timeline };
}

/** Rows behind the clock would be kept and not judged, and rows of the future would put the live clock ahead. */
function refuseOtherTimes(
  engine: Engine,
  timeline: string,
  { first, stepMinutes }: CountsFile,
  last: Minute | undefined,
): void {
  if (first.at % stepMinutes !== 0) {
    throw new BadFileError(
      `steps of ${stepMinutes} minutes have to start at whole multiples of ${stepMinutes} minutes in UTC; the first row starts at ${iso(startOf(first.at))}`,
    );
  }
  const at = engine.state.timelines.get(timeline)?.at;
  if (at !== undefined && startOf(first.at) < at) {
    throw new BadFileError(
      `the clock "${timeline}" of this journal stands at ${iso(at)}, and the file starts at ${iso(startOf(first.at))}; the past cannot be judged again. Import into another --timeline, or into a new journal (--data)`,
    );
  }
  if (timeline !== LIVE) return;
  if (last === undefined) {
    throw new BadFileError(
      'what belongs to the live clock has to be a file, so that it can be read before it is taken',
    );
  }
  if (startOf((last + stepMinutes) as Minute) > Date.now()) {
    throw new BadFileError(
      `the file ends at ${iso(startOf(last))}, which is not over yet; the live clock takes only the past`,
    );
  }
}

const iso = (at: EpochMs): string => new Date(at).toISOString();
