/** The API for people who want to call it: every path with what it does, made from the OpenAPI document. */
import type { PageContext } from './context.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
}

interface OpenApiPaths {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export function apiPage(document: OpenApiPaths, context: PageContext): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, description }]) => ({ path, method, summary, description })),
  );
  return page({
    title: 'API',
    description: 'What programs can ask of this observatory.',
    context,
    main: html`<div class="title"><h1>API</h1></div>
<p>Everything on the pages is here as JSON, without a key. Answers carry an <code>ETag</code> and a freshness block: until when
everything is counted, and when not to trust the answer any more. What is not known is <code>null</code>, never zero.
The full description, with every field: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<div class="scroll" role="region" aria-label="Paths of the API" tabindex="0"><table>
<thead><tr><th scope="col">Request</th><th scope="col">What it does</th></tr></thead>
<tbody>${rows.map(
      ({ path, method, summary, description }) => html`<tr><td><code>${method.toUpperCase()} ${path}</code></td>
<td>${summary ?? ''}${description === undefined ? '' : html`<br><span class="quiet">${description}</span>`}</td></tr>`,
    )}</tbody></table></div>
<h2>Report from a program</h2>
<pre><code>curl -H 'content-type: application/json' \\
  -d '{"service": "example", "symptom": "unreachable"}' \\
  http://localhost:8080/api/v1/reports</code></pre>`,
  });
}
