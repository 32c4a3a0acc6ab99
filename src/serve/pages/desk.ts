/** The desk: where an analyst begins. Open incidents with what can be recorded of each, what is due next, what was recorded last. */
import { allows } from '../../doors/access/roles.ts';
import type { RecordedRow } from '../desk-view.ts';
import type { IncidentCardView } from '../schema.ts';
import type { CalendarRow } from '../schema-calendar.ts';
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref } from './html.ts';
import { page } from './layout.ts';
import { incidentList } from './lists.ts';
import { moment } from './when.ts';

export interface DeskBody {
  readonly running: readonly IncidentCardView[];
  readonly due: readonly CalendarRow[];
  readonly recorded: readonly RecordedRow[];
}

export function deskPage({ running, due, recorded }: DeskBody, context: PageContext): string {
  const { t, account } = context;
  const { desk } = t;
  const records = allows(account?.role, 'analyst');
  const main = html`
<div class="title"><h1>${desk.heading}</h1>${account === undefined ? '' : html`<p>${desk.signedInAs(account.name, desk.roles[account.role])}</p>`}</div>
<section><h2>${desk.running}</h2>
${running.length === 0 ? html`<p class="quiet">${desk.noneRunning}</p>` : running.map((incident) => runningPart(context, incident, records))}</section>
<section><h2>${desk.due}</h2>
${
  due.length === 0
    ? html`<p class="quiet">${desk.nothingDue}</p>`
    : html`<ul class="plain">${due.map((item) => html`<li><a href="${item.url}">${item.title}</a> <strong>${item.words}</strong>${item.at === null ? '' : html` <span class="quiet">${moment(t, item.at)}</span>`}</li>`)}</ul>`
}
<p><a href="/calendar">${desk.calendar}</a> · <a href="/desk/sources">${t.sources.heading}</a>${records ? html` · <a href="/holds/new">${desk.addHold}</a> · <a href="/maintenance/new">${t.maintenance.announce}</a> · <a href="/alerts">${t.alerts.heading}</a>` : ''}</p></section>
<section><h2>${desk.recorded}</h2>
${recorded.length === 0 ? html`<p class="quiet">${desk.nothingRecorded}</p>` : html`<ul class="plain">${recorded.map((row) => recordedItem(context, row))}</ul>`}</section>`;
  return page({ title: desk.heading, description: desk.about, context, main });
}

function runningPart({ t }: PageContext, incident: IncidentCardView, records: boolean): Html {
  const href = incidentHref(incident.id);
  return html`${incidentList(t, [incident], 'service')}${
    records
      ? html`<p><a href="${href}/statements/new">${t.desk.addStatements}</a> · <a href="${href}/clocks">${t.desk.clocks}</a></p>`
      : ''
  }`;
}

function recordedItem({ t: { desk }, t }: PageContext, row: RecordedRow): Html {
  const account = row.account ?? desk.atTerminal;
  return html`<li><a href="${row.url}">${desk.kinds[row.kind]} ${row.id}</a>, ${desk.version(t.number(row.version))}: ${row.words}
<span class="quiet">${moment(t, row.at)}, ${row.decidedBy === null ? account : desk.by(row.decidedBy, account)}</span></li>`;
}
