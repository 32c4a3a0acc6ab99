/** Services that fail together in the fold: one event with its members, and none where only chance brings them together. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkAt } from '../../test/replay/stream-outside.ts';
import { at, report, START, service } from '../../test/replay/streams.ts';
import { reports2019 } from '../demo/reports-2019.ts';
import type { CommonEvent } from '../model/event.ts';
import { LIVE } from '../model/service.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { emptyState, type FoldState, foldEntry } from './fold.ts';
import { decodeState, encodeState } from './snapshot.ts';

const SHARED = new URL('../../../shared/data', import.meta.url).pathname;
const WELL = checkAt(0, 'ok');
const EXPIRED = {
  ...checkAt(0, 'failed'),
  reason: 'certificate-expired',
  phase: 'certificate',
  fault: 'origin-tls',
} as const;
const quietSink = { fact: () => {}, step: () => {}, late: () => {} };

interface Played {
  readonly id: string;
  readonly providers?: string[];
  readonly category?: string;
  /** What its checks show of who serves it, every minute. */
  readonly seen?: string;
  /** From the first wave on its checks fail by the certificate. */
  readonly distrusted?: boolean;
  /** From where the reports of a wave come; quiet ones come from many countries. */
  readonly from?: string;
}

const QUIET_COUNTRIES = ['FR', 'US', 'GB', 'PL'];

/** So many reports a minute of each service, minute by minute, after a quiet day with one in twenty minutes. */
function play(
  services: readonly Played[],
  waves: readonly Record<string, number>[],
): { state: FoldState; events: readonly CommonEvent[] } {
  let state = emptyState();
  const tell = (entry: Parameters<typeof foldEntry>[1]) => foldEntry(state, entry, quietSink);
  for (const { id, providers = [], category = id } of services) {
    tell({ kind: 'service', at: at(START), service: { ...service(id), providers, category } });
  }
  tell({ kind: 'tick', at: at(START), timeline: LIVE });
  const quiet = Array.from({ length: 200 }, (_, minute) =>
    Object.fromEntries(services.map(({ id }) => [id, minute % 20 === 10 ? 1 : 0])),
  );
  for (const [index, counts] of [...quiet, ...waves].entries()) {
    const minute = START + index;
    const isQuiet = index < quiet.length;
    for (const { id, seen, distrusted, from } of services) {
      const check = distrusted && !isQuiet ? EXPIRED : WELL;
      if (seen !== undefined) tell({ ...check, at: at(minute, 500), service: id, seen: [seen] });
      const country = isQuiet ? QUIET_COUNTRIES[index % 4]! : from;
      for (let n = 0; n < (counts[id] ?? 0); n += 1) {
        tell(
          report({
            at: at(minute, n),
            service: id,
            reporter: `${id}-${minute}-${n}`,
            network: `AS${n % 40}`,
            ...(country === undefined ? {} : { country }),
          }),
        );
      }
    }
    tell({ kind: 'tick', at: at(minute + 1), timeline: LIVE, since: at(minute) });
    // Written down and read back on the way, as a restart does.
    if (index % 50 === 0) state = decodeState(encodeState(state))!;
  }
  return { state, events: state.timelines.get(LIVE)!.events };
}

const during = (minutes: number, counts: Record<string, number>) => Array.from({ length: minutes }, () => counts);

describe('services that fail together', () => {
  test('and share a provider are one event, which ends with them', () => {
    const services = [
      { id: 'shop', providers: ['Example Cloud'] },
      { id: 'bank', providers: ['example cloud', 'Other'] },
      { id: 'news' },
    ];
    const { events } = play(services, [...during(20, { shop: 30, bank: 20 }), ...during(300, {})]);
    expect(events.length).toBe(1);
    expect(events[0]).toMatchObject({ provider: 'example cloud', end: expect.any(Number) });
    expect(events[0]!.members.map(({ service: id, role }) => [id, role])).toEqual([
      ['shop', 'root'],
      ['bank', 'member'],
    ]);
  });

  test('and whose answers show the same hosted edge are one event, without any configuration', () => {
    const services = [
      { id: 'shop', seen: 'edge:cloudflare' },
      { id: 'bank', seen: 'edge:cloudflare' },
    ];
    const { events } = play(services, during(20, { shop: 30, bank: 20 }));
    expect(events).toMatchObject([{ provider: 'cloudflare', end: null }]);
  });

  test('and share nothing, or only an authority for certificates, are no event', () => {
    for (const seen of [undefined, "issuer:Let's Encrypt"]) {
      const services = ['shop', 'bank'].map((id) => ({ id, ...(seen === undefined ? {} : { seen }) }));
      expect(play(services, during(20, { shop: 30, bank: 20 })).events).toEqual([]);
    }
  });

  test('and have certificates of one authority are one event where both fail by them, and only then', () => {
    const seen = 'issuer:Example CA';
    const services = ['shop', 'bank'].map((id) => ({ id, seen, distrusted: true }));
    const waves = during(20, { shop: 30, bank: 20 });
    expect(play(services, waves).events).toMatchObject([{ provider: seen, end: null }]);
    expect(play([services[0]!, { id: 'bank', seen }], waves).events).toEqual([]);
  });

  test('in one country, while their reports come from many, are one event of that country', () => {
    const services = ['shop', 'bank'].map((id) => ({ id, from: 'DE' }));
    const waves = during(20, { shop: 30, bank: 20 });
    expect(play(services, waves).events).toMatchObject([{ provider: 'country:DE', end: null }]);
    expect(play([services[0]!, { id: 'bank', from: 'FR' }], waves).events).toEqual([]);
  });

  test('at different hours are no event, though they share a provider', () => {
    const services = [
      { id: 'shop', providers: ['Cloud'] },
      { id: 'bank', providers: ['Cloud'] },
    ];
    const { events } = play(services, [...during(20, { shop: 30 }), ...during(240, {}), ...during(20, { bank: 30 })]);
    expect(events).toEqual([]);
  });
});

/** The scenario folded through a stretch; every event of its timeline. */
function events2019(from: string, to: string): readonly CommonEvent[] {
  const scenario = reports2019(SHARED)!;
  const state = emptyState();
  for (const one of scenario.services) foldEntry(state, { kind: 'service', at: 0 as EpochMs, service: one }, quietSink);
  const seen = new Map<string, CommonEvent>();
  let last = 0;
  const ticked = (time: EpochMs): void => {
    foldEntry(state, { kind: 'tick', at: time, timeline: scenario.timeline }, quietSink);
    for (const event of state.timelines.get(scenario.timeline)!.events) seen.set(event.id, event);
  };
  for (const tally of scenario.tallies()) {
    if (tally.at > Date.parse(to)) break;
    if (tally.at !== last && last !== 0) ticked(tally.at as EpochMs);
    last = tally.at;
    foldEntry(state, tally, quietSink);
  }
  ticked((last + 20 * MINUTE_MS) as EpochMs);
  return [...seen.values()].filter(({ start }) => start * MINUTE_MS >= Date.parse(from));
}

test.skipIf(!existsSync(SHARED))(
  '2 June 2019 is one event of YouTube, Snapchat and Gmail by Google Cloud (needs ../shared/data)',
  () => {
    const events = events2019('2019-06-02T00:00Z', '2019-06-03T12:00Z');
    const [event] = events.filter(({ provider }) => provider === 'google cloud');
    expect(events.filter(({ provider }) => provider !== null).length).toBe(1);
    const members = event!.members
      .filter(({ role }) => role === 'root' || role === 'member')
      .map(({ service: id }) => id);
    expect(members.toSorted()).toEqual(['gmail', 'snapchat', 'youtube']);
  },
);
