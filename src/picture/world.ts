/**
 * The world as every map here has it: outlines on an equal-area projection (Equal Earth), in units of the picture, and where a place
 * stands on it. Made by scripts/world-map.mjs.
 */
import { geoEqualEarth } from 'd3-geo';
import data from './world.json' with { type: 'json' };

export type Point = readonly [x: number, y: number];

interface World {
  readonly width: number;
  readonly height: number;
  /** The projection that the outlines were made with. */
  readonly projection: { readonly rotate: number; readonly scale: number; readonly translate: readonly number[] };
  /** Outlines, and dots for what is too small for one, by country. */
  readonly countries: Readonly<Record<string, string>>;
  readonly dots: Readonly<Record<string, readonly number[]>>;
  /** Where a label of a country stands. */
  readonly places: Readonly<Record<string, readonly number[]>>;
  /** Land without a code. */
  readonly others: string;
}

export const world: World = data;

const { rotate, scale, translate } = world.projection;
const projection = geoEqualEarth()
  .rotate([rotate, 0])
  .scale(scale)
  .translate(translate as [number, number]);

export const pointAt = (latitude: number, longitude: number): Point => projection([longitude, latitude])!;

/** The middle of a country; undefined for a code that the map does not know. */
export function middleOf(code: string): Point | undefined {
  for (const known of [world.places, world.dots])
    if (Object.hasOwn(known, code)) return known[code] as [number, number];
  return undefined;
}

/** All land as a picture of its own, which pages show with `<use>` and paint as they like; browsers keep it. */
export function landPicture(): string {
  const { width, height, countries, others } = world;
  const paths = [...Object.values(countries), others].map((path) => `<path d="${path}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><g id="land">${paths.join('')}</g></svg>`;
}
