// Makes src/picture/world.json: countries on an equal-area map (Equal Earth), as SVG paths in whole units. Outlines are
// Natural Earth's, 1:50 million (public domain), as packed in world-atlas (ISC licence). Run: npm run world-map
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { geoArea, geoCentroid, geoDistance, geoEqualEarth, geoPath } from 'd3-geo';
import { feature, merge } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import atlas from 'world-atlas/countries-50m.json' with { type: 'json' };

const WIDTH = 2000;
/** Square degrees: triangles smaller than this are left out of an outline. */
const DETAIL = 0.03;
/** Square units: what is smaller gets a dot, or nobody would see it. */
const DOT_AREA = 60;
/** Square units: islands of larger countries that are smaller than this are left out. */
const ISLAND_AREA = 6;

/** Territories with a code of their own that the outlines count to another country, or leave out. */
const ELSEWHERE = {
  GF: [-53.1, 4.0],
  GP: [-61.55, 16.25],
  MQ: [-61.0, 14.65],
  RE: [55.53, -21.12],
  YT: [45.15, -12.8],
  BQ: [-68.3, 12.2],
  SJ: [16.5, 78.5],
  GI: [-5.35, 36.14],
  TK: [-171.85, -9.2],
  TV: [179.2, -8.5],
  CC: [96.85, -12.17],
  CX: [105.63, -10.45],
};
/** Degrees: a polygon as near as this to a territory's place belongs to it. */
const NEAR = { SJ: 9, GF: 4 };
const NEAR_OTHERS = 1;
/** Outlines without a number: addresses there carry the code of the state that the registries name. */
const UNNUMBERED = { Somaliland: 'SO', 'N. Cyprus': 'CY', Kosovo: 'XK' };

const world = simplify(presimplify(atlas), DETAIL);
const groups = Map.groupBy(world.objects.countries.geometries, codeOf);
groups.delete('AQ');
const rest = groups.get(undefined) ?? [];
groups.delete(undefined);

const polygons = new Map();
for (const [code, geometries] of groups) {
  for (const coordinates of merge(world, geometries).coordinates) {
    const polygon = { type: 'Polygon', coordinates };
    const owner = territoryOf(polygon, code);
    polygons.set(owner, [...(polygons.get(owner) ?? []), polygon]);
  }
}

const shapes = new Map([...polygons].map(([code, parts]) => [code, multi(parts)]));
/** So far to the west, the seam runs through the Bering Strait and through no country. */
const ROTATE = -11;
const projection = geoEqualEarth().rotate([ROTATE, 0]);
projection.fitWidth(WIDTH, { type: 'GeometryCollection', geometries: [...shapes.values()] });
const path = geoPath(projection);
const [[, top], [, bottom]] = path.bounds({ type: 'GeometryCollection', geometries: [...shapes.values()] });
const offset = projection.translate();
projection.translate([offset[0], offset[1] - top]);

const countries = {};
const dots = {};
const places = {};
/** Outlines under the dots: land that would be missing where a dot is not drawn. */
const small = [];
for (const [code, parts] of [...polygons].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const large = parts.filter((part) => path.area(part) >= ISLAND_AREA);
  const area = parts.reduce((sum, part) => sum + path.area(part), 0);
  const largest = parts.reduce((one, other) => (geoArea(one) >= geoArea(other) ? one : other));
  const middle = path.centroid(largest).map(Math.round);
  if (area < DOT_AREA) {
    dots[code] = middle;
    small.push(path(multi(parts)));
  } else {
    countries[code] = compact(path(multi(large)));
    places[code] = middle;
  }
}
for (const [code, place] of Object.entries(ELSEWHERE)) {
  if (!polygons.has(code)) dots[code] = projection(place).map(Math.round);
}

const others = compact([...rest.map((geometry) => path(feature(world, geometry)) ?? ''), ...small].join(''));
const fitted = { rotate: ROTATE, scale: projection.scale(), translate: projection.translate() };
const made = { width: WIDTH, height: Math.ceil(bottom - top), projection: fitted, countries, dots, places, others };
writeFileSync('src/picture/world.json', `${JSON.stringify(made)}\n`);
execFileSync('node_modules/.bin/biome', ['format', '--write', 'src/picture/world.json']);
process.stdout.write(
  `${Object.keys(countries).length} outlines, ${Object.keys(dots).length} dots, ${JSON.stringify(made).length} bytes\n`,
);

/** ISO 3166-1 alpha-2: CLDR, in Intl, knows the numbers that the outlines carry. */
function codeOf({ id, properties }) {
  return id === undefined ? UNNUMBERED[properties.name] : new Intl.Locale(`und-${id}`).region;
}

function territoryOf(polygon, code) {
  if (!['FR', 'NO', 'NL'].includes(code)) return code;
  const centre = geoCentroid(polygon);
  const near = Object.entries(ELSEWHERE).find(([territory, place]) => {
    return (geoDistance(centre, place) * 180) / Math.PI < (NEAR[territory] ?? NEAR_OTHERS);
  });
  return near?.[0] ?? code;
}

function multi(parts) {
  return { type: 'MultiPolygon', coordinates: parts.map(({ coordinates }) => coordinates) };
}

/** The same path in whole units, relative, without steps that lead nowhere. */
function compact(text) {
  let made = '';
  let [x, y] = [0, 0];
  for (const ring of text?.match(/M[^MZ]*/g) ?? []) {
    const points = ring
      .slice(1)
      .split('L')
      .map((point) => point.split(',').map((value) => Math.round(Number(value))));
    const steps = [];
    const [startX, startY] = points[0];
    let [atX, atY] = [startX, startY];
    for (const [nextX, nextY] of points.slice(1)) {
      if (nextX === atX && nextY === atY) continue;
      steps.push([nextX - atX, nextY - atY]);
      [atX, atY] = [nextX, nextY];
    }
    if (steps.length < 2) continue;
    made += `m${pair(startX - x, startY - y)}l${steps.map(([dx, dy]) => pair(dx, dy)).join(' ')}z`.replace(/ -/g, '-');
    [x, y] = [startX, startY];
  }
  return made;
}

function pair(x, y) {
  return `${x}${y < 0 ? '' : ' '}${y}`;
}
