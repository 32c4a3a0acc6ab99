/**
 * Files of the past as entries: counts become tallies, reports stay reports, and ticks say how far time has come. Rows
 * that are already behind the journal's clock would not be judged, so they are refused before anything is written.
 */

import type { Entry, Tick } from '../model/entry.ts';
import { LIVE, type Service } from '../model/service.ts';
import { type EpochMs, MINUTE_MS, startOf } from '../model/units.ts';
import type { CountRow } from './counts-file.ts';
import { BadFileError } from './csv.ts';

export interface CountsPlan {
  readonly services: readonly Service[];
  readonly stepMinutes: number;
  readonly timeline: string;
}

/** A service id out of a column's or a file's name. */
export function idOf(name: string): string {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '');
  if (id === '') throw new BadFileError(`no service id can be made from the name "${name}"; give one with --service`);
  return id;
}

/** A service that an import makes because there was none: its past is played from the file. */
export function importedService(
  id: string,
  name: string,
  timeline: string,
  stepMinutes: number,
  file: string,
): Service {
  return {
    id,
    name,
    category: 'Imported',
    components: [],
    providers: [],
    timeline,
    stepMinutes,
    provenance:
      timeline === LIVE
        ? { kind: 'measured', sources: [] }
        : { kind: 'replayed', note: `Imported from ${file}.`, sources: [] },
  };
}

/** Entries of counted rows: every tally before the tick that closes its step. */
export function* entriesOfRows(rows: Iterable<CountRow>, plan: CountsPlan, source: string): Generator<Entry> {
  for (const row of rows) {
    const at = startOf(row.at);
    for (const [index, service] of plan.services.entries()) {
      const count = row.counts[index];
      if (count === undefined) continue;
      yield { kind: 'tally', at, service: service.id, source, stepMinutes: plan.stepMinutes, count };
    }
    yield tickAt((at + plan.stepMinutes * MINUTE_MS) as EpochMs, plan.timeline);
  }
}

/**
 * The clock of a file of single reports: listening from the first report's minute to the last one's. Lines may be out
 * of order by up to DISORDER_MS.
 */
export const DISORDER_MS = 2 * MINUTE_MS;

export class ReportClock {
  readonly #timeline: string;
  #told: EpochMs | undefined;
  #latest = 0 as EpochMs;

  constructor(timeline: string) {
    this.#timeline = timeline;
  }

  /** The latest moment that was told. */
  get latest(): EpochMs {
    return this.#latest;
  }

  /** The tick that has to stand before a report of this moment, if time has come far enough. */
  before(at: EpochMs): Tick | undefined {
    this.#latest = Math.max(this.#latest, at) as EpochMs;
    if (this.#told === undefined) return this.#tell(at);
    return this.#latest - DISORDER_MS >= this.#told + MINUTE_MS
      ? this.#tell((this.#latest - DISORDER_MS) as EpochMs)
      : undefined;
  }

  /** Closes the last report's minute. */
  end(): Tick | undefined {
    return this.#told === undefined ? undefined : this.#tell((this.#latest + MINUTE_MS) as EpochMs);
  }

  #tell(until: EpochMs): Tick {
    const at = (Math.floor(until / MINUTE_MS) * MINUTE_MS) as EpochMs;
    const since = this.#told;
    this.#told = at;
    return tickAt(at, this.#timeline, since);
  }
}

function tickAt(at: EpochMs, timeline: string, since?: EpochMs): Tick {
  return { kind: 'tick', at, timeline, since };
}
