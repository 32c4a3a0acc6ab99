/**
 * The bodies that pages and the API show, drawn from the engine's state, its board and its store. Reading changes
 * nothing; what is not known is null.
 */

import { aroundIncident, stretchOf } from '../chart/stretch.ts';
import { wavesByGap } from '../core/series.ts';
import { arriving, failing, newSince, type Watch } from '../core/watch.ts';
import { takesReports } from '../doors/report.ts';
import type { Engine } from '../engine/engine.ts';
import type { Incident, ScopedDecision } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, isoMinute as iso, type Minute } from '../model/units.ts';
import { ENGLISH, type Words } from '../words/words.ts';
import { chartOf, shares, span, waveRows, wholeSteps } from './chart-view.ts';
import { clockRows } from './clock-view.ts';
import { comparedView } from './compared-view.ts';
import { togetherView } from './event-view.ts';
import { freshnessOf } from './freshness.ts';
import { type HistoryBody, historyView, type Range } from './history-view.ts';
import { kindsView } from './kind-view.ts';
import { maintenanceAhead, maintenanceDuring } from './maintenance-view.ts';
import { officialView, officialWordViews } from './official-view.ts';
import { incidentOutsideView, learntView, outsideView, type Vantage } from './outside-view.ts';
import { overviewView, stateShown } from './overview-view.ts';
import type {
  DecisionRow,
  FreshnessView,
  IncidentBody,
  IncidentCardView,
  ServiceBody,
  ServiceCardView,
} from './schema.ts';
import type { OverviewBody } from './schema-overview.ts';
import { statementsOf } from './statement-view.ts';
import { diagnosisView, trafficEvidenceView, trafficView } from './traffic-view.ts';
import {
  blocksOf,
  CHART_STEP_MINUTES,
  componentName,
  current,
  incidentNow,
  keptBefore,
  lastHourOf,
  mix,
  provenanceOf,
  SPARK_MINUTES,
  untilOf,
  watchedAs,
  wavesSince,
  withCurrent,
} from './view-parts.ts';
import { decisionWords, scopeName, sourceWords, symptomName } from './words.ts';

const DAY_MINUTES = 24 * 60;
const HISTORY_MAX = 50;
/** Lulls that people argue about: from "every dip ends a wave" to "one day, one wave". */
const GAPS_MINUTES = [0, 5, 10, 15, 30, 45, 60, 90, 120, 180, 240, 360];

export interface ViewOptions {
  readonly engine: Engine;
  readonly now: () => EpochMs;
  /** Seconds of a replay's timeline per second; undefined for timelines that no replayer drives. */
  readonly speedOf: (timeline: string) => number | undefined;
  /** Name of a network, where a database has one. */
  readonly networkName?: (code: string) => string | undefined;
  /** Places that look from outside, as the operator names them. */
  readonly vantages?: () => readonly Vantage[];
}

export class Views {
  readonly #engine: Engine;
  readonly #now: () => EpochMs;
  readonly #options: ViewOptions;

  constructor(options: ViewOptions) {
    this.#options = options;
    this.#engine = options.engine;
    this.#now = options.now;
  }

  freshness(timeline: string): FreshnessView {
    return freshnessOf(this.#engine, timeline, this.#options.speedOf(timeline) ?? null, this.#now());
  }

  /** @param search only services whose name, id or category holds it @param page of them, from 1 on; all in one without it */
  overview(name: string, search = '', page?: number, t: Words = ENGLISH): Promise<OverviewBody> {
    const source = {
      engine: this.#engine,
      now: this.#now(),
      freshness: (timeline: string) => this.freshness(timeline),
      card: (watch: Watch) => this.card(watch),
      incidentCard: (incident: Incident) => this.incidentCard(incident),
    };
    return overviewView(source, { name, search, page }, t);
  }

  async card(watch: Watch): Promise<ServiceCardView> {
    const { service } = watch;
    const until = this.#until(service);
    const day = span(until, DAY_MINUTES, wholeSteps(SPARK_MINUTES, service.stepMinutes));
    const blocks = await blocksOf(this.#engine, service, day);
    const { counts, expected } = stretchOf(blocks, day);
    const stale = this.freshness(service.timeline).stale && failing(watch) === null;
    const since = stale ? null : newSince(watch, until);
    const lastHour = lastHourOf(blocks, service, until);
    return {
      id: service.id,
      url: `/services/${service.id}`,
      name: service.name,
      category: service.category,
      state: stateShown(watch, stale),
      since: isoOrNull(stale ? watch.countedUntil : sinceOf(watch)),
      newSince: isoOrNull(since),
      incident: failing(watch)?.id ?? null,
      independence: failing(watch) === null ? null : current(watch)!.independence,
      provenance: provenanceOf(service),
      timeline: service.timeline,
      arriving: arriving(watch),
      lastHour: { ...lastHour, expected: since === null ? lastHour.expected : null },
      spark: { stepMinutes: day.stepMinutes, counts, expected },
    };
  }

  /** @param t names things in this language; programs are answered in English */
  async service(id: string, t: Words = ENGLISH): Promise<ServiceBody | undefined> {
    const watch = watchedAs(this.#engine, id);
    if (watch === undefined) return undefined;
    const { service } = watch;
    const { possiblePerMonth, confirmedPerYear, per = 'service' } = this.#engine.state.budget;
    const until = this.#until(service);
    const day = span(until, DAY_MINUTES, wholeSteps(CHART_STEP_MINUTES, service.stepMinutes));
    const blocks = await blocksOf(this.#engine, service, day);
    const incidents = await this.#engine.incidents({ services: [id], limit: HISTORY_MAX });
    const shown = withCurrent(watch, incidents);
    return {
      ...(await this.card(watch)),
      freshness: this.freshness(service.timeline),
      home: service.home ?? null,
      components: service.components.map(({ id: component, name }) => ({ id: component, name })),
      providers: [...service.providers],
      takesReports: takesReports(service),
      chart: chartOf(blocks, day, waveRows(wavesSince(shown, day.from, until)), until),
      keptBefore: keptBefore(watch),
      symptoms: shares(mix(blocks, 'symptoms'), (key) => symptomName(t, key)),
      affected: shares(mix(blocks, 'components'), (key) => componentName(service, key)),
      kinds: kindsView(blocks, day, service, t),
      countries: shares(mix(blocks, 'countries'), t.country),
      traffic: trafficView(t, watch.traffic, blocks, day, until, this.#options.networkName ?? (() => undefined)),
      learnt: learntView(watch.outside, t),
      official: officialView(watch.outside, incidents, this.#now()),
      maintenance: maintenanceAhead(this.#engine.state, id, this.#now()),
      outside: outsideView(watch.outside, this.#options.vantages?.() ?? [], this.#now(), t),
      incidents: shown.flatMap((incident) => this.incidentCard(incident) ?? []),
      method: { stepMinutes: service.stepMinutes, possiblePerMonth, confirmedPerYear, budgetPer: per },
    };
  }

  /** undefined where there is no such service. */
  async history(id: string, range: Range, t: Words = ENGLISH): Promise<HistoryBody | undefined> {
    const watch = watchedAs(this.#engine, id);
    if (watch === undefined) return undefined;
    const { service } = watch;
    const source = {
      engine: this.#engine,
      service,
      until: this.#until(service),
      freshness: this.freshness(service.timeline),
      cardOf: (incident: Incident) => this.incidentCard(incident),
      current: (past: readonly Incident[]) => withCurrent(watch, past),
    };
    return historyView(source, range, t);
  }

  async incident(id: string, t: Words = ENGLISH): Promise<IncidentBody | undefined> {
    const incident = await incidentNow(this.#engine, id);
    if (incident === undefined) return undefined;
    const watch = this.#engine.state.watches.get(incident.service);
    const card = this.incidentCard(incident);
    if (watch === undefined || card === undefined) return undefined;
    const { service } = watch;
    const until = this.#until(service);
    const around = aroundIncident(incident, until, service.stepMinutes);
    const waves = waveRows(incident.waves);
    const blocks = await blocksOf(this.#engine, service, around);
    return {
      ...card,
      freshness: this.freshness(service.timeline),
      scope: incident.scope,
      scopeName: scopeName(t, incident.scope),
      networks: incident.networks,
      concentration: incident.concentration,
      sources: sourceWords(t, incident),
      chart: chartOf(blocks, around, waves, until),
      waveList: waves,
      wavesByGap: wavesByGap(incident.waves, GAPS_MINUTES).map(({ gap, waves: count }) => ({
        gapMinutes: gap,
        waves: count,
      })),
      parts: incident.parts.map((part) => ({
        ...part,
        name: scopeName(t, part.scope),
        start: iso(part.start),
        end: part.end === null ? null : iso(part.end),
      })),
      takesReports: takesReports(service) && incident.end === null,
      symptoms: shares(incident.symptoms, (key) => symptomName(t, key)),
      affected: shares(incident.components, (key) => componentName(service, key)),
      kinds: kindsView(blocks, around, service, t),
      countries: shares(incident.countries, t.country),
      decisions: incident.decisions.map((decision) => decisionRow(t, decision)),
      traffic: trafficEvidenceView(incident.evidence),
      diagnosis: diagnosisView(incident.evidence, t),
      confirmedBy: incident.confirmedBy ?? (incident.confirmedAt === null ? null : 'reports'),
      together: togetherView(this.#engine.state, incident.id, service.timeline, t),
      official: officialWordViews(incident.official),
      outside: incidentOutsideView(incident.evidence?.checks, this.#options.vantages?.() ?? [], t),
      statements: await statementsOf(this.#engine, incident, this.#now(), false, t),
      compared: await comparedView(this.#engine, incident, this.#until(service)),
      clocks: clockRows(this.#engine, this.#now(), incident.id, t),
      maintenance: maintenanceDuring(this.#engine.state, incident, this.#until(service), this.#now()),
    };
  }

  /** undefined when its service is not watched any more. */
  incidentCard(incident: Incident): IncidentCardView | undefined {
    const watch = this.#engine.state.watches.get(incident.service);
    if (watch === undefined) return undefined;
    const until = incident.end ?? this.#until(watch.service);
    return {
      id: incident.id,
      url: `/incidents/${incident.id}`,
      service: incident.service,
      serviceName: watch.service.name,
      provenance: provenanceOf(watch.service),
      state: incident.state,
      wasConfirmed: incident.confirmedAt !== null,
      independence: incident.independence,
      start: iso(incident.start),
      detected: incident.confirmedAt === null ? null : iso(incident.confirmedAt),
      possibleAt: iso(incident.possibleAt),
      end: incident.end === null ? null : iso(incident.end),
      durationMinutes: Math.max(0, until - incident.start),
      waves: incident.waves.length,
      observed: incident.observed,
      expected: incident.expected,
      peakCount: incident.peakCount,
      stepMinutes: watch.service.stepMinutes,
      timeline: watch.service.timeline,
    };
  }

  #until(service: Service): Minute {
    return untilOf(this.#engine, service, this.#now());
  }
}

function decisionRow(t: Words, decision: ScopedDecision): DecisionRow {
  const { possiblePerMonth, confirmedPerYear } = decision.budget;
  return {
    ...decision,
    budget: { possiblePerMonth, confirmedPerYear },
    scopeName: scopeName(t, decision.scope),
    at: iso(decision.at),
    words: decisionWords(t, decision),
  };
}

/** Start of the running incident, or when the state last changed. */
function sinceOf(watch: Watch): Minute | null {
  return failing(watch) === null ? watch.stateSince : current(watch)!.start;
}

const isoOrNull = (at: Minute | null): string | null => (at === null ? null : iso(at));
