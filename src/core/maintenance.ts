/** Which announced work touches a stretch of time. */
import type { Maintenance } from '../model/maintenance.ts';
import type { EpochMs } from '../model/units.ts';

/** The last version of each window of a service that is not called off and shares an instant with [from, until), the earliest first. */
export const windowsWithin = (
  windows: ReadonlyMap<string, readonly Maintenance[]>,
  service: string,
  from: EpochMs,
  until: EpochMs,
): Maintenance[] =>
  [...windows.values()]
    .map((versions) => versions.at(-1)!)
    .filter((window) => window.service === service && window.calledOff !== true)
    .filter((window) => window.from < until && window.until > from)
    .toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
