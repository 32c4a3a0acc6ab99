/** What vendors say of themselves, beside what is measured: always as their word, with its time and its lag. */
import type { OfficialBody, OfficialWordBody } from '../schema-outside.ts';
import { type Html, html } from './html.ts';
import { duration, near } from './time.ts';
import { number } from './words.ts';

const STATE_WORDS: Readonly<Record<OfficialBody['pages'][number]['state'], string>> = {
  operational: 'Says that all is well',
  degraded: 'Says that it is degraded',
  outage: 'Says that there is an outage',
  maintenance: 'Says that it is being maintained',
  unknown: 'Unknown',
};

export function officialSection({ pages }: OfficialBody, asOf: string | null): Html {
  return html`<section class="official"><h2>What the vendor says</h2>
<table class="wide"><caption class="unseen">Status pages of vendors</caption>
<thead><tr><th scope="col">Page</th><th scope="col">Last word</th><th scope="col">Record</th></tr></thead>
<tbody>${pages.map(
    (page) =>
      html`<tr><th scope="row">${page.source}</th><td>${STATE_WORDS[page.state]}.${page.said === null ? '' : html` <q>${page.said}</q>`}<br><span class="quiet">read ${near(page.readAt, asOf)}</span></td><td>${record(page.record)}</td></tr>`,
  )}</tbody></table>
<p class="quiet small">A vendor's own word is a claim; it decides nothing here. A page that cannot be read is unknown, never well.</p>
</section>`;
}

function record({ incidents, told, medianLagMinutes }: OfficialBody['pages'][number]['record']): string {
  if (incidents === 0) return 'No confirmed incident yet';
  const lag = medianLagMinutes === null ? '' : `, ${lagWords(medianLagMinutes)} in the median`;
  return `Told ${number(told)} of ${number(incidents)}${lag}`;
}

const lagWords = (minutes: number): string =>
  minutes === 0
    ? 'in the same minute as the reports'
    : `${duration(Math.abs(minutes))} ${minutes > 0 ? 'after' : 'before'} the reports`;

export function incidentOfficial(words: readonly OfficialWordBody[], start: string): Html {
  return html`<ul class="plain">${words.map((word) => html`<li><strong>${word.source}</strong> ${sentence(word, start)}</li>`)}</ul>
<p class="quiet small">The lag runs from the first sign in reports here until the vendor's page was read as saying so. A time that the vendor gives for the start may be set back afterwards.</p>`;
}

function sentence(word: OfficialWordBody, start: string): Html {
  if (word.saidAt === null) {
    return word.unreadable
      ? html`could not be read, so nothing is known of what it said.`
      : html`has not said anything.`;
  }
  const since = word.since === null ? '' : html`; it says that it began at ${near(word.since, start)}`;
  const cleared =
    word.clearedAt === null ? '' : html` It said that all was well again at ${near(word.clearedAt, start)}.`;
  return html`said so at ${near(word.saidAt, start)}, ${lagWords(word.lagMinutes ?? 0)}${since}.${word.said === null ? '' : html` <q>${word.said}</q>`}${cleared}`;
}
