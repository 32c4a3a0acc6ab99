/** Laws of origins: shares add up, changes are called by the size of the sample, and small samples never look shifted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OriginCount, OriginDatabase, OriginTally } from '../model/origin.ts';
import { hostingShares, isHosting } from './origins/hosting.ts';
import { jensenShannon } from './origins/shift.ts';
import { originNotes } from './origins/words.ts';
import { originsOf } from './origins.ts';

const NONE: OriginCount = { requests: 0, clients: 0, bytes: 0 };
const database: OriginDatabase = {
  name: 'Test',
  builtAt: Date.UTC(2026, 5, 17),
  licence: 'CC BY 4.0, Example',
  warning: 'It has errors.',
};

/** One request a client, unless told otherwise. */
function tally(
  requests: Record<string, number>,
  minutes = 60,
  perClient = 1,
  parts: Partial<OriginTally> = {},
): OriginTally {
  const byCode = Object.fromEntries(
    Object.entries(requests).map(([code, count]) => [
      code,
      { requests: count, clients: Math.ceil(count / perClient), bytes: 100 * count },
    ]),
  );
  return { minutes, byCode, unknown: NONE, notPublic: NONE, rest: NONE, ...parts };
}

const of = (now: OriginTally, usual?: OriginTally, slices: OriginTally[] = []) =>
  originsOf({ kind: 'country', database, now, usual, slices });

/** Chance that is not the one of the code under test. */
function lcg(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number(state >> 32n) / 2 ** 32;
  };
}

/** Draws one by one. */
function sample(
  chance: () => number,
  size: number,
  shares: readonly (readonly [string, number])[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let i = 0; i < size; i += 1) {
    let rest = chance();
    const [code] =
      shares.find(([, share]) => {
        rest -= share;
        return rest < 0;
      }) ?? shares.at(-1)!;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

const SHARES = [
  ['US', 0.4],
  ['DE', 0.2],
  ['FR', 0.15],
  ['JP', 0.1],
  ['BR', 0.08],
  ['IN', 0.04],
  ['PL', 0.03],
] as const;

describe('rows', () => {
  const counts = fc.dictionary(fc.constantFrom('DE', 'US', 'FR', 'JP', 'BR'), fc.nat(1_000), { minKeys: 1 });
  const part = fc.record({ requests: fc.nat(500), clients: fc.nat(50), bytes: fc.nat(9_999) });

  test('are ranked by requests, and their shares add up to one with what has no row', () => {
    fc.assert(
      fc.property(counts, part, part, part, (requests, unknown, notPublic, rest) => {
        fc.pre(Object.values(requests).some((count) => count > 0));
        const origins = of(tally(requests, 60, 1, { unknown, notPublic, rest }));
        for (const figure of ['requests', 'clients', 'bytes'] as const) {
          const shares = [...origins.rows.map(({ share }) => share), origins.unknown, origins.notPublic, origins.rest];
          expect(shares.reduce((sum, share) => sum + share[figure], 0)).toBeCloseTo(1, 9);
        }
        expect(origins.rows.map(({ rank }) => rank)).toEqual(origins.rows.map((_, index) => index + 1));
        const seen = origins.rows.map(({ count }) => count.requests);
        expect(seen).toEqual(
          Object.values(requests)
            .filter((count) => count > 0)
            .sort((a, b) => b - a),
        );
      }),
    );
  });

  test('say rank and share of the usual, and nothing of it where there is none', () => {
    const [first] = of(tally({ DE: 90, US: 10 }), tally({ DE: 10, US: 30 }, 120)).rows;
    expect(first).toMatchObject({ code: 'DE', rank: 1, usualRank: 2, usualShare: 0.25 });
    expect(first!.rateChange!.ratio).toBeCloseTo(18);
    expect(first!.shareChange!.ratio).toBeCloseTo(3.6);
    expect(of(tally({ DE: 90 })).rows[0]).toMatchObject({ usualRank: null, usualShare: null, rateChange: null });
    const fresh = of(tally({ DE: 90, KP: 5 }), tally({ DE: 90 })).rows[1]!;
    expect(fresh).toMatchObject({ code: 'KP', usualRank: null, usualShare: 0 });
    expect(fresh.rateChange!.ratio).toBe(null);
    expect(fresh.rateChange!.low).toBeGreaterThan(0);
  });
});

test('what fell away is a row of its own where that is more than chance', () => {
  const { rows } = of(tally({ US: 500 }), tally({ US: 500, DE: 300, FR: 1 }));
  expect(rows.map(({ code, rank }) => `${rank} ${code}`)).toEqual(['1 US', '2 DE']);
  expect(rows[1]).toMatchObject({ count: NONE, share: { requests: 0 }, usualRank: 2 });
  expect(rows[1]!.rateChange!.high).toBeLessThan(0.1);
});

describe('a change', () => {
  test('that is none lies within its bounds in about 95 of 100 samples', () => {
    const chance = lcg(7);
    let [inside, all] = [0, 0];
    for (let run = 0; run < 150; run += 1) {
      const origins = of(tally(sample(chance, 400, SHARES)), tally(sample(chance, 2_000, SHARES), 300));
      for (const { shareChange } of origins.rows) {
        all += 1;
        if (shareChange!.low <= 1 && 1 <= shareChange!.high) inside += 1;
      }
    }
    expect(inside / all).toBeGreaterThan(0.93);
    expect(inside / all).toBeLessThan(0.99);
  });

  test('of few requests is wider than the same of many, and of clumps wider than of single requests', () => {
    const width = (now: OriginTally, usual: OriginTally): number => {
      const { low, high } = of(now, usual).rows[0]!.rateChange!;
      return high / low;
    };
    const few = width(tally({ DE: 20 }), tally({ DE: 40 }));
    const many = width(tally({ DE: 2_000 }), tally({ DE: 4_000 }));
    expect(few).toBeGreaterThan(many);
    expect(width(tally({ DE: 2_000 }, 60, 50), tally({ DE: 4_000 }, 60, 50))).toBeGreaterThan(many);
  });

  test('is uncertain as far as the usual scatters by itself', () => {
    const now = tally({ DE: 3_000, US: 3_000 });
    const calm = [1_000, 1_010, 990, 1_005, 995, 1_000].map((count) => tally({ DE: count, US: 3_000 }));
    const wild = [300, 2_400, 150, 900, 1_950, 300].map((count) => tally({ DE: count, US: 3_000 }));
    const usual = tally({ DE: 6_000, US: 18_000 }, 360);
    const change = (slices: OriginTally[]) =>
      of(now, usual, slices).rows.find(({ code }) => code === 'DE')!.rateChange!;
    expect(change(calm).low).toBeGreaterThan(2);
    expect(change(wild).low).toBeLessThan(1);
  });
});

describe('the shift of the mix', () => {
  test('is the divergence by its definition', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { minLength: 2, maxLength: 9 }), (pairs) => {
        const [a, b] = [pairs.reduce((sum, [x]) => sum + x, 0), pairs.reduce((sum, [, y]) => sum + y, 0)];
        fc.pre(a > 0 && b > 0);
        const [p, q] = [pairs.map(([x]) => x / a), pairs.map(([, y]) => y / b)];
        const entropy = (shares: number[]) => -shares.reduce((sum, s) => sum + (s > 0 ? s * Math.log2(s) : 0), 0);
        const middle = p.map((share, i) => (share + q[i]!) / 2);
        expect(jensenShannon(p, q)).toBeCloseTo(entropy(middle) - (entropy(p) + entropy(q)) / 2, 9);
        expect(jensenShannon(p, q)).toBeCloseTo(jensenShannon(q, p), 12);
      }),
    );
    expect(jensenShannon([1, 0], [0, 1])).toBe(1);
    expect(jensenShannon([0.5, 0.5], [0.5, 0.5])).toBe(0);
  });

  test('is called beyond chance in about 5 of 100 samples without change, however small they are', () => {
    for (const size of [15, 120, 900]) {
      const chance = lcg(size);
      let called = 0;
      for (let run = 0; run < 60; run += 1) {
        const now = tally(sample(chance, size, SHARES));
        if (of(now, tally(sample(chance, 3_000, SHARES))).shift!.beyondChance) called += 1;
      }
      expect(called, `of 60 with ${size} requests`).toBeLessThanOrEqual(9);
    }
  });

  test('is called when a country comes in, and names it', () => {
    const chance = lcg(3);
    const usual = tally(sample(chance, 3_000, SHARES));
    const now = tally({ ...sample(chance, 600, SHARES), VN: 200 });
    const { beyondChance, drivers, bits, chanceBits } = of(now, usual).shift!;
    expect(beyondChance).toBe(true);
    expect(drivers[0]).toBe('VN');
    expect(bits).toBeGreaterThan(3 * chanceBits);
  });

  test('is not called for what one busy client does, nor beyond what the usual shows by itself', () => {
    const usual = tally({ US: 400, DE: 400 }, 60, 40);
    expect(of(tally({ US: 60, DE: 20 }, 60, 40), usual).shift!.beyondChance).toBe(false);
    const days = [9, 1, 8, 2, 5, 5].map((part) => tally({ US: 1_000 * part, DE: 1_000 * (10 - part) }));
    const mixed = tally({ US: 30_000, DE: 30_000 });
    expect(of(tally({ US: 8_500, DE: 1_500 }), mixed, days).shift!.beyondChance).toBe(false);
    expect(of(tally({ US: 8_500, DE: 1_500 }), mixed).shift!.beyondChance).toBe(true);
  });

  test('says the same twice', () => {
    const [now, usual] = [tally({ US: 40, DE: 7 }), tally({ US: 400, DE: 90 })];
    expect(of(now, usual)).toEqual(of(now, usual));
  });
});

test('two databases disagree by the requests and clients that they place differently, the largest first', () => {
  const count = (requests: number, clients: number): OriginCount => ({ requests, clients, bytes: 0 });
  const byPair = { 'DE>DE': count(50, 2), 'DE>US': count(20, 5), 'SG>CN': count(30, 1) };
  const { disagreement } = originsOf({
    kind: 'country',
    database,
    now: tally({ DE: 100 }),
    second: { database: { ...database, name: 'Second' }, tally: { compared: count(200, 10), byPair } },
  });
  expect(disagreement).toMatchObject({ requestShare: 0.25, clientShare: 0.6 });
  expect(disagreement!.largest.map(({ first, second }) => `${first}>${second}`)).toEqual(['SG>CN', 'DE>US']);
});

test('hosting is a share of what has a network, by number or by name', () => {
  const names: Record<string, string> = { AS64500: 'Example Hosting Ltd', AS64501: 'Example Telecom' };
  const networks = tally({ AS16509: 30, AS64500: 20, AS64501: 50 }, 60, 10, { unknown: { ...NONE, requests: 900 } });
  expect(hostingShares(networks, (code) => names[code])).toEqual({ requests: 0.5, clients: 0.5 });
  expect(hostingShares(tally({}), () => undefined)).toBe(null);
  expect(
    ['Ghost Networks', 'Telecom Argentina', 'Server Central', 'ACME Data Centre'].map((name) => isHosting('AS1', name)),
  ).toEqual([false, false, true, true]);
});

test('the notes name database, date, age, terms, warning, what is not placed and that nobody disagreed or was asked', () => {
  const now = tally({ DE: 80 }, 60, 1, { unknown: { ...NONE, requests: 15 }, notPublic: { ...NONE, requests: 5 } });
  const notes = originNotes(of(now, tally({ DE: 80 })), Date.UTC(2026, 5, 27)).join('\n');
  for (const part of ['Test of 17 June 2026', '10 days old', 'CC BY 4.0, Example', 'It has errors.', '15 %', '5.0 %']) {
    expect(notes).toContain(part);
  }
  expect(notes).toContain('registered');
  expect(notes).toContain('No second database');
  expect(notes).not.toMatch(/attack/i);
  expect(notes).not.toContain('older');
  const old = originNotes(of(now), Date.UTC(2026, 5, 27), Date.UTC(2015, 4, 17)).join('\n');
  expect(old).toContain('The traffic is 11 years older than the database');
});
