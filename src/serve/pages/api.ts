/** The API for people: every path of the OpenAPI description, what it is for and what it answers. */
import type { Words } from '../../words/words.ts';
import type { PageContext } from './context.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

/** The parts of an OpenAPI description that the page shows. */
interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
}

export function apiPage(openApi: Readonly<Record<string, unknown>>, context: PageContext): string {
  const paths = Object.entries((openApi.paths ?? {}) as Record<string, Record<string, Operation>>);
  const { t } = context;
  const main = html`<article class="prose api">
<h1>${t.api.heading}</h1>
<p class="intro">${t.api.intro}</p>
<p>${t.api.whole(html`<a href="/openapi.json">openapi.json</a>`)}</p>
<h2>${t.api.paths}</h2>
${paths.flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => operationPart(t, method, path, operation)))}
<h2>${t.api.toTry}</h2>
<pre tabindex="0"><code>curl -s http://localhost:8080/api/v1/overview
curl -sN http://localhost:8080/api/v1/live
curl -s -H 'content-type: application/json' \\
  -d '{"service":"example","symptom":"slow"}' http://localhost:8080/api/v1/reports</code></pre>
</article>`;
  return page({
    title: t.api.heading,
    description: t.api.about,
    context,
    main,
    current: 'api',
  });
}

function operationPart(t: Words, method: string, path: string, operation: Operation): Html {
  const { summary, description, parameters = [], responses = {} } = operation;
  return html`<section class="operation" lang="en"><h3><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h3>
${summary === undefined ? '' : html`<p>${summary}.${description === undefined ? '' : ` ${description}`}</p>`}
${
  parameters.length === 0
    ? ''
    : html`<p class="quiet">${parameters.map((one, index) => html`${index > 0 ? '; ' : ''}<code>${one.name}</code>${one.description === undefined ? ` ${t.api.inThe(one.in)}` : `: ${one.description}`}`)}</p>`
}
<p class="quiet">${Object.entries(responses).map(([status, response], index) => html`${index > 0 ? ' · ' : ''}<b>${status}</b> ${response.description}`)}</p></section>`;
}
