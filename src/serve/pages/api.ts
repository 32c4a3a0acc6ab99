/** The API for people: every path of the OpenAPI description, what it is for and what it answers. */
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
  const main = html`<article class="prose api">
<h1>The API</h1>
<p class="intro">Everything a page shows is here as data, from the same source and as fresh. Nothing needs a key, except handing in many
signals at once.</p>
<p>The whole description, with every field: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). Refusals are problem details
after RFC 9457. Every answer about a service carries a freshness block; unknown is null, never zero.</p>
<h2>Paths</h2>
${paths.flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => operationPart(method, path, operation)))}
<h2>To try it</h2>
<pre tabindex="0"><code>curl -s http://localhost:8080/api/v1/overview
curl -sN http://localhost:8080/api/v1/live
curl -s -H 'content-type: application/json' \\
  -d '{"service":"example","symptom":"slow"}' http://localhost:8080/api/v1/reports</code></pre>
</article>`;
  return page({
    title: 'The API',
    description: 'Every page as data: paths, parameters, answers.',
    context,
    main,
    current: 'api',
  });
}

function operationPart(method: string, path: string, operation: Operation): Html {
  const { summary, description, parameters = [], responses = {} } = operation;
  return html`<section class="operation"><h3><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h3>
${summary === undefined ? '' : html`<p>${summary}.${description === undefined ? '' : ` ${description}`}</p>`}
${
  parameters.length === 0
    ? ''
    : html`<p class="quiet">${parameters.map((one, index) => html`${index > 0 ? '; ' : ''}<code>${one.name}</code>${one.description === undefined ? ` in the ${one.in}` : `: ${one.description}`}`)}</p>`
}
<p class="quiet">${Object.entries(responses).map(([status, response], index) => html`${index > 0 ? ' · ' : ''}<b>${status}</b> ${response.description}`)}</p></section>`;
}
