/** The forms of holds: placing one, extending it, closing it. They work without a script, and are shown to whoever may send them. */
import { HELD_KINDS } from '../../model/hold.ts';
import type { Words } from '../../words/words.ts';
import type { HoldRow } from '../schema-holds.ts';
import type { PageContext } from './context.ts';
import { type Fields, type FormDraft, fieldsOf } from './fields.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { refusedBox } from './refused.ts';

export function newHoldPage(draft: FormDraft, context: PageContext): string {
  const { t } = context;
  const { holding } = t;
  const words = holding.form;
  const form = fieldsOf('new', { decidedBy: context.account?.name ?? '', ...draft.values });
  const main = html`
<div class="title"><p class="eyebrow"><a href="/holds">${holding.heading}</a></p><h1>${holding.add}</h1></div>
${refusedBox(t, draft.problem)}
<form class="said-form" method="post" action="/holds/new">
${form.input('authority', words.who, { required: true })}
${form.input('basis', words.law, { required: true })}
${form.area('scope', words.inWords, { required: true })}
<fieldset><legend>${words.which}</legend>
<div class="said-fields">${form.input('services', words.services, { hint: words.servicesHint })}
${form.input('ofFrom', words.madeFrom, { hint: words.dayHint })}${form.input('ofUntil', words.madeUntil, { hint: words.untilHint })}</div>
${kindChoices(t, draft.values)}</fieldset>
<fieldset><legend>${words.whileKept}</legend>
<div class="said-fields">${form.input('dutyFrom', words.begin, { hint: words.emptyNow })}${form.input('dutyUntil', words.end, { hint: words.emptyUntilClosed })}
${form.input('zone', words.zone, { hint: words.zoneHint })}</div>
${form.input('unlessClosedBefore', holding.unlessClosed, { hint: words.earlyHint })}</fieldset>
<div class="said-fields">${form.input('supersedes', holding.takesPlaceOf, { hint: words.placeHint })}
${form.input('id', words.ownId, { hint: words.idHint })}</div>
${decision(t, form)}
<p><button class="primary">${words.send}</button></p>
<p class="quiet">${words.public}</p></form>`;
  return page({ title: holding.add, description: words.aboutNew, context, main });
}

/** Extending and closing, on the page of the hold. */
export function changeForms(t: Words, hold: HoldRow, draft: FormDraft = { values: {} }): Html {
  const { current, url } = hold;
  const { form: words, unlessClosed } = t.holding;
  const { duty, query, scope, unlessClosedBefore } = current;
  const own = draft.values.step === 'change' ? draft.values : undefined;
  const change = fieldsOf(
    'change',
    own ?? {
      services: query.services === 'all' ? '' : query.services.join(', '),
      ...(query.kinds === 'all' ? {} : Object.fromEntries(query.kinds.map((kind) => [`kind-${kind}`, 'on']))),
      ofFrom: query.of.from?.said ?? '',
      ofUntil: query.of.until?.said ?? '',
      dutyUntil: duty.until?.said ?? '',
      zone: (duty.until ?? duty.from ?? query.of.until)?.zone ?? '',
      scope,
      unlessClosedBefore: unlessClosedBefore ?? '',
    },
  );
  const close = fieldsOf('close', draft.values.step === 'close' ? draft.values : {});
  return html`<section id="change"><h2>${words.change}</h2>${refusedBox(t, draft.problem)}
<details${draft.values.step === 'change' ? html` open` : ''}><summary>${words.extend}</summary>
<form class="said-form" method="post" action="${url}"><input type="hidden" name="step" value="change">
<p class="quiet">${words.next}</p>
${change.area('scope', words.inWords, { required: true })}
<div class="said-fields">${change.input('dutyUntil', words.keptUntil, { hint: words.emptyUntilClosed })}
${change.input('services', words.services, { hint: words.emptyAll })}
${change.input('ofFrom', words.madeFrom, { hint: words.opens })}${change.input('ofUntil', words.madeUntil, { hint: words.opens })}
${change.input('zone', words.zone, { hint: words.zoneHint })}
${change.input('unlessClosedBefore', unlessClosed)}</div>
${kindChoices(t, change.values)}
${decision(t, change)}
<p><button>${words.recordNext}</button></p></form></details>
<details${draft.values.step === 'close' ? html` open` : ''}><summary>${words.close}</summary>
<form class="said-form" method="post" action="${url}"><input type="hidden" name="step" value="close">
<p class="quiet">${words.closeNote}</p>
${decision(t, close)}
<p><button>${words.closeIt}</button></p></form></details></section>`;
}

const decision = ({ holding: { form: words } }: Words, form: Fields): Html =>
  html`<div class="said-fields">${form.input('decidedBy', words.decidedBy, { required: true })}
${form.input('reason', words.why, { required: true })}</div>`;

const kindChoices = ({ holding }: Words, values: FormDraft['values']): Html =>
  html`<fieldset class="said-fields"><legend>${holding.form.kindsLegend}</legend>${HELD_KINDS.map(
    (kind) =>
      html`<label class="choice"><input type="checkbox" name="kind-${kind}"${values[`kind-${kind}`] === undefined ? '' : html` checked`}> ${holding.kinds[kind]}</label>`,
  )}</fieldset>`;
