/**
 * Places on the map: which part of the world is shown, and where each mark and its name stand. Law: no mark hides another, all lie in
 * what is shown, and a name is left out rather than written over something.
 */
import { type Point, world } from './world.ts';

export interface Spot {
  readonly name: string;
  readonly at: Point;
}

export interface Mark {
  /** The middle of the mark: beside its place where another one stands there. */
  readonly at: Point;
  readonly moved: boolean;
  /** Where its name begins or, with `end`, ends; null where there is no room for it. */
  readonly label: { readonly at: Point; readonly anchor: 'start' | 'end' | 'middle' } | null;
}

export interface Layout {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Width of a mark, and height of a letter, in units of the map. */
  readonly markSize: number;
  readonly letterSize: number;
  readonly marks: readonly Mark[];
}

/** Less of the world than this is hard to recognise. */
const WIDTH_MIN = 420;
/** Room around the outermost places, for marks and names. */
const MARGIN = 0.3;
/** Of the width that is shown. */
const MARK = 0.045;
const LETTER = 0.036;
/** Of the letters' height; wide, since nobody measures them here. */
const LETTER_WIDTH = 0.62;
const GAP = 1.12;

/** @param spots the most important first: they get their place, and their name, before others */
export function layOut(spots: readonly Spot[]): Layout {
  const box = boxAround(spots.map(({ at }) => at));
  const [markSize, letterSize] = [box.width * MARK, box.width * LETTER];
  const inside = (at: Point): boolean => {
    const [x, y] = [at[0] - box.x, at[1] - box.y];
    return x >= markSize / 2 && y >= markSize / 2 && x <= box.width - markSize / 2 && y <= box.height - markSize / 2;
  };
  const middles: Point[] = [];
  for (const { at } of spots) middles.push(freePlace(at, middles, { gap: markSize * GAP, reach: box.width, inside }));
  const taken = middles.map(([x, y]): Rectangle => around(x, y, markSize, markSize));
  const marks = spots.map(({ name, at: place }, index): Mark => {
    const at = middles[index]!;
    const moved = Math.hypot(at[0] - place[0], at[1] - place[1]) > markSize / 2;
    const label = labelsOf(name, at, markSize, letterSize).find(
      ({ area }) => isIn(area, box) && !taken.some((other) => overlap(other, area)),
    );
    if (label === undefined) return { at, moved, label: null };
    taken.push(label.area);
    return { at, moved, label: { at: label.at, anchor: label.anchor } };
  });
  return { box, markSize, letterSize, marks };
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const around = (x: number, y: number, width: number, height: number): Rectangle => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const isIn = ({ left, right, top, bottom }: Rectangle, box: Layout['box']): boolean =>
  left >= box.x && right <= box.x + box.width && top >= box.y && bottom <= box.y + box.height;

/** The part of the world that holds all points with a margin, in the shape of the whole. */
function boxAround(points: readonly Point[]): Layout['box'] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const shape = world.height / world.width;
  const needed = Math.max(right - left, (bottom - top) / shape) * (1 + MARGIN) + WIDTH_MIN / 4;
  const width = Math.min(world.width, Math.max(WIDTH_MIN, needed));
  const height = width * shape;
  const within = (middle: number, length: number, all: number): number =>
    Math.min(all - length, Math.max(0, middle - length / 2));
  return {
    x: within((left + right) / 2, width, world.width),
    y: within((top + bottom) / 2, height, world.height),
    width,
    height,
  };
}

/** Its own, or the nearest of the rings around it that is free and in sight. */
function freePlace(
  at: Point,
  taken: readonly Point[],
  { gap, reach, inside }: { gap: number; reach: number; inside: (at: Point) => boolean },
): Point {
  // Neighbours in a ring are a gap apart, give or take a rounding.
  const isFree = ([x, y]: Point): boolean => taken.every(([a, b]) => Math.hypot(a - x, b - y) >= gap * 0.999);
  for (let ring = 0; ring * gap <= reach; ring += 1) {
    const steps = Math.max(1, 6 * ring);
    for (let step = 0; step < steps; step += 1) {
      const angle = (2 * Math.PI * step) / steps;
      const point: Point = [at[0] + gap * ring * Math.cos(angle), at[1] + gap * ring * Math.sin(angle)];
      if (isFree(point) && inside(point)) return point;
    }
  }
  return at;
}

/** Where a name may stand, the best first: beside its mark, else in the row below or above. */
function labelsOf(name: string, [x, y]: Point, markSize: number, letterSize: number) {
  const width = name.length * letterSize * LETTER_WIDTH;
  const [beside, apart] = [markSize * 0.65, markSize * 0.55 + letterSize / 2];
  const labelAt = (anchor: NonNullable<Mark['label']>['anchor'], toX: number, toY: number) => {
    const middle = toX + { start: width / 2, middle: 0, end: -width / 2 }[anchor];
    // The base line of letters lies below their middle.
    const at: Point = [toX, toY + letterSize * 0.35];
    return { at, anchor, area: around(middle, toY, width, letterSize) };
  };
  return [
    labelAt('start', x + beside, y),
    labelAt('end', x - beside, y),
    ...[y + apart, y - apart].flatMap((row) => [
      labelAt('middle', x, row),
      labelAt('start', x - beside, row),
      labelAt('end', x + beside, row),
    ]),
  ];
}
