/** The door for minutes of traffic: what is taken, what is refused and why, and that no address comes in. */
import { describe, expect, test } from 'vitest';
import { emptyState, foldEntry } from '../core/fold.ts';
import { encodeEntry } from '../journal/codec.ts';
import { LISTED_MAX, MEASURES } from '../model/traffic-minute.ts';
import type { EpochMs } from '../model/units.ts';
import { isRefusal } from './refusal.ts';
import { LINE_BYTES_MAX, readSignal } from './signals.ts';

const NOW = Date.parse('2026-03-10T12:00:30Z') as EpochMs;
const state = emptyState();
for (const id of ['shop', 'past']) {
  const provenance = { kind: id === 'shop' ? 'measured' : 'replayed', sources: [] } as const;
  const service = { id, name: id, category: 'Test', components: [], providers: [], timeline: 'live', stepMinutes: 1 };
  foldEntry(
    state,
    { kind: 'service', at: NOW, service: { ...service, provenance } },
    { fact() {}, step() {}, late() {} },
  );
}
const read = (line: object, trusted = true) =>
  readSignal(JSON.stringify(line), {
    watches: state.watches,
    now: NOW,
    trusted,
    sender: { reporter: 'me' },
    newId: () => 'id',
  });
const minute = (more: object = {}) => ({
  kind: 'traffic',
  at: '2026-03-10T11:58:00Z',
  service: 'shop',
  requests: 100,
  ...more,
});
const codeOf = (line: object, trusted?: boolean): string => {
  const outcome = read(line, trusted);
  return isRefusal(outcome) ? outcome.code : 'taken';
};

describe('a minute of traffic', () => {
  test('needs no more than its requests', () => {
    expect(read(minute())).toEqual({
      kind: 'traffic',
      at: Date.parse('2026-03-10T11:58:00Z'),
      service: 'shop',
      source: 'api',
      counts: {
        requests: 100,
        bytes: 0,
        statuses: {},
        faults: {},
        measures: {},
        answers: {},
        top: {},
        clients: '',
        prefixes: '',
      },
    });
  });

  test.each([
    ['without the token', minute(), 'no-token', false],
    ['of a service that there is not', minute({ service: 'shp' }), 'no-such-service'],
    ['of a replay', minute({ service: 'past' }), 'replay'],
    ['that is not over', minute({ at: '2026-03-10T12:01:00Z' }), 'future'],
    ['that starts between minutes', minute({ at: '2026-03-10T11:58:01Z' }), 'off-grid'],
    ['with more answers than requests', minute({ statuses: { success: 60, serverError: 41 } }), 'parts-exceed'],
    ['with more failures than requests', minute({ faults: { edge: 101 } }), 'parts-exceed'],
    ['with half a request', minute({ requests: 0.5 }), 'bad-signal'],
    ['with a field that there is not', minute({ address: '192.0.2.1' }), 'bad-signal'],
    ['with a measure that there is not', minute({ measures: { magic: 1 } }), 'bad-signal'],
    ['with a sketch that is none', minute({ clients: 'A' }), 'bad-signal'],
    ['with an address for a client', minute({ top: { clients: { '192.0.2.1': 5 } } }), 'bad-signal'],
    [
      'with an address in its sample',
      minute({ sample: { level: 0, clients: { '192.0.2.1': [1, 1, 0, 0] } } }),
      'bad-signal',
    ],
    ['with a prefix that is no pseudonym', minute({ top: { prefixes: { '2001:db8::/48': 5 } } }), 'bad-signal'],
    ['with control characters', minute({ top: { agents: { 'a\u001b[2J': 5 } } }), 'bad-signal'],
    ['with a country that is none', minute({ top: { countries: { Germany: 5 } } }), 'bad-signal'],
  ])('%s is refused', (_, line, code, trusted = true) => {
    expect(codeOf(line, trusted)).toBe(code);
  });

  test('as full as it may be fits in a line, and its lists are bounded', () => {
    const rows = (many: number, name: (i: number) => string) =>
      Object.fromEntries(Array.from({ length: many }, (_, i) => [name(i), 1]));
    const full = minute({
      clients: 'f'.repeat(1024),
      prefixes: 'f'.repeat(1024),
      measures: Object.fromEntries(MEASURES.map((name) => [name, 100])),
      top: {
        clients: rows(LISTED_MAX.clients, (i) => `~pseudonym-${i}`),
        paths: rows(LISTED_MAX.paths, (i) => `/${'p'.repeat(100)}${i}`),
        networks: rows(LISTED_MAX.networks, (i) => `AS${1e9 + i}`),
        countries: rows(LISTED_MAX.countries, (i) => String.fromCharCode(65 + (i >> 4), 65 + (i & 15))),
      },
    });
    expect(JSON.stringify(full).length).toBeLessThan(LINE_BYTES_MAX);
    const taken = read(full);
    expect(isRefusal(taken)).toBe(false);
    expect(encodeEntry(taken as never).body.length).toBeLessThan(LINE_BYTES_MAX);
    const over = rows(LISTED_MAX.networks + 1, (i) => `AS${i}`);
    expect(codeOf(minute({ top: { networks: over } }))).toBe('bad-signal');
  });
});
