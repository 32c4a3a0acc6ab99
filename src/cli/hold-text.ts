/** Holds for the terminal: a line for each, and one with its two times, what it covers and all its versions. */
import type { BoundRow, HoldRow, HoldVersionRow } from '../serve/schema-holds.ts';
import { grouped } from './progress.ts';
import { table } from './table.ts';

export function holdLines(holds: readonly HoldRow[]): string {
  if (holds.length === 0) return 'There is no hold.\n';
  const rows = holds.map((hold) => [
    hold.id,
    hold.state,
    hold.current.duty.until === null ? 'until closed' : boundText(hold.current.duty.until),
    grouped(hold.covers.entries),
    hold.current.authority,
  ]);
  return table(['HOLD', 'STATE', 'TO BE KEPT UNTIL', 'ENTRIES', 'DEMANDED BY'], rows);
}

const boundText = ({ said, zone }: BoundRow): string => (zone === null ? said : `end of ${said} ${zone}`);

const periodText = (from: BoundRow | null, until: BoundRow | null): string =>
  from === null && until === null
    ? 'at any time'
    : `${from === null ? 'open' : `${from.said} ${from.zone ?? ''}`.trim()} to ${until === null ? 'open' : boundText(until)}`;

export function holdText(hold: HoldRow): string {
  const { id, state, covers, supersedes, supersededBy, gaps, versions } = hold;
  const kinds = Object.entries(covers.byKind).map(([kind, count]) => `${kind} ${grouped(count)}`);
  const lines = [
    `${id}: ${state}`,
    ...versionLines(hold.current),
    `  covers        ${grouped(covers.entries)} entries${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}`,
    ...(supersedes.length === 0 ? [] : [`  supersedes    ${supersedes.join(', ')}`]),
    ...(supersededBy === null ? [] : [`  superseded by ${supersededBy}`]),
    ...gaps.map(({ from, until }) => `  not in force  ${from} to ${until}`),
    'Versions:',
    ...versions.map(
      ({ version, recordedAt, decidedBy, reason, closed, duty }) =>
        `  ${version}  ${recordedAt}  ${closed ? 'closed' : `to ${duty.until === null ? 'its closing' : boundText(duty.until)}`}  ${decidedBy}: ${reason}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function versionLines({ authority, basis, scope, query, duty, unlessClosedBefore }: HoldVersionRow): string[] {
  const { services, kinds, of, entries } = query;
  return [
    `  demanded by   ${authority}`,
    `  basis         ${basis}`,
    `  scope         ${scope}`,
    `  signals       ${kinds === 'all' ? 'all kinds' : kinds.join(', ')} of ${services === 'all' ? 'all services' : services.join(', ')}${entries === null ? '' : `, entries ${entries.from} to ${entries.to}`}`,
    `  made          ${periodText(of.from, of.until)}`,
    `  to be kept    ${periodText(duty.from, duty.until)}${unlessClosedBefore === null ? '' : `, unless closed before: ${unlessClosedBefore}`}`,
  ];
}
