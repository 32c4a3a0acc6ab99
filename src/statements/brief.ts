/** Readings in few words, for the sentence that says why: readings of one sort are told together ("the busiest 5 and 15 minutes"). */

import type { readings } from '../words/en/measures.ts';

type ReadingWords = typeof readings;

export interface Brief {
  /** Readings of one sort differ only in their item. */
  readonly sort: 'peak' | 'lull' | 'height' | 'wave' | 'plain';
  readonly item: string;
}

export const plain = (item: string): Brief => ({ sort: 'plain', item });

export function briefly(briefs: readonly Brief[], { sorts: words, listed }: ReadingWords): string {
  const sorts = [...new Set(briefs.map(({ sort, item }) => (sort === 'plain' ? item : sort)))];
  return listed(
    sorts.map((name) => {
      const items = briefs.filter(({ sort, item }) => (sort === 'plain' ? item : sort) === name);
      const { sort } = items[0]!;
      const told = listed([...new Set(items.map(({ item }) => item))]);
      return sort === 'plain' ? told : words[sort](told);
    }),
  );
}
