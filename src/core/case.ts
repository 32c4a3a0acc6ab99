/**
 * One incident's case: the entries that its figures come from, and the figures, folded from these entries alone. Whoever
 * packs a bundle and whoever checks it use this; the rest they share nothing of.
 */
import type { Budget } from '../model/budget.ts';
import type { Entry } from '../model/entry.ts';
import type { IncidentFact } from '../model/fact.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import type { Seq } from '../model/units.ts';
import { emptyState, type FoldState, foldEntry } from './fold.ts';
import { runningIncident } from './seen.ts';

/** Other services count among those that share a budget, and are not folded: their clock never ticks. */
const STILL = ' another service';

/** Whose case it is. */
export interface CaseOf {
  readonly service: string;
  readonly incident: string;
  /** Services of its category from whose past it borrowed when it was new, and the entry before which they did. */
  readonly peers: readonly string[];
  readonly peersUntil: number;
}

export interface CaseFacts {
  readonly incident: Incident | null;
  /** Entries at which the incident changed, and how. */
  readonly history: readonly { readonly seq: Seq; readonly why: IncidentFact['why'] }[];
  readonly service: Service | null;
  readonly budget: Budget;
  /** Enclosed entries by kind. */
  readonly entries: Readonly<Record<string, number>>;
}

export class Case {
  readonly #of: CaseOf;
  #peersStilled = false;
  readonly #state: FoldState = emptyState();
  #last: Incident | null = null;
  readonly #history: { seq: Seq; why: IncidentFact['why'] }[] = [];
  readonly #entries: Record<string, number> = {};

  constructor(of: CaseOf) {
    this.#of = of;
  }

  /** An entry of the case, in the journal's order. */
  take(seq: Seq, entry: Entry): void {
    this.#entries[entry.kind] = (this.#entries[entry.kind] ?? 0) + 1;
    if (seq >= this.#of.peersUntil) this.#stillPeers();
    foldEntry(this.#state, this.#isFolded(entry) ? entry : stilled(entry), {
      fact: (fact) => {
        if (fact.kind !== 'incident' || fact.incident.id !== this.#of.incident) return;
        this.#last = fact.incident;
        this.#history.push({ seq, why: fact.why });
      },
      step: () => {},
      late: () => {},
    });
  }

  facts(): CaseFacts {
    const watch = this.#state.watches.get(this.#of.service);
    const running = watch === undefined ? null : runningIncident(watch);
    return {
      incident: running?.id === this.#of.incident ? running : this.#last,
      history: [...this.#history],
      service: watch?.service ?? null,
      budget: this.#state.budget,
      entries: { ...this.#entries },
    };
  }

  #isFolded(entry: Entry): boolean {
    if (entry.kind !== 'service' || entry.service.id === this.#of.service) return true;
    return !this.#peersStilled && this.#of.peers.includes(entry.service.id);
  }

  /** What was borrowed is borrowed; from here on they are services like any other. */
  #stillPeers(): void {
    if (this.#peersStilled) return;
    this.#peersStilled = true;
    for (const peer of this.#of.peers) {
      const watch = this.#state.watches.get(peer);
      if (watch !== undefined) watch.service = { ...watch.service, timeline: STILL };
    }
  }
}

/** Whether an incident's figures can depend on an entry. What belongs to another service, or to another clock, they do not. */
export function belongsTo(seq: number, entry: Entry, of: CaseOf, timelines: ReadonlySet<string>): boolean {
  if (entry.kind === 'tick') return timelines.has(entry.timeline);
  // Which services there are decides how a budget of all is shared.
  if (entry.kind === 'retired' || !('service' in entry) || typeof entry.service !== 'string') return true;
  return entry.service === of.service || (seq < of.peersUntil && of.peers.includes(entry.service));
}

function stilled(entry: Entry): Entry {
  return entry.kind === 'service' ? { ...entry, service: { ...entry.service, timeline: STILL } } : entry;
}
