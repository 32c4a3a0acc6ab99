/** The table of origins: everything the map shows and more, in figures, ready to be put into any page. */
import type { OriginRow, OriginShares, Origins } from '../model/origin.ts';
import { bounds, share, shortCount, times } from './figures.ts';
import { changeLevel, isCompared, LEVEL_WORDS } from './level.ts';
import { escaped } from './markup.ts';
import { countryName } from './names.ts';

export interface TableOptions {
  readonly rowsMax: number;
}

export function originsTable(origins: Origins, { rowsMax }: TableOptions): string {
  const { kind, rows } = origins;
  const left = rows.slice(rowsMax);
  const noun = kind === 'country' ? 'countries' : 'networks';
  const name = ({ code, name: own }: OriginRow): string =>
    kind === 'country' ? countryName(code) : `${own ?? ''} ${code}`.trim();
  const compared = isCompared(origins);
  const shown = { compared, clients: origins.total.clients > 0, bytes: origins.total.bytes > 0 };
  const heads = [
    ...['#', kind === 'country' ? 'Registered in' : 'Network', 'Requests', 'Share'],
    ...(compared ? ['Against the usual', 'Usual share'] : []),
    ...(shown.clients ? ['Clients'] : []),
    ...(shown.bytes ? ['Bytes'] : []),
  ];
  const parts = [
    ...(left.length === 0 ? [] : [partRow(`${left.length} more ${noun}`, sumOf(left), shown)]),
    ...(origins.rest.requests > 0 ? [partRow(`Other ${noun}`, origins.rest, shown)] : []),
    partRow('Not in the database', origins.unknown, shown),
    partRow('Not public addresses', origins.notPublic, shown),
  ];
  return `<div class="gw-scroll" role="region" aria-label="Origins by ${kind}" tabindex="0"><table class="gw-table${compared ? ' gw-compared' : ''}">
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${rows
  .slice(0, rowsMax)
  .map((row) => tableRow(row, name(row), shown))
  .join('\n')}
${parts.join('\n')}
</tbody></table></div>`;
}

/** Columns that have anything to show. */
interface Shown {
  readonly compared: boolean;
  readonly clients: boolean;
  readonly bytes: boolean;
}

function tableRow(row: OriginRow, name: string, shown: Shown): string {
  const { rank, count, share: part, usualShare, usualRank } = row;
  const usual = usualRank === null ? '–' : `${share(usualShare ?? 0)} (#${usualRank})`;
  const change = [changeCell(row), usual];
  return `<tr><td>${rank}</td><th scope="row">${escaped(name)}</th>${cells(shortCount(count.requests), part, change, shown)}</tr>`;
}

function cells(requests: string, part: OriginShares, change: readonly string[], shown: Shown): string {
  const all = [
    ...[requests, share(part.requests)],
    ...(shown.compared ? change : []),
    ...(shown.clients ? [share(part.clients)] : []),
    ...(shown.bytes ? [share(part.bytes)] : []),
  ];
  return all.map((cell) => `<td>${cell}</td>`).join('');
}

/** The factor and its bounds, and in words where that is no more than chance. */
function changeCell(row: OriginRow): string {
  const { rateChange } = row;
  if (rateChange === null) return '–';
  const level = changeLevel(row);
  const factor = rateChange.ratio === null ? 'new' : times(rateChange.ratio);
  const told = level === 'same' ? ', as usual' : level === 'untold' ? `, ${LEVEL_WORDS.untold}` : '';
  return `<span class="gw-key gw-key-${level}"></span><b>${factor}</b> <small>${bounds(rateChange)}${told}</small>`;
}

function sumOf(rows: readonly OriginRow[]): OriginShares {
  const sum = (of: (shares: OriginShares) => number): number => rows.reduce((all, row) => all + of(row.share), 0);
  return {
    requests: sum(({ requests }) => requests),
    clients: sum(({ clients }) => clients),
    bytes: sum(({ bytes }) => bytes),
  };
}

function partRow(label: string, part: OriginShares, shown: Shown): string {
  return `<tr class="gw-part"><td></td><th scope="row">${label}</th>${cells('', part, ['', ''], shown)}</tr>`;
}
