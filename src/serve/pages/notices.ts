/** Short pages: thanks for a report, and problems with a way on. */
import type { ProblemBody, ServiceBody } from '../schema.ts';
import type { PageContext } from './context.ts';
import { html, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { number } from './words.ts';

export function thanksPage(body: ServiceBody, context: PageContext, accepted: { id: string; seq: number }): string {
  const back = serviceHref(body.id);
  const main = html`<div class="notice">
<h1>Thank you. Your report is stored.</h1>
<p>It is entry ${number(accepted.seq)} of the journal and counts once towards what is shown for ${body.name}.</p>
<p><a class="button" href="${back}">Do others see it too?</a></p>
<p class="quiet">To find it again, keep this: <code>${accepted.id}</code></p>
</div>`;
  return page({ title: 'Report stored', description: `Your report about ${body.name} is stored.`, context, main });
}

export function problemPage(problem: ProblemBody, context: PageContext): string {
  const nearest = problem.nearest ?? [];
  const main = html`<div class="notice">
<p class="eyebrow">${problem.status}</p>
<h1>${problem.title}</h1>
<p>${problem.detail}</p>
${
  nearest.length === 0
    ? ''
    : html`<h2>Did you mean</h2><ul class="nearest">${nearest.map((id) => html`<li><a href="${serviceHref(id)}">${id}</a></li>`)}</ul>`
}
<p><a href="/">All services</a></p>
</div>`;
  return page({ title: problem.title, description: problem.detail, context, main });
}
