/** Origins as text for a terminal: where addresses are registered, with the notes without which no such table may be shown. */
import type { Change, Origins } from '../model/origin.ts';
import { originNotes } from '../traffic/origins/words.ts';
import { grouped } from './progress.ts';
import { table } from './table.ts';

const NAME_MAX = 32;

/** @param at when it is shown. @param trafficAt when the traffic was. */
export function originsText(origins: Origins, rows: number, at: number, trafficAt: number): string {
  const hasUsual = origins.rows.some(({ usualShare }) => usualShare !== null);
  const header = ['', 'registered in', 'requests', 'share', 'of clients', ...(hasUsual ? [] : ['of bytes'])];
  const cells = origins.rows
    .slice(0, rows)
    .map(({ rank, code, name, count, share, usualRank, rateChange }) => [
      `${rank}`,
      name === null ? code : `${code} ${name}`.slice(0, NAME_MAX),
      grouped(count.requests),
      percent(share.requests),
      percent(share.clients),
      ...(hasUsual ? [changeWords(rateChange), usualRank === null ? 'new' : `${usualRank}`] : [percent(share.bytes)]),
    ]);
  const notes = originNotes(origins, at, trafficAt).map((note) => `  ${note}\n`);
  return `${table([...header, ...(hasUsual ? ['against the usual', 'usual rank'] : [])], cells)}${notes.join('')}`;
}

/** The largest changes in one line, for a stretch. */
export function originChanges(origins: Origins, rows: number): string {
  const told = origins.rows
    .slice(0, rows)
    .map(({ code, share, rateChange }) => `${code} ${percent(share.requests)} (${changeWords(rateChange)})`);
  return `addresses registered in: ${told.join(', ')}; not listed ${percent(origins.unknown.requests)}`;
}

function changeWords(change: Change | null): string {
  if (change === null) return '–';
  if (change.ratio === null) return 'new';
  return `${times(change.ratio)} times, ${times(change.low)} to ${times(change.high)}`;
}

const times = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : grouped(Math.round(ratio)));

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
