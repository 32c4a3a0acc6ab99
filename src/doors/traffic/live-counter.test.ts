/** Lines of a live source as minutes: exactly what was written, no address, bounded, and known again from before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sketchSize } from '../../core/sketch-text.ts';
import { encodeEntry } from '../../journal/codec.ts';
import { LISTED_MAX, type List, SAMPLED_MAX } from '../../model/traffic-minute.ts';
import { type EpochMs, MINUTE_MS } from '../../model/units.ts';
import { isRefusal } from '../refusal.ts';
import { TrafficLine } from '../traffic-line.ts';
import { LiveCounter, type LiveCounterOptions, type TakenOut } from './live-counter.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z') as EpochMs;
const MINUTE = NOW / MINUTE_MS - 600;

interface Asked {
  readonly minute?: number;
  readonly second?: number;
  readonly client?: string;
  readonly path?: string;
  readonly status?: number;
  readonly agent?: string;
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A line of the combined format. */
function combined(asked: Asked = {}): string {
  const { minute = 0, second = 0, client = '192.0.2.1', path = '/', status = 200, agent = 'Mozilla/5.0' } = asked;
  const at = new Date((MINUTE + minute) * MINUTE_MS + second * 1_000).toISOString();
  const day = `${at.slice(8, 10)}/${MONTHS[Number(at.slice(5, 7)) - 1]}/${at.slice(0, 4)}`;
  return `${client} - - [${day}:${at.slice(11, 19)} +0000] "GET ${path} HTTP/1.1" ${status} 512 "-" "${agent}"`;
}
const client = (i: number): string => `198.51.${(i >> 8) & 255}.${i & 255}`;

const options = (more: Partial<LiveCounterOptions> = {}, shown: readonly List[] = []): LiveCounterOptions => ({
  naming: {
    pseudonym: (list, high, low) => `~${list}-${(high >>> 0).toString(36)}-${(low >>> 0).toString(36)}`.slice(0, 33),
    shown: new Set(shown),
  },
  now: () => NOW,
  ...more,
});
const bytesOf = (lines: readonly string[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${lines.join('\n')}\n`);

/** Counts everything, taking out whenever it has to. */
function countAll(counter: LiveCounter, lines: readonly string[]): TakenOut[] {
  const bytes = bytesOf(lines);
  const taken: TakenOut[] = [];
  for (let at = 0; at < bytes.length; ) {
    at = counter.count(bytes, at, bytes.length);
    if (at < bytes.length) taken.push(counter.takeOut());
  }
  return [...taken, counter.takeOut()];
}
const only = (taken: readonly TakenOut[]) => {
  expect(taken).toHaveLength(1);
  expect(taken[0]!.minutes).toHaveLength(1);
  return taken[0]!.minutes[0]!;
};
const refusedOf = (taken: readonly TakenOut[]): Record<string, number> =>
  Object.fromEntries(taken.flatMap(({ refused }) => [...refused].map(([fault, { lines }]) => [fault, lines])));

describe('a minute', () => {
  test('holds what its lines say', () => {
    const lines = Array.from({ length: 300 }, (_, i) =>
      combined({ second: i % 60, client: client(i % 100), status: i % 10 === 0 ? 502 : 200, path: `/p/${i % 7}` }),
    );
    const { at, counts } = only(countAll(new LiveCounter(options({}, ['paths'])), lines));
    expect(at).toBe(MINUTE * MINUTE_MS);
    expect(counts).toMatchObject({
      requests: 300,
      bytes: 300 * 512,
      statuses: { success: 270, serverError: 30 },
      measures: { agents: 300, referrers: 300, unreferred: 300 },
    });
    expect(counts.top.paths).toEqual({
      '/p/0': 43,
      '/p/1': 43,
      '/p/2': 43,
      '/p/3': 43,
      '/p/4': 43,
      '/p/5': 43,
      '/p/6': 42,
    });
    expect(sketchSize(counts.clients)).toBeGreaterThan(90);
    expect(sketchSize(counts.clients)).toBeLessThan(110);
    expect(Object.values(counts.sample!.clients).every(([requests]) => requests === 3)).toBe(true);
  });

  test('holds no address and no text of its lines, unless they are asked for', () => {
    const lines = Array.from({ length: 50 }, (_, i) =>
      combined({ client: client(i % 12), path: `/secret-${i % 12}`, agent: `me-${i % 12}` }),
    );
    const hidden = JSON.stringify(countAll(new LiveCounter(options()), lines));
    expect(hidden).not.toMatch(/198\.51|secret|me-\d/);
    const shown = JSON.stringify(countAll(new LiveCounter(options({}, ['clients', 'paths'])), lines));
    expect(shown).toContain('"198.51.0.7":4');
    expect(shown).toContain('/secret-7');
    expect(shown).not.toContain('me-7');
  });

  test('stays small however many clients, paths and agents there are, and is what the door for lines takes too', () => {
    const lines = Array.from({ length: 30_000 }, (_, i) =>
      combined({ client: client(i), path: `/${'p'.repeat(200)}${i}`, agent: `${'a'.repeat(200)}${i}` }),
    );
    const all = options({}, ['clients', 'prefixes', 'paths', 'agents', 'referrers']);
    const { at, counts } = only(countAll(new LiveCounter(all), lines));
    expect(counts.requests).toBe(30_000);
    expect(Object.keys(counts.sample!.clients).length).toBeLessThanOrEqual(SAMPLED_MAX);
    for (const [list, rows] of Object.entries(counts.top)) {
      expect(Object.keys(rows ?? {}).length).toBeLessThanOrEqual(LISTED_MAX[list as List]);
    }
    const entry = { kind: 'traffic', at, service: 's', source: 'x', counts } as const;
    expect(encodeEntry(entry).body.length).toBeLessThan(16_000);
    const hidden = only(countAll(new LiveCounter(options()), lines)).counts;
    const line = TrafficLine.safeParse({ ...hidden, kind: 'traffic', at: new Date(at).toISOString(), service: 's' });
    expect(line.error?.issues ?? []).toEqual([]);
    expect(isRefusal(line)).toBe(false);
  });
});

describe('lines', () => {
  test('are all counted, in however many minutes and pieces they come', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            minute: fc.nat({ max: 60 }),
            second: fc.nat({ max: 59 }),
            client: fc.nat({ max: 300 }).map(client),
          }),
          {
            minLength: 1,
            maxLength: 200,
          },
        ),
        (asked) => {
          const byMinute = new Map<number, number>();
          for (const { minute } of asked) byMinute.set(minute, (byMinute.get(minute) ?? 0) + 1);
          const counted = new Map<number, number>();
          for (const { minutes } of countAll(new LiveCounter(options()), asked.map(combined))) {
            for (const { at, counts } of minutes) {
              const minute = at / MINUTE_MS - MINUTE;
              counted.set(minute, (counted.get(minute) ?? 0) + counts.requests);
            }
          }
          expect([...counted].sort()).toEqual([...byMinute].sort());
        },
      ),
      { numRuns: 25 },
    );
  });

  test('that cannot be read are refused by their reason with a masked example, and stop nothing', () => {
    const lines = [
      ...Array.from({ length: 30 }, () => combined()),
      'rubbish',
      combined().slice(0, 40),
      combined({ status: 200 }).replace('[10/', '[99/'),
      combined({ minute: 700 }),
      combined({ minute: 100_000 }),
      `192.0.2.77 ${'\u0001'.repeat(20)}`,
    ];
    const taken = countAll(new LiveCounter(options()), lines);
    expect(taken.reduce((sum, { counted }) => sum + counted, 0)).toBe(30);
    const refused = refusedOf(taken);
    expect(Object.values(refused).reduce((sum, lines) => sum + lines, 0)).toBe(6);
    expect(refused.future).toBe(2);
    expect(JSON.stringify([...taken[0]!.refused])).not.toContain('192.0.2.77');
  });

  test('of no known format are refused as such, and the format is told again when it has become one', () => {
    const counter = new LiveCounter(options());
    const first = countAll(
      counter,
      Array.from({ length: 40 }, (_, i) => `what is this, line ${i}?`),
    );
    expect(refusedOf(first)).toEqual({ format: 40 });
    expect(countAll(counter, [combined()])[0]!.counted).toBe(1);
    const json = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({
        time: new Date((MINUTE + 5) * MINUTE_MS).toISOString(),
        remote_addr: client(i),
        status: 200,
        request: 'GET / HTTP/1.1',
      }),
    );
    countAll(counter, json);
    expect(countAll(counter, json)[0]!.counted).toBe(40);
  });

  test('of earlier minutes are passed over where those were not all seen', () => {
    const counter = new LiveCounter(options());
    const bytes = bytesOf([combined(), combined({ minute: 1 }), combined({ minute: 2 })]);
    counter.count(bytes, 0, bytes.length, MINUTE + 1);
    expect(counter.takeOut().minutes.map(({ at }) => at / MINUTE_MS - MINUTE)).toEqual([1, 2]);
  });

  test('of any bytes at all are counted or refused, and nothing breaks', () => {
    const line = fc.oneof<fc.Arbitrary<Uint8Array>[]>(
      fc.constant(combined()).map((text): Uint8Array => new TextEncoder().encode(text)),
      fc.uint8Array({ maxLength: 300 }).map((bytes): Uint8Array => bytes.filter((byte) => byte !== 10 && byte !== 13)),
      fc.tuple(fc.nat({ max: 90 }), fc.integer({ min: 0, max: 255 })).map(([at, byte]): Uint8Array => {
        const bytes = new TextEncoder().encode(combined());
        bytes[at] = byte === 10 || byte === 13 ? 32 : byte;
        return bytes;
      }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const bytes = new Uint8Array(Buffer.concat(lines.flatMap((one) => [one, Buffer.of(10)])));
        const counter = new LiveCounter(options());
        expect(counter.count(bytes, 0, bytes.length)).toBe(bytes.length);
        const { counted, refused, minutes } = counter.takeOut();
        const all = counted + [...refused.values()].reduce((sum, one) => sum + one.lines, 0);
        expect(all).toBeLessThanOrEqual(lines.length);
        for (const one of minutes)
          encodeEntry({ kind: 'traffic', at: one.at, service: 's', source: 'x', counts: one.counts });
      }),
      { numRuns: 40 },
    );
  });
});

test('who had been there an hour before is known again, also when a generation of memory has passed', () => {
  const counter = new LiveCounter({ ...options(), now: () => (NOW + 1e10) as EpochMs });
  const regulars = (minute: number) =>
    Array.from({ length: 20 }, (_, i) => combined({ minute, client: `198.51.${i}.1`, path: '/shop' }));
  const strangers = (minute: number) =>
    Array.from({ length: 20 }, (_, i) => combined({ minute, client: `203.0.${i}.1`, path: `/x${minute}-${i}` }));
  const last = (lines: readonly string[]) => countAll(counter, lines).at(-1)!.minutes.at(-1)!.counts.measures;
  for (let minute = 0; minute < 2_000; minute += 10) {
    const measures = last(regulars(minute));
    if (minute >= 120) expect(measures).toMatchObject({ lookedBack: 20, oldPrefixRequests: 20, oldPathRequests: 20 });
    else expect(measures.lookedBack).toBeUndefined();
  }
  const mixed = last([...regulars(2_000), ...strangers(2_000)]);
  expect(mixed).toMatchObject({
    lookedBack: 40,
    oldPrefixRequests: 20,
    oldPathRequests: 20,
    oldPrefixes: 20,
  });
});
