/** Short pages: thanks for a report, and problems with a way on. */
import type { Refusal } from '../../doors/refusal.ts';
import type { ServiceBody } from '../schema.ts';
import type { PageContext } from './context.ts';
import { html, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { refusedIn } from './refused.ts';

export function thanksPage(body: ServiceBody, context: PageContext, accepted: { id: string; seq: number }): string {
  const back = serviceHref(body.id);
  const { t } = context;
  const main = html`<div class="notice">
<h1>${t.notices.stored}</h1>
<p>${t.notices.entry(t.number(accepted.seq), body.name)}</p>
<p><a class="button" href="${back}">${t.notices.doOthers}</a></p>
<p class="quiet">${t.notices.keep(html`<code>${accepted.id}</code>`)}</p>
</div>`;
  return page({ title: t.notices.storedTitle, description: t.notices.storedAbout(body.name), context, main });
}

export function problemPage(problem: Refusal, context: PageContext): string {
  const nearest = problem.nearest ?? [];
  const { t } = context;
  const { title, detail, lang } = refusedIn(t, problem);
  const main = html`<div class="notice">
<p class="eyebrow">${problem.status}</p>
<h1${lang}>${title}</h1>
<p${lang}>${detail}</p>
${
  nearest.length === 0
    ? ''
    : html`<h2>${t.notices.didYouMean}</h2><ul class="nearest">${nearest.map((id) => html`<li><a href="${serviceHref(id)}">${id}</a></li>`)}</ul>`
}
<p><a href="/">${t.frame.allServices}</a></p>
</div>`;
  return page({ title, description: detail, context, main });
}
