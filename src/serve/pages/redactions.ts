/** Texts that were removed: what, why, by whom; and the form to remove more, for whoever may. */
import { allows } from '../../doors/access/roles.ts';
import type { RedactionRow } from '../schema-redactions.ts';
import type { PageContext } from './context.ts';
import { type FormDraft, fieldsOf } from './fields.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { refusedBox } from './refused.ts';
import { moment } from './when.ts';

export function redactionsPage(rows: readonly RedactionRow[], context: PageContext, draft: FormDraft): string {
  const words = context.t.redactions;
  const main = html`
<div class="title"><h1>${words.heading}</h1><p>${words.lede}</p></div>
<section><h2>${words.removed}</h2>
${rows.length === 0 ? html`<p class="quiet">${words.none}</p>` : html`<ol class="holds">${rows.map((row) => item(context, row))}</ol>`}
<p class="quiet"><a href="/api/v1/redactions">${words.asJson}</a></p></section>
${allows(context.account?.role, 'admin') ? form(context, draft) : ''}`;
  return page({ title: words.heading, description: words.lede, context, main });
}

function item({ t }: PageContext, { at, reason, decidedBy, account, entries }: RedactionRow): Html {
  const words = t.redactions;
  return html`<li class="hold"><p><strong>${reason}</strong></p>
<p class="quiet">${moment(t, at)}, ${account === null ? decidedBy : t.desk.by(decidedBy, account)}</p>
<ul class="plain">${entries.map(
    (one) =>
      html`<li>${words.entry(t.number(one.seq))}: ${words.kinds[one.kind === 'handed-over' ? 'handedOver' : one.kind]}${one.id === null ? '' : ` ${one.id}`}${one.version === null ? '' : `, ${t.desk.version(t.number(one.version))}`}, <span class="quiet">${moment(t, one.recordedAt)}</span></li>`,
  )}</ul></li>`;
}

function form(context: PageContext, draft: FormDraft): Html {
  const words = context.t.redactions;
  const fields = fieldsOf('redaction', { decidedBy: context.account?.name ?? '', ...draft.values });
  return html`<section id="remove"><h2>${words.remove}</h2>${refusedBox(context.t, draft.problem)}
<form class="said-form" method="post" action="/redactions">
${fields.input('what', words.what, { required: true, hint: words.whatHint })}
${fields.area('reason', words.reason, { required: true })}
${fields.input('decidedBy', words.decidedBy, { required: true })}
<p><button class="primary">${words.remove}</button></p>
<p class="quiet">${words.forGood}</p></form></section>`;
}
