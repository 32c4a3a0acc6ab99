/**
 * One incident's case: the entries that its figures come from, folded by themselves, and the counted hours around it. Whoever
 * packs a bundle and whoever checks it use this; the rest they share nothing of.
 */
import { addTo, type Counted, emptyBlock, hourOf, type OpenBlock } from '../core/blocks.ts';
import { besideTimeline, emptyState, type FoldState, foldEntry } from '../core/fold.ts';
import { runningIncident } from '../core/seen.ts';
import type { Block } from '../model/block.ts';
import type { Budget } from '../model/budget.ts';
import type { Entry } from '../model/entry.ts';
import type { CommonEvent } from '../model/event.ts';
import type { IncidentFact } from '../model/fact.ts';
import type { Incident } from '../model/incident.ts';
import type { HandedOver } from '../model/keeping.ts';
import type { Pruning } from '../model/pruning.ts';
import type { Service } from '../model/service.ts';
import type { Statement } from '../model/statement.ts';
import { type Minute, minuteOf, type Seq } from '../model/units.ts';
import { isSettled } from './ground.ts';

/** Hours that are kept before the incident is seen: more than it can reach back. */
const HOURS_BEFORE = 1_000;

/** Whose case it is. */
export interface CaseOf {
  readonly service: string;
  readonly incident: string;
  /** Services that failed together with it: how that is explained follows from their signals too. */
  readonly together: readonly string[];
  /** Services of their categories from whose past they borrowed when they were new, and the entry before which they did. */
  readonly peers: readonly string[];
  readonly peersUntil: number;
  /** The base that it begins with, where signals before it are gone; else null and 0. */
  readonly base: number | null;
  /** Entries before this position are told of by the base. */
  readonly from: number;
  /** Entries from here on cannot change the figures; only what was said and handed over later is told, and keys of the log. */
  readonly until: number;
}

/** What follows from the entries, before it is put into words and pictures. */
export interface CaseState {
  readonly incident: Incident | null;
  /** Entries at which the incident changed, and how. */
  readonly history: readonly { readonly seq: Seq; readonly why: IncidentFact['why'] }[];
  readonly service: Service | null;
  readonly budget: Budget;
  /** Enclosed entries by kind. */
  readonly entries: Readonly<Record<string, number>>;
  readonly event: CommonEvent | null;
  readonly statements: readonly Statement[];
  readonly handedOver: readonly HandedOver[];
  /** Hours around the incident, in order. */
  readonly blocks: readonly Block[];
  /** How far the service's clock has come. */
  readonly countedUntil: Minute;
  /** The entries before this position are counted in. */
  readonly before: number;
}

export class Case {
  readonly #of: CaseOf;
  #peersStilled = false;
  readonly #state: FoldState;
  #last: Incident | null = null;
  readonly #history: { seq: Seq; why: IncidentFact['why'] }[] = [];
  readonly #entries: Record<string, number> = {};
  readonly #handedOver: HandedOver[] = [];
  readonly #blocks = new Map<number, OpenBlock>();
  #oldestHour = Number.NEGATIVE_INFINITY;
  #before = 0;

  /** @param base what followed from the entries before `from` */
  constructor(of: CaseOf, base: FoldState = emptyState()) {
    this.#of = of;
    this.#state = base;
  }

  /** An entry of the case, in the journal's order. */
  take(seq: Seq, entry: Entry): void {
    this.#entries[entry.kind] = (this.#entries[entry.kind] ?? 0) + 1;
    if (entry.kind === 'handed-over') this.#handedOver.push(entry);
    if (!isToldWhenever(entry)) this.#before = seq + 1;
    if (seq >= this.#of.peersUntil) this.#stillPeers();
    foldEntry(this.#state, this.#isFolded(entry) ? entry : stilled(entry), {
      fact: (fact) => {
        if (fact.kind !== 'incident' || fact.incident.id !== this.#of.incident) return;
        this.#last = fact.incident;
        this.#history.push({ seq, why: fact.why });
      },
      step: (step) => this.#gather(seq, step),
      late: ({ expected, high, ...step }) => this.#gather(seq, step),
      traffic: (step) => this.#gather(seq, step),
    });
  }

  /** Whether later signals can change nothing: the incident is over, and all that is told of it was counted. */
  get isSettled(): boolean {
    const why = this.#history.at(-1)?.why;
    const service = this.#watch?.service;
    if (why !== 'closed' && why !== 'withdrawn') return false;
    return service !== undefined && isSettled(this.#last!, service, this.#countedUntil);
  }

  state(): CaseState {
    const watch = this.#watch;
    const running = watch === undefined ? null : runningIncident(watch);
    const { incident: id } = this.#of;
    const events = [...this.#state.timelines.values()].flatMap(({ events: all }) => all);
    return {
      incident: running?.id === id ? running : this.#last,
      history: [...this.#history],
      service: watch?.service ?? null,
      budget: this.#state.budget,
      entries: { ...this.#entries },
      event: events.find(({ members }) => members.some(({ incident }) => incident === id)) ?? null,
      statements: [...this.#state.statements.values()].map((versions) => versions.at(-1)!),
      handedOver: [...this.#handedOver],
      blocks: [...this.#blocks.values()].toSorted((a, b) => a.hour - b.hour),
      countedUntil: this.#countedUntil,
      before: this.#before,
    };
  }

  get #watch() {
    return this.#state.watches.get(this.#of.service);
  }

  get #countedUntil(): Minute {
    const timeline = this.#state.timelines.get(this.#watch?.service.timeline ?? '');
    return timeline === undefined ? (0 as Minute) : minuteOf(timeline.at);
  }

  #gather(seq: Seq, step: Counted): void {
    if (step.service !== this.#of.service) return;
    const hour = hourOf(step.at);
    if (hour < this.#oldestHour) return;
    let block = this.#blocks.get(hour);
    if (block === undefined) {
      block = emptyBlock(step);
      this.#blocks.set(hour, block);
      if (this.#history.length === 0 && this.#blocks.size > HOURS_BEFORE) this.#letGo();
    }
    addTo(block, seq, step);
  }

  /** Of the half that is longer ago. */
  #letGo(): void {
    const hours = [...this.#blocks.keys()].toSorted((a, b) => a - b);
    this.#oldestHour = hours[HOURS_BEFORE / 2]!;
    for (const hour of hours.slice(0, HOURS_BEFORE / 2)) this.#blocks.delete(hour);
  }

  #isFolded(entry: Entry): boolean {
    if (entry.kind !== 'service' || isOwn(entry.service.id, this.#of)) return true;
    return !this.#peersStilled && this.#of.peers.includes(entry.service.id);
  }

  /** What was borrowed is borrowed; from here on they are services like any other. */
  #stillPeers(): void {
    if (this.#peersStilled) return;
    this.#peersStilled = true;
    for (const peer of this.#of.peers) {
      const watch = this.#state.watches.get(peer);
      if (watch === undefined || isOwn(peer, this.#of)) continue;
      watch.service = { ...watch.service, timeline: besideTimeline(watch.service.timeline) };
    }
  }
}

/** What has to be kept, reported to whom, or was announced. */
const CHANGES_NO_FIGURE: readonly Entry['kind'][] = ['hold', 'clock', 'maintenance', 'redaction'];

/** What is told of an incident, or of its base, whenever it came: it changes no figure. */
const isSaidLater = (entry: Entry): entry is Statement | HandedOver | Pruning =>
  entry.kind === 'statement' || entry.kind === 'handed-over' || entry.kind === 'pruning';

/** The keys of the log stand in every bundle, also one that came when the incident was long over. */
const isToldWhenever = (entry: Entry): boolean => isSaidLater(entry) || entry.kind === 'log-key';

const isOwn = (service: string, { service: own, together }: CaseOf): boolean =>
  service === own || together.includes(service);

/** Whether an incident's figures can depend on an entry. What belongs to another service, or to another clock, they do not. */
export function belongsTo(seq: number, entry: Entry, of: CaseOf, timelines: ReadonlySet<string>): boolean {
  if (entry.kind === 'pruning') return entry.number === of.base;
  if (isSaidLater(entry)) return entry.incident === of.incident;
  if (entry.kind === 'log-key') return true;
  if (seq < of.from || seq >= of.until || CHANGES_NO_FIGURE.includes(entry.kind)) return false;
  if (entry.kind === 'tick') return timelines.has(entry.timeline);
  // Which services there are decides how a budget of all is shared.
  if (entry.kind === 'retired' || !('service' in entry) || typeof entry.service !== 'string') return true;
  return isOwn(entry.service, of) || (seq < of.peersUntil && of.peers.includes(entry.service));
}

function stilled(entry: Entry): Entry {
  if (entry.kind !== 'service') return entry;
  return { ...entry, service: { ...entry.service, timeline: besideTimeline(entry.service.timeline) } };
}
