/**
 * The journal as C2SP tlog-tiles: 256 hashes or 256 entries under a path that names them. What a path of a full tile
 * gives never changes; a partial one gives the same as long as it is asked for.
 */
import { SUBTREE } from './tree.ts';

const LEVEL_MAX = 63;

export interface Tile {
  readonly level: number | 'entries';
  readonly number: number;
  /** Hashes or entries in it; SUBTREE where it is full. */
  readonly width: number;
}

/** `0/x001/067`, `1/000.p/17`, `entries/000`; undefined for anything else, such as a number not written as it has to be. */
export function readTilePath(path: string): Tile | undefined {
  const match = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match === null) return undefined;
  const [, level, number, partial] = match as unknown as [string, string, string, string | undefined];
  const width = partial === undefined ? SUBTREE : Number(partial);
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    number: Number(number.replaceAll(/[x/]/g, '')),
    width,
  };
  if (tile.level !== 'entries' && tile.level > LEVEL_MAX) return undefined;
  return tilePath(tile) === path ? tile : undefined;
}

export function tilePath({ level, number, width }: Tile): string {
  const groups = [String(number % 1_000).padStart(3, '0')];
  for (let rest = Math.floor(number / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) {
    groups.unshift(`x${String(rest % 1_000).padStart(3, '0')}`);
  }
  return `${level}/${groups.join('/')}${width === SUBTREE ? '' : `.p/${width}`}`;
}

/** Whether a log of this size has the tile. */
export function hasTile({ level, number, width }: Tile, size: number): boolean {
  if (width > SUBTREE) return false;
  const step = level === 'entries' ? 1 : SUBTREE ** level;
  return number * SUBTREE + width <= Math.floor(size / step);
}

/** Each entry behind its length, two bytes, the high one first. */
export function entryBundle(bodies: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(bodies.flatMap((body) => [Buffer.of(body.length >> 8, body.length & 255), body]));
}
