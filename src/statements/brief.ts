/** Readings in few words, for the sentence that says why: readings of one sort are told together ("the busiest 5 and 15 minutes"). */

export interface Brief {
  /** Readings of one sort differ only in their item. */
  readonly sort: 'peak' | 'lull' | 'height' | 'wave' | 'plain';
  readonly item: string;
}

export const plain = (item: string): Brief => ({ sort: 'plain', item });

const SORTS: Readonly<Record<Brief['sort'], (items: string) => string>> = {
  peak: (items) => `the busiest ${items} minutes`,
  lull: (items) => `waves with lulls of ${items} min passed over`,
  height: (items) => `waves above ${items} % of the peak`,
  wave: (items) => `wave ${items}`,
  plain: (items) => items,
};

export function briefly(briefs: readonly Brief[]): string {
  const sorts = [...new Set(briefs.map(({ sort, item }) => (sort === 'plain' ? item : sort)))];
  return andOf(
    sorts.map((name) => {
      const items = briefs.filter(({ sort, item }) => (sort === 'plain' ? item : sort) === name);
      return SORTS[items[0]!.sort](andOf([...new Set(items.map(({ item }) => item))]));
    }),
  );
}

const andOf = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
