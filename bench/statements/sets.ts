/** The sets of articles with their keys, each split into a half to look at and a half that only counts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyRow, keyRows } from './score.ts';

export interface KeyedArticle {
  readonly file: string;
  readonly text: string;
  readonly key: readonly KeyRow[];
}

const HERE = new URL('.', import.meta.url).pathname;

/** Folder of each set, and by what name its figures are told. */
export const SETS = [
  { folder: '.', name: 'by the author of the rules' },
  { folder: 'unseen', name: 'by somebody who had not seen the rules' },
  { folder: 'de', name: 'in German, by the author of the rules' },
] as const;

export function halvesOf(folder: string): { half: string; articles: KeyedArticle[] }[] {
  const at = (...parts: string[]) => join(HERE, folder, ...parts);
  const split = JSON.parse(readFileSync(at('split.json'), 'utf8')) as Record<'tune' | 'score', string[]>;
  const files = readdirSync(at('articles')).sort();
  return Object.entries(split).map(([half, numbers]) => ({
    half,
    articles: files
      .filter((file) => numbers.includes(file.slice(0, 2)))
      .map((file) => ({
        file,
        text: readFileSync(at('articles', file), 'utf8'),
        key: keyRows(readFileSync(at('key', file.replace(/\.\w+$/, '.tsv')), 'utf8')),
      })),
  }));
}
