/** What stands out of a log and what does not: bursts, floods, runs of failures, drops and silences, with their stretches. */
import { describe, expect, test } from 'vitest';
import { countBlock, createSource } from './block.ts';
import { closeMinutes, createCounter } from './counter.ts';
import type { Signal } from './events.ts';
import { formatNamed } from './formats/index.ts';
import { chanceOf, combinedLine, type Request, textBytes } from './keys.fixture.ts';
import { makeReport } from './make-report.ts';
import type { ReportEvent, TrafficReport } from './report.ts';

const START = Date.UTC(2025, 2, 10, 8);
const minute = (n: number): string => new Date(START + n * 60_000).toISOString().replace('.000', '');

function reportOf(requests: readonly Request[]): TrafficReport {
  const format = formatNamed('combined');
  if ('error' in format) throw new Error(format.error);
  const counter = createCounter();
  const bytes = textBytes(requests.map((request) => `${combinedLine(request)}\n`).join(''));
  countBlock(counter, createSource(0, format.reader()), bytes, 0, bytes.length, 0);
  closeMinutes(counter);
  return makeReport(counter.counts, { files: [], counted: [0], addresses: false, top: 5 });
}

/** Visits to a small site: each loads a page and a few of its parts. */
function visits(
  seed: number,
  minutes: number,
  perMinute: number,
  quiet: (minute: number) => boolean = () => false,
): Request[] {
  const chance = chanceOf(seed);
  const requests: Request[] = [];
  for (let at = 0; at < minutes; at += 1) {
    if (quiet(at)) continue;
    // Counts of visits scatter about as chance lets them.
    let due = perMinute;
    for (let i = 0; i < 2 * perMinute; i += 1) if (chance() < 0.5) due += chance() < 0.5 ? 0.5 : -0.5;
    for (let visit = 0; visit < due; visit += 1) {
      const client = `198.51.${Math.floor(chance() * 100)}.${Math.floor(chance() * 250)}`;
      const second = Math.floor(chance() * 50);
      const page = Math.floor(40 * chance() ** 2);
      for (let part = 0; part < 4; part += 1) {
        const target = part === 0 ? `/page/${page}` : `/part-${part}.css`;
        const time = START + at * 60_000 + (second + part) * 1_000;
        requests.push({
          client,
          at: time,
          target,
          status: 200,
          size: 900,
          agent: `Mozilla/5.0 (test ${page % 9}) Gecko/20100101`,
        });
      }
    }
  }
  return requests;
}

/** One request every so many milliseconds. */
function stream(from: number, to: number, count: number, make: (n: number) => Partial<Request>): Request[] {
  return Array.from({ length: count }, (_, n) => ({
    client: '203.0.113.9',
    at: START + from * 60_000 + Math.floor((n * (to - from) * 60_000) / count),
    target: '/search',
    status: 200,
    size: 500,
    agent: 'Mozilla/5.0 (flood) Gecko/20100101',
    ...make(n),
  }));
}

const signalsOf = (event: ReportEvent | undefined): Signal[] => (event?.signs ?? []).map(({ signal }) => signal);

describe('a calm log', () => {
  test.each([1, 2, 3, 4, 5, 6])('of a day has nothing that stands out (seed %i)', (seed) => {
    expect(reportOf(visits(seed, 1_440, 3)).events).toEqual([]);
  });

  test('that swells and ebbs over the day has nothing that stands out', () => {
    const seeds = Array.from({ length: 24 }, (_, hour) => hour);
    const requests = seeds.flatMap((hour) =>
      visits(hour + 1, 60, 4 + Math.round(3 * Math.sin((hour / 24) * 2 * Math.PI))).map((request) => ({
        ...request,
        at: request.at + hour * 3_600_000,
      })),
    );
    expect(reportOf(requests).events).toEqual([]);
  });
});

describe('what stands out', () => {
  test('a burst of one source, within its minutes', () => {
    const { events } = reportOf([...visits(1, 180, 5), ...stream(60, 63, 900, () => ({}))]);
    expect(events).toHaveLength(1);
    expect([events[0]?.from, events[0]?.to]).toEqual([minute(60), minute(63)]);
    expect(signalsOf(events[0])).toEqual(expect.arrayContaining(['more-requests', 'one-client']));
    expect(events[0]?.during?.topClientShare).toBeGreaterThan(0.8);
    expect(events[0]?.usual?.topClientShare).toBeLessThan(0.1);
  });

  test('a flood of one request an address', () => {
    const address = (n: number): string => `${11 + (n % 180)}.${(n >> 3) % 250}.${(n * 7) % 250}.${n % 250}`;
    const flood = stream(100, 110, 4_000, (n) => ({ client: address(n), target: `/?${n}` }));
    const { events } = reportOf([...visits(2, 240, 5), ...flood]);
    expect(events).toHaveLength(1);
    expect([events[0]?.from, events[0]?.to]).toEqual([minute(100), minute(110)]);
    expect(signalsOf(events[0])).toEqual(expect.arrayContaining(['more-requests', 'more-clients']));
    const { during, usual } = events[0]!;
    expect(during?.oneRequestClients).toBeGreaterThan(0.8);
    expect(during?.oldPrefixShare).toBeLessThan(0.4);
    expect(usual?.oldPrefixShare).toBeGreaterThan(0.4);
    expect(during?.queryVariety).toBeGreaterThan(0.9);
    expect(during?.companionship).toBeLessThan(0.3);
    expect(usual?.companionship).toBe(1);
  });

  test('a run of 502, though the number of requests stays as it was', () => {
    const failing = visits(3, 180, 5).map((request) => {
      const at = (request.at - START) / 60_000;
      return at >= 90 && at < 97 && request.target.startsWith('/page') ? { ...request, status: 502 } : request;
    });
    const { events } = reportOf(failing);
    expect(events).toHaveLength(1);
    expect([events[0]?.from, events[0]?.to]).toEqual([minute(90), minute(97)]);
    expect(signalsOf(events[0])).toEqual(['failures']);
    expect(events[0]?.during?.faults['origin-bad-response']).toBeGreaterThan(10);
  });

  test('a drop to a tenth', () => {
    const requests = visits(4, 180, 8).filter((request, n) => {
      const at = (request.at - START) / 60_000;
      return at < 80 || at >= 95 || n % 10 === 0;
    });
    const { events } = reportOf(requests);
    expect(events).toHaveLength(1);
    expect(signalsOf(events[0])).toEqual(['fewer-requests']);
    expect([events[0]?.from, events[0]?.to]).toEqual([minute(80), minute(95)]);
  });

  test.each([22, 37 * 60])('a silence of %i minutes is unknown, not zero', (length) => {
    const quiet = (at: number): boolean => at >= 150 && at < 150 + length;
    const report = reportOf(visits(5, 300 + length, 5, quiet));
    expect(report.events.map(({ silence, from, to }) => [silence, from, to])).toEqual([
      [true, minute(150), minute(150 + length)],
    ]);
    expect(report.events[0]).toMatchObject({ during: null, diagnosis: null });
    expect(report.minutes?.requests.slice(150, 150 + length).every((count) => count === null)).toBe(true);
    expect(report.totals.minutes).toBe(300);
  });

  test('a log of ten minutes is enough for a burst in it', () => {
    const { events } = reportOf([...visits(6, 10, 5), ...stream(6, 8, 800, () => ({}))]);
    expect(events.map(({ from, to }) => [from, to])).toEqual([[minute(6), minute(8)]]);
    expect(events[0]?.usual?.minutes).toBe(8);
  });

  test('a flood that takes most of a short log is not taken for what is usual', () => {
    const { events } = reportOf([...visits(7, 40, 5), ...stream(10, 40, 24_000, () => ({}))]);
    expect(events[0]?.from).toBe(minute(10));
    expect(events[0]?.open).toEqual({ start: false, end: true });
  });
});
