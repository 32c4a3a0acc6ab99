/** Laws of the holds' door: a day lies in its zone to the minute, a hold is changed, closed and followed, and nonsense is told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsInForce, isHeld } from '../core/holds.ts';
import type { EpochMs } from '../model/units.ts';
import { add, change, good, NOW, refused, report, stateWith } from './holds.fixture.ts';
import { readHoldChange } from './holds.ts';
import { isRefusal } from './refusal.ts';

describe('a day', () => {
  test('of the retention order lies in Brussels, to the minute, on both of its ends and in both of its times', () => {
    const state = stateWith('shop');
    good(
      add(state, {
        zone: 'Europe/Brussels',
        of: { from: '2025-01-17', until: '2025-12-31' },
        duty: { from: '2025-01-17', until: '2025-12-31' },
        unlessClosedBefore: 'the investigation ends',
      }),
    );
    const keptAt = (iso: string, now: string): boolean =>
      isHeld(holdsInForce(state.holds, Date.parse(now) as EpochMs), report(Date.parse(iso)));
    const during = '2025-06-01T00:00Z';
    expect(keptAt('2025-01-16T22:59:59.999Z', during)).toBe(false);
    expect(keptAt('2025-01-16T23:00Z', during)).toBe(true);
    expect(keptAt('2025-12-31T22:59Z', during)).toBe(true);
    expect(keptAt('2025-12-31T23:00Z', during)).toBe(false);
    // When it has to be kept is another question than when it was made.
    expect(keptAt('2025-06-01T00:00Z', '2025-12-31T22:59:59.999Z')).toBe(true);
    expect(keptAt('2025-06-01T00:00Z', '2025-12-31T23:00Z')).toBe(false);
  });

  test('of a hold is what the clocks of its zone show, in every zone', () => {
    const day = fc
      .integer({ min: 1, max: 25_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    let kept = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        day,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: -3_000, max: 6_000 }),
        (zone, from, days, minutes) => {
          const until = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
          const outcome = add(stateWith(), { zone, of: { from, until } });
          // Where the date line moved there was no such day; all else has to be taken.
          if (isRefusal(outcome)) {
            expect(days).toBe(0);
            return;
          }
          const at = Date.parse(from) + minutes * 60_000;
          const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
          const expected = from <= shown && shown <= until;
          if (expected) kept += 1;
          expect(isHeld([outcome], report(at)), `${zone} ${shown}`).toBe(expected);
        },
      ),
      { numRuns: 150 },
    );
    expect(kept, 'anti-vacuity: some were kept').toBeGreaterThan(15);
  });

  test('needs its zone, and a time its offset', () => {
    const until = (words: string, zone?: string): string => refused(add(stateWith(), { duty: { until: words }, zone }));
    expect(until('2025-12-31')).toContain('name the zone');
    expect(until('2025-12-31', 'Europe/Nowhere')).toContain('there is no zone "Europe/Nowhere"');
    expect(until('2025-12-31', '+01:00')).toContain('there is no zone');
    for (const words of ['2025-02-29', '2025-12-31T18:00', '31.12.2025', 'soon', '2025-12-31T25:00Z'])
      expect(until(words, 'Europe/Brussels')).toContain('is no day');
    expect(good(add(stateWith(), { duty: { until: '2025-12-31T18:00+01:00' } })).duty.until).toEqual({
      said: '2025-12-31T18:00+01:00',
      at: Date.parse('2025-12-31T17:00Z'),
    });
  });
});

describe('a hold', () => {
  test('is extended over its end and widened, and every version stays', () => {
    const state = stateWith('shop', 'mail');
    const { id } = good(add(state, { zone: 'Europe/Brussels', services: ['shop'], duty: { until: '2025-12-31' } }));
    const later = Date.parse('2026-01-08T09:00Z');
    const next = good(
      change(state, id, { zone: 'Europe/Brussels', services: ['shop', 'mail'], duty: { until: '2026-12-31' } }, later),
    );
    expect([next.version, next.query.services, next.duty.until?.at]).toEqual([
      2,
      ['shop', 'mail'],
      Date.parse('2026-12-31T23:00Z'),
    ]);
    expect(state.holds.get(id)!.map(({ duty }) => duty.until!.said)).toEqual(['2025-12-31', '2026-12-31']);
  });

  test('is never narrowed: what would be let go of is told', () => {
    const state = stateWith('shop', 'mail');
    const zone = 'UTC';
    const { id } = good(
      add(state, {
        zone,
        services: ['shop', 'mail'],
        kinds: ['report', 'check'],
        of: { from: '2025-01-01', until: '2025-06-30' },
        duty: { from: '2025-01-01', until: '2026-06-30' },
        entries: { from: 10, to: 20 },
      }),
    );
    for (const [less, words] of [
      [{ services: ['shop'] }, 'service mail'],
      [{ kinds: ['report'] }, 'kind check'],
      [{ zone, of: { from: '2025-01-02' } }, 'signals from before 2025-01-02'],
      [{ zone, of: { until: '2025-06-29' } }, 'signals from after 2025-06-29'],
      [{ zone, duty: { until: '2026-06-29' } }, 'everything after 2026-06-29'],
      [{ zone, duty: { from: '2025-01-02' } }, 'everything before 2025-01-02'],
      [{ entries: { from: 11, to: 20 } }, 'entries outside'],
      // A zone further east ends sooner.
      [{ zone: 'Europe/Brussels', duty: { until: '2026-06-30' } }, 'everything after 2026-06-30'],
    ] as const)
      expect(refused(change(state, id, less)), JSON.stringify(less)).toContain(words);
    expect(refused(change(state, id, {}))).toContain('nothing is changed');
    good(
      change(state, id, {
        services: 'all',
        kinds: 'all',
        of: { from: null, until: null },
        entries: null,
        duty: { until: null },
      }),
    );
  });

  test('is closed once, by somebody, for a reason; nothing follows', () => {
    const state = stateWith('shop');
    const { id } = good(add(state));
    expect(refused(change(state, id, { closed: true, scope: 'Less' }))).toContain('nothing else');
    expect(refused(readHoldChange(id, { closed: true }, { state, now: NOW }))).toContain('reason');
    expect(good(change(state, id, { closed: true, reason: 'The case is closed' }))).toMatchObject({
      closed: true,
      reason: 'The case is closed',
      decidedBy: 'Counsel',
    });
    expect(refused(change(state, id, { duty: { until: null } }))).toContain('is closed');
    expect(refused(add(state, { id }))).toContain('already');
    expect(refused(add(state, { supersedes: [id] }))).toContain('is closed');
  });

  test("takes another's place only where it keeps as much, and only one does", () => {
    const state = stateWith('shop', 'mail');
    const old = good(add(state, { services: ['shop'], duty: { until: '2025-12-31' }, zone: 'UTC' }));
    const supersedes = [old.id];
    expect(refused(add(state, { supersedes, services: ['mail'] }))).toContain('service shop');
    expect(refused(add(state, { supersedes, duty: { until: '2025-12-30' }, zone: 'UTC' }))).toContain(
      'after 2025-12-30',
    );
    expect(refused(add(state, { supersedes: ['none'] }))).toContain('"none"');
    const next = good(add(state, { supersedes, duty: { from: '2025-03-01' }, zone: 'UTC' }));
    expect(refused(add(state, { supersedes }))).toContain(`"${next.id}" takes the place`);
    // It has not begun yet, so the old one is in force and can be changed.
    good(change(state, old.id, { duty: { until: '2026-01-31' }, zone: 'UTC' }));
    const inMay = Date.parse('2025-05-01T00:00Z');
    expect(refused(change(state, old.id, { duty: { until: null } }, inMay))).toContain(
      `"${next.id}" has taken the place`,
    );
  });

  test('on a service that there is not is refused with the nearest, since it would keep nothing', () => {
    expect(refused(add(stateWith('shop'), { services: ['shpo'] }))).toContain('Did you mean shop?');
  });

  test('that ends before it begins is refused', () => {
    for (const which of ['of', 'duty'])
      expect(
        refused(add(stateWith(), { zone: 'UTC', [which]: { from: '2025-03-02', until: '2025-03-01' } })),
      ).toContain(`${which}: ends (2025-03-01) before it begins (2025-03-02)`);
  });
});
