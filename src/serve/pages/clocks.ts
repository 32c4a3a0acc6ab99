/** Reporting clocks: on an incident's page how each stands, with the fields that are known; on a page of their own the forms. */
import { allows } from '../../doors/access/roles.ts';
import type { IncidentBody } from '../schema.ts';
import type { ClockRow, StageRow } from '../schema-calendar.ts';
import { fieldsFor } from './clock-fields.ts';
import type { PageContext } from './context.ts';
import { type FormDraft, fieldsOf, problemBox } from './fields.ts';
import { type Html, html, incidentHref } from './html.ts';
import { page } from './layout.ts';
import { signInNote } from './sign-in.ts';
import { moment } from './time.ts';

const clocksHref = (incident: string): string => `${incidentHref(incident)}/clocks`;

export function clockSection(body: IncidentBody): Html {
  const { clocks, id } = body;
  return html`<section class="clocks" lang="en" id="clocks"><h2>Reports that a law asks for</h2>
${clocks.length === 0 ? html`<p class="quiet">No reporting clock was started.</p>` : clocks.map((clock) => clockTable(clock, body))}
<p class="quiet"><a href="${clocksHref(id)}">${clocks.length === 0 ? 'Start a clock' : 'Record what was handed in'}</a> · <a href="/calendar">Calendar</a></p></section>`;
}

function clockTable(clock: ClockRow, body: IncidentBody): Html {
  return html`<h3>${clock.ruleWords}</h3>
<p>${clock.awareBy} became aware at ${moment(clock.awareAt)}.${clock.stopped ? html` <strong>Stopped:</strong> ${clock.steps.at(-1)!.words}` : ''}</p>
<table class="wide clock-table"><caption class="unseen">Reports of the clock ${clock.id}</caption>
<thead><tr><th scope="col">Report</th><th scope="col">Due</th><th scope="col">How it stands</th></tr></thead>
<tbody>${clock.stages.map((stage) => stageRow(stage))}</tbody></table>
<details><summary>The fields, as far as they are known</summary>${clock.stages
    .filter(({ state }) => state !== 'submitted' && state !== 'submitted late' && state !== 'stopped')
    .map(
      ({ stage, name }) =>
        html`<h4>${name}</h4><dl class="facts">${fieldsFor(stage, body).map(([field, value]) => html`<div><dt>${field}</dt><dd>${value}</dd></div>`)}</dl>`,
    )}
<p class="quiet">From what was counted until now. A person has to judge it, and to write what is missing.</p></details>`;
}

const stageRow = ({ name, due, words, state }: StageRow): Html =>
  html`<tr><th scope="row">${name}</th><td>${due === null ? '–' : moment(due)}</td><td>${state === 'overdue' || state === 'due soon' ? html`<strong>${words}</strong>` : words}</td></tr>`;

/** @param draft what somebody tried to record, and why it was not taken */
export function clocksPage(body: IncidentBody, context: PageContext, draft: FormDraft = { values: {} }): string {
  const { id, serviceName, clocks } = body;
  const action = clocksHref(id);
  const mayRecord = allows(context.account?.role, 'analyst');
  const main = html`
<div class="title"><p class="eyebrow"><a href="${incidentHref(id)}">${serviceName}, incident ${id}</a></p><h1>Reporting clocks</h1></div>
${problemBox(draft)}
${clocks.length === 0 ? '' : html`<h2>Clocks that were started</h2>${clocks.map((clock) => clockPart(clock, body, action, mayRecord ? draft : undefined))}`}
${mayRecord ? startForm(action, draft) : signInNote(context, action, context.t.desk.toRecordStep)}`;
  return page({
    title: `Reporting clocks: ${serviceName}`,
    description: 'What has to be reported about an incident, and until when.',
    context,
    main,
  });
}

/** @param draft undefined: whoever looks may not record a step */
function clockPart(clock: ClockRow, body: IncidentBody, action: string, draft: FormDraft | undefined): Html {
  return html`<section class="clock" id="${clock.id}">${clockTable(clock, body)}
<h4>What was recorded</h4><ol class="holds">${clock.steps.map(
    ({ recordedAt, what, words, decidedBy }) =>
      html`<li class="hold"><p><strong>${timed(what)}</strong></p><p>${words}</p><p class="quiet">Recorded ${moment(recordedAt)} by ${decidedBy}</p></li>`,
  )}</ol>
${clock.stopped || draft === undefined ? '' : stepForm(clock, action, draft)}</section>`;
}

/** The same words, with their times as times. */
const timed = (text: string): Html =>
  html`${text.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/).map((part, i) => (i % 2 === 1 ? moment(part) : part))}`;

const STEPS: readonly (readonly [value: string, label: string])[] = [
  ['early-warning', 'The early warning was submitted'],
  ['notification', 'The notification was submitted'],
  ['intermediate', 'An intermediate report was submitted'],
  ['progress', 'A progress report was submitted: it is still going on'],
  ['final', 'The final report was submitted'],
  ['requested', 'The authority asked for an intermediate report'],
  ['handled', 'The incident is handled'],
  ['stopped', 'Nothing more is due: stop the clock'],
];

function stepForm({ id }: ClockRow, action: string, draft: FormDraft): Html {
  const own = draft.values.clock === id ? draft.values : {};
  const form = fieldsOf(id, own);
  return html`<h4>Record a step</h4>
<form class="said-form" method="post" action="${action}"><input type="hidden" name="clock" value="${id}">
<p><label for="${id}-step">What happened</label><select id="${id}-step" name="step">${STEPS.map(([value, label]) => html`<option value="${value}"${value === own.step ? html` selected` : ''}>${label}</option>`)}</select></p>
<div class="said-fields">${form.input('when', 'When', { hint: 'A time with its offset; empty is now. For a request: until when, if it was said' })}
${form.input('decidedBy', 'Recorded by', { required: true })}</div>
${form.area('words', 'To whom, under which reference, or why', { required: true })}
<p><button>Record it</button></p></form>`;
}

function startForm(action: string, draft: FormDraft): Html {
  const form = fieldsOf('start', draft.values.clock === undefined ? draft.values : {});
  return html`<section id="start"><h2>Start a clock</h2>
<p class="quiet">By Article 23(4) of the NIS 2 directive: an early warning within 24 hours, a notification within 72 hours, a final report within one month after
the notification. Times are counted strictly, to the minute; the law of the place may give more. What is written is public.</p>
<form class="said-form" method="post" action="${action}">
<div class="said-fields">${form.input('awareAt', 'When it became known', { required: true, hint: 'With its offset: 2026-03-10T14:05+01:00' })}
${form.input('awareBy', 'Who became aware', { required: true })}
${form.input('zone', 'Zone in which a month is counted', { required: true, hint: 'Such as Europe/Brussels' })}
${form.input('decidedBy', 'Decided by', { required: true })}</div>
${form.area('words', 'Why it has to be reported', { required: true })}
<p><button class="primary">Start the clock</button></p></form></section>`;
}
