/** Laws of the holds' door for whatever is sent to it, in whatever order: nothing is let go of, and nonsense is a refusal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsInForce, isHeld } from '../core/holds.ts';
import type { EpochMs } from '../model/units.ts';
import { add, change, good, NOW, report, SAID, stateWith } from './holds.fixture.ts';
import { readHold, readHoldChange } from './holds.ts';
import { isRefusal } from './refusal.ts';

describe('whatever is decided', () => {
  const day = (min: number, max: number) =>
    fc.option(
      fc.integer({ min, max }).map((number) => `2025-03-${String(number).padStart(2, '0')}`),
      { freq: 1 },
    );
  const services = fc.constantFrom('all', ['shop'], ['mail'], ['shop', 'mail']);
  const zone = fc.constantFrom('UTC', 'Europe/Brussels', 'America/New_York', 'Pacific/Auckland');
  const step = fc.record({
    what: fc.constantFrom('add', 'add', 'change', 'change', 'change', 'succeed', 'succeed', 'close'),
    target: fc.nat(5),
    zone,
    services,
    of: fc.record({ from: day(1, 15), until: day(10, 28) }),
    duty: fc.record({ from: day(1, 12), until: day(8, 28) }),
    days: fc.nat(3),
  });

  test('nothing that is kept at a moment is let go of at that moment, but by a closing', () => {
    let compared = 0;
    let taken = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const state = stateWith('shop', 'mail');
        let now = Date.parse('2025-03-01T00:00Z');
        const probes = Array.from({ length: 30 }, (_, i) => ({
          now: Date.parse('2025-03-01T00:00Z') + i * 86_400_000 + 3_600_000,
          signal: report(Date.parse('2025-03-28T12:00Z') - i * 86_400_000, i % 2 === 0 ? 'shop' : 'mail'),
        }));
        const kept = () => probes.map((probe) => isHeld(holdsInForce(state.holds, probe.now as EpochMs), probe.signal));
        for (const { what, target, days, ...one } of steps) {
          now += days * 86_400_000;
          const ids = [...state.holds.keys()];
          const id = ids[target % Math.max(1, ids.length)] ?? 'none';
          const before = kept();
          const bounds = (open: null | undefined) => ({
            of: { from: one.of.from ?? open, until: one.of.until ?? open },
            duty: { from: one.duty.from ?? undefined, until: one.duty.until ?? open },
          });
          const asked = { zone: one.zone, services: one.services };
          const outcome =
            what === 'add'
              ? add(state, { ...asked, ...bounds(undefined) }, now)
              : what === 'succeed'
                ? add(state, { ...asked, ...bounds(undefined), supersedes: [id] }, now)
                : what === 'change'
                  ? change(state, id, { ...asked, ...bounds(null) }, now)
                  : change(state, id, { closed: true }, now);
          if (isRefusal(outcome) || what === 'close') continue;
          taken += what === 'add' ? 0 : 1;
          const after = kept();
          probes.forEach((probe, i) => {
            if (probe.now < now || !before[i]) return;
            compared += 1;
            expect(after[i], `${what} ${JSON.stringify(probe)}`).toBe(true);
          });
        }
      }),
      { numRuns: 150 },
    );
    expect(compared, 'anti-vacuity: something was kept before').toBeGreaterThan(500);
    expect(taken, 'anti-vacuity: changes were taken').toBeGreaterThan(20);
  });

  test('whatever is sent is a hold or a refusal in words', () => {
    const value = fc.oneof(
      fc.constantFrom('all', '2025-03-01', 'Europe/Brussels', '', null, true, -1, 1e308, 'shop', '__proto__'),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.array(fc.constantFrom('shop', 'report', ''), { maxLength: 3 }),
      fc.record({ from: fc.anything(), until: fc.constantFrom('2025-03-01', null, '0') }),
    );
    const names = [
      'id',
      'authority',
      'services',
      'kinds',
      'of',
      'duty',
      'zone',
      'supersedes',
      'entries',
      'closed',
      'x',
    ];
    const body = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...names), value).map((some) => ({ ...SAID, ...some })),
    );
    fc.assert(
      fc.property(body, (sent) => {
        const state = stateWith('shop');
        good(add(state));
        for (const outcome of [
          readHold(sent, { state, now: NOW }),
          readHoldChange('hold-1', sent, { state, now: NOW }),
        ]) {
          if (isRefusal(outcome)) expect(outcome.detail.length).toBeGreaterThan(10);
          else expect(outcome.kind).toBe('hold');
        }
      }),
    );
  });
});
