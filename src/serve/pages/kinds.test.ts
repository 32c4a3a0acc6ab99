/** Laws of what was reported when: the stack adds up, and nothing in it is told by colour alone. */
import { expect, test } from 'vitest';
import * as fixtures from '../../../test/browser/fixtures.ts';
import { ENGLISH } from '../../words/words.ts';
import { asText, type Html } from './html.ts';
import { kindsFigure } from './kinds.ts';

test('symptoms are stacked without gaps: what is drawn adds up to what was counted, and the legend has the order of the layers', () => {
  const { kinds } = fixtures.service(fixtures.kindOf('confirmed'));
  const text = asText(kindsFigure(ENGLISH, kinds, 'k') as Html);
  const layers = [...text.matchAll(/<path class="layer-(\d)"[^>]* d="([^"]+)"/g)].map(([, index, path]) => ({
    index,
    path,
  }));
  expect(
    layers.map(({ index }) => index),
    'from the bottom up',
  ).toEqual(['4', '3', '2', '1', '0']);
  const legend = [...text.matchAll(/<\/svg>([^<]+) <span class="quiet">/g)].map(([, name]) => name);
  expect(legend).toEqual(['2 others', 'I cannot sign in', 'It is slow', 'I get an error', 'It does not load']);
  // The upper edge of the topmost layer, read back from its path: the sum of all symptoms.
  const sums = kinds.symptoms[0]!.counts.map((_, part) =>
    kinds.symptoms.reduce((sum, { counts }) => sum + counts[part]!, 0),
  );
  const edge: number[] = [];
  for (const [, y, x] of layers.at(-1)!.path!.matchAll(/V([\d.]+)H(\d+)/g)) {
    if (edge.length === sums.length) break;
    while (edge.length < Number(x)) edge.push(Number(y));
  }
  expect(edge).toHaveLength(sums.length);
  const top = Math.max(...sums);
  for (const [part, y] of edge.entries()) expect(Math.abs((1 - y / 110) * top - sums[part]!)).toBeLessThan(top / 1_000);
  expect(kindsFigure(ENGLISH, { ...kinds, symptoms: [] }, 'k')).toBe('');
});
