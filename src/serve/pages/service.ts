/**
 * A service's page. It answers in this order: is it failing, since when, how sure is that; then lets a person report;
 * then shows everything that the answer rests on. Law: unknown is never shown as healthy.
 */

import { WARM_UP_MINUTES } from '../../core/baseline.ts';
import { ALIKE } from '../../core/levels.ts';
import { HOUR_MINUTES } from '../../model/block.ts';
import { SYMPTOMS } from '../../model/symptom.ts';
import type { Words } from '../../words/words.ts';
import type { PlacesView } from '../places-view.ts';
import { DAY, RANGES, type Range } from '../range-view.ts';
import type { ChartView, ServiceBody } from '../schema.ts';
import { countChart } from './chart.ts';
import type { PageContext } from './context.ts';
import { followSection } from './follow.ts';
import { type Html, html, incidentHref, outLink, serviceHref } from './html.ts';
import { kindsFigure } from './kinds.ts';
import { page } from './layout.ts';
import { incidentList, shareList } from './lists.ts';
import { windowList } from './maintenance.ts';
import { provenanceBanner, provenanceMark, shape, sourceList } from './marks.ts';
import { officialSection } from './official.ts';
import { outsideSection } from './outside.ts';
import { placesFigure } from './places.ts';
import { countedUntil } from './replay.ts';
import { meToo, reportForm } from './report.ts';
import { trafficSection } from './traffic.ts';
import { minutesBetween, near } from './when.ts';

/** Counts over another length than the day's. */
interface Ranged {
  readonly range: Range;
  readonly chart: ChartView;
}

/** What a page shows beside its service's body. */
interface Beside {
  /** The day where it is left out. */
  readonly ranged?: Ranged | undefined;
  readonly places?: PlacesView | null;
}

export function servicePage(body: ServiceBody, context: PageContext, { ranged, places = null }: Beside = {}): string {
  const { t } = context;
  const { range, chart } = ranged ?? { range: DAY, chart: body.chart };
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">${t.frame.allServices}</a> · ${body.category}</p>
<h1>${body.name} ${provenanceMark(t, body.provenance)}</h1>
${provenanceBanner(t, body.provenance)}</div>
<div class="first">
  ${answer(t, body)}
  ${reportPanel(t, body)}
</div>
<section class="day"><h2>${t.service.last[range]}</h2>
  ${countedUntil(context, body.freshness)}
  ${countChart(t, chart, 'day', t.service.reportsIn(body.name, t.service.last[range]), {
    ranges: rangeLinks(t, body.id, range),
    zoom: context.assets.zoom,
  })}
</section>
<section class="who"><h2>${t.service.whatAndWhere}</h2>
  ${kindsFigure(t, body.kinds, 'kinds', `${serviceHref(body.id)}/history?range=24h`)}
  ${mix(t, body)}
  ${placesFigure(t, places, serviceHref(body.id))}
</section>
${body.outside === null ? '' : outsideSection(t, body.outside, body.freshness.asOf, context.assets.land)}
${body.maintenance.length === 0 ? '' : html`<section class="announced"><h2>${t.maintenance.onService}</h2>${windowList(t, body.maintenance)}</section>`}
${body.official === null ? '' : officialSection(t, body.official, body.freshness.asOf)}
${body.traffic === null ? '' : trafficSection(t, body.traffic, body.name)}
<section class="history"><h2>${t.service.history}</h2>
  ${body.incidents.length === 0 ? html`<p class="quiet">${t.service.noIncident}</p>` : incidentList(t, body.incidents, 'day')}
  <p><a href="${serviceHref(body.id)}/history">${t.history.link}</a></p>
</section>
${followSection(context, body.id, body.name)}
${about(t, body)}`;
  return page({
    title: t.service.isDown(body.name),
    description: plainAnswer(t, body),
    context,
    main,
    live: `/api/v1/live?service=${encodeURIComponent(body.id)}`,
    feeds: `${serviceHref(body.id)}/history`,
    ...(range === DAY ? {} : { query: { range } }),
    picture: `${serviceHref(body.id)}/chart.png?lang=${t.language}`,
  });
}

/** Links, so that they work without the script; with it the page is brought up to date in place. */
const rangeLinks = (t: Words, id: string, range: Range): Html =>
  html`<nav class="ranges" aria-label="${t.service.howLong}">${RANGES.map(
    (one) =>
      html`<a href="${serviceHref(id)}${one === DAY ? '' : `?range=${one}`}" data-range${one === range ? html` aria-current="true"` : ''}>${t.service.ranges[one]}</a>`,
  )}</nav>`;

function answer(t: Words, body: ServiceBody): Html {
  const { state, newSince, lastHour, arriving } = body;
  return html`<section class="answer answer-${state}" aria-label="${t.service.theAnswer}">
  <p class="answer-line">${shape(state)}<span>${answerLine(t, body)}</span></p>
  <p class="answer-more">${answerMore(t, body).join(' ')}</p>
  <dl class="stats">
    ${stat(t.service.lastHour, lastHour.observed === null ? '–' : t.number(lastHour.observed), lastHour.observed === null ? (state === 'unknown' && newSince === null ? t.counts.notCounted : t.service.noFullHour) : t.service.reports)}
    ${stat(t.service.usual, lastHour.expected === null ? '–' : t.mean(lastHour.expected), lastHour.expected === null ? t.service.notKnownYet : t.service.forThatHour)}
    ${stat(t.service.arriving, t.number(arriving), t.service.notYetJudged)}
  </dl>
  ${body.incident === null ? '' : html`<p><a class="more" href="${incidentHref(body.incident)}">${t.service.wavesAndPlaces}</a></p>`}
</section>`;
}

/** Three lists, or one sentence where there is nothing to list. */
function mix(t: Words, { symptoms, affected, countries, chart, takesReports }: ServiceBody): Html {
  if (symptoms.length + affected.length + countries.length > 0) {
    return html`<div class="columns">
    ${shareList(t, t.service.symptoms, symptoms, t.service.noSymptoms, (share) => (takesReports ? meToo(t, share) : ''))}
    ${shareList(t, t.service.components, affected, t.service.noComponents)}
    ${shareList(t, t.service.countries, countries, t.service.noCountries)}
  </div>`;
  }
  const counted = chart.counts.some((count) => count !== null && count > 0);
  return html`<p class="quiet">${counted ? t.service.bareCounts : t.service.noReport}</p>`;
}

const stat = (label: string, figure: string, unit: string): Html =>
  html`<div><dt>${label}</dt><dd>${figure} <span class="quiet">${unit}</span></dd></div>`;

/** The answer itself, with its time. */
function answerLine(t: Words, body: ServiceBody): Html {
  const { state, name, since, freshness, independence } = body;
  const words = t.service.answer;
  const at = since === null ? null : near(t, since, freshness.asOf);
  switch (state) {
    case 'confirmed':
      return html`<strong>${words.confirmed}</strong> ${at === null ? words.confirmedNow(name) : words.confirmedSince(name, at)}`;
    case 'possible':
      return html`<strong>${words.possible}</strong> ${at === null ? words.possibleNow(name) : words.possibleSince(name, at)} ${independence === 'few' ? words.notConfirmedFew : words.notConfirmed}`;
    case 'none':
      return html`<strong>${words.none}</strong>`;
    case 'over':
      return html`<strong>${words.over}</strong> ${at === null ? words.overNow : words.overSince(at)}`;
    case 'unknown':
      return html`<strong>${words.unknown}</strong> ${body.newSince === null ? uncounted(t, body) : words.tooNew(near(t, body.newSince, freshness.asOf))}`;
  }
}

function uncounted(t: Words, body: ServiceBody): Html {
  const until = lastCounted(body);
  const { asOf } = body.freshness;
  const { nothingInDay, justBegun, nothingSince } = t.service.answer;
  if (until === undefined) return html`${nothingInDay}`;
  // A count in the step that runs, and none in a whole one before.
  return html`${asOf !== null && Date.parse(until) >= Date.parse(asOf) ? justBegun : nothingSince(near(t, until, asOf))}`;
}

/** End of the last counted step in the chart. */
function lastCounted({ chart }: ServiceBody): string | undefined {
  const last = chart.counts.findLastIndex((count) => count !== null);
  return last < 0
    ? undefined
    : new Date(Date.parse(chart.start) + (last + 1) * chart.stepMinutes * 60_000).toISOString();
}

const WARM_UP_HOURS = WARM_UP_MINUTES / HOUR_MINUTES;
/** How many times the usual is worth saying; below this it is no news. */
const TIMES_MIN = 2;
/** The usual is too small to be divided by below this. */
const USUAL_MIN = 0.5;

/** What the answer means for the reader, in sentences. */
function answerMore(t: Words, body: ServiceBody): readonly string[] {
  const { state, since, freshness, lastHour, takesReports, provenance, independence, keptBefore } = body;
  const words = t.service.more;
  switch (state) {
    case 'confirmed': {
      const times = timesUsual(lastHour);
      return [
        ...(provenance.kind === 'measured' ? [words.notJustYou] : []),
        ...(since === null || freshness.asOf === null
          ? []
          : [words.soFar(t.duration(minutesBetween(since, freshness.asOf)))]),
        ...(times < TIMES_MIN ? [] : [words.hourHas(t.counts.timesUsual(times))]),
      ];
    }
    case 'possible':
      return [independence === 'few' ? words.fewNetworks : words.tooEarly];
    case 'none':
      return [
        ...inLastHour(t, body),
        ...(keptBefore !== null && isAsBefore(lastHour, keptBefore) ? [words.asBefore(keptBefore.daysAgo)] : []),
        ...(takesReports ? [words.maybeJustYou] : []),
      ];
    case 'over':
      return [words.backToUsual, ...(takesReports ? [words.sayIfStill] : [])];
    case 'unknown':
      return body.newSince === null ? [words.noData] : [...inLastHour(t, body), words.tooNew(WARM_UP_HOURS)];
  }
}

/** 0 where it cannot be told. */
const timesUsual = ({ observed, expected }: ServiceBody['lastHour']): number =>
  observed === null || expected === null || expected < USUAL_MIN ? 0 : observed / expected;

/** An hour may differ from the level that explains it as days do that are alike. */
const isAsBefore = (
  lastHour: ServiceBody['lastHour'],
  { timesLevel }: NonNullable<ServiceBody['keptBefore']>,
): boolean => timesUsual(lastHour) >= TIMES_MIN && timesUsual(lastHour) <= ALIKE * timesLevel;

function inLastHour(t: Words, { lastHour: { observed, expected } }: ServiceBody): string[] {
  const {
    counts,
    service: { more },
  } = t;
  if (observed === null) return [];
  if (expected === null) return [observed === 0 ? more.noReportInHour : more.inHour(counts.reports(observed))];
  const usual = counts.usual(expected);
  return [observed === 0 ? more.noReportInHourUsual(usual) : more.inHourUsual(counts.reports(observed), usual)];
}

export function plainAnswer(t: Words, { name, state, newSince, provenance }: ServiceBody): string {
  const words = newSince === null ? t.service.plain[state](name) : t.service.plain.tooNew(name);
  return provenance.kind === 'measured' ? words : `${t.states.provenance[provenance.kind]}. ${words}`;
}

function reportPanel(t: Words, body: ServiceBody): Html {
  if (!body.takesReports) {
    return html`<p class="quiet">${
      body.provenance.kind === 'measured' ? t.service.takesNone : t.service.pastTakesNone
    }</p>`;
  }
  return html`<section class="report"><h2>${t.service.failsForYou}</h2>
  ${reportForm(body.id, html`<div class="buttons">${SYMPTOMS.map((symptom) => html`<button name="symptom" value="${symptom}">${t.states.symptoms[symptom]}</button>`)}</div>`)}
  <p class="quiet">${t.service.oneClick} <a href="${serviceHref(body.id)}/report">${t.service.sayWhich}</a></p>
  </section>`;
}

/** Stated and learnt are told apart: a probe sees who answers, not who matters. */
function dependsOn(t: Words, { providers, learnt }: ServiceBody): Html {
  const stated = providers.length === 0 ? t.service.notStated : providers.join(', ');
  if (learnt.length === 0) return html`${stated}`;
  const seen = learnt.map(({ name, weak }) => (weak ? t.service.weakEvidence(name) : name)).join(', ');
  return html`${stated} <span class="quiet">${t.service.seenByProbes(seen)}</span>`;
}

function about(t: Words, body: ServiceBody): Html {
  const { method, provenance, home } = body;
  return html`<section class="about"><h2>${t.service.about}</h2>
  <dl class="facts">
    <div><dt>${t.service.comeFrom}</dt><dd>${provenance.kind === 'measured' ? html`${t.service.madeHere}${sourceList(t, provenance)}` : t.states.provenance[provenance.kind]}</dd></div>
    <div><dt>${t.service.countedIn}</dt><dd>${t.duration(method.stepMinutes)}</dd></div>
    <div><dt>${t.service.falseAlarms}</dt><dd>${t.service.budget(method.possiblePerMonth, method.confirmedPerYear, method.budgetPer === 'service')} <a href="/methodology">${t.service.whatItMeans}</a></dd></div>
    <div><dt>${t.service.dependsOn}</dt><dd>${dependsOn(t, body)}</dd></div>
    ${home === null ? '' : html`<div><dt>${t.service.home}</dt><dd>${outLink(home, home)}</dd></div>`}
    <div><dt>${t.service.asData}</dt><dd><a href="/api/v1/services/${encodeURIComponent(body.id)}">JSON</a></dd></div>
  </dl></section>`;
}
