/** Laws of statements in the fold: versions follow one another, a retry changes nothing, and a snapshot keeps them all. */
import { expect, test } from 'vitest';
import type { Statement } from '../model/statement.ts';
import type { EpochMs } from '../model/units.ts';
import { emptyState, foldEntry } from './fold.ts';
import { decodeState, encodeState } from './snapshot.ts';

const sink = { fact: () => {}, step: () => {}, late: () => {}, traffic: () => {} };
const said = (version: number, quote = `words of version ${version}`): Statement => ({
  kind: 'statement',
  at: (1_000 * version) as EpochMs,
  id: 'x-s1',
  version,
  service: 'x',
  incident: 'x-20250310T0932Z',
  quote,
  speaker: 'Somebody',
  measure: { kind: 'waves', number: { value: 2, approximation: 'exact' } },
  mode: 'asserted',
  territory: [],
  relations: [],
  reliability: 'F',
  credibility: 6,
  tlp: 'CLEAR',
});

test('versions follow one another; one that comes again, or too early, changes nothing', () => {
  const state = emptyState();
  for (const entry of [said(1), said(1, 'again'), said(3), said(2), said(2, 'again'), said(3)]) {
    foldEntry(state, entry, sink as never);
  }
  expect(state.statements.get('x-s1')?.map(({ quote }) => quote)).toEqual([
    'words of version 1',
    'words of version 2',
    'words of version 3',
  ]);
});

test('a snapshot keeps every version', () => {
  const state = emptyState();
  for (const version of [1, 2]) foldEntry(state, said(version), sink as never);
  expect(decodeState(encodeState(state))?.statements).toEqual(state.statements);
});
