/** Reporting clocks: on an incident's page how each stands, with the fields that are known; on a page of their own the forms. */
import { allows } from '../../doors/access/roles.ts';
import type { Words } from '../../words/words.ts';
import type { IncidentBody } from '../schema.ts';
import type { ClockRow, StageRow } from '../schema-calendar.ts';
import { fieldsFor } from './clock-fields.ts';
import type { PageContext } from './context.ts';
import { type FormDraft, fieldsOf } from './fields.ts';
import { type Html, html, incidentHref } from './html.ts';
import { page } from './layout.ts';
import { refusedBox } from './refused.ts';
import { signInNote } from './sign-in.ts';
import { moment } from './when.ts';

const clocksHref = (incident: string): string => `${incidentHref(incident)}/clocks`;

export function clockSection(t: Words, body: IncidentBody): Html {
  const { clocks, id } = body;
  return html`<section class="clocks" id="clocks"><h2>${t.clocks.heading}</h2>
${clocks.length === 0 ? html`<p class="quiet">${t.clocks.none}</p>` : clocks.map((clock) => clockTable(t, clock, body))}
<p class="quiet"><a href="${clocksHref(id)}">${clocks.length === 0 ? t.clocks.start : t.clocks.handedIn}</a> · <a href="/calendar">${t.calendar.heading}</a></p></section>`;
}

function clockTable(t: Words, clock: ClockRow, body: IncidentBody): Html {
  const { clocks: words } = t;
  return html`<h3>${clock.ruleWords}</h3>
<p>${words.becameAware<Html>(clock.awareBy, moment(t, clock.awareAt))}${clock.stopped ? html` <strong>${words.stopped}</strong> ${clock.steps.at(-1)!.words}` : ''}</p>
<table class="wide clock-table"><caption class="unseen">${words.caption(clock.id)}</caption>
<thead><tr><th scope="col">${words.report}</th><th scope="col">${words.due}</th><th scope="col">${words.stands}</th></tr></thead>
<tbody>${clock.stages.map((stage) => stageRow(t, stage))}</tbody></table>
<details><summary>${words.fieldsKnown}</summary>${clock.stages
    .filter(({ state }) => state !== 'submitted' && state !== 'submitted late' && state !== 'stopped')
    .map(
      ({ stage, name }) =>
        html`<h4>${name}</h4><dl class="facts">${fieldsFor(t, stage, body).map(([field, value]) => html`<div><dt>${field}</dt><dd>${value}</dd></div>`)}</dl>`,
    )}
<p class="quiet">${words.fieldsNote}</p></details>`;
}

const stageRow = (t: Words, { name, due, words, state }: StageRow): Html =>
  html`<tr><th scope="row">${name}</th><td>${due === null ? '–' : moment(t, due)}</td><td>${state === 'overdue' || state === 'due soon' ? html`<strong>${words}</strong>` : words}</td></tr>`;

/** @param draft what somebody tried to record, and why it was not taken */
export function clocksPage(body: IncidentBody, context: PageContext, draft: FormDraft = { values: {} }): string {
  const { id, serviceName, clocks } = body;
  const { t } = context;
  const action = clocksHref(id);
  const mayRecord = allows(context.account?.role, 'analyst');
  const main = html`
<div class="title"><p class="eyebrow"><a href="${incidentHref(id)}">${t.clocks.onIncident(serviceName, id)}</a></p><h1>${t.clocks.title}</h1></div>
${refusedBox(t, draft.problem)}
${clocks.length === 0 ? '' : html`<h2>${t.clocks.started}</h2>${clocks.map((clock) => clockPart(t, clock, body, action, mayRecord ? draft : undefined))}`}
${mayRecord ? startForm(t, action, draft) : signInNote(context, action, t.desk.toRecordStep)}`;
  return page({
    title: t.clocks.titleOf(serviceName),
    description: t.clocks.about,
    context,
    main,
  });
}

/** @param draft undefined: whoever looks may not record a step */
function clockPart(t: Words, clock: ClockRow, body: IncidentBody, action: string, draft: FormDraft | undefined): Html {
  return html`<section class="clock" id="${clock.id}">${clockTable(t, clock, body)}
<h4>${t.clocks.recorded}</h4><ol class="holds">${clock.steps.map(
    ({ recordedAt, what, words, decidedBy }) =>
      html`<li class="hold"><p><strong>${timed(t, what)}</strong></p><p>${words}</p><p class="quiet">${t.clocks.recordedBy<Html | string>(moment(t, recordedAt), decidedBy)}</p></li>`,
  )}</ol>
${clock.stopped || draft === undefined ? '' : stepForm(t, clock, action, draft)}</section>`;
}

/** The same words, with their times as times. */
const timed = (t: Words, text: string): Html =>
  html`${text.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/).map((part, i) => (i % 2 === 1 ? moment(t, part) : part))}`;

function stepForm({ clocks: words }: Words, { id }: ClockRow, action: string, draft: FormDraft): Html {
  const own = draft.values.clock === id ? draft.values : {};
  const form = fieldsOf(id, own);
  return html`<h4>${words.recordStep}</h4>
<form class="said-form" method="post" action="${action}"><input type="hidden" name="clock" value="${id}">
<p><label for="${id}-step">${words.happened}</label><select id="${id}-step" name="step">${Object.entries(words.steps).map(([value, label]) => html`<option value="${value}"${value === own.step ? html` selected` : ''}>${label}</option>`)}</select></p>
<div class="said-fields">${form.input('when', words.when, { hint: words.whenHint })}
${form.input('decidedBy', words.by, { required: true })}</div>
${form.area('words', words.toWhom, { required: true })}
<p><button>${words.record}</button></p></form>`;
}

function startForm({ clocks: words }: Words, action: string, draft: FormDraft): Html {
  const form = fieldsOf('start', draft.values.clock === undefined ? draft.values : {});
  return html`<section id="start"><h2>${words.start}</h2>
<p class="quiet">${words.law}</p>
<form class="said-form" method="post" action="${action}">
<div class="said-fields">${form.input('awareAt', words.awareAt, { required: true, hint: words.awareHint })}
${form.input('awareBy', words.awareBy, { required: true })}
${form.input('zone', words.zone, { required: true, hint: words.zoneHint })}
${form.input('decidedBy', words.decidedBy, { required: true })}</div>
${form.area('words', words.why, { required: true })}
<p><button class="primary">${words.startIt}</button></p></form></section>`;
}
