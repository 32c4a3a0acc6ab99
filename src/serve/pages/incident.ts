/**
 * An incident's account: when, in how many waves, who is affected, and how it was decided, so that a reader can follow
 * every step. Law: a reconstruction says so before it says anything else.
 */
import type { Words } from '../../words/words.ts';
import type { EntryId } from '../methodology.ts';
import type { PlacesView } from '../places-view.ts';
import type { IncidentBody } from '../schema.ts';
import { countChart } from './chart.ts';
import { clockSection } from './clocks.ts';
import type { PageContext } from './context.ts';
import { diagnosisSection } from './diagnosis.ts';
import { evidenceSection } from './evidence.ts';
import { type Html, html, incidentHref, serviceHref } from './html.ts';
import { decisionList, gapSection, partTable, waveSentence, waveTable } from './incident-parts.ts';
import { kindsFigure } from './kinds.ts';
import { page } from './layout.ts';
import { incidentWord, shareList } from './lists.ts';
import { windowList } from './maintenance.ts';
import { provenanceBanner, provenanceMark, stateMark } from './marks.ts';
import { incidentOfficial } from './official.ts';
import { incidentOutside } from './outside.ts';
import { placesFigure } from './places.ts';
import { countedUntil } from './replay.ts';
import { meToo, reportForm } from './report.ts';
import { statementSection } from './statements.ts';
import { togetherSection } from './together.ts';
import { day, minutesBetween, moment, near } from './when.ts';

export function incidentPage(body: IncidentBody, context: PageContext, places: PlacesView | null = null): string {
  const { t } = context;
  const words = t.incident;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">${t.frame.allServices}</a> · <a href="${serviceHref(body.service)}">${body.serviceName}</a></p>
<h1>${title(t, body)}, ${day(t, body.start)}</h1>
<p class="title-state">${stateMark(t, body.state, incidentWord(t, body))}${provenanceMark(t, body.provenance)}${body.scope === 'all' ? '' : html`<span class="tag">${words.seenIn(body.scopeName)}</span>`}</p>
${provenanceBanner(t, body.provenance)}</div>
<section class="when"><h2>${words.when.heading}</h2>${when(t, body)}</section>
<section class="waves"><h2>${words.waves.heading}</h2>
  <p class="lede">${waveSentence(t, body)}</p>
  ${countedUntil(context, body.freshness)}
  ${countChart(t, body.chart, 'incident', words.chart(body.serviceName), { zoom: context.assets.zoom })}
  ${waveTable(t, body)}
  ${gapSection(t, body.wavesByGap)}
  ${methodLink(t, 'waves')}
</section>
<section class="who"><h2>${words.who}</h2>
  <p>${words.inAll(t.counts.reports(body.observed), t.counts.usual(body.expected))}${body.compared === null ? '' : ` ${words.compared(t.percent(body.compared.longerThan), t.percent(body.compared.largerThan), body.compared.before)}`}</p>
  ${body.takesReports ? reportForm(body.service) : ''}
  <div class="columns">
    ${shareList(t, t.service.countries, body.countries, words.noCountries)}
    ${shareList(t, t.service.symptoms, body.symptoms, words.noSymptoms, (share) => (body.takesReports ? meToo(t, share) : ''))}
    ${shareList(t, t.service.components, body.affected, words.noComponents)}
  </div>
  ${kindsFigure(t, body.kinds, 'kinds')}
  ${placesFigure(t, places, incidentHref(body.id))}
  ${methodLink(t, 'places')}
  <h3>${words.parts}</h3>
  ${partTable(t, body.parts, body.start)}
</section>
${
  body.together === null
    ? ''
    : html`<section class="together" id="together"><h2>${words.together}</h2>
  ${togetherSection(t, body.together, body.id)}
</section>`
}
<section class="outside"><h2>${words.outside}</h2>
  ${incidentOutside(t, body.outside, body.confirmedBy === 'checks', context.assets.land)}
  ${methodLink(t, 'checks')}
</section>
${body.maintenance.length === 0 ? '' : html`<section class="announced"><h2>${t.maintenance.onIncident}</h2>${windowList(t, body.maintenance)}</section>`}
${
  body.official === null
    ? ''
    : html`<section class="official"><h2>${words.official}</h2>
  ${incidentOfficial(t, body.official, body.start)}
</section>`
}
<section class="kind"><h2>${words.kind}</h2>
  ${diagnosisSection(t, body.diagnosis, body.traffic)}
  ${methodLink(t, 'hypotheses')}
</section>
${statementSection(t, body.id, body.statements)}
${clockSection(t, body)}
<section class="how"><h2>${words.decided.heading}</h2>
  ${decisionList(t, body.decisions, body.start)}
  <h3>${words.decided.independent}</h3>
  <p>${body.sources}${body.networks > 0 ? ` ${words.decided.networksSeen(body.networks)}` : ''}</p>
  <p><a href="/methodology#evidence">${words.decided.whatTheyMean}</a> · <a href="/api/v1/incidents/${encodeURIComponent(body.id)}">${words.decided.asJson}</a></p>
</section>
${evidenceSection(body.id, context)}`;
  return page({
    title: `${title(t, body)}, ${t.dayText(body.start)}`,
    description: plainIncident(t, body),
    picture: `${incidentHref(body.id)}/chart.png?lang=${t.language}`,
    context,
    main,
    live: `/api/v1/live?service=${encodeURIComponent(body.service)}`,
  });
}

/** Where a figure is explained. */
const methodLink = (t: Words, entry: EntryId): Html =>
  html`<p class="quiet small"><a href="/methodology#${entry}">${t.frame.howFigures}</a></p>`;

/** The incident in a sentence. */
export function plainIncident(t: Words, body: IncidentBody): string {
  const { durationMinutes, waveList, observed } = body;
  const [waves, reports] = [t.counts.waves(waveList.length), t.counts.reports(observed)];
  return t.incident.summary(title(t, body), t.duration(durationMinutes), waves, reports);
}

function title(t: Words, { serviceName, state, wasConfirmed, waveList: { length: waves } }: IncidentBody): string {
  const { title: words } = t.incident;
  switch (state) {
    case 'confirmed':
      return words.failing(serviceName, waves);
    case 'possible':
      return words.possibly(serviceName);
    case 'over':
      return wasConfirmed ? words.failed(serviceName, waves) : words.possiblyFailed(serviceName);
    case 'withdrawn':
      return words.lookedLike(serviceName);
  }
}

function when(t: Words, body: IncidentBody): Html {
  const { start, end, durationMinutes } = body;
  const { when: words } = t.incident;
  return html`<dl class="facts when-facts">
  <div><dt>${words.start}</dt><dd>${moment(t, start)}</dd></div>
  ${seenAt(t, body)}
  <div><dt>${words.end}</dt><dd>${end === null ? words.stillRunning : near(t, end, start)}</dd></div>
  <div><dt>${end === null ? words.runningFor : words.lasted}</dt><dd>${t.duration(durationMinutes)}</dd></div>
</dl>${inHindsight(body) ? html`<p class="quiet">${words.ranAlready}</p>` : ''}`;
}

/** When it was seen: first as possible, then for sure, or all at once, once it was over. */
function seenAt(t: Words, body: IncidentBody): Html {
  const { start, possibleAt, detected, end, wasConfirmed } = body;
  const { when: words } = t.incident;
  const later = (iso: string, than: string, said: (length: string) => string): Html => {
    const minutes = minutesBetween(than, iso);
    return html`${near(t, iso, start)}${minutes < 1 ? '' : html` <span class="quiet">${said(t.duration(minutes))}</span>`}`;
  };
  const never = html`<div><dt>${words.confirmed}</dt><dd>${wasConfirmed ? words.timeUnknown : words.never}</dd></div>`;
  if (inHindsight(body)) {
    return html`<div><dt>${words.inHindsight}</dt><dd>${later(possibleAt, end ?? start, words.afterEnd)}</dd></div>
  ${detected === null ? never : ''}`;
  }
  return html`<div><dt>${words.possible}</dt><dd>${later(possibleAt, start, words.afterStart)}</dd></div>
  ${detected === null ? never : html`<div><dt>${words.confirmed}</dt><dd>${later(detected, start, words.afterStart)}</dd></div>`}`;
}

const inHindsight = ({ decisions }: IncidentBody): boolean => decisions.some(({ hindsight }) => hindsight);
