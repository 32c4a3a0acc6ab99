/**
 * A service's page. It answers in this order: is it failing, since when, how sure is that; then lets a person report;
 * then shows everything that the answer rests on. Law: unknown is never shown as healthy.
 */
import { SYMPTOMS } from '../../model/symptom.ts';
import type { ServiceBody } from '../schema.ts';
import { countChart } from './chart.ts';
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref, outLink, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { incidentList, shareList } from './lists.ts';
import { provenanceBanner, provenanceMark, shape, sourceList } from './marks.ts';
import { officialSection } from './official.ts';
import { outsideSection } from './outside.ts';
import { countedUntil } from './replay.ts';
import { duration, minutesBetween, near } from './time.ts';
import { trafficSection } from './traffic.ts';
import { mean, number, PROVENANCE_WORDS, plural, reports, SYMPTOM_WORDS, timesUsual, usual } from './words.ts';

export function servicePage(body: ServiceBody, context: PageContext): string {
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">All services</a> · ${body.category}</p>
<h1>${body.name} ${provenanceMark(body.provenance)}</h1>
${provenanceBanner(body.provenance)}</div>
<div class="first">
  ${answer(body)}
  ${reportPanel(body)}
</div>
<section class="day"><h2>The last 24 hours</h2>
  ${countedUntil(context, body.freshness)}
  ${countChart(body.chart, 'day', `Reports about ${body.name} in the last 24 hours`)}
</section>
<section class="who"><h2>What is reported, and from where</h2>
  ${mix(body)}
</section>
${body.outside === null ? '' : outsideSection(body.outside, body.freshness.asOf, context.assets.land)}
${body.official === null ? '' : officialSection(body.official, body.freshness.asOf)}
${body.traffic === null ? '' : trafficSection(body.traffic, body.name)}
<section class="history"><h2>History</h2>
  ${body.incidents.length === 0 ? html`<p class="quiet">No incident has been seen yet.</p>` : incidentList(body.incidents, 'day')}
</section>
${about(body)}`;
  return page({
    title: `Is ${body.name} down?`,
    description: plainAnswer(body),
    context,
    main,
    live: `/api/v1/live?service=${encodeURIComponent(body.id)}`,
  });
}

function answer(body: ServiceBody): Html {
  const { state, lastHour, arriving } = body;
  return html`<section class="answer answer-${state}" aria-label="The answer">
  <p class="answer-line">${shape(state)}<span>${answerLine(body)}</span></p>
  <p class="answer-more">${answerMore(body)}</p>
  <dl class="stats">
    ${stat('Last hour', lastHour.observed === null ? '–' : number(lastHour.observed), lastHour.observed === null ? (state === 'unknown' ? 'not counted' : 'no full hour yet') : 'reports')}
    ${stat('Usual', lastHour.expected === null ? '–' : mean(lastHour.expected), lastHour.expected === null ? 'not known yet' : 'for that hour')}
    ${stat('Arriving', number(arriving), 'not yet judged')}
  </dl>
  ${body.incident === null ? '' : html`<p><a class="more" href="${incidentHref(body.incident)}">Waves, places, and how this was decided</a></p>`}
</section>`;
}

/** Three lists, or one sentence where there is nothing to list. */
function mix({ symptoms, affected, countries, chart }: ServiceBody): Html {
  if (symptoms.length + affected.length + countries.length > 0) {
    return html`<div class="columns">
    ${shareList('Symptoms', symptoms, 'These reports came without symptoms.')}
    ${shareList('Components', affected, 'No report named a component.')}
    ${shareList('Countries', countries, 'No report came with a known country.')}
  </div>`;
  }
  const counted = chart.counts.some((count) => count !== null && count > 0);
  return html`<p class="quiet">${counted ? 'The reports of the last 24 hours came as bare counts: without symptoms, components or countries.' : 'No report in the last 24 hours.'}</p>`;
}

const stat = (label: string, figure: string, unit: string): Html =>
  html`<div><dt>${label}</dt><dd>${figure} <span class="quiet">${unit}</span></dd></div>`;

/** The answer itself, with its time. */
function answerLine(body: ServiceBody): Html {
  const { state, name, since, freshness } = body;
  const from = since === null ? '' : html` since ${near(since, freshness.asOf)}`;
  switch (state) {
    case 'confirmed':
      return html`<strong>Yes.</strong> People report that ${name} ${since === null ? 'is failing' : 'has been failing'}${from}. Confirmed.`;
    case 'possible':
      return html`<strong>Possibly.</strong> More people than usual ${since === null ? 'report' : 'have been reporting'} trouble with ${name}${from}. Not confirmed${body.independence === 'few' ? ': from few networks' : ''}.`;
    case 'none':
      return html`<strong>No evidence of a failure.</strong>`;
    case 'over':
      return html`<strong>Not any more.</strong> It was failing, and that is over${from}.`;
    case 'unknown':
      return html`<strong>Unknown.</strong> ${uncounted(body)}`;
  }
}

function uncounted(body: ServiceBody): Html {
  const until = lastCounted(body);
  return until === undefined
    ? html`Nothing has been counted in the last 24 hours.`
    : html`Nothing has been counted since ${near(until, body.freshness.asOf)}.`;
}

/** End of the last counted step in the chart. */
function lastCounted({ chart }: ServiceBody): string | undefined {
  const last = chart.counts.findLastIndex((count) => count !== null);
  return last < 0
    ? undefined
    : new Date(Date.parse(chart.start) + (last + 1) * chart.stepMinutes * 60_000).toISOString();
}

/** What the answer means for the reader. */
function answerMore(body: ServiceBody): string {
  const { state, since, freshness, lastHour, takesReports } = body;
  const ago =
    since === null || freshness.asOf === null
      ? ''
      : `That is ${duration(minutesBetween(since, freshness.asOf))} so far.`;
  switch (state) {
    case 'confirmed': {
      const times =
        lastHour.observed === null || lastHour.expected === null
          ? undefined
          : timesUsual(lastHour.observed, lastHour.expected);
      return `${body.provenance.kind === 'measured' ? 'It is not just you. ' : ''}${ago}${times === undefined ? '' : ` The last hour has ${times}.`}`;
    }
    case 'possible':
      return body.independence === 'few'
        ? 'Chance would rarely give this many reports, but few networks bring most of them: the trouble may be their own.'
        : 'Chance would rarely give this many reports, but it is too early to be sure.';
    case 'none':
      return [
        ...inLastHour(body),
        ...(takesReports ? ['If it fails for you, it may be just you, or you may be the first to notice.'] : []),
      ].join(' ');
    case 'over':
      return `Reports are back to what is usual.${takesReports ? ' If it still fails for you, say so.' : ''}`;
    case 'unknown':
      return 'No data is not good news: it may be working or failing, and nobody here can tell.';
  }
}

function inLastHour({ lastHour: { observed, expected } }: ServiceBody): string[] {
  if (observed === null) return [];
  return [
    `${observed === 0 ? 'No report' : reports(observed)} in the last hour${expected === null ? '' : `; ${usual(expected)} is usual`}.`,
  ];
}

function plainAnswer(body: ServiceBody): string {
  const { name, state } = body;
  const words = {
    confirmed: `Yes: people report that ${name} fails. Confirmed.`,
    possible: `Possibly: more people than usual report trouble with ${name}.`,
    none: `No evidence that ${name} fails.`,
    over: `${name} was failing; that is over.`,
    unknown: `Unknown: nothing is being counted for ${name}.`,
  }[state];
  return body.provenance.kind === 'measured' ? words : `${PROVENANCE_WORDS[body.provenance.kind]}. ${words}`;
}

function reportPanel(body: ServiceBody): Html {
  if (!body.takesReports) {
    return html`<p class="quiet">${
      body.provenance.kind === 'measured'
        ? 'This service takes no reports here.'
        : 'There is no report button: this is a replay, and the past takes no reports.'
    }</p>`;
  }
  return html`<section class="report"><h2>Does it fail for you?</h2>
  <form method="post" action="${serviceHref(body.id)}/report">
    <div class="buttons">${SYMPTOMS.map((symptom) => html`<button name="symptom" value="${symptom}">${SYMPTOM_WORDS[symptom]}</button>`)}</div>
  </form>
  <p class="quiet">One click counts. No address is stored. <a href="${serviceHref(body.id)}/report">Say which part, and where</a></p>
  </section>`;
}

/** Stated and learnt are told apart: a probe sees who answers, not who matters. */
function dependsOn({ providers, learnt }: ServiceBody): Html {
  const stated = providers.length === 0 ? 'Not stated' : providers.join(', ');
  if (learnt.length === 0) return html`${stated}`;
  return html`${stated} <span class="quiet">seen by probes: ${learnt.map(({ name, weak }) => (weak ? `${name} (weak evidence)` : name)).join(', ')}</span>`;
}

function about(body: ServiceBody): Html {
  const { method, provenance, home } = body;
  return html`<section class="about"><h2>About these figures</h2>
  <dl class="facts">
    <div><dt>Where they come from</dt><dd>${provenance.kind === 'measured' ? html`Reports that people made here.${sourceList(provenance)}` : PROVENANCE_WORDS[provenance.kind]}</dd></div>
    <div><dt>Counted in steps of</dt><dd>${duration(method.stepMinutes)}</dd></div>
    <div><dt>False alarms accepted</dt><dd>${plural(method.possiblePerMonth, '“possible”', '“possible”')} a month, ${plural(method.confirmedPerYear, '“confirmed”', '“confirmed”')} a year, for ${method.budgetPer === 'service' ? 'each service' : 'all services together'}. <a href="/methodology">What that means</a></dd></div>
    <div><dt>Depends on</dt><dd>${dependsOn(body)}</dd></div>
    ${home === null ? '' : html`<div><dt>Home page</dt><dd>${outLink(home, home)}</dd></div>`}
    <div><dt>The same as data</dt><dd><a href="/api/v1/services/${encodeURIComponent(body.id)}">JSON</a></dd></div>
  </dl></section>`;
}
