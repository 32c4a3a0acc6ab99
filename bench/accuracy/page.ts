/**
 * Keeps the tables of docs/accuracy-peers.md those of the last run: what stands between a set's two marks is replaced, the
 * words around them are written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { markdownOf, type Section } from './report.ts';

const PAGE = new URL('../../docs/accuracy-peers.md', import.meta.url);

export function writeTables(set: string, sections: readonly Section[]): void {
  writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), set, sections.map(markdownOf).join('\n\n')));
}

export function withTables(page: string, set: string, tables: string): string {
  const [open, close] = [`<!-- ${set} -->`, `<!-- end of ${set} -->`];
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  if (from < 0 || to < from) throw new Error(`the page has no ${open} … ${close}`);
  return `${page.slice(0, from + open.length)}\n\n${tables}\n\n${page.slice(to)}`;
}
