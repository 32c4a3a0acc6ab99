/** Independence: reports of several networks confirm, those of one never do, on quiet services and on busy ones. */
import { expect, test } from 'vitest';
import { at, report } from '../../test/replay/streams.ts';
import { independenceOf } from './independence.ts';
import { addReport, addTally, emptyRollup, type Rollup } from './rollup.ts';

/** Reports by network: `[how many networks, reports of each]`, all networks different. */
function reportsOf(...kinds: readonly (readonly [networks: number, each: number])[]): Rollup {
  const rollup = emptyRollup();
  kinds.forEach(([networks, each], kind) => {
    for (let network = 0; network < networks; network += 1) {
      for (let i = 0; i < each; i += 1) {
        addReport(rollup, report({ at: at(0), service: 's', reporter: 'r', network: `AS${kind}-${network}` }));
      }
    }
  });
  return rollup;
}

test.each<[string, Rollup, number, Rollup, 'several' | 'few']>([
  ['five people of five networks on a quiet service', reportsOf([5, 1]), 0.1, emptyRollup(), 'several'],
  ['three people of two networks', reportsOf([1, 2], [1, 1]), 0.1, emptyRollup(), 'few'],
  ['a thousand reports of one network', reportsOf([1, 1_000]), 0.1, emptyRollup(), 'few'],
  ['one network beside the usual reports of 20 others', reportsOf([1, 1_000], [20, 1]), 20, emptyRollup(), 'few'],
  ['one network beside the usual reports of 500 others', reportsOf([1, 3_000], [500, 2]), 1_000, emptyRollup(), 'few'],
  ['a busy service at five times its usual', reportsOf([500, 10]), 1_000, reportsOf([500, 2]), 'several'],
  [
    'a busy service at 1.6 times its usual, most of it on one big network as always',
    reportsOf([1, 800], [400, 2]),
    1_000,
    reportsOf([1, 500], [250, 2]),
    'several',
  ],
])('%s', (_, mix, expected, usual, said) => {
  expect(independenceOf(mix, expected, usual.groups)).toBe(said);
});

test('where somebody else counted, or no network is known, nothing is said', () => {
  const tallied = reportsOf([10, 10]);
  addTally(tallied, { kind: 'tally', at: at(0), service: 's', source: 'x', stepMinutes: 1, count: 5 });
  expect(independenceOf(tallied, 1, {})).toBe('unknown');
  expect(independenceOf(emptyRollup(), 1, {})).toBe('unknown');
});
