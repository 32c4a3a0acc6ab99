/** What is said of a log as a whole: laws on logs of a few hundred lines that were made to be so. */
import { describe, expect, test } from 'vitest';
import { countBlock, createSource } from './block.ts';
import { closeMinutes, createCounter } from './counter.ts';
import { formatNamed } from './formats/index.ts';
import { combinedLine, type Request, textBytes } from './keys.fixture.ts';
import { makeReport } from './make-report.ts';
import type { TrafficReport } from './report.ts';

const START = Date.UTC(2025, 2, 10, 8);
const MINUTE = 60_000;

function reportOf(requests: readonly Request[]): TrafficReport {
  const format = formatNamed('combined');
  if ('error' in format) throw new Error(format.error);
  const counter = createCounter();
  const bytes = textBytes(requests.map((request) => `${combinedLine(request)}\n`).join(''));
  countBlock(counter, createSource(0, format.reader()), bytes, 0, bytes.length, 0);
  closeMinutes(counter);
  return makeReport(counter.counts, { files: [], counted: [0], addresses: false, top: 5 });
}

/** A page and three of its parts, one request a minute, from ever other clients. */
const reading = (n: number, at = START + n * MINUTE): Request => ({
  client: `198.51.${n % 100}.${n % 250}`,
  at,
  target: n % 4 === 0 ? `/page/${n % 7}` : `/part-${n % 4}.css`,
  status: 200,
  size: 900,
  agent: `Mozilla/5.0 (test ${n % 9}) Gecko/20100101`,
});
const ordinary = (length: number): Request[] => Array.from({ length }, (_, n) => reading(n));

describe('a log as a whole', () => {
  test('that is like those of sites that people visit gets no remark', () => {
    expect(reportOf(ordinary(600)).remarks).toEqual([]);
  });

  test('of forms filled in by hundreds of clients gets one, though nothing in it ever changes', () => {
    const posts = ordinary(600).map((request, n) =>
      n % 3 === 0 ? { ...request, method: 'POST', target: '/join' } : request,
    );
    const { remarks, events } = reportOf(posts);
    expect(events).toEqual([]);
    expect(remarks.join()).toContain('33 % of the requests try to change something');
  });

  test('whose requests all stand in one minute of each hour has no times to judge by', () => {
    const rounded = Array.from({ length: 2_400 }, (_, n) => reading(n, START + Math.floor(n / 100) * 60 * MINUTE + n));
    const { remarks, events } = reportOf(rounded);
    expect(events).toEqual([]);
    expect(remarks.join()).toContain('times were rounded or altered');
  });
});

describe('a log of years', () => {
  test('keeps every request in its series, in longer steps', () => {
    const years = Array.from({ length: 3_000 }, (_, n) => reading(n, START + n * 720 * MINUTE));
    const { minutes, totals } = reportOf(years);
    expect(minutes!.stepMinutes).toBeGreaterThan(1);
    expect(minutes!.requests.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(3_000);
    expect(totals.requests).toBe(3_000);
  });

  test('is none because of one line with a wrong year, which is told', () => {
    const wrong = { ...reading(1), at: Date.UTC(1971, 0, 1) };
    const { minutes, remarks } = reportOf([wrong, ...ordinary(1_200)]);
    expect(minutes!.stepMinutes).toBe(1);
    expect(minutes!.requests).toHaveLength(1_200);
    expect(remarks.join()).toContain('1 requests lie so far from all others');
  });
});
