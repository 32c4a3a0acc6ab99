/**
 * What a country is called on a map and in a table: by its change against the usual, or by its share where there is no
 * usual. A change that its bounds do not tell from none is none; where they leave everything open, nothing is said.
 */
import type { Change, OriginRow, Origins } from '../model/origin.ts';

export const CHANGE_LEVELS = ['more-3', 'more-2', 'more-1', 'same', 'less-1', 'less-2', 'untold', 'none'] as const;
const SHARES = ['share-4', 'share-3', 'share-2', 'share-1', 'none'] as const;

export type ChangeLevel = (typeof CHANGE_LEVELS)[number];
export type Level = ChangeLevel | (typeof SHARES)[number];

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  'more-3': '10 times the usual or more',
  'more-2': '3 to 10 times',
  'more-1': 'up to 3 times',
  same: 'as usual, as far as can be told',
  'less-1': 'down to a third',
  'less-2': 'less than a third',
  untold: 'too little to tell',
  'share-4': '20 % of the requests or more',
  'share-3': '5 to 20 %',
  'share-2': '1 to 5 %',
  'share-1': 'less than 1 %',
  none: 'no requests',
};

export const isCompared = ({ rows }: Origins): boolean => rows.some(({ rateChange }) => rateChange !== null);

/** From most to least. */
export const levelsOf = (origins: Origins): readonly Level[] => (isCompared(origins) ? CHANGE_LEVELS : SHARES);

/** Bounds as far apart as this leave open whether there is more, less or the same. */
const WIDE = 10;

export function changeLevel({ rateChange, usualShare }: Pick<OriginRow, 'rateChange' | 'usualShare'>): ChangeLevel {
  if (rateChange === null) return 'untold';
  const told = rateChange.low > 1 || rateChange.high < 1;
  if (!told) return rateChange.high / rateChange.low > WIDE ? 'untold' : 'same';
  // Where the usual had none, the lower bound is all that can be said of the factor.
  return levelOfRatio(usualShare === 0 ? rateChange.low : middleOf(rateChange));
}

export function shareLevel({ share }: OriginRow): Level {
  if (share.requests >= 0.2) return 'share-4';
  if (share.requests >= 0.05) return 'share-3';
  return share.requests >= 0.01 ? 'share-2' : 'share-1';
}

function levelOfRatio(ratio: number): ChangeLevel {
  if (ratio >= 10) return 'more-3';
  if (ratio >= 3) return 'more-2';
  if (ratio > 1) return 'more-1';
  return ratio > 1 / 3 ? 'less-1' : 'less-2';
}

const middleOf = ({ ratio, low }: Change): number => ratio ?? low;
