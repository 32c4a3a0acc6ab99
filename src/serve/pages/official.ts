/** What vendors say of themselves, beside what is measured: always as their word, with its time and its lag. */
import type { Words } from '../../words/words.ts';
import type { OfficialBody, OfficialWordBody } from '../schema-outside.ts';
import { type Html, html } from './html.ts';
import { near } from './when.ts';

export function officialSection(t: Words, { pages }: OfficialBody, asOf: string | null): Html {
  return html`<section class="official"><h2>${t.official.heading}</h2>
<table class="wide"><caption class="unseen">${t.official.table}</caption>
<thead><tr><th scope="col">${t.official.page}</th><th scope="col">${t.official.lastWord}</th><th scope="col">${t.official.record}</th></tr></thead>
<tbody>${pages.map(
    (page) =>
      html`<tr><th scope="row">${page.source}</th><td>${t.official.states[page.state]}.${page.said === null ? '' : html` <q>${page.said}</q>`}<br><span class="quiet">${t.official.read(near(t, page.readAt, asOf))}</span></td><td>${record(t, page.record)}</td></tr>`,
  )}</tbody></table>
<p class="quiet small">${t.official.claim}</p>
</section>`;
}

function record(t: Words, { incidents, told, medianLagMinutes }: OfficialBody['pages'][number]['record']): string {
  if (incidents === 0) return t.official.noIncident;
  const words = t.official.told(told, incidents);
  return medianLagMinutes === null ? words : t.official.median(words, lagWords(t, medianLagMinutes));
}

function lagWords(t: Words, minutes: number): string {
  if (minutes === 0) return t.official.sameMinute;
  const length = t.duration(Math.abs(minutes));
  return minutes > 0 ? t.official.after(length) : t.official.before(length);
}

export function incidentOfficial(t: Words, words: readonly OfficialWordBody[], start: string): Html {
  return html`<ul class="plain">${words.map((word) => html`<li><strong>${word.source}</strong> ${sentence(t, word, start)}</li>`)}</ul>
<p class="quiet small">${t.official.lagMeans}</p>`;
}

function sentence(t: Words, word: OfficialWordBody, start: string): Html {
  const { official } = t;
  if (word.saidAt === null) return html`${word.unreadable ? official.unreadable : official.silent}`;
  const at = near(t, word.saidAt, start);
  const lag = lagWords(t, word.lagMinutes ?? 0);
  const said = word.since === null ? official.said(at, lag) : official.saidSince(at, lag, near(t, word.since, start));
  return html`${said}${word.said === null ? '' : html` <q>${word.said}</q>`}${
    word.clearedAt === null ? '' : html` ${official.cleared(near(t, word.clearedAt, start))}`
  }`;
}
