/** Simulated logs read live, minute by minute, against the same logs read as files: exact figures are the same, and nearly every verdict is. */
import { expect, test } from 'vitest';
import { SHORT_SEEDS } from '../../bench/diagnosis/seeds.ts';
import { summaryOf } from '../../src/core/traffic-summary.ts';
import { addTraffic, emptyTotals } from '../../src/core/traffic-totals.ts';
import { diagnose } from '../../src/diagnosis/index.ts';
import { LiveCounter } from '../../src/doors/traffic/live-counter.ts';
import type { OnsetMinute } from '../../src/model/evidence.ts';
import type { TrafficSummary } from '../../src/model/traffic.ts';
import { type EpochMs, MINUTE_MS } from '../../src/model/units.ts';
import { countBlock, createSource } from '../../src/traffic/block.ts';
import { closeMinutes, createCounter } from '../../src/traffic/counter.ts';
import { settleCounts } from '../../src/traffic/counts.ts';
import { formatNamed } from '../../src/traffic/formats/index.ts';
import { gather } from '../../src/traffic/gather.ts';
import { summaryFrom } from '../../src/traffic/summary.ts';
import { timelineOf } from '../../src/traffic/timeline.ts';
import { ownReferrers } from '../../src/traffic/top-lists.ts';
import { logOf, type WrittenLog } from './log.ts';

/** More for a longer look. */
const SEEDS = SHORT_SEEDS.slice(0, Number(process.env.SEEDS ?? 24));

interface Read {
  readonly during: TrafficSummary;
  readonly usual: TrafficSummary;
}

function live(log: WrittenLog, bytes: Uint8Array): Read {
  const counter = new LiveCounter({
    format: log.format,
    naming: { pseudonym: (list, high, low) => `~${list}${high}:${low}`, shown: new Set() },
    now: () => (log.to + MINUTE_MS) as EpochMs,
  });
  const [during, usual] = [emptyTotals(), emptyTotals()];
  const seen = new Set<number>();
  for (let from = 0; from < bytes.length; ) {
    from = counter.count(bytes, from, bytes.length);
    for (const { at, counts } of counter.takeOut().minutes) {
      if (at >= log.to) continue;
      addTraffic(at < log.from ? usual : during, counts, seen.size === seen.add(at).size ? 0 : 1);
    }
  }
  return { during: summaryOf(during, usual), usual: summaryOf(usual, null) };
}

function asFile(log: WrittenLog, bytes: Uint8Array): Read & { onset: OnsetMinute[] } {
  const format = formatNamed(log.format);
  if ('error' in format) throw new Error(format.error);
  const counter = createCounter();
  countBlock(counter, createSource(0, format.reader()), bytes, 0, bytes.length, 0);
  closeMinutes(counter);
  const { counts } = counter;
  settleCounts(counts);
  const line = timelineOf(counts)!;
  const start = Math.floor(log.from / MINUTE_MS);
  const [from, to] = [start - line.from, Math.min(line.steps, Math.floor(log.to / MINUTE_MS) - line.from)];
  const usual = gather(counts, line, [{ from: 0, to: from }]);
  const during = gather(counts, line, [{ from, to }]);
  const options = { ownReferrers: ownReferrers(counts), history: false };
  const minutes = Array.from({ length: Math.min(line.steps, from + 15) }, (_, at) => ({
    requests: line.requests[at]!,
    failed: line.failed[at]!,
  }));
  return {
    during: summaryFrom(counts, during, start, { ...options, usual }),
    usual: summaryFrom(counts, usual, line.from, options),
    onset: minutes.slice(Math.max(0, from - 15)),
  };
}

function called({ during, usual }: Read, onset: OnsetMinute[]): string {
  const { verdict } = diagnose({
    traffic: { during, usual, alike: null, spread: null, onset },
    checks: null,
    reports: null,
    claims: null,
  });
  return verdict.kind === 'called' ? verdict.cause : verdict.kind;
}

test('a log that is read live is diagnosed as the same log in a file, but for one in ten at most', () => {
  let same = 0;
  const verdicts = new Set<string>();
  for (const seed of SEEDS) {
    const log = logOf(seed, seed % 2 === 0 ? 'haproxy' : 'combined');
    const bytes = new TextEncoder().encode(`${log.lines.join('\n')}\n`);
    // Readers change the bytes.
    const [now, file] = [live(log, bytes.slice()), asFile(log, bytes)];
    for (const part of ['during', 'usual'] as const) {
      const exact = ({ requests, bytes: size, statuses, faults }: TrafficSummary) => ({
        requests,
        size,
        statuses,
        faults,
      });
      expect(exact(now[part]), `seed ${seed}, ${part}`).toEqual(exact(file[part]));
      expect(Math.abs(now[part].clients - file[part].clients)).toBeLessThan(5 + 0.15 * file[part].clients);
    }
    const verdict = called(now, file.onset);
    verdicts.add(verdict);
    if (verdict === called(file, file.onset)) same += 1;
  }
  expect(verdicts.size, 'anti-vacuity: verdicts differ').toBeGreaterThan(3);
  expect(same).toBeGreaterThanOrEqual(0.9 * SEEDS.length);
});
