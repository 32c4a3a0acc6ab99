/** Where reports are far from the usual: the map, and what stands out of it in a sentence. */
import { CHANGE_LEVELS, type ChangeLevel } from '../../picture/level.ts';
import { world } from '../../picture/world.ts';
import { isIn, WORLD_PARTS } from '../../picture/world-parts.ts';
import type { Words } from '../../words/words.ts';
import type { PlaceRow, PlacesView } from '../places-view.ts';
import { type Html, html } from './html.ts';

/** More are on the map and in the data. */
const NAMED_MAX = 5;
/** The legend below the outlines, in units of the picture. */
export const LEGEND = { columns: 2, row: 86, top: 16 } as const;

/** What the legend of these rows tells apart. */
export function legendLevels(rows: readonly PlaceRow[]): ChangeLevel[] {
  const present = new Set<ChangeLevel>([...rows.map(({ level }) => level), 'none']);
  return CHANGE_LEVELS.filter((level) => present.has(level));
}

/** With as much room for the legend as it takes: the page keeps it free before the picture is there. */
export const mapHeight = (rows: readonly PlaceRow[]): number =>
  world.height + LEGEND.top + Math.ceil(legendLevels(rows).length / LEGEND.columns) * LEGEND.row;

/** Above the usual beyond chance, those with the most certain excess first. */
export const standingOut = (rows: readonly PlaceRow[]): PlaceRow[] =>
  rows.filter(({ level }) => level.startsWith('more-'));

/** Where the usual has none, only the lower bound can be said. */
export const timesText = (t: Words, { times: { ratio, low } }: PlaceRow): string =>
  ratio === null ? t.places.over(t.mean(low)) : t.places.times(t.mean(ratio));

/** @param href of the service or the incident; @param data where the figures are */
export function placesFigure(t: Words, places: PlacesView | null, href: string): Html | '' {
  if (places === null || places.rows.length === 0) return '';
  const words = said(t, places);
  const at = (scheme: string): string => `${href}/map.svg?scheme=${scheme}&lang=${t.language}`;
  return html`<figure class="chart places"><figcaption>${t.places.map}</figcaption>
<picture><source media="(prefers-color-scheme: dark)" srcset="${at('dark')}"><img src="${at('light')}" loading="lazy" width="${world.width}" height="${mapHeight(places.rows)}" alt="${t.places.map}"></picture>
${closer(t, places, at)}<p>${words} <a href="/api/v1${href}/places">${t.places.figures}</a></p>
<p class="quiet">${t.places.how(places.usualDays)}</p></figure>`;
}

/** Parts of the world that reports come from, each as a picture of its own. */
function closer(t: Words, { rows }: PlacesView, at: (scheme: string) => string): Html | '' {
  const parts = WORLD_PARTS.filter((part) => part !== 'world' && rows.some(({ code }) => isIn(part, code)));
  if (parts.length === 0) return '';
  return html`<p class="quiet">${t.places.closer}${parts.map(
    (part, index) =>
      html`${index === 0 ? ' ' : ' · '}<a href="${`${at('light')}&part=${part}`}">${t.places.parts[part]}</a>`,
  )}</p>`;
}

function said(t: Words, { rows }: PlacesView): string {
  const out = standingOut(rows);
  if (out.length === 0) return t.places.nothing;
  const named = out
    .slice(0, NAMED_MAX)
    .map((row) => t.places.named(row.name, timesText(t, row), t.mean(row.times.low), t.mean(row.times.high)));
  return t.places.beyond(named.join('; '), out.length - named.length);
}
