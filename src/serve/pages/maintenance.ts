/** Maintenance windows: what is announced, a page for each, and the forms. Readable, and usable, without a script. */
import { allows } from '../../doors/access/roles.ts';
import type { Words } from '../../words/words.ts';
import type { MaintenanceRow } from '../schema-maintenance.ts';
import type { PageContext } from './context.ts';
import { type Fields, type FormDraft, fieldsOf } from './fields.ts';
import { type Html, html, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { refusedBox } from './refused.ts';
import { signInNote } from './sign-in.ts';
import { moment } from './when.ts';

export function maintenanceListPage(windows: readonly MaintenanceRow[], context: PageContext): string {
  const words = context.t.maintenance;
  const ahead = windows.filter(({ state }) => state === 'running' || state === 'planned');
  const past = windows.filter(({ state }) => state === 'over' || state === 'cancelled');
  const main = html`
<div class="title"><h1>${words.heading}</h1><p>${words.lede}</p></div>
<section><h2>${words.ahead}</h2>${ahead.length === 0 ? html`<p class="quiet">${words.noneAhead}</p>` : windowList(context.t, ahead)}</section>
${past.length === 0 ? '' : html`<section><h2>${words.past}</h2>${windowList(context.t, past)}</section>`}
<section><p><a class="button" href="/maintenance/new">${words.announce}</a></p>
<p class="quiet"><a href="/api/v1/maintenance">${words.asJson}</a></p></section>`;
  return page({ title: words.heading, description: words.lede, context, main });
}

/** Rows that also stand on the pages of services and incidents. */
export function windowList(t: Words, windows: readonly MaintenanceRow[]): Html {
  return html`<ul class="plain">${windows.map(
    (one) =>
      html`<li><a href="${one.url}">${one.words}</a> <span class="tag">${t.maintenance.states[one.state]}</span>
<span class="quiet">${one.serviceName}${one.components.length === 0 ? '' : ` (${one.components.join(', ')})`}, ${t.maintenance.period(moment(t, one.from), moment(t, one.until))}</span></li>`,
  )}</ul>`;
}

/** @param draft what somebody tried to change, and why it was not taken */
export function maintenancePage(one: MaintenanceRow, context: PageContext, draft: FormDraft = { values: {} }): string {
  const { t, account } = context;
  const words = t.maintenance;
  const fact = (name: string, value: Html | string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const isAhead = one.state === 'running' || one.state === 'planned';
  const main = html`
<div class="title"><p class="eyebrow"><a href="/maintenance">${words.heading}</a> · <a href="${serviceHref(one.service)}">${one.serviceName}</a></p>
<h1>${one.words}</h1><p class="title-state"><span class="tag">${words.states[one.state]}</span></p></div>
<section><dl class="facts">${fact(words.when, html`${words.period(moment(t, one.from), moment(t, one.until))}`)}
${one.components.length === 0 ? '' : fact(words.components, one.components.join(', '))}
${fact(words.announced, html`${words.announcedBy(moment(t, one.announcedAt), one.decidedBy)}`)}
${one.version === 1 ? '' : fact(words.changed, html`${words.changedIn(moment(t, one.changedAt), t.number(one.version))}`)}</dl>
<p class="quiet">${words.changesNothing}</p></section>
${isAhead ? (allows(account?.role, 'analyst') ? changeForms(one, context, draft) : signInNote(context, one.url, words.toChange)) : ''}`;
  return page({ title: one.words, description: `${one.serviceName}: ${one.words}`, context, main });
}

export function newMaintenancePage(draft: FormDraft, context: PageContext): string {
  const words = context.t.maintenance;
  const form = fieldsOf('new', { decidedBy: context.account?.name ?? '', ...draft.values });
  const main = html`
<div class="title"><p class="eyebrow"><a href="/maintenance">${words.heading}</a></p><h1>${words.announce}</h1></div>
${refusedBox(context.t, draft.problem)}
<form class="said-form" method="post" action="/maintenance/new">
${form.input('service', words.service, { required: true, hint: words.serviceHint })}
${windowFields(words, form)}
<p><button class="primary">${words.announce}</button></p>
<p class="quiet">${words.changesNothing}</p></form>`;
  return page({ title: words.announce, description: words.lede, context, main });
}

function changeForms(one: MaintenanceRow, context: PageContext, draft: FormDraft): Html {
  const words = context.t.maintenance;
  const told = {
    decidedBy: context.account?.name ?? '',
    components: one.components.join(', '),
    from: one.from,
    until: one.until,
    words: one.words,
  };
  const move = fieldsOf('move', { ...told, ...draft.values });
  const off = fieldsOf('off', { decidedBy: told.decidedBy });
  return html`<section id="change"><h2>${words.change}</h2>${refusedBox(context.t, draft.problem)}
<details${draft.problem === undefined ? '' : html` open`}><summary>${words.move}</summary>
<form class="said-form" method="post" action="${one.url}"><input type="hidden" name="step" value="move">
${windowFields(words, move)}
<p><button>${words.record}</button></p></form></details>
<details><summary>${words.callOff}</summary>
<form class="said-form" method="post" action="${one.url}"><input type="hidden" name="step" value="call-off">
${off.input('decidedBy', words.decidedBy, { required: true })}
<p><button>${words.callOff}</button></p></form></details></section>`;
}

const windowFields = (words: Words['maintenance'], form: Fields): Html => html`
${form.area('words', words.what, { required: true })}
<div class="said-fields">${form.input('from', words.from, { required: true, hint: words.timeHint })}
${form.input('until', words.until, { required: true, hint: words.untilHint })}
${form.input('zone', words.zone, { hint: words.zoneHint })}
${form.input('components', words.components, { hint: words.componentsHint })}
${form.input('decidedBy', words.decidedBy, { required: true })}</div>`;
