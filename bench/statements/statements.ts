/**
 * How much of what a careful reader finds in an article is proposed, and how much of what is proposed the reader finds too.
 * `npm run bench:statements -- [--misses] [--json]`: articles and key beside this file; `--misses` names them for the tune half.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readArticle } from '../../src/statements/extract.ts';
import { keyRows, type Score, scoreOf, sum } from './score.ts';

const HERE = new URL('.', import.meta.url).pathname;
const { values } = parseArgs({ options: { misses: { type: 'boolean' }, json: { type: 'boolean' } } });
const split = JSON.parse(readFileSync(join(HERE, 'split.json'), 'utf8')) as { tune: string[]; score: string[] };
const files = readdirSync(join(HERE, 'articles')).sort();

const halves = Object.entries(split).map(([half, numbers]) => {
  const scores = files
    .filter((file) => numbers.includes(file.slice(0, 2)))
    .map((file) => {
      const article = readArticle(readFileSync(join(HERE, 'articles', file), 'utf8'));
      const key = keyRows(readFileSync(join(HERE, 'key', file.replace(/\.\w+$/, '.tsv')), 'utf8'));
      return { file, ...scoreOf(article, key) };
    });
  return { half, articles: scores.length, ...sum(scores), scores };
});

if (values.json)
  console.log(
    JSON.stringify(
      halves.map(({ scores, ...half }) => half),
      null,
      2,
    ),
  );
else {
  for (const { half, articles, statements, speakers, scores } of halves) {
    console.log(
      `${half}: ${articles} articles\n  measurable statements  ${told(statements)}\n  speakers               ${told(speakers)}`,
    );
    if (!values.misses || half !== 'tune') continue;
    for (const { file, missed, extra } of scores) {
      for (const row of missed) console.log(`    ${file}  missed  ${row}`);
      for (const row of extra) console.log(`    ${file}  extra   ${row}`);
    }
  }
}

function told({ right, proposed, wanted }: Score): string {
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  return `precision ${percent(right, proposed)} (${right} of ${proposed})  recall ${percent(right, wanted)} (${right} of ${wanted})`;
}
