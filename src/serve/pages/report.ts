/**
 * The report form by itself: for those who want to say more than one click, and for mending a refused report. Works
 * without the script; nothing is asked that is not counted.
 */
import type { Refusal } from '../../doors/refusal.ts';
import { SYMPTOMS } from '../../model/symptom.ts';
import type { Words } from '../../words/words.ts';
import type { ServiceBody, ShareView } from '../schema.ts';
import type { PageContext } from './context.ts';
import { countries } from './countries.ts';
import { type Html, html, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { refusedBox } from './refused.ts';

interface ReportForm {
  readonly values: Readonly<Partial<Record<'symptom' | 'component' | 'country', string>>>;
  readonly problem?: Refusal;
}

export function reportPage(body: ServiceBody, context: PageContext, form: ReportForm = { values: {} }): string {
  const { values, problem } = form;
  const { t } = context;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">${t.frame.allServices}</a> · <a href="${serviceHref(body.id)}">${body.name}</a></p>
<h1>${t.report.trouble(body.name)}</h1></div>
${refusedBox(t, problem)}
${body.takesReports ? fields(t, body, values) : html`<p>${t.report.past} <a href="${serviceHref(body.id)}">${t.report.back(body.name)}</a></p>`}`;
  return page({
    title: t.report.trouble(body.name),
    description: t.report.sayWhatFails(body.name),
    context,
    main,
  });
}

/** The form that the buttons of a page belong to, wherever they stand. */
const FORM = 'report';

/** One click on a symptom counts. @param choices the buttons in it, where the page has a place for them */
export const reportForm = (service: string, choices: Html | '' = ''): Html =>
  html`<form id="${FORM}" method="post" action="${serviceHref(service)}/report">${choices}</form>`;

/** Beside what others report: one click says the same. It needs the form on the page. */
export function meToo({ report }: Words, { key, name }: ShareView): Html | '' {
  if (!SYMPTOMS.some((symptom) => symptom === key)) return '';
  return html`<button class="me-too" form="${FORM}" name="symptom" value="${key}" aria-label="${report.meTooWith(name)}">${report.meToo}</button>`;
}

function fields(t: Words, body: ServiceBody, values: ReportForm['values']): Html {
  return html`<form class="report-form" method="post" action="${serviceHref(body.id)}/report">
<fieldset><legend>${t.report.whatDoYouSee}</legend>${SYMPTOMS.map(
    (symptom, index) =>
      html`<label class="choice"><input type="radio" name="symptom" value="${symptom}"${index === 0 ? html` required` : ''}${values.symptom === symptom ? html` checked` : ''}><span>${t.states.symptoms[symptom]}</span></label>`,
  )}</fieldset>
${
  body.components.length === 0
    ? ''
    : html`<p><label for="component">${t.report.whichPart}</label><select id="component" name="component">${option('', t.report.notSure, values.component)}${body.components.map(
        (component) => option(component.id, component.name, values.component),
      )}</select></p>`
}
<p><label for="country">${t.report.whichCountry}</label><select id="country" name="country">${option('', t.report.fromAddress, values.country)}${countries(
    t.locale,
  ).map(({ code, name }) => option(code, name, values.country))}</select></p>
<p><button class="primary">${t.report.send}</button></p>
<p class="quiet">${t.report.countedOnce}</p>
</form>`;
}

function option(value: string, label: string, chosen = ''): Html {
  return html`<option value="${value}"${value === chosen && value !== '' ? html` selected` : ''}>${label}</option>`;
}
