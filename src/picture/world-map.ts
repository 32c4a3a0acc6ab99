/**
 * The world by requests against the usual, or by share where there is none: an equal-area map as one SVG. Law: a
 * country's colour is repeated by its title and by the table beside it; what cannot be told is hatched.
 */
import type { OriginRow, Origins } from '../model/origin.ts';
import { changeWords, count, share, times } from './figures.ts';
import { changeLevel, isCompared, LEVEL_WORDS, type Level, levelsOf, shareLevel } from './level.ts';
import { escaped } from './markup.ts';
import { countryName } from './names.ts';
import { middleOf, world } from './world.ts';

const { width, height, countries, dots, others } = world;

const DOT = 8;
const LABELS_MAX = 6;
/** Room of a label in units of the map. */
const LABEL_WIDTH = 170;
const LABEL_HEIGHT = 52;

/** @param id unique on the page */
export function worldMap(origins: Origins, id: string): string {
  const compared = isCompared(origins);
  const levelOf = compared ? changeLevel : shareLevel;
  const rows = new Map(origins.rows.map((row) => [row.code, row]));
  const shape = (tag: string, code: string, place: string): string => {
    const row = rows.get(code);
    if (row === undefined)
      return `<${tag} class="gw-none" ${place}><title>${title(code)}: no requests</title></${tag}>`;
    const text = escaped(rowWords(row));
    return `<${tag} ${paint(levelOf(row), id)} role="img" aria-label="${text}" ${place}><title>${text}</title></${tag}>`;
  };
  const outlines = Object.entries(countries).map(([code, path]) => shape('path', code, `d="${path}"`));
  const points = Object.entries(dots)
    .filter(([code]) => rows.has(code))
    .map(([code, [x, y]]) => shape('circle', code, `cx="${x}" cy="${y}" r="${DOT}"`));
  const measure = compared ? 'Requests a minute against the usual' : 'Share of the requests';
  return `<svg class="gw-map" viewBox="0 0 ${width} ${height}" role="group" aria-labelledby="${id}-title" aria-describedby="${id}-text">
<title id="${id}-title">${measure}, by the country in which the address is registered</title>
<desc id="${id}-text">${escaped(summary(origins, levelOf))}</desc>
<defs><pattern id="${id}-hatch" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="gw-hatch-ground" d="M0 0H12V12H0Z"/><path class="gw-hatch-line" d="M0 0V12"/></pattern></defs>
<path class="gw-none" d="${others}"/>
${outlines.join('\n')}
${points.join('\n')}
${labels(origins.rows)}
</svg>
${legend(origins, levelOf, id)}`;
}

/** Codes with requests that the map has no place for. */
export function offTheMap(origins: Origins): string[] {
  return origins.rows.filter(({ code }) => !(code in countries) && !(code in dots)).map(({ code }) => code);
}

const title = (code: string): string => escaped(countryName(code));

/** A class for the style; the hatching is the map's own, so the style cannot know it. */
function paint(level: Level, id: string): string {
  return level === 'untold' ? `class="gw-untold" fill="url(#${id}-hatch)"` : `class="gw-${level}"`;
}

function rowWords(row: OriginRow): string {
  const { code, count: counted, share: part, rateChange } = row;
  const amount = `${count(counted.requests)} requests, ${share(part.requests)}`;
  return `${countryName(code)}: ${amount}${rateChange === null ? '' : `; ${changeWords(rateChange)}`}`;
}

/** Those that changed much and beyond chance, those with most requests first. */
function movers(rows: readonly OriginRow[]): OriginRow[] {
  return rows
    .filter((row) => ['more-3', 'more-2', 'more-1', 'less-2'].includes(changeLevel(row)))
    .sort((a, b) => b.count.requests - a.count.requests);
}

function summary(origins: Origins, levelOf: (row: OriginRow) => Level): string {
  const levels = levelsOf(origins).flatMap((level) => {
    const found = origins.rows.filter((row) => levelOf(row) === level).length;
    return found === 0 ? [] : [`${LEVEL_WORDS[level]}: ${found}`];
  });
  const first = isCompared(origins) ? movers(origins.rows) : origins.rows;
  const most = first.slice(0, LABELS_MAX).map(rowWords).join('. ');
  return `Countries by level: ${levels.join('; ')}. ${most === '' ? 'None changed beyond chance' : most}. The table has all figures.`;
}

/** Written on the map where they do not cover each other; a screen too narrow for them hides them. */
function labels(rows: readonly OriginRow[]): string {
  const taken: (readonly [number, number])[] = [];
  const made: string[] = [];
  for (const { code, rateChange } of movers(rows)) {
    const place = middleOf(code);
    if (place === undefined || made.length >= LABELS_MAX) continue;
    const [x, y] = place;
    if (taken.some(([a, b]) => Math.abs(a - x) < LABEL_WIDTH && Math.abs(b - y) < LABEL_HEIGHT)) continue;
    taken.push([x, y]);
    const factor = rateChange?.ratio === null || rateChange === null ? 'new' : times(rateChange.ratio);
    made.push(`<text x="${x}" y="${y + 10}">${code} ${factor}</text>`);
  }
  return `<g class="gw-labels" aria-hidden="true">${made.join('')}</g>`;
}

function legend(origins: Origins, levelOf: (row: OriginRow) => Level, id: string): string {
  const present = new Set<Level>([...origins.rows.map(levelOf), 'none']);
  const entries = levelsOf(origins)
    .filter((level) => present.has(level))
    .map((level) => {
      const box = `<svg viewBox="0 0 24 16" aria-hidden="true"><rect ${paint(level, id)} width="24" height="16"/></svg>`;
      return `<li>${box}${LEVEL_WORDS[level]}</li>`;
    });
  return `<ul class="gw-legend">${entries.join('')}</ul>`;
}
