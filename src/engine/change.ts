/** What changed on a timeline, for whoever shows it: gathered over a batch, told once for each timeline. */
import type { FoldState } from '../core/fold.ts';
import { DECISIONS, type Entry } from '../model/entry.ts';
import type { Fact } from '../model/fact.ts';
import { LIVE } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';

/** What changed on one timeline. */
export interface Change {
  readonly timeline: string;
  readonly asOf: EpochMs;
  /** Services with news; all of the timeline's when time moved on. */
  readonly services: ReadonlySet<string> | 'all';
  readonly facts: readonly Fact[];
  /** Somebody decided something, and will want to read it back at once. */
  readonly decided: boolean;
}

interface Gathered {
  asOf: EpochMs;
  services: Set<string> | 'all';
  readonly facts: Fact[];
  decided: boolean;
}

/** Changes of a batch of entries. A crowd's reports on one service are one change, not thousands. */
export class Changes {
  readonly #timelines = new Map<string, Gathered>();

  /** Entries that belong to no timeline change nothing that is shown; but for decisions, which may be shown anywhere. */
  add(state: FoldState, entry: Entry, facts: readonly Fact[]): void {
    if (entry.kind === 'tick') {
      const gathered = this.#of(entry.timeline, entry.at);
      gathered.services = 'all';
      gathered.facts.push(...facts);
      return;
    }
    if (DECISIONS.has(entry.kind)) {
      this.#of(LIVE, entry.at);
      for (const [timeline, { at }] of state.timelines) this.#of(timeline, at);
      for (const gathered of this.#timelines.values()) {
        gathered.services = 'all';
        gathered.decided = true;
      }
      return;
    }
    if (!('service' in entry)) return;
    const watch = state.watches.get(typeof entry.service === 'string' ? entry.service : entry.service.id);
    if (watch === undefined) return;
    const { id, timeline } = watch.service;
    const gathered = this.#of(timeline, state.timelines.get(timeline)?.at ?? entry.at);
    if (gathered.services !== 'all') gathered.services.add(id);
    gathered.facts.push(...facts);
  }

  /** What was gathered since the last call. */
  take(): Change[] {
    const changes = [...this.#timelines].map(([timeline, gathered]) => ({ timeline, ...gathered }));
    this.#timelines.clear();
    return changes;
  }

  #of(timeline: string, asOf: EpochMs): Gathered {
    const known = this.#timelines.get(timeline) ?? { asOf, services: new Set<string>(), facts: [], decided: false };
    known.asOf = asOf;
    this.#timelines.set(timeline, known);
    return known;
  }
}
