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
  readonly #service: string;
  readonly #incident: string;
  readonly #state: FoldState = emptyState();
  #last: Incident | null = null;
  readonly #history: { seq: Seq; why: IncidentFact['why'] }[] = [];
  readonly #entries: Record<string, number> = {};

  constructor(service: string, incident: string) {
    this.#service = service;
    this.#incident = incident;
  }

  /** An entry of the case, in the journal's order. */
  take(seq: Seq, entry: Entry): void {
    this.#entries[entry.kind] = (this.#entries[entry.kind] ?? 0) + 1;
    foldEntry(this.#state, stilled(entry, this.#service), {
      fact: (fact) => {
        if (fact.kind !== 'incident' || fact.incident.id !== this.#incident) return;
        this.#last = fact.incident;
        this.#history.push({ seq, why: fact.why });
      },
      step: () => {},
      late: () => {},
    });
  }

  facts(): CaseFacts {
    const watch = this.#state.watches.get(this.#service);
    const running = watch === undefined ? null : runningIncident(watch);
    return {
      incident: running?.id === this.#incident ? running : this.#last,
      history: [...this.#history],
      service: watch?.service ?? null,
      budget: this.#state.budget,
      entries: { ...this.#entries },
    };
  }
}

/** Whether an incident's figures can depend on an entry. What belongs to another service, or to another clock, they do not. */
export function belongsTo(entry: Entry, service: string, timelines: ReadonlySet<string>): boolean {
  if (entry.kind === 'tick') return timelines.has(entry.timeline);
  // Which services there are decides how a budget of all is shared.
  if (entry.kind === 'retired' || !('service' in entry) || typeof entry.service !== 'string') return true;
  return entry.service === service;
}

function stilled(entry: Entry, service: string): Entry {
  if (entry.kind !== 'service' || entry.service.id === service) return entry;
  return { ...entry, service: { ...entry.service, timeline: STILL } };
}
