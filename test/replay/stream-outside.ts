/** What comes in from outside, for random streams: checks of several places and words of a vendor, some of them late, twice or silent. */
import fc from 'fast-check';
import type { Check } from '../../src/model/check.ts';
import type { Official } from '../../src/model/official.ts';
import { type EpochMs, MINUTE_MS } from '../../src/model/units.ts';

export interface CheckMove {
  readonly kind: 'checks';
  readonly service: string;
  readonly vantage: number;
  readonly minutes: number;
  readonly ago: number;
  readonly outcome: Check['outcome'];
}

export const checkMove = (service: fc.Arbitrary<string>): fc.Arbitrary<CheckMove> =>
  fc.record({
    kind: fc.constant('checks'),
    service,
    vantage: fc.nat({ max: 2 }),
    minutes: fc.integer({ min: 1, max: 30 }),
    ago: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) }, fc.integer({ min: -30, max: 400 })),
    outcome: fc.constantFrom('ok', 'failed', 'failed', 'inconclusive'),
  });

const WORDS = { ok: 'operational', failed: 'outage', inconclusive: 'unknown' } as const;

/** A check every minute, until so many minutes ago, and in the end a word of the vendor. */
export const outsideOf = (move: CheckMove, minute: number): (Check | Official)[] => [
  ...checksOf(move, minute),
  {
    kind: 'official',
    at: ((minute - move.ago) * MINUTE_MS) as EpochMs,
    service: move.service,
    source: `page-${move.vantage}`,
    by: 'service',
    state: WORDS[move.outcome],
    freshSeconds: 900,
  },
];

const checksOf = ({ service, vantage, minutes, ago, outcome }: CheckMove, minute: number): Check[] =>
  Array.from({ length: minutes }, (_, index) =>
    checkAt((minute - ago - minutes + index) * MINUTE_MS + 7_000 * vantage, outcome, {
      service,
      vantage: `place-${vantage}`,
    }),
  );

export function checkAt(at: number, outcome: Check['outcome'], about: Partial<Check> = {}): Check {
  const failure = { reason: 'error-answer', fault: 'origin-refused', by: 'cloudflare', status: 521 } as const;
  return {
    kind: 'check',
    at: at as EpochMs,
    service: 'shop',
    vantage: 'here',
    target: 'https://shop.example',
    everySeconds: 60,
    outcome,
    ...(outcome === 'failed' ? failure : { reason: outcome === 'ok' ? 'well' : 'own-network' }),
    times: { total: 80 },
    ...about,
  };
}
