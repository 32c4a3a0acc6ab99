/** A hold for tests: on everything, for ever, unless told otherwise. */
import type { Bound, Hold, Period } from '../model/hold.ts';
import type { EpochMs } from '../model/units.ts';

const bound = (at: number | undefined): Bound | undefined =>
  at === undefined ? undefined : { said: new Date(at).toISOString(), at: at as EpochMs };

/** From one instant to the one behind the last. */
export const period = (from?: number, until?: number): Period => ({ from: bound(from), until: bound(until) });

export function holdOf({ of, duty, ...over }: Partial<Omit<Hold, 'duty'>> & { of?: Period; duty?: Period } = {}): Hold {
  return {
    kind: 'hold',
    at: 0 as EpochMs,
    id: 'h1',
    version: 1,
    authority: 'A regulator',
    basis: 'An order',
    scope: 'All signals',
    query: { services: 'all', kinds: 'all', of: of ?? {} },
    duty: { ...duty, from: duty?.from ?? bound(0)! },
    supersedes: [],
    decidedBy: 'Somebody',
    reason: 'An order came',
    ...over,
  };
}
