/** Lists that several pages share: shares as bars, incidents as rows. A bar repeats its figure and never replaces it. */

import type { Words } from '../../words/words.ts';
import type { IncidentCardView, ShareView } from '../schema.ts';
import { type Html, html, incidentHref } from './html.ts';
import { provenanceMark, stateMark } from './marks.ts';
import { clock, day } from './when.ts';

/** More rows than this are summed up as "others". */
const ROWS_MAX = 8;

/** @param beside what stands beside a row that is one thing, not the sum of the others */
export function shareList(
  t: Words,
  title: string,
  shares: readonly ShareView[],
  empty: string,
  beside: (share: ShareView) => Html | '' = () => '',
): Html {
  return html`<section class="shares"><h3>${title}</h3>${
    shares.length === 0
      ? html`<p class="quiet">${empty}</p>`
      : html`<ul>${folded(t, shares).map(
          (
            share,
          ) => html`<li><span class="share-name">${share.name}</span><span class="share-figure">${t.percent(share.share)} <span class="quiet">${t.number(share.count)}</span></span>${share.key === '' ? '' : beside(share)}
<svg class="bar" width="100%" height="6" aria-hidden="true"><rect class="bar-all" width="100%" height="6" rx="3"/><rect class="bar-part" width="${percentWidth(share.share)}" height="6" rx="3"/></svg></li>`,
        )}</ul>`
  }</section>`;
}

function folded(t: Words, shares: readonly ShareView[]): readonly ShareView[] {
  if (shares.length <= ROWS_MAX) return shares;
  const rest = shares.slice(ROWS_MAX - 1);
  const count = rest.reduce((sum, share) => sum + share.count, 0);
  const share = rest.reduce((sum, one) => sum + one.share, 0);
  return [
    ...shares.slice(0, ROWS_MAX - 1),
    { key: '', name: t.counts.others(rest.length), count, share: Math.min(1, share) },
  ];
}

const percentWidth = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;

export function incidentList(t: Words, incidents: readonly IncidentCardView[], naming: 'service' | 'day'): Html {
  return html`<ul class="incidents">${incidents.map(
    (incident) => html`<li><a class="incident" href="${incidentHref(incident.id)}">
<span class="incident-name">${naming === 'service' ? html`${incident.serviceName}` : day(t, incident.start)}</span>
<span class="incident-when">${naming === 'service' ? html`${day(t, incident.start)}, ` : ''}${clock(t, incident.start)}</span>
<span class="incident-what">${incidentFigures(t, incident)}</span>
<span class="incident-state">${stateMark(t, incident.state, incidentWord(t, incident))}${naming === 'service' ? provenanceMark(t, incident.provenance) : ''}</span>
</a></li>`,
  )}</ul>`;
}

function incidentFigures(t: Words, incident: IncidentCardView): string {
  const length = t.duration(incident.durationMinutes);
  const lasted = incident.end === null ? t.incidentStates.runningFor(length) : length;
  const waves = incident.waves > 0 ? [t.counts.waves(incident.waves)] : [];
  return [lasted, ...waves, t.counts.reports(incident.observed)].join(' · ');
}

export function incidentWord(
  { incidentStates: words }: Words,
  incident: Pick<IncidentCardView, 'state' | 'wasConfirmed' | 'independence'>,
): string {
  switch (incident.state) {
    case 'possible':
      return incident.independence === 'few' ? words.possibleFew : words.possible;
    case 'confirmed':
      return words.confirmed;
    case 'withdrawn':
      return words.withdrawn;
    case 'over':
      return incident.wasConfirmed ? words.overConfirmed : words.overNever;
  }
}
