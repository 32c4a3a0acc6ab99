/** Paths of tiles as C2SP tlog-tiles writes them, with the numbers of its own text. */
import { expect, test } from 'vitest';
import { entryBundle, hasTile, readTilePath, tilePath } from './tiles.ts';

test('the index 1234067 of the specification is written x001/x234/067, and reads back', () => {
  const tile = { level: 0, number: 1_234_067, width: 256 } as const;
  expect(tilePath(tile)).toBe('0/x001/x234/067');
  expect(readTilePath('0/x001/x234/067')).toEqual(tile);
  expect(readTilePath('1/000.p/17')).toEqual({ level: 1, number: 0, width: 17 });
  expect(readTilePath('entries/x001/000.p/255')).toEqual({ level: 'entries', number: 1_000, width: 255 });
});

test.each([
  '0/0',
  '0/00',
  '0/x000/001',
  '00/001',
  '64/000',
  '0/001.p/0',
  '0/001.p/256',
  '0/001.p/01',
  '0/001/',
  '-1/000',
  '',
])('the path %s names no tile', (path) => {
  expect(readTilePath(path)).toBeUndefined();
});

test('a tree of 70,000 has exactly the tiles that the specification counts', () => {
  const widest = (level: number, number: number): number =>
    [...Array(257).keys()].filter((width) => width > 0 && hasTile({ level, number, width }, 70_000)).at(-1) ?? 0;
  expect(widest(0, 272)).toBe(256);
  expect(widest(0, 273)).toBe(112);
  expect(widest(0, 274)).toBe(0);
  expect([widest(1, 0), widest(1, 1), widest(1, 2)]).toEqual([256, 17, 0]);
  expect([widest(2, 0), widest(3, 0)]).toEqual([1, 0]);
});

test('an entry bundle holds each entry behind its length', () => {
  const long = Buffer.alloc(300, 7);
  expect([...entryBundle([Buffer.from('ab'), long]).subarray(0, 7)]).toEqual([0, 2, 97, 98, 1, 44, 7]);
});
