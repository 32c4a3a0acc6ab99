/**
 * Counting against plain maps that know nothing of the code under test, and: whatever the order of the lines and however
 * they are split among counters, the report is the same.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countBlock, createSource } from './block.ts';
import { closeMinutes, createCounter } from './counter.ts';
import { type Counts, mergeCounts } from './counts.ts';
import { formatNamed } from './formats/index.ts';
import { chanceOf, combinedLine, type Request, textBytes } from './keys.fixture.ts';
import { makeReport } from './make-report.ts';
import type { TrafficReport } from './report.ts';

const START = Date.UTC(2025, 2, 10, 9);

function countsOf(lines: readonly string[]): Counts {
  const format = formatNamed('combined');
  if ('error' in format) throw new Error(format.error);
  const counter = createCounter();
  const bytes = textBytes(lines.map((line) => `${line}\n`).join(''));
  countBlock(counter, createSource(0, format.reader()), bytes, 0, bytes.length, 0);
  closeMinutes(counter);
  return counter.counts;
}

const reportOf = (counts: Counts): TrafficReport =>
  makeReport(counts, { files: [], counted: [0], addresses: true, top: 20 });

/** Forty minutes of a small site, with a burst of one client in it. */
function requestsOf(seed: number, count: number): Request[] {
  const chance = chanceOf(seed);
  const pick = (n: number): number => Math.floor(n * chance() ** 2);
  const visitor = (): Request => {
    const v6 = chance() < 0.2;
    const n = 1 + pick(300);
    return {
      client: v6 ? `2001:db8:${n.toString(16)}::${pick(9) + 1}` : `198.51.${n % 100}.${n % 250}`,
      at: START + Math.floor(chance() * 40 * 60) * 1_000,
      method: chance() < 0.9 ? 'GET' : 'POST',
      target: chance() < 0.3 ? `/page/${pick(80)}?q=${pick(50)}` : `/style-${pick(20)}.css`,
      status: [200, 200, 200, 304, 404, 500, 502][pick(7)]!,
      size: pick(5_000),
      referrer: ['-', 'https://shop.example/', 'https://news.example/x'][pick(3)]!,
      agent: `Mozilla/5.0 (test ${pick(30)}) Gecko/20100101`,
    };
  };
  const burst = Array.from({ length: Math.floor(count / 3) }, (_, n) => ({
    ...visitor(),
    client: '203.0.113.9',
    at: START + (20 * 60 + (n % 90)) * 1_000,
    target: '/login',
  }));
  return [...Array.from({ length: count }, visitor), ...burst];
}

/** Counts by a name, most frequent first, ties by name. */
function ranked(requests: readonly Request[], nameOf: (request: Request) => string | undefined): [string, number][] {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const name = nameOf(request);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 20);
}

const v6 = (client: string): boolean => client.includes(':');
const clientName = ({ client }: Request): string => (v6(client) ? `${client.split('::')[0]}::/64` : client);
const prefixName = ({ client }: Request): string =>
  v6(client) ? `${client.split('::')[0]}::/48` : `${client.split('.').slice(0, 3).join('.')}.0/24`;

describe('a report', () => {
  const requests = requestsOf(7, 4_000);
  const report = reportOf(countsOf(requests.map(combinedLine)));
  const count = (test: (request: Request) => boolean): number => requests.filter(test).length;

  test('counts requests, bytes, answers and what was asked for exactly', () => {
    const { totals } = report;
    expect(totals.requests).toBe(requests.length);
    expect(totals.bytes).toBe(requests.reduce((sum, { size }) => sum + size, 0));
    expect(totals.statuses).toEqual({
      informational: 0,
      success: count(({ status }) => status === 200),
      redirect: count(({ status }) => status === 304),
      clientError: count(({ status }) => status === 404),
      serverError: count(({ status }) => status >= 500),
      other: 0,
    });
    expect(report.statuses['502']).toBe(count(({ status }) => status === 502));
    expect(totals.assetShare).toBeCloseTo(count(({ target }) => target.endsWith('.css')) / requests.length, 12);
    expect(totals.writeShare).toBeCloseTo(count(({ method }) => method === 'POST') / requests.length, 12);
    expect(totals.emptyReferrerShare).toBeCloseTo(count(({ referrer }) => referrer === '-') / requests.length, 12);
    expect(totals.faults['origin-app']).toBe(count(({ status }) => status === 500));
  });

  test('counts each minute exactly', () => {
    const minutes = new Array(40).fill(0);
    const failed = new Array(40).fill(0);
    for (const { at, status } of requests) {
      minutes[Math.floor((at - START) / 60_000)] += 1;
      if (status >= 500) failed[Math.floor((at - START) / 60_000)] += 1;
    }
    expect(report.minutes?.requests).toEqual(minutes);
    expect(report.minutes?.failed).toEqual(failed);
    expect(report.span?.from).toBe(new Date(Math.min(...requests.map(({ at }) => at))).toISOString());
  });

  test('has the top lists that counting every key by name gives', () => {
    const listed = (list: readonly { name: string; requests: number; missed: number }[] | null) => {
      expect(list?.every(({ missed }) => missed === 0)).toBe(true);
      return list?.map(({ name, requests: n }) => [name, n]);
    };
    expect(listed(report.top.clients)).toEqual(ranked(requests, clientName));
    expect(listed(report.top.prefixes)).toEqual(ranked(requests, prefixName));
    expect(listed(report.top.paths)).toEqual(ranked(requests, ({ target }) => target.split('?')[0]));
    expect(listed(report.top.agents)).toEqual(ranked(requests, ({ agent }) => agent));
    expect(listed(report.top.referrers)).toEqual(
      ranked(requests, ({ referrer }) => (referrer === '-' ? undefined : referrer?.split('/')[2])),
    );
  });

  test('estimates clients and prefixes within five standard errors', () => {
    const clients = new Set(requests.map(clientName)).size;
    const prefixes = new Set(requests.map(prefixName)).size;
    expect(Math.abs(report.totals.clients / clients - 1)).toBeLessThan(5 * report.accuracy.distinctTotal);
    expect(Math.abs(report.totals.prefixes / prefixes - 1)).toBeLessThan(5 * report.accuracy.distinctTotal);
  });

  test('shows no address unless it was asked for', () => {
    const without = makeReport(countsOf(requests.map(combinedLine)), {
      files: [],
      counted: [0],
      addresses: false,
      top: 20,
    });
    expect(without.top.clients).toBeNull();
    expect(without.events.every(({ top }) => top === null || top.clients === null)).toBe(true);
    expect(JSON.stringify(without)).not.toContain('203.0.113.9');
  });
});

test('the order of the lines changes nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const lines = requestsOf(seed, 300).map(combinedLine);
      const chance = chanceOf(seed);
      const shuffled = lines.map((line) => ({ line, at: chance() })).sort((a, b) => a.at - b.at);
      expect(reportOf(countsOf(shuffled.map(({ line }) => line)))).toEqual(reportOf(countsOf(lines)));
    }),
    { numRuns: 10 },
  );
});

test('counting apart and merging gives the report of counting together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1, max: 4 }), (seed, parts) => {
      const lines = requestsOf(seed, 300).map(combinedLine);
      const chance = chanceOf(seed);
      const split: string[][] = Array.from({ length: parts + 1 }, () => []);
      for (const line of lines) split[Math.floor(chance() * (parts + 1))]!.push(line);
      const [first, ...others] = split.map(countsOf);
      for (const other of others) mergeCounts(first!, other);
      expect(reportOf(first!)).toEqual(reportOf(countsOf(lines)));
    }),
    { numRuns: 10 },
  );
});

test('what cannot be read is refused by reason with its first examples, and stops nothing', () => {
  const good = combinedLine({ client: '192.0.2.1', at: START, target: '/', status: 200, size: 1 });
  const report = reportOf(
    countsOf([
      good,
      'nonsense',
      good.slice(0, 40),
      '',
      good.replace('10/Mar', '99/Mar'),
      good,
      `${'x'.repeat(50_000)}`,
    ]),
  );
  expect(report.lines).toMatchObject({ read: 7, counted: 2, skipped: 1, refused: 4 });
  expect(report.lines.reasons.reduce((sum, { lines }) => sum + lines, 0)).toBe(4);
  expect(JSON.stringify(report.lines.reasons)).not.toContain('192.0.2.1 ');
});

test('nothing to count gives a report all the same', () => {
  expect(reportOf(countsOf([]))).toMatchObject({ span: null, minutes: null, events: [], totals: { requests: 0 } });
});
