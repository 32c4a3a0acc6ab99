/** What was asked for, from the bytes of a request target: where its path and its query are, and what kind of thing it is. */

const SLASH = 47;
const QUESTION = 63;
const COLON = 58;

/** A page (or anything else), a part of pages, or the file that says what robots may read. */
export const KIND = { page: 0, part: 1, robots: 2 } as const;

/** Endings of style sheets, scripts, images and fonts. */
const PARTS = new Set(
  'css js mjs map png jpg jpeg gif svg webp avif ico bmp xbm tif tiff woff woff2 ttf otf eot'.split(' ').map(packed),
);
const ENDING_MAX = 5;
const ROBOTS = '/robots.txt';

/** Where the path of a target begins: after scheme and host, where the client sent them. */
export function pathStart(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] === SLASH || to - from < 8) return from;
  for (let at = from + 3; at < from + 7; at += 1) {
    if (bytes[at] !== COLON || bytes[at + 1] !== SLASH || bytes[at + 2] !== SLASH) continue;
    for (let path = at + 3; path < to; path += 1) if (bytes[path] === SLASH) return path;
  }
  return from;
}

/** Where the path ends: at the question mark, or where the target does. */
export function pathEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== QUESTION) at += 1;
  return at;
}

/** @returns one of KIND */
export function kindOf(bytes: Uint8Array, from: number, to: number): 0 | 1 | 2 {
  let ending = 0;
  for (let at = to - 1; at > from && to - at <= ENDING_MAX + 1; at -= 1) {
    if (bytes[at] === 46) {
      for (let i = at + 1; i < to; i += 1) ending = (ending * 37 + (bytes[i]! | 32)) | 0;
      return PARTS.has(ending) ? KIND.part : isRobots(bytes, from, to) ? KIND.robots : KIND.page;
    }
  }
  return KIND.page;
}

function isRobots(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== ROBOTS.length) return false;
  for (let i = 0; i < ROBOTS.length; i += 1) if (bytes[from + i] !== ROBOTS.charCodeAt(i)) return false;
  return true;
}

function packed(ending: string): number {
  let value = 0;
  for (let i = 0; i < ending.length; i += 1) value = (value * 37 + (ending.charCodeAt(i) | 32)) | 0;
  return value;
}

/** Start of a referrer's host and its end: between `://` and the next slash; all of it where it is no URL. */
export function hostStart(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at + 2 < to && at < from + 12; at += 1) {
    if (bytes[at] === COLON && bytes[at + 1] === SLASH && bytes[at + 2] === SLASH) return at + 3;
  }
  return from;
}

export function hostEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== SLASH && bytes[at] !== QUESTION) at += 1;
  return at;
}
