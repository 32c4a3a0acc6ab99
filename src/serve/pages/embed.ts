/** A service in a frame of somebody else's page: the answer, the picture, and the way here. No script, nothing to click but a link. */
import type { Scheme } from '../conventions/card.ts';
import type { Range } from '../range-view.ts';
import type { ServiceBody } from '../schema.ts';
import type { PageContext } from './context.ts';
import { asText, html, serviceHref } from './html.ts';
import { plainAnswer } from './service.ts';

export function embedPage(body: ServiceBody, { t, assets, name }: PageContext, scheme: Scheme, range: Range): string {
  const picture = `${serviceHref(body.id)}/chart.svg?scheme=${scheme}&lang=${t.language}&range=${range}`;
  return asText(html`<!doctype html>
<html lang="${t.language}" class="embed" data-scheme="${scheme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.service.isDown(body.name)}</title>
<meta name="color-scheme" content="${scheme}">
<link rel="stylesheet" href="${assets.css}">
</head>
<body>
<main>
<h1 class="unseen">${plainAnswer(t, body)}</h1>
<p><img src="${picture}" width="1200" height="630" alt="${t.service.reportsIn(body.name, t.service.last[range])}"></p>
<p class="quiet"><a href="${serviceHref(body.id)}" target="_blank" rel="noopener">${name}</a></p>
</main>
</body>
</html>
`);
}
