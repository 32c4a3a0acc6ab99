/** The keys: every article is in one half, and every row is a kind that is known, in words that stand in the article. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { halvesOf, SETS } from './sets.ts';

/** Sets whose keys have all columns. */
const FULL = ['unseen', 'de'];
const KINDS =
  /^(count|sources|share|rate|waves|duration|onset|end|error|origin|place|cause|responsibility|motive|financing|demand|zones|speaker)$/;

test.each(SETS)('every article $name is in one half and has a key', ({ folder }) => {
  const names = halvesOf(folder).flatMap(({ articles }) => articles.map(({ file }) => file));
  expect(names.toSorted()).toEqual(readdirSync(new URL(`${folder}/articles`, import.meta.url)).toSorted());
  const rows = halvesOf(folder).flatMap(({ articles }) => articles.flatMap(({ key }) => key));
  expect(rows.filter(({ kind, value }) => !KINDS.test(kind) || value === '')).toEqual([]);
});

test('odd numbers may be looked at, even ones only count', () => {
  for (const { half, articles } of FULL.flatMap(halvesOf))
    for (const { file } of articles)
      expect([file, half]).toEqual([file, Number(file.slice(0, 2)) % 2 ? 'tune' : 'score']);
});

test('every row of the fuller keys has its words in the article, and a mode', () => {
  for (const { file, text, key } of FULL.flatMap(halvesOf).flatMap(({ articles }) => articles)) {
    for (const { words } of key) expect(text, file).toContain(words);
    for (const { kind, mode } of key)
      if (kind !== 'speaker') expect(['asserted', 'hedged', 'question', 'denied'], file).toContain(mode);
  }
});
