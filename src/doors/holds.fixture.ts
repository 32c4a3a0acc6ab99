/** The holds' door with a journal behind it: what is asked for is taken, or refused. */
import { expect } from 'vitest';
import { emptyState, type FoldState, foldEntry } from '../core/fold.ts';
import type { HeldSignal } from '../core/holds.ts';
import type { Entry } from '../model/entry.ts';
import type { Hold } from '../model/hold.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { readHold, readHoldChange } from './holds.ts';
import { isRefusal, type Refusal } from './refusal.ts';

const sink = { fact: () => {}, step: () => {}, late: () => {}, traffic: () => {} };
export const NOW = Date.parse('2025-01-17T12:00Z') as EpochMs;
export const SAID = {
  authority: 'European Commission',
  basis: 'Regulation (EU) 2022/2065',
  scope: 'What is needed to look into outages',
  decidedBy: 'Counsel',
  reason: 'The order came',
};

export function stateWith(...services: string[]): FoldState {
  const state = emptyState();
  for (const id of services) {
    const service = {
      id,
      name: id,
      category: 'Test',
      components: [],
      providers: [],
      timeline: 'live',
      stepMinutes: 1,
      provenance: { kind: 'measured' as const, sources: [] },
    };
    foldEntry(state, { kind: 'service', at: 0 as EpochMs, service }, sink);
  }
  return state;
}
const take = (state: FoldState, outcome: Hold | Refusal): Hold | Refusal => {
  if (!isRefusal(outcome)) foldEntry(state, outcome as Entry, sink);
  return outcome;
};
export const add = (state: FoldState, more: object = {}, now: number = NOW): Hold | Refusal =>
  take(state, readHold({ ...SAID, ...more }, { state, now: now as EpochMs }));
export const change = (state: FoldState, id: string, more: object, now: number = NOW): Hold | Refusal =>
  take(
    state,
    readHoldChange(id, { decidedBy: 'Counsel', reason: 'A letter', ...more }, { state, now: now as EpochMs }),
  );
export const good = (outcome: Hold | Refusal): Hold => {
  expect(isRefusal(outcome) ? outcome.detail : undefined).toBeUndefined();
  return outcome as Hold;
};
export const refused = (outcome: Hold | Refusal): string => {
  expect(isRefusal(outcome)).toBe(true);
  return (outcome as Refusal).detail;
};
export const report = (at: number, service = 'shop'): HeldSignal => ({
  kind: 'report',
  service,
  at: at as EpochMs,
  position: 0 as Seq,
});
