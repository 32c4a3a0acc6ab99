/** An incident's evidence: the bundle to download, and its check in the reader's own browser. Without the script: the download. */
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref } from './html.ts';

export function evidenceSection(incident: string, { assets, version, hasLog, t }: PageContext): Html | '' {
  if (hasLog !== true || assets.verifyWorker === undefined) return '';
  const { evidence } = t;
  const href = `${incidentHref(incident)}/bundle.zip`;
  return html`<section class="evidence"><h2>${evidence.heading}</h2>
  <p>${evidence.whatIsIn(html`<a href="${href}" download>${evidence.download}</a>`, html`<code>groundswell verify</code>`)}</p>
  <bundle-check data-src="${href}" data-worker="${assets.verifyWorker}" data-version="${version ?? ''}" data-say="${JSON.stringify(evidence.said)}" data-keep>
    <p hidden><button type="button">${evidence.checkHere}</button></p>
    <p hidden><label>${evidence.orFile} <input type="file" accept=".zip,application/zip"></label></p>
    <progress hidden max="1" value="0" aria-label="${evidence.checking}"></progress>
    <output></output>
  </bundle-check>
</section>`;
}
