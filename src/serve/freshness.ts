/** How fresh an answer is: until when everything is counted in, and when not to trust it any more. */
import type { Engine } from '../engine/engine.ts';
import { LIVE } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';
import type { FreshnessView } from './schema.ts';

/** A live answer is stale when no tick has come for so long; ticks come once a minute. */
export const STALE_MS = 150_000;

/** @param speed seconds of a replay's timeline per second; null for timelines that no replayer drives */
export function freshnessOf(engine: Engine, timeline: string, speed: number | null, now: EpochMs): FreshnessView {
  const moved = engine.movedAt(timeline);
  const at = engine.state.timelines.get(timeline)?.at;
  // A replay that is paused or over stands still on purpose; only a running clock can be late.
  const runs = timeline === LIVE || (speed !== null && speed > 0);
  const staleAfter = runs && moved !== undefined ? moved + STALE_MS : undefined;
  const stale = staleAfter === undefined ? timeline === LIVE : now > staleAfter;
  return { timeline, asOf: isoOf(at), updatedAt: isoOf(moved), staleAfter: isoOf(staleAfter), stale, speed };
}

/** The moments of the last ticks, which every acknowledged report tells again. */
const written = new Map<number, string>();
const WRITTEN_MAX = 1_000;

function isoOf(at: number | undefined): string | null {
  if (at === undefined) return null;
  const known = written.get(at);
  if (known !== undefined) return known;
  if (written.size >= WRITTEN_MAX) written.clear();
  const iso = new Date(at).toISOString();
  written.set(at, iso);
  return iso;
}
