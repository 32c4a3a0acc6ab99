/**
 * The world by report rate against the usual, as a picture by itself. Law: a country that stands out is written on it too,
 * and what cannot be told is hatched; nothing is told by colour alone, and raw counts colour nothing.
 */
import { escaped } from '../../chart/svg.ts';
import type { ChangeLevel } from '../../picture/level.ts';
import { middleOf, world } from '../../picture/world.ts';
import { type Frame, frameOf, isSeenOn, type WorldPart } from '../../picture/world-parts.ts';
import type { Words } from '../../words/words.ts';
import { LEGEND, legendLevels, mapHeight, standingOut, timesText } from '../pages/places.ts';
import type { PlaceRow, PlacesView } from '../places-view.ts';
import type { Scheme } from './card.ts';

const LABELS_MAX = 8;
/** Letters of a label and of the legend, in units of the picture: on a wide screen, and on a phone. */
const WIDE = { label: 30, letter: 30 };
const NARROW = { label: 60, letter: 68 };
type Setting = typeof WIDE;
const DOT = 7;

type Paint = Readonly<Record<Exclude<ChangeLevel, 'untold'> | 'ink' | 'ground' | 'line', string>>;
const PAINTS: Readonly<Record<Scheme, Paint>> = {
  light: {
    'more-3': '#8c2d04',
    'more-2': '#e06a1b',
    'more-1': '#fdbe85',
    same: '#d5dde1',
    'less-1': '#a6cfe3',
    'less-2': '#3d85b5',
    none: '#eef1f2',
    ink: '#12212b',
    ground: '#ffffff',
    line: '#8a979f',
  },
  dark: {
    'more-3': '#ffc59a',
    'more-2': '#e8772e',
    'more-1': '#8a4715',
    same: '#3a4850',
    'less-1': '#2b5a78',
    'less-2': '#74b6df',
    none: '#202c33',
    ink: '#e9eff2',
    ground: '#162026',
    line: '#71818a',
  },
};

const WORDS = {
  'more-3': 'tenfold',
  'more-2': 'manifold',
  'more-1': 'above',
  same: 'same',
  'less-1': 'below',
  'less-2': 'farBelow',
  untold: 'untold',
  none: 'none',
} as const;

/** @param part of the world that is shown, as large as the whole */
export function placesMap(
  places: Pick<PlacesView, 'rows'>,
  t: Words,
  scheme: Scheme,
  part: WorldPart = 'world',
): string {
  const { x: left, y: top, scale } = frameOf(part);
  /** What is as large on a part as on the whole. */
  const unscaled = (size: number): number => Number((size / scale).toFixed(2));
  const shown = part === 'world' ? places.rows : places.rows.filter(({ code }) => isSeenOn(part, code));
  const paint = PAINTS[scheme];
  const rows = new Map(places.rows.map((row) => [row.code, row]));
  const fill = (level: ChangeLevel, hatch = 'h'): string => (level === 'untold' ? `url(#${hatch})` : paint[level]);
  const hatching = (id: string, size: number): string =>
    `<pattern id="${id}" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale(${size})"><rect width="10" height="10" fill="${paint.none}"/><path d="M0 0V10" stroke="${paint.line}" stroke-width="3"/></pattern>`;
  const outlines = Object.entries(world.countries).map(
    ([code, path]) => `<path fill="${fill(rows.get(code)?.level ?? 'none')}" d="${path}"/>`,
  );
  const dots = Object.entries(world.dots)
    .filter(([code]) => rows.has(code))
    .map(
      ([code, [x, y]]) => `<circle fill="${fill(rows.get(code)!.level)}" cx="${x}" cy="${y}" r="${unscaled(DOT)}"/>`,
    );
  const height = mapHeight(shown);
  const setting = (name: string, size: Setting): string =>
    `<g class="${name}"><g fill="${paint.ink}" stroke="${paint.ground}" stroke-width="5" stroke-linejoin="round" paint-order="stroke" font-size="${size.label}" font-weight="700" text-anchor="middle">${labels(t, shown, size, frameOf(part))}</g>${legend(t, shown, (level) => fill(level, 'l'), paint, size)}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${world.width}" height="${height}" viewBox="0 0 ${world.width} ${height}" font-family="system-ui, 'DejaVu Sans', sans-serif">
<title>${escaped(t.places.map)}${part === 'world' ? '' : `: ${escaped(t.places.parts[part])}`}</title>
<style>.n{display:none}@media (max-width:560px){.w{display:none}.n{display:inline}}</style>
<defs>${hatching('h', unscaled(1))}${hatching('l', 1)}</defs>
<rect width="100%" height="100%" fill="${paint.ground}"/>
<svg width="${world.width}" height="${world.height}" viewBox="${[left, top].map((at) => at.toFixed(1)).join(' ')} ${unscaled(world.width)} ${unscaled(world.height)}"><g stroke="${paint.ground}" stroke-width="${unscaled(0.7)}"><path fill="${paint.none}" d="${world.others}"/>${outlines.join('')}${dots.join('')}</g></svg>
${setting('w', WIDE)}
${setting('n', NARROW)}
</svg>
`;
}

/** The farthest above the usual first, where they do not cover each other. */
function labels(t: Words, rows: readonly PlaceRow[], { label }: Setting, frame: Frame): string {
  const taken: (readonly [number, number])[] = [];
  const made: string[] = [];
  for (const row of standingOut(rows)) {
    const place = middleOf(row.code);
    if (place === undefined || made.length >= LABELS_MAX) continue;
    const [x, y] = [(place[0] - frame.x) * frame.scale, (place[1] - frame.y) * frame.scale].map(Math.round) as [
      number,
      number,
    ];
    if (taken.some(([a, b]) => Math.abs(a - x) < 5 * label && Math.abs(b - y) < 1.4 * label)) continue;
    taken.push([x, y]);
    made.push(`<text x="${x}" y="${y + 10}">${row.code} ${escaped(timesText(t, row))}</text>`);
  }
  return made.join('');
}

/** What is on the map, row by row. */
function legend(
  t: Words,
  rows: readonly PlaceRow[],
  fill: (level: ChangeLevel) => string,
  paint: Paint,
  { letter }: Setting,
): string {
  return legendLevels(rows)
    .map((level, index) => {
      const x = 20 + (index % LEGEND.columns) * Math.round((world.width - 40) / LEGEND.columns);
      const y = world.height + LEGEND.top + Math.floor(index / LEGEND.columns) * LEGEND.row;
      return `<rect x="${x}" y="${y}" width="${letter * 1.5}" height="${letter}" fill="${fill(level)}" stroke="${paint.line}"/><text x="${x + 2 * letter}" y="${y + 0.85 * letter}" font-size="${letter}" fill="${paint.ink}">${escaped(t.places.levels[WORDS[level]])}</text>`;
    })
    .join('');
}
