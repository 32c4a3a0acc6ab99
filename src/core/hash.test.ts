/** The table hash: fixed for ever, since kept networks and snapshots lean on it, and evenly spread. */
import { expect, test } from 'vitest';
import { hashText } from './hash.ts';

/** FNV-1a and MurmurHash3's last mix in whole-number arithmetic, without 32-bit tricks. */
function byHand(text: string, seed: bigint): number {
  const mask = 0xffff_ffffn;
  let hash = seed;
  for (const unit of text.split('')) hash = ((hash ^ BigInt(unit.charCodeAt(0))) * 0x01000193n) & mask;
  hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & mask;
  hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & mask;
  return Number(hash ^ (hash >> 16n));
}

test.each(['', 'a', 'AS64500', 'p-q3Zk0P_-9xY1', '\u20ac\ud83d\ude00'])(
  'the hash of "%s" is the published arithmetic',
  (text) => {
    expect(hashText(text)).toBe(byHand(text, 0x811c9dc5n));
    expect(hashText(text, 0x9e3779b9)).toBe(byHand(text, 0x9e3779b9n));
  },
);

test('pseudonyms spread evenly over the slots of a table', () => {
  const slots = new Array<number>(1_024).fill(0);
  for (let i = 0; i < 102_400; i += 1) slots[hashText(`person-${i}`) % 1_024]! += 1;
  // Chi-squared with 1,023 degrees of freedom: beyond 1,300 once in some 10^8 for a fair spread.
  const chi = slots.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  expect(chi).toBeLessThan(1_300);
});
