/** Laws of reporting clocks: hours are hours, a month is one in its zone, and late is by the times that were recorded. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyState, type FoldState, foldEntry } from '../core/fold.ts';
import { stagesOf } from '../core/reporting.ts';
import { decodeState, encodeState } from '../core/snapshot.ts';
import { type ClockStep, REPORT_STAGES, type ReportStage } from '../model/reporting.ts';
import type { EpochMs } from '../model/units.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { readClock, readClockStep } from './reporting.ts';

const sink = { fact: () => {}, step: () => {}, late: () => {}, traffic: () => {} };
const incident = { id: 'shop-20250129T0955Z', service: 'shop' };
const START = {
  awareAt: '2025-01-29T11:00+01:00',
  awareBy: 'The desk',
  zone: 'Europe/Brussels',
  words: 'It is significant',
  decidedBy: 'N',
};
const ms = (iso: string): EpochMs => Date.parse(iso) as EpochMs;

/** A clock that is told things, each at the time when it happens. */
class Told {
  readonly state: FoldState = emptyState();
  id = '';

  take(outcome: ClockStep | Refusal): string | undefined {
    if (isRefusal(outcome)) return outcome.detail;
    foldEntry(this.state, outcome, sink);
    this.id ||= outcome.id;
    return undefined;
  }
  start(more: object = {}, now = '2025-01-29T12:00Z'): string | undefined {
    return this.take(readClock({ ...START, ...more }, { state: this.state, now: ms(now), incident }));
  }
  tell(step: object, now: string): string | undefined {
    const body = { words: 'Ref. 1', decidedBy: 'N', ...step };
    return this.take(readClockStep(this.id, body, { state: this.state, now: ms(now) }));
  }
  submit(stage: ReportStage, now: string, submittedAt?: string): string | undefined {
    return this.tell({ step: 'submitted', stage, ...(submittedAt === undefined ? {} : { submittedAt }) }, now);
  }
  /** Stage, when it is due, its state. */
  at(now: string): [ReportStage, string | null, string][] {
    return stagesOf(this.state.clocks.get(this.id)!, ms(now)).map(({ stage, due, state }) => [
      stage,
      due === null ? null : new Date(due).toISOString().slice(0, 16),
      state,
    ]);
  }
}

test('24 and 72 hours run from when it became known, and the final report a month from the notification', () => {
  const told = new Told();
  expect(told.start()).toBeUndefined();
  expect(told.at('2025-01-29T12:00Z')).toEqual([
    ['early-warning', '2025-01-30T10:00', 'due'],
    ['notification', '2025-02-01T10:00', 'due'],
    ['final', null, 'waiting'],
  ]);
  expect(told.at('2025-01-30T04:00Z')[0]![2]).toBe('due soon');
  expect(told.at('2025-01-30T10:00Z')[0]![2], 'the last instant is in time').toBe('due soon');
  expect(told.at('2025-01-30T10:00:00.001Z')[0]![2]).toBe('overdue');
  expect(told.submit('early-warning', '2025-01-30T11:00Z', '2025-01-30T09:59Z')).toBeUndefined();
  expect(told.submit('notification', '2025-01-31T09:00Z')).toBeUndefined();
  expect(told.at('2025-02-20T00:00Z')).toEqual([
    ['early-warning', '2025-01-30T10:00', 'submitted'],
    ['notification', '2025-02-01T10:00', 'submitted'],
    // 31 January and a month, at ten o'clock in Brussels.
    ['final', '2025-02-28T09:00', 'due'],
  ]);
  expect(told.at('2025-02-22T00:00Z')[2]![2]).toBe('due soon');
  expect(told.submit('final', '2025-03-01T00:00Z')).toBeUndefined();
  expect(told.at('2025-03-02T00:00Z')[2]![2]).toBe('submitted late');
});

test('hours are hours where clocks are put forward, and a month keeps the clock time', () => {
  const told = new Told();
  told.start({ awareAt: '2025-03-29T12:00+01:00' }, '2025-03-29T13:00Z');
  expect(told.at('2025-03-29T13:00Z').map(([, due]) => due)).toEqual(['2025-03-30T11:00', '2025-04-01T11:00', null]);
  const other = new Told();
  other.start({ awareAt: '2025-03-01T12:00+01:00' }, '2025-03-01T13:00Z');
  other.submit('notification', '2025-03-02T14:00Z');
  expect(other.at('2025-03-02T14:00Z')[2]).toEqual(['final', '2025-04-02T13:00', 'due']);
});

test('a notification that is put right counts by its last step, and so does what follows from it', () => {
  const told = new Told();
  told.start();
  told.submit('notification', '2025-02-03T00:00Z');
  expect(told.at('2025-02-04T00:00Z')[1]![2]).toBe('submitted late');
  told.submit('notification', '2025-02-05T00:00Z', '2025-01-31T12:00+01:00');
  expect(told.at('2025-02-05T00:00Z').slice(1)).toEqual([
    ['notification', '2025-02-01T10:00', 'submitted'],
    ['final', '2025-02-28T11:00', 'due'],
  ]);
  expect(told.state.clocks.get(told.id)!.length, 'all of it stays').toBe(3);
});

test('a progress report stands in for the final one, which is due a month after the incident is handled', () => {
  const told = new Told();
  told.start();
  expect(told.submit('progress', '2025-01-30T00:00Z')).toContain('follows the notification');
  told.submit('notification', '2025-01-31T09:00Z');
  told.submit('progress', '2025-02-27T09:00Z');
  expect(told.at('2025-03-30T00:00Z').slice(2)).toEqual([
    ['progress', null, 'submitted'],
    ['final', null, 'waiting'],
  ]);
  told.tell({ step: 'handled', handledAt: '2025-05-31T10:00+02:00' }, '2025-06-01T00:00Z');
  expect(told.at('2025-06-01T00:00Z').at(-1)).toEqual(['final', '2025-06-30T08:00', 'due']);
  expect(told.submit('progress', '2025-06-02T00:00Z')).toContain('is handled');
});

test('an intermediate report is due as the authority asks, also again', () => {
  const told = new Told();
  told.start();
  told.tell({ step: 'requested', due: '2025-02-02T12:00Z' }, '2025-02-01T00:00Z');
  expect(told.at('2025-02-03T00:00Z')[2]).toEqual(['intermediate', '2025-02-02T12:00', 'overdue']);
  told.submit('intermediate', '2025-02-03T00:00Z', '2025-02-02T11:00Z');
  expect(told.at('2025-02-03T00:00Z')[2]![2]).toBe('submitted');
  told.tell({ step: 'requested' }, '2025-02-04T00:00Z');
  expect(told.at('2025-02-04T00:00Z')[2]).toEqual(['intermediate', null, 'waiting']);
});

test('a clock that is stopped asks for nothing more, and takes nothing more', () => {
  const told = new Told();
  told.start();
  told.submit('early-warning', '2025-01-30T00:00Z');
  told.tell({ step: 'stopped', words: 'Not significant' }, '2025-01-30T01:00Z');
  expect(told.at('2025-09-01T00:00Z').map(([, , state]) => state)).toEqual(['submitted', 'stopped', 'stopped']);
  expect(told.submit('final', '2025-02-02T00:00Z')).toContain('is stopped');
});

test('times that have not come, that came before, or that say no offset are refused', () => {
  const told = new Told();
  expect(told.start({ awareAt: '2025-01-29T13:00Z' })).toContain('has not come yet');
  expect(told.start({ awareAt: '2025-01-29T11:00' })).toContain('no time with its offset');
  expect(told.start({ zone: '+01:00' })).toContain('there is no zone');
  told.start();
  expect(told.start({ id: told.id })).toContain('already');
  expect(told.submit('early-warning', '2025-01-30T00:00Z', '2025-01-29T09:59Z')).toContain('before anybody was aware');
  expect(told.submit('early-warning', '2025-01-30T00:00Z', '2025-01-30T00:01Z')).toContain('has not come yet');
});

test('whatever is sent is a step or a refusal in words, and a snapshot keeps every step', () => {
  const value = fc.oneof(
    fc.constantFrom('started', 'submitted', 'requested', 'handled', 'stopped', 'final', 'notification', 'progress'),
    fc.constantFrom('2025-01-30T00:00Z', '2025-01-30', 'Europe/Brussels', '', null, 1e308, '__proto__'),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.anything(),
  );
  const body = fc.oneof(
    fc.dictionary(fc.constantFrom('step', 'stage', 'submittedAt', 'handledAt', 'due', 'x'), value),
    fc.record({ step: fc.constant('submitted'), stage: fc.constantFrom(...REPORT_STAGES) }),
    fc.record({ step: fc.constantFrom('requested', 'handled', 'handled', 'stopped') }),
  );
  let steps = 0;
  fc.assert(
    fc.property(fc.array(body, { maxLength: 6 }), (bodies) => {
      const told = new Told();
      told.start();
      for (const one of bodies) {
        const refusal = told.tell(one, '2025-02-10T00:00Z');
        if (refusal === undefined) steps += 1;
        else expect(refusal.length).toBeGreaterThan(10);
      }
      const due = told.at('2025-02-10T00:00Z').find(([stage]) => stage === 'final')![1];
      const has = (stage: string) =>
        told.state.clocks.get(told.id)!.some((one) => 'stage' in one && one.stage === stage);
      if (!has('notification')) expect(due).toBeNull();
      expect(decodeState(encodeState(told.state))?.clocks).toEqual(told.state.clocks);
    }),
    { numRuns: 300 },
  );
  expect(steps, 'anti-vacuity: some were taken').toBeGreaterThan(100);
});
