/**
 * The report form by itself: for those who want to say more than one click, and for mending a refused report. Works
 * without the script; nothing is asked that is not counted.
 */
import { SYMPTOMS } from '../../model/symptom.ts';
import type { ProblemBody, ServiceBody } from '../schema.ts';
import type { PageContext } from './context.ts';
import { countries } from './countries.ts';
import { type Html, html, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { SYMPTOM_WORDS } from './words.ts';

interface ReportForm {
  readonly values: Readonly<Partial<Record<'symptom' | 'component' | 'country', string>>>;
  readonly problem?: ProblemBody;
}

export function reportPage(body: ServiceBody, context: PageContext, form: ReportForm = { values: {} }): string {
  const { values, problem } = form;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">All services</a> · <a href="${serviceHref(body.id)}">${body.name}</a></p>
<h1>Report trouble with ${body.name}</h1></div>
${problem === undefined ? '' : html`<div class="problem" role="alert" id="problem"><p><strong>${problem.title}.</strong> ${problem.detail}</p></div>`}
${body.takesReports ? fields(body, values) : html`<p>This is a replay, and the past takes no reports. <a href="${serviceHref(body.id)}">Back to ${body.name}</a></p>`}`;
  return page({
    title: `Report trouble with ${body.name}`,
    description: `Say what fails in ${body.name}.`,
    context,
    main,
  });
}

function fields(body: ServiceBody, values: ReportForm['values']): Html {
  return html`<form class="report-form" method="post" action="${serviceHref(body.id)}/report">
<fieldset><legend>What do you see?</legend>${SYMPTOMS.map(
    (symptom, index) =>
      html`<label class="choice"><input type="radio" name="symptom" value="${symptom}"${index === 0 ? html` required` : ''}${values.symptom === symptom ? html` checked` : ''}><span>${SYMPTOM_WORDS[symptom]}</span></label>`,
  )}</fieldset>
${
  body.components.length === 0
    ? ''
    : html`<p><label for="component">Which part?</label><select id="component" name="component">${option('', 'Not sure, or all of it', values.component)}${body.components.map(
        (component) => option(component.id, component.name, values.component),
      )}</select></p>`
}
<p><label for="country">Which country are you in?</label><select id="country" name="country">${option('', 'Take it from my address, if it can be told', values.country)}${countries().map(
    ({ code, name }) => option(code, name, values.country),
  )}</select></p>
<p><button class="primary">Send the report</button></p>
<p class="quiet">You are counted once. Your address is not stored: only a country, a network, and a pseudonym whose key is destroyed on schedule.</p>
</form>`;
}

function option(value: string, label: string, chosen = ''): Html {
  return html`<option value="${value}"${value === chosen && value !== '' ? html` selected` : ''}>${label}</option>`;
}
