/** What feeds each service, for operators. */
import { english } from './tongue.ts';

const { plural } = english;

export const sources = {
  heading: 'Services and what feeds them',
  lede: 'Which services are watched, what tells of them besides people, and when each of it was last heard. services.yaml says what is watched; it is read again when it changes.',
  silentAfter: (minutes: number): string =>
    `What sends each minute is called silent after ${plural(minutes, { one: '# minute', other: '# minutes' })}; a status page when its reading is outdated.`,
  none: 'No service is watched: see services in services.yaml.',
  countedUntil: 'Counted until',
  neverCounted: 'Nothing has been counted yet.',
  reportsAlone: 'People alone tell of it: no log, no probe, no status page.',
  kinds: { counts: 'Counts from elsewhere', traffic: 'Log', check: 'Probe', official: 'Status page' },
  heard: 'heard',
  silentSince: 'silent since',
  leftOut: (duplicates: number, late: number): string =>
    `${plural(duplicates, { one: '# signal', other: '# signals' })} came again and did not count twice; ${plural(late, { one: '# was', other: '# were' })} of steps that had been judged.`,
  asJson: 'This page as JSON',
};
