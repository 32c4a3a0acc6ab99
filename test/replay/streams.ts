/**
 * Random streams of entries, as unkind as the world is: duplicates, late and future signals, clocks that go back,
 * stretches in which nobody listened, services that change or go, tallies sent twice. One list of moves is one stream.
 */
import fc from 'fast-check';
import { minuteOfTraffic } from '../../src/core/traffic.fixture.ts';
import type { Entry, Report, Tally } from '../../src/model/entry.ts';
import { LIVE, type Service } from '../../src/model/service.ts';
import { SYMPTOMS } from '../../src/model/symptom.ts';
import { type EpochMs, MINUTE_MS } from '../../src/model/units.ts';
import { type CheckMove, checkMove, outsideOf } from './stream-outside.ts';

/** Monday 10 March 2025, 00:10 UTC: not on the hour, and late steps reach back over midnight. */
export const START = 29_026_090;
/** Quiet minutes before the moves, so that a detector has something to go by. */
const PRELUDE_MINUTES = 200;

export const at = (minute: number, ms = 0): EpochMs => (minute * MINUTE_MS + ms) as EpochMs;

export function service(id: string, stepMinutes = 1, timeline = LIVE): Service {
  return {
    id,
    name: id.toUpperCase(),
    category: 'Test',
    components: [{ id: 'search', name: 'Search' }],
    providers: [],
    timeline,
    stepMinutes,
    provenance: { kind: 'measured', sources: [] },
  };
}

export function report(of: Partial<Report> & Pick<Report, 'at' | 'service' | 'reporter'>): Report {
  return { kind: 'report', id: `${of.service}-${of.at}-${of.reporter}`, symptom: 'error', ...of };
}

const SERVICES = ['one', 'five', 'late'] as const;
const serviceId = fc.constantFrom(...SERVICES);
const COUNTRIES = ['DE', 'FR', 'UA'];

export type Move =
  | {
      readonly kind: 'report';
      service: string;
      ago: number;
      early: boolean;
      who: number;
      symptom: number;
      country: number;
    }
  | { readonly kind: 'crowd'; service: string; minutes: number; each: number; networks: number; country: number }
  | { readonly kind: 'tally'; service: string; stepsAgo: number; source: number; count: number }
  | {
      readonly kind: 'traffic';
      service: string;
      minutes: number;
      ago: number;
      requests: number;
      source: number;
      part: number;
    }
  | CheckMove
  | { readonly kind: 'again'; back: number; many: number }
  | { readonly kind: 'listen'; minutes: number }
  | { readonly kind: 'gap'; minutes: number; since: boolean }
  | { readonly kind: 'back'; minutes: number }
  | { readonly kind: 'define'; service: string; stepMinutes: number; name: string }
  | { readonly kind: 'retire'; service: string }
  | { readonly kind: 'budget'; possiblePerMonth: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('report'),
      service: serviceId,
      // Mostly now, at times hours late or a little ahead.
      ago: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 2 }) }, fc.integer({ min: -90, max: 2_000 })),
      // Of the first hours, which are in memory no more after a day.
      early: fc.constantFrom(false, false, true),
      who: fc.integer({ min: 0, max: 40 }),
      symptom: fc.nat({ max: SYMPTOMS.length - 1 }),
      country: fc.nat({ max: COUNTRIES.length }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('crowd'),
      service: serviceId,
      minutes: fc.integer({ min: 1, max: 12 }),
      each: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 40 })),
      networks: fc.integer({ min: 1, max: 90 }),
      country: fc.nat({ max: COUNTRIES.length }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('tally'),
      service: serviceId,
      stepsAgo: fc.integer({ min: -1, max: 6 }),
      source: fc.nat({ max: 1 }),
      count: fc.oneof(fc.constant(0), fc.nat({ max: 400 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('traffic'),
      service: serviceId,
      minutes: fc.integer({ min: 1, max: 20 }),
      ago: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: -30, max: 2_000 })),
      requests: fc.nat({ max: 500 }),
      source: fc.nat({ max: 2 }),
      part: fc.nat({ max: 2 }),
    }),
  },
  { weight: 3, arbitrary: checkMove(serviceId) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('again'),
      back: fc.integer({ min: 1, max: 60 }),
      many: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('listen'),
      minutes: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.integer({ min: 30, max: 260 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('gap'),
      minutes: fc.oneof(fc.integer({ min: 2, max: 90 }), fc.integer({ min: 90, max: 3_000 })),
      since: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('back'), minutes: fc.integer({ min: 0, max: 500 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('define'),
      service: serviceId,
      stepMinutes: fc.constantFrom(1, 1, 1, 5, 60),
      name: fc.constantFrom('Old name', 'New name'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retire'), service: serviceId }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('budget'), possiblePerMonth: fc.constantFrom(0.1, 1, 10) }),
  },
);

export const moves: fc.Arbitrary<Move[]> = fc.array(move, { minLength: 5, maxLength: 40, size: 'max' });

/** The stream of entries that a list of moves makes, after a quiet prelude. */
export function streamOf(list: readonly Move[]): Entry[] {
  const entries: Entry[] = [
    { kind: 'service', at: at(START), service: service('one') },
    { kind: 'service', at: at(START), service: service('five', 5) },
  ];
  let minute = START;
  let people = 0;
  const steps = new Map<string, number>([
    ['one', 1],
    ['five', 5],
  ]);
  const listen = (minutes: number): void => {
    for (let i = 0; i < minutes; i += 1) {
      minute += 1;
      entries.push({ kind: 'tick', at: at(minute), timeline: LIVE, since: at(minute - 1) });
    }
  };
  entries.push({ kind: 'tick', at: at(START), timeline: LIVE });
  for (let i = 0; i < PRELUDE_MINUTES; i += 1) {
    if (i % 23 === 0) entries.push(report({ at: at(minute, 5), service: 'one', reporter: `early-${i}` }));
    listen(1);
  }
  for (const move of list) {
    switch (move.kind) {
      case 'report':
        entries.push(
          report({
            at: at(move.early ? START + (Math.abs(move.ago) % PRELUDE_MINUTES) : minute - move.ago, 7),
            service: move.service,
            reporter: `p${move.who}`,
            symptom: SYMPTOMS[move.symptom]!,
            country: COUNTRIES[move.country],
            component: move.who % 2 === 0 ? 'search' : undefined,
            network: move.who % 3 === 0 ? undefined : `AS${move.who}`,
          }),
        );
        break;
      case 'crowd':
        for (let i = 0; i < move.minutes; i += 1) {
          for (let j = 0; j < move.each; j += 1) {
            people += 1;
            entries.push(
              report({
                at: at(minute, j),
                service: move.service,
                reporter: `crowd-${people}`,
                country: COUNTRIES[move.country],
                network: `AS${people % move.networks}`,
              }),
            );
          }
          listen(1);
        }
        break;
      case 'tally':
        entries.push(tallyOf(move, minute, steps.get(move.service) ?? 1));
        break;
      case 'traffic':
        for (let i = 0; i < move.minutes; i += 1) entries.push(trafficOf(move, minute - move.ago - i));
        break;
      case 'checks':
        entries.push(...outsideOf(move, minute));
        break;
      case 'again':
        entries.push(...entries.slice(-move.back).slice(0, move.many));
        break;
      case 'listen':
        listen(move.minutes);
        break;
      case 'gap':
        minute += move.minutes;
        entries.push({
          kind: 'tick',
          at: at(minute),
          timeline: LIVE,
          ...(move.since ? { since: at(minute - 1) } : {}),
        });
        break;
      case 'back':
        entries.push({
          kind: 'tick',
          at: at(minute - move.minutes),
          timeline: LIVE,
          since: at(minute - move.minutes - 1),
        });
        break;
      case 'define':
        steps.set(move.service, move.stepMinutes);
        entries.push({
          kind: 'service',
          at: at(minute),
          service: { ...service(move.service, move.stepMinutes), name: move.name },
        });
        break;
      case 'retire':
        entries.push({ kind: 'retired', at: at(minute), service: move.service });
        break;
      case 'budget':
        entries.push({
          kind: 'budget',
          at: at(minute),
          budget: { possiblePerMonth: move.possiblePerMonth, confirmedPerYear: 1 },
        });
        break;
    }
  }
  return entries;
}

function tallyOf(move: Extract<Move, { kind: 'tally' }>, minute: number, step: number): Tally {
  return {
    kind: 'tally',
    at: at((Math.floor(minute / step) - move.stepsAgo) * step),
    service: move.service,
    source: `source-${move.source}`,
    stepMinutes: step,
    count: move.count,
    countries: { DE: Math.floor(move.count / 2) },
  };
}

/** Part 0 is the whole minute of its source. */
function trafficOf(move: Extract<Move, { kind: 'traffic' }>, minute: number): Entry {
  const { service, source, part, requests } = move;
  const told = {
    requests,
    failed: requests >> 3,
    clients: Array.from({ length: requests % 40 }, (_, client) => `client-${minute % 7}-${client}`),
    countries: { DE: requests >> 1 },
    networks: { [`AS${minute % 300}`]: requests >> 2 },
  };
  const more = { source: `log-${source}`, mark: `${minute}`, ...(part === 0 ? {} : { part: `part-${part}` }) };
  return minuteOfTraffic(at(minute), service, told, more);
}
