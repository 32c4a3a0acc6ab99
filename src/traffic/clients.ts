/**
 * How the clients of a stretch behave: with a clock's regularity, walking through many pages once each, asking for pages
 * and never for their parts. The heaviest clients are judged one by one, the others by a sample.
 */
import { exp } from '../core/arithmetic.ts';
import type { Gathered } from './gather.ts';
import { type Habits, isClockwork, pageBits, pagesOf, partsOf } from './habits.ts';

export interface ClientHabits {
  /** Of all requests. */
  readonly clockworkShare: number;
  readonly walkingShare: number;
  /** Of the clients that asked for a page, those that also asked for a part; null where nobody asked for a page. */
  readonly companionship: number | null;
  /** Of the clients. */
  readonly oneRequest: number | null;
}

export function clientHabits({ cells, values }: Gathered): ClientHabits {
  const { top, samples } = cells;
  const total = values[0]!;
  let known = 0;
  let knownClockwork = 0;
  let knownWalking = 0;
  const heaviest = new Set<number>();
  for (let i = 0; i < top.clients.sizes[0]!; i += 1) {
    heaviest.add(top.clients.keys[2 * i]! * 2 ** 32 + (top.clients.keys[2 * i + 1]! >>> 0));
    known += top.clients.counts[i]!;
    if (isClockwork(top.clients.habits!, i)) knownClockwork += top.clients.counts[i]!;
    if (isWalk(top.clients.habits!, i)) knownWalking += top.clients.counts[i]!;
  }
  const sample = samples.clients;
  const rest = { count: 0, clockwork: 0, walking: 0, pages: 0, accompanied: 0, single: 0 };
  for (let i = 0; i < sample.sizes[0]!; i += 1) {
    const count = sample.counts[i]!;
    if (count === 1) rest.single += 1;
    if (pagesOf(sample.habits!, i) > 0) {
      rest.pages += 1;
      if (partsOf(sample.habits!, i) > 0) rest.accompanied += 1;
    }
    if (heaviest.has(sample.keys[2 * i]! * 2 ** 32 + (sample.keys[2 * i + 1]! >>> 0))) continue;
    rest.count += count;
    if (isClockwork(sample.habits!, i)) rest.clockwork += count;
    if (isWalk(sample.habits!, i)) rest.walking += count;
  }
  const scale = rest.count > 0 ? Math.max(0, total - known) / rest.count : 0;
  const shareOf = (requests: number): number => (total > 0 ? Math.min(1, requests / total) : 0);
  return {
    clockworkShare: shareOf(knownClockwork + scale * rest.clockwork),
    walkingShare: shareOf(knownWalking + scale * rest.walking),
    companionship: rest.pages > 0 ? rest.accompanied / rest.pages : null,
    oneRequest: sample.sizes[0]! > 0 ? rest.single / sample.sizes[0]! : null,
  };
}

/** Pages that a walk has at least; of them nearly all must differ, with hardly a part between them. */
const WALK_PAGES = 10;
const WALK_DIFFERENT = 0.8;
const WALK_PARTS = 0.2;

function isWalk(habits: Habits, record: number): boolean {
  const pages = pagesOf(habits, record);
  if (pages < WALK_PAGES || partsOf(habits, record) > WALK_PARTS * pages) return false;
  return pageBits(habits, record) >= 64 * (1 - exp((-WALK_DIFFERENT * pages) / 64)) - 2;
}
