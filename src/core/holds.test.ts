/** Laws of holds: what is kept, to the millisecond; who takes whose place; and that versions follow one another. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../model/entry.ts';
import { HELD_KINDS, type Hold } from '../model/hold.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { emptyState, foldEntry } from './fold.ts';
import { holdOf, period } from './holds.fixture.ts';
import { type HeldSignal, heldSignalOf, holdsInForce, holdsOn, isHeld } from './holds.ts';
import { decodeState, encodeState } from './snapshot.ts';

const at = (ms: number): EpochMs => ms as EpochMs;
const reportAt = (ms: number, over: Partial<HeldSignal> = {}): HeldSignal => ({
  kind: 'report',
  service: 'shop',
  at: at(ms),
  position: 7 as Seq,
  ...over,
});
const mapOf = (...holds: Hold[]) =>
  new Map(
    Object.entries(Object.groupBy(holds, ({ id }) => id)).map(([id, versions]) => [id, versions!] as [string, Hold[]]),
  );
const idsAt = (holds: Map<string, Hold[]>, now: number): string[] => holdsInForce(holds, at(now)).map(({ id }) => id);

describe('what a hold keeps', () => {
  // 17 January to 31 December 2025 in Brussels.
  const from = Date.parse('2025-01-16T23:00Z');
  const until = Date.parse('2025-12-31T23:00Z');
  const year = [holdOf({ of: period(from, until) })];

  test('begins with the first instant of its period and ends with the last', () => {
    expect(
      [from - 1, from, from + 59_999, until - 60_000, until - 1, until].map((ms) => isHeld(year, reportAt(ms))),
    ).toEqual([false, true, true, true, true, false]);
  });

  test('is also what reaches into its period from before', () => {
    const tally = (ms: number) => reportAt(ms, { kind: 'tally', until: at(ms + 900_000) });
    expect([from - 900_000, from - 899_999, until - 1, until].map((ms) => isHeld(year, tally(ms)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  const small = fc.integer({ min: 0, max: 12 });
  const open = fc.option(small, { nil: undefined });
  const holds = fc.record({
    services: fc.oneof(fc.constant('all' as const), fc.subarray(['shop', 'mail', 'bank'], { minLength: 1 })),
    kinds: fc.oneof(fc.constant('all' as const), fc.subarray([...HELD_KINDS], { minLength: 1 })),
    // The door refuses a period that ends before it begins.
    bounds: fc.tuple(open, open).filter(([from = -1, until = 99]) => from < until),
    entries: fc.option(fc.tuple(small, small), { nil: undefined }),
  });
  const signals = fc.record({
    kind: fc.constantFrom(...HELD_KINDS),
    service: fc.constantFrom('shop', 'mail', 'bank'),
    at: small,
    length: fc.integer({ min: 1, max: 4 }),
    position: small,
  });

  test('is what its query selects, instant by instant; of several holds each that does is told', () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.array(holds, { maxLength: 4 }), signals, (queries, { length, ...one }) => {
        const inForce = queries.map(({ services, kinds, bounds, entries }, index) => {
          const range = entries && { from: entries[0] as Seq, to: entries[1] as Seq };
          const of = period(...bounds);
          return holdOf({ id: `h${index}`, query: { services, kinds, of, ...(range && { entries: range }) } });
        });
        const signal = {
          ...one,
          at: at(one.at),
          position: one.position as Seq,
          until: length === 1 ? undefined : at(one.at + length),
        };
        const instants = Array.from({ length }, (_, i) => one.at + i);
        const expected = queries.flatMap(({ services, kinds, bounds: [first = -1, behind = 99], entries }, index) => {
          const service = services === 'all' || services.some((id) => id === one.service);
          const kind = kinds === 'all' || kinds.some((name) => name === one.kind);
          const place = entries === undefined || (entries[0] <= one.position && one.position <= entries[1]);
          const time = instants.some((ms) => first <= ms && ms < behind);
          return service && kind && place && time ? [`h${index}`] : [];
        });
        if (expected.length > 0) kept += 1;
        expect(holdsOn(inForce, signal).map(({ id }) => id)).toEqual(expected);
        expect(isHeld(inForce, signal)).toBe(expected.length > 0);
      }),
      { numRuns: 500 },
    );
    expect(kept, 'anti-vacuity: some were kept').toBeGreaterThan(10);
  });

  test('is never a decision or a tick, and a statement is of when it was said and when it was recorded', () => {
    const tick: Entry = { kind: 'tick', at: at(5), timeline: 'live' };
    expect(heldSignalOf(3 as Seq, tick)).toBeUndefined();
    expect(heldSignalOf(3 as Seq, holdOf())).toBeUndefined();
    const said = { kind: 'statement', at: at(500), saidAt: at(100), service: 'shop' } as Entry;
    const signal = heldSignalOf(3 as Seq, said)!;
    const keptOf = (...of: [number, number]) => isHeld([holdOf({ of: period(...of) })], signal);
    expect([keptOf(0, 100), keptOf(0, 101), keptOf(500, 501), keptOf(501, 900)]).toEqual([false, true, true, false]);
    const minute = { kind: 'traffic', at: at(60_000), service: 'shop' } as Entry;
    expect(heldSignalOf(3 as Seq, minute)).toEqual({
      kind: 'traffic',
      service: 'shop',
      at: 60_000,
      until: 120_000,
      position: 3,
    });
  });
});

describe('a hold is in force', () => {
  test('from the first instant of its duty until the last, whatever period its signals are of', () => {
    const holds = mapOf(holdOf({ of: period(0, 5), duty: period(100, 200) }));
    expect([99, 100, 199, 200].map((now) => idsAt(holds, now).length)).toEqual([0, 1, 1, 0]);
    expect(idsAt(mapOf(holdOf({ duty: period(100) })), 9e12)).toEqual(['h1']);
  });

  test('as its last version says: extended over its end, and never again once it is closed', () => {
    const first = holdOf({ duty: period(100, 200) });
    const extended = holdOf({ version: 2, at: at(230), duty: period(100, 300) });
    expect(idsAt(mapOf(first, extended), 250)).toEqual(['h1']);
    expect(idsAt(mapOf(first, extended, { ...extended, version: 3, closed: true, at: at(260) }), 270)).toEqual([]);
  });

  test('until another one that takes its place is in force, and not again when that one ends', () => {
    const old = holdOf({ id: 'old', duty: period(0, 500) });
    const next = holdOf({ id: 'next', duty: period(100, 600), supersedes: ['old'] });
    expect([99, 100, 550, 600].map((now) => idsAt(mapOf(old, next), now))).toEqual([['old'], ['next'], ['next'], []]);
    const closed = { ...next, version: 2, closed: true, at: at(300) };
    expect(idsAt(mapOf(old, next, closed), 400)).toEqual([]);
  });

  test('still, where what was to take its place was closed before it began', () => {
    const old = holdOf({ id: 'old' });
    const next = holdOf({ id: 'next', duty: period(100), supersedes: ['old'] });
    expect(idsAt(mapOf(old, next, { ...next, version: 2, closed: true, at: at(50) }), 200)).toEqual(['old']);
  });
});

describe('in the fold', () => {
  const sink = { fact: () => {}, step: () => {}, late: () => {}, traffic: () => {} };
  const version = (number: number, reason = `reason ${number}`): Hold => holdOf({ version: number, reason });

  test('versions of a hold follow one another; one that comes again, or too early, changes nothing', () => {
    const state = emptyState();
    for (const entry of [version(1), version(1, 'again'), version(3), version(2), version(3)])
      foldEntry(state, entry, sink);
    expect(state.holds.get('h1')?.map(({ reason }) => reason)).toEqual(['reason 1', 'reason 2', 'reason 3']);
  });

  test('a snapshot keeps every version of every hold', () => {
    const state = emptyState();
    for (const entry of [version(1), version(2), holdOf({ id: 'h2' })]) foldEntry(state, entry, sink);
    expect(decodeState(encodeState(state))?.holds).toEqual(state.holds);
    expect(state.holds.size).toBe(2);
  });
});
