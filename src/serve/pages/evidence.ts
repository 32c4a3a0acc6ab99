/** An incident's evidence: the bundle to download, and its check in the reader's own browser. Without the script: the download. */
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref } from './html.ts';

export function evidenceSection(incident: string, { assets, version, hasLog }: PageContext): Html | '' {
  if (hasLog !== true || assets.verifyWorker === undefined) return '';
  const href = `${incidentHref(incident)}/bundle.zip`;
  return html`<section class="evidence" lang="en"><h2>Check it yourself</h2>
  <p>The entries that these figures come from, the figures, an account to print, and the proof that nothing was altered since it was signed, in one file:
  <a href="${href}" download>download the evidence</a>. <code>groundswell verify</code> checks it anywhere.</p>
  <bundle-check data-src="${href}" data-worker="${assets.verifyWorker}" data-version="${version ?? ''}" data-keep>
    <p hidden><button type="button">Check it in this browser</button></p>
    <p hidden><label>or check a file that you have <input type="file" accept=".zip,application/zip"></label></p>
    <progress hidden max="1" value="0" aria-label="Checking the evidence"></progress>
    <output></output>
  </bundle-check>
</section>`;
}
