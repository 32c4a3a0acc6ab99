/** A live run of one service, minute by minute: quiet, crowds and silences of our own making, folded as they come. */
import { emptyState, type FoldState, foldEntry } from '../../src/core/fold.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { ClosedStep, Fact, IncidentFact, StateFact, TrafficStep } from '../../src/model/fact.ts';
import type { Incident } from '../../src/model/incident.ts';
import { LIVE } from '../../src/model/service.ts';
import { at, report, START, service } from './streams.ts';

/** The service is called `shop`. */
export class World {
  readonly state: FoldState = emptyState();
  readonly facts: Fact[] = [];
  readonly steps: ClosedStep[] = [];
  readonly lateSteps: ClosedStep[] = [];
  readonly trafficSteps: TrafficStep[] = [];
  minute = START;
  #people = 0;

  constructor(stepMinutes = 1) {
    this.tell({ kind: 'service', at: at(START), service: service('shop', stepMinutes) });
    this.tell({ kind: 'tick', at: at(START), timeline: LIVE });
  }

  tell(entry: Entry): void {
    foldEntry(this.state, entry, {
      fact: (fact) => this.facts.push(fact),
      step: (step) => this.steps.push(step),
      late: (step) => this.lateSteps.push(step),
      traffic: (step) => this.trafficSteps.push(step),
    });
  }

  /** So many people report in this minute. */
  people(count: number, of: { networks?: number; country?: string | undefined } = {}): void {
    for (let i = 0; i < count; i += 1) {
      this.#people += 1;
      this.tell(
        report({
          at: at(this.minute, i),
          service: 'shop',
          reporter: `person-${this.#people}`,
          network: `AS${this.#people % (of.networks ?? 50)}`,
          country: of.country,
        }),
      );
    }
  }

  tick(since: number | undefined = this.minute): void {
    this.minute += 1;
    this.tell({
      kind: 'tick',
      at: at(this.minute),
      timeline: LIVE,
      ...(since === undefined ? {} : { since: at(since) }),
    });
  }

  /** Minutes in which every 20th brings one report, from anywhere. */
  quiet(minutes: number, of: { networks?: number } = {}): void {
    for (let i = 0; i < minutes; i += 1) {
      if (i % 20 === 10) this.people(1, { ...of, country: ['DE', 'FR', 'GB', 'UA'][(i / 10) % 4] });
      this.tick();
    }
  }

  outage(minutes: number, each: number, of?: { networks?: number; country?: string }): void {
    for (let i = 0; i < minutes; i += 1) {
      this.people(each, of);
      this.tick();
    }
  }

  get incidents(): IncidentFact[] {
    return this.facts.filter((fact) => fact.kind === 'incident');
  }

  get states(): string[] {
    return this.facts.filter((fact): fact is StateFact => fact.kind === 'state').map(({ to }) => to);
  }

  last(): Incident {
    return this.incidents.at(-1)!.incident;
  }
}
