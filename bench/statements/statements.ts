/**
 * How much of what a careful reader finds in an article is proposed, and how much of what is proposed the reader finds too.
 * `npm run bench:statements -- [--misses] [--json]`: articles and keys beside this file; `--misses` names them for the tune halves.
 */
import { readArticle } from '../../src/statements/extract.ts';
import { optionsOf } from '../options.ts';
import { type Score, type Scores, scoreOf, sum, type Totals } from './score.ts';
import { halvesOf, SETS } from './sets.ts';

const values = optionsOf(
  `
Usage: npm run bench:statements -- [options]

How much of what a careful reader finds in an article is proposed, and how much of what is proposed the reader finds too.

Options:
      --misses         name what was missed, and what was proposed for nothing, in the tune halves
      --json           the figures as JSON

Examples:
  npm run bench:statements -- --misses
`,
  { misses: { type: 'boolean' }, json: { type: 'boolean' } },
);

const halves = SETS.flatMap(({ folder, name }) =>
  halvesOf(folder).map(({ half, articles }) => {
    const scores = articles.map(({ file, text, key }) => ({ file, ...scoreOf(readArticle(text), key) }));
    return { set: name, half, articles: scores.length, totals: sum(scores), scores };
  }),
);

if (values.json)
  console.log(
    JSON.stringify(
      halves.map(({ set, half, articles, totals }) => ({ set, half, articles, ...totals })),
      null,
      2,
    ),
  );
else
  for (const { set, half, articles, totals, scores } of halves) {
    console.log(`${half}: ${articles} articles ${set}\n${lines(totals).join('\n')}`);
    if (values.misses && half === 'tune') for (const one of scores) tellMisses(one);
  }

function lines({ statements, speakers, claims, ...details }: Totals): string[] {
  const rows = [
    `measurable statements  ${told(statements)}`,
    `speakers               ${told(speakers)}`,
    ...(claims.wanted > 0 ? [`causes and actors      ${told(claims)}`] : []),
  ];
  const { approximation, mode, speaker } = details;
  if (mode.of > 0)
    rows.push(
      `of the right ones      approximation ${part(approximation.right, approximation.of)}  mode ${part(mode.right, mode.of)}  speaker ${part(speaker.right, speaker.of)}`,
    );
  return rows.map((row) => `  ${row}`);
}

function tellMisses({ file, missed, extra }: Scores & { file: string }): void {
  for (const row of missed) console.log(`    ${file}  missed  ${row}`);
  for (const row of extra) console.log(`    ${file}  extra   ${row}`);
}

function told({ right, proposed, wanted }: Score): string {
  return `precision ${part(right, proposed)}  recall ${part(right, wanted)}`;
}

function part(right: number, whole: number): string {
  return `${((100 * right) / Math.max(1, whole)).toFixed(1)} % (${right} of ${whole})`;
}
