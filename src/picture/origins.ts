/**
 * Origins as one figure: map, legend, table and the notes without which neither may be shown. A string of markup that
 * needs no script; `ORIGINS_STYLE` goes once into the page.
 */
import type { Origins } from '../model/origin.ts';
import { originNotes } from '../traffic/origins/words.ts';
import { escaped } from './markup.ts';
import { countryName } from './names.ts';
import { originsTable, type TableOptions } from './origins-table.ts';
import { offTheMap, worldMap } from './world-map.ts';

export { ORIGINS_STYLE } from './origins-style.ts';

export interface FigureOptions extends TableOptions {
  /** Unique on the page. */
  readonly id: string;
  /** When the figure is shown, milliseconds since 1970 UTC: a database's age counts to then. */
  readonly at: number;
  /** When the traffic was; now, where it is not told. */
  readonly trafficAt?: number;
}

export function originsFigure(origins: Origins, { id, at, trafficAt, ...table }: FigureOptions): string {
  const missing = origins.kind === 'country' ? offTheMap(origins) : [];
  const notes = [
    ...originNotes(origins, at, trafficAt),
    ...(missing.length === 0 ? [] : [`Not on the map: ${missing.map(countryName).join(', ')}.`]),
  ];
  return `<figure class="gw-origins">
${origins.kind === 'country' ? worldMap(origins, id) : ''}
${originsTable(origins, table)}
<figcaption class="gw-notes">${notes.map((note) => `<p>${linked(note)}</p>`).join('\n')}</figcaption>
</figure>`;
}

/** Addresses of publishers become links: some ask for one wherever their data are shown. */
function linked(note: string): string {
  return escaped(note).replace(/https:\/\/[\w./-]*[\w/]/g, (url) => `<a href="${url}">${url}</a>`);
}
