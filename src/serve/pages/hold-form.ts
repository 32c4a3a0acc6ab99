/** The forms of holds: placing one, extending it, closing it. They work without a script, and are shown to whoever may send them. */
import { HELD_KINDS } from '../../model/hold.ts';
import type { HoldRow } from '../schema-holds.ts';
import type { PageContext } from './context.ts';
import { type Fields, type FormDraft, fieldsOf, problemBox } from './fields.ts';
import { KIND_WORDS } from './hold-words.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

const DAY_HINT = 'A day such as 2025-12-31, or a time with its offset';

export function newHoldPage(draft: FormDraft, context: PageContext): string {
  const form = fieldsOf('new', { decidedBy: context.account?.name ?? '', ...draft.values });
  const main = html`
<div class="title"><p class="eyebrow"><a href="/holds">Holds</a></p><h1>Add a hold</h1></div>
${problemBox(draft)}
<form class="said-form" method="post" action="/holds/new">
${form.input('authority', 'Who demands it', { required: true })}
${form.input('basis', 'By what law, order or contract', { required: true })}
${form.area('scope', 'What has to be kept, in words', { required: true })}
<fieldset><legend>Which signals</legend>
<div class="said-fields">${form.input('services', 'Services', { hint: 'Ids with commas; empty is all' })}
${form.input('ofFrom', 'Made from', { hint: DAY_HINT })}${form.input('ofUntil', 'Made until', { hint: 'A day belongs to it until its end' })}</div>
${kindChoices(draft.values)}</fieldset>
<fieldset><legend>While they have to be kept</legend>
<div class="said-fields">${form.input('dutyFrom', 'From', { hint: 'Empty is now' })}${form.input('dutyUntil', 'Until', { hint: 'Empty is until it is closed' })}
${form.input('zone', 'Zone in which days are meant', { hint: 'Such as Europe/Brussels' })}</div>
${form.input('unlessClosedBefore', 'Unless closed before', { hint: 'What would end it early, in words' })}</fieldset>
<div class="said-fields">${form.input('supersedes', 'Takes the place of', { hint: 'Ids of holds, with commas' })}
${form.input('id', 'Its own id', { hint: 'Empty: the next number' })}</div>
${decision(form)}
<p><button class="primary">Add the hold</button></p>
<p class="quiet">It is written into the journal, which is public: no secrets. A change can only ever keep more.</p></form>`;
  return page({ title: 'Add a hold', description: 'Record a duty to keep signals.', context, main });
}

/** Extending and closing, on the page of the hold. */
export function changeForms(hold: HoldRow, draft: FormDraft = { values: {} }): Html {
  const { current, url } = hold;
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
  return html`<section id="change"><h2>Change it</h2>${problemBox(draft)}
<details${draft.values.step === 'change' ? html` open` : ''}><summary>Extend or widen</summary>
<form class="said-form" method="post" action="${url}"><input type="hidden" name="step" value="change">
<p class="quiet">What you send becomes the next version. It can only keep more than the one before.</p>
${change.area('scope', 'What has to be kept, in words', { required: true })}
<div class="said-fields">${change.input('dutyUntil', 'To be kept until', { hint: 'Empty is until it is closed' })}
${change.input('services', 'Services', { hint: 'Empty is all' })}
${change.input('ofFrom', 'Made from', { hint: 'Empty opens it' })}${change.input('ofUntil', 'Made until', { hint: 'Empty opens it' })}
${change.input('zone', 'Zone in which days are meant', { hint: 'Such as Europe/Brussels' })}
${change.input('unlessClosedBefore', 'Unless closed before')}</div>
${kindChoices(change.values)}
${decision(change)}
<p><button>Record the next version</button></p></form></details>
<details${draft.values.step === 'close' ? html` open` : ''}><summary>Close</summary>
<form class="said-form" method="post" action="${url}"><input type="hidden" name="step" value="close">
<p class="quiet">From then on it keeps nothing. It stays on record, and nothing can follow it but a new hold.</p>
${decision(close)}
<p><button>Close the hold</button></p></form></details></section>`;
}

const decision = (
  form: Fields,
): Html => html`<div class="said-fields">${form.input('decidedBy', 'Decided by', { required: true })}
${form.input('reason', 'Why', { required: true })}</div>`;

const kindChoices = (values: FormDraft['values']): Html =>
  html`<fieldset class="said-fields"><legend>Kinds of signals; none chosen is all</legend>${HELD_KINDS.map(
    (kind) =>
      html`<label class="choice"><input type="checkbox" name="kind-${kind}"${values[`kind-${kind}`] === undefined ? '' : html` checked`}> ${KIND_WORDS[kind]}</label>`,
  )}</fieldset>`;
