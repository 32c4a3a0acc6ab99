/** How long signals are kept, and which are gone: when, by which rule, and what commits to them. */
import { PRUNABLE_KINDS } from '../../model/pruning.ts';
import type { PruningListRow, PruningRow } from '../schema-prunings.ts';
import type { PageContext } from './context.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { moment } from './when.ts';

export function retentionPage({ keep, prunings }: PruningListRow, context: PageContext): string {
  const { t } = context;
  const words = t.retention;
  const main = html`
<div class="title"><h1>${words.heading}</h1><p>${words.lede}</p></div>
<section><h2>${words.kept}</h2><div class="scroll"><table><thead><tr><th scope="col">${words.signals}</th><th scope="col">${words.keptFor}</th></tr></thead>
<tbody>${PRUNABLE_KINDS.map((kind) => {
    const days = keep[kind];
    return html`<tr><th scope="row">${words.kinds[kind]}</th><td>${days == null ? words.forEver : words.days(days)}</td></tr>`;
  })}</tbody></table></div>
<p class="quiet">${words.stays}</p></section>
<section><h2>${words.gone}</h2>
${prunings.length === 0 ? html`<p class="quiet">${words.none}</p>` : html`<ol class="holds">${prunings.map((row) => item(context, row))}</ol>`}
<p class="quiet"><a href="/api/v1/prunings">${words.asJson}</a></p></section>`;
  return page({ title: words.heading, description: words.lede, context, main });
}

function item(
  { t }: PageContext,
  { number, at, before, removed, held, reason, decidedBy, account, digest }: PruningRow,
): Html {
  const words = t.retention;
  return html`<li class="hold"><p><strong>${words.pruning(t.number(number))}</strong>: ${reason}</p>
<p class="quiet">${moment(t, at)}, ${account === null ? decidedBy : t.desk.by(decidedBy, account)}</p>
<ul class="plain">${PRUNABLE_KINDS.flatMap((kind) =>
    removed[kind] === undefined ? [] : [html`<li>${words.kinds[kind]}: ${t.number(removed[kind])}</li>`],
  )}
<li>${words.before(t.number(before))}</li>
${held === 0 ? '' : html`<li>${words.held(held)}</li>`}</ul>
<p class="quiet">SHA-256 <code>${digest}</code></p></li>`;
}
