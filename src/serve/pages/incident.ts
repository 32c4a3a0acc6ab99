/**
 * An incident's account: when, in how many waves, who is affected, and how it was decided, so that a reader can follow
 * every step. Law: a reconstruction says so before it says anything else.
 */
import type { IncidentBody } from '../schema.ts';
import { countChart } from './chart.ts';
import { clockSection } from './clocks.ts';
import type { PageContext } from './context.ts';
import { diagnosisSection } from './diagnosis.ts';
import { evidenceSection } from './evidence.ts';
import { type Html, html, serviceHref } from './html.ts';
import { decisionList, gapSection, partTable, waveSentence, waveTable } from './incident-parts.ts';
import { page } from './layout.ts';
import { incidentWord, shareList } from './lists.ts';
import { provenanceBanner, provenanceMark, stateMark } from './marks.ts';
import { incidentOfficial } from './official.ts';
import { incidentOutside } from './outside.ts';
import { countedUntil } from './replay.ts';
import { statementSection } from './statements.ts';
import { day, dayText, duration, minutesBetween, moment, near } from './time.ts';
import { togetherSection } from './together.ts';
import { plural, reports, spelled, usual } from './words.ts';

export function incidentPage(body: IncidentBody, context: PageContext): string {
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">All services</a> · <a href="${serviceHref(body.service)}">${body.serviceName}</a></p>
<h1>${title(body)}, ${day(body.start)}</h1>
<p class="title-state">${stateMark(body.state, incidentWord(body))}${provenanceMark(body.provenance)}${body.scope === 'all' ? '' : html`<span class="tag">Seen in ${body.scopeName}</span>`}</p>
${provenanceBanner(body.provenance)}</div>
<section class="when"><h2>When</h2>${when(body)}</section>
<section class="waves"><h2>Waves</h2>
  <p class="lede">${waveSentence(body)}</p>
  ${countedUntil(context, body.freshness)}
  ${countChart(body.chart, 'incident', `Reports about ${body.serviceName} during the incident`)}
  ${waveTable(body)}
  ${gapSection(body.wavesByGap)}
</section>
<section class="who"><h2>Who is affected</h2>
  <p>${reports(body.observed)} in all, where ${usual(body.expected)} would be usual. A report is one person saying so; it is not a count of users.</p>
  <div class="columns">
    ${shareList('Countries', body.countries, 'No report came with a known country.')}
    ${shareList('Symptoms', body.symptoms, 'No report came with a symptom.')}
    ${shareList('Components', body.affected, 'No report named a component.')}
  </div>
  <h3>Parts that stand out by themselves</h3>
  ${partTable(body.parts, body.start)}
</section>
${
  body.together === null
    ? ''
    : html`<section class="together" id="together"><h2>What fails together</h2>
  ${togetherSection(body.together, body.id)}
</section>`
}
<section class="outside"><h2>Seen from outside</h2>
  ${incidentOutside(body.outside, body.confirmedBy === 'checks', context.assets.land)}
</section>
${
  body.official === null
    ? ''
    : html`<section class="official"><h2>What the vendor said, and when</h2>
  ${incidentOfficial(body.official, body.start)}
</section>`
}
<section class="kind"><h2>What kind of failure</h2>
  ${diagnosisSection(body.diagnosis, body.traffic)}
</section>
${statementSection(body.id, body.statements)}
${clockSection(body)}
<section class="how"><h2>How it was decided</h2>
  ${decisionList(body.decisions, body.start)}
  <h3>Are the reports independent?</h3>
  <p>${body.sources}${body.networks > 0 ? ` ${plural(body.networks, 'network was', 'networks were')} seen.` : ''}</p>
  <p><a href="/methodology">What these figures mean</a> · <a href="/api/v1/incidents/${encodeURIComponent(body.id)}">This page as JSON</a></p>
</section>
${evidenceSection(body.id, context)}`;
  return page({
    title: `${title(body)}, ${dayText(body.start)}`,
    description: `${title(body)}: ${duration(body.durationMinutes)}, ${plural(body.waveList.length, 'wave', 'waves')}, ${reports(body.observed)}.`,
    context,
    main,
    live: `/api/v1/live?service=${encodeURIComponent(body.service)}`,
  });
}

function title({ serviceName, state, wasConfirmed, waveList }: IncidentBody): string {
  const waves = waveList.length > 1 ? ` in ${spelled(waveList.length).toLowerCase()} waves` : '';
  switch (state) {
    case 'confirmed':
      return `${serviceName} is failing${waves}`;
    case 'possible':
      return `${serviceName} is possibly failing`;
    case 'over':
      return wasConfirmed ? `${serviceName} failed${waves}` : `${serviceName} possibly failed`;
    case 'withdrawn':
      return `${serviceName} looked as if it might be failing`;
  }
}

function when(body: IncidentBody): Html {
  const { start, possibleAt, detected, end, durationMinutes } = body;
  const after = (iso: string): Html | '' => {
    const minutes = minutesBetween(start, iso);
    return minutes < 1 ? '' : html` <span class="quiet">${duration(minutes)} after the start</span>`;
  };
  return html`<dl class="facts when-facts">
  <div><dt>Start</dt><dd>${moment(start)}</dd></div>
  <div><dt>First seen as possible</dt><dd>${near(possibleAt, start)}${after(possibleAt)}</dd></div>
  <div><dt>Confirmed</dt><dd>${detected === null ? (body.wasConfirmed ? 'Time not known' : 'Never') : html`${near(detected, start)}${after(detected)}`}</dd></div>
  <div><dt>End</dt><dd>${end === null ? 'Still running' : near(end, start)}</dd></div>
  <div><dt>${end === null ? 'Running for' : 'Lasted'}</dt><dd>${duration(durationMinutes)}</dd></div>
</dl>`;
}
