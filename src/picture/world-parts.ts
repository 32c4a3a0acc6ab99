/** Parts of the world map: frames of the whole one's shape around them, so that a small country can be seen on a small screen. */
import { middleOf, type Point, pointAt, world } from './world.ts';

export const WORLD_PARTS = ['world', 'africa', 'asia', 'europe', 'north-america', 'oceania', 'south-america'] as const;
export type WorldPart = (typeof WORLD_PARTS)[number];

/** In units of the map. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is shown of the map. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  /** How many times larger what is in it is than on the whole map. */
  readonly scale: number;
}

/** West, south, east and north of what has to be seen, in degrees. */
const BOUNDS: Readonly<Record<Exclude<WorldPart, 'world'>, readonly [number, number, number, number]>> = {
  africa: [-19, -36, 52, 38],
  asia: [30, -11, 146, 56],
  europe: [-24, 34, 45, 71],
  'north-america': [-150, 7, -53, 72],
  oceania: [112, -48, 179, 4],
  'south-america': [-82, -56, -34, 13],
};
/** Points of an edge that are looked at: on this projection an edge is no straight line. */
const EDGE_POINTS = 8;
const MARGIN = 1.06;

const WHOLE: Box = { x: 0, y: 0, width: world.width, height: world.height };

function boxOf(part: WorldPart): Box {
  if (part === 'world') return WHOLE;
  const [west, south, east, north] = BOUNDS[part];
  const between = (from: number, to: number, i: number): number => from + ((to - from) * i) / EDGE_POINTS;
  const edge = Array.from({ length: EDGE_POINTS + 1 }, (_, i) => [
    ...[pointAt(north, between(west, east, i)), pointAt(south, between(west, east, i))],
    ...[pointAt(between(south, north, i), west), pointAt(between(south, north, i), east)],
  ]).flat();
  const [xs, ys] = [edge.map(([x]) => x), edge.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const BOXES = Object.fromEntries(WORLD_PARTS.map((part) => [part, boxOf(part)])) as Readonly<Record<WorldPart, Box>>;

/** Has the whole map's shape, and the part in its middle. */
export function frameOf(part: WorldPart): Frame {
  if (part === 'world') return { x: 0, y: 0, scale: 1 };
  const { x, y, width, height } = BOXES[part];
  const scale = Math.min(world.width / width, world.height / height) / MARGIN;
  return { x: x + (width - world.width / scale) / 2, y: y + (height - world.height / scale) / 2, scale };
}

/** Whether the middle of a country lies in a part; not of one that the map does not know. */
export function isIn(part: WorldPart, code: string): boolean {
  const middle = middleOf(code);
  return middle !== undefined && isWithin(BOXES[part], middle);
}

/** Whether it is seen in the frame of a part, be it beside it. */
export function isSeenOn(part: WorldPart, code: string): boolean {
  const middle = middleOf(code);
  const { x, y, scale } = frameOf(part);
  return middle !== undefined && isWithin({ x, y, width: world.width / scale, height: world.height / scale }, middle);
}

const isWithin = ({ x, y, width, height }: Box, [px, py]: Point): boolean =>
  px >= x && px <= x + width && py >= y && py <= y + height;
