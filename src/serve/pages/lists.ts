/** Lists that several pages share: shares as bars, incidents as rows. A bar repeats its figure and never replaces it. */
import type { IncidentCardView, ShareView } from '../schema.ts';
import { type Html, html, incidentHref } from './html.ts';
import { provenanceMark, stateMark } from './marks.ts';
import { clock, day, duration } from './time.ts';
import { number, percent, plural, reports } from './words.ts';

/** More rows than this are summed up as "others". */
const ROWS_MAX = 8;

export function shareList(title: string, shares: readonly ShareView[], empty: string): Html {
  return html`<section class="shares"><h3>${title}</h3>${
    shares.length === 0
      ? html`<p class="quiet">${empty}</p>`
      : html`<ul>${folded(shares).map(
          (
            share,
          ) => html`<li><span class="share-name">${share.name}</span><span class="share-figure">${percent(share.share)} <span class="quiet">${number(share.count)}</span></span>
<svg class="bar" width="100%" height="6" aria-hidden="true"><rect class="bar-all" width="100%" height="6" rx="3"/><rect class="bar-part" width="${percentWidth(share.share)}" height="6" rx="3"/></svg></li>`,
        )}</ul>`
  }</section>`;
}

function folded(shares: readonly ShareView[]): readonly ShareView[] {
  if (shares.length <= ROWS_MAX) return shares;
  const rest = shares.slice(ROWS_MAX - 1);
  const count = rest.reduce((sum, share) => sum + share.count, 0);
  const share = rest.reduce((sum, one) => sum + one.share, 0);
  return [
    ...shares.slice(0, ROWS_MAX - 1),
    { key: '', name: `${number(rest.length)} others`, count, share: Math.min(1, share) },
  ];
}

const percentWidth = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;

export function incidentList(incidents: readonly IncidentCardView[], naming: 'service' | 'day'): Html {
  return html`<ul class="incidents">${incidents.map(
    (incident) => html`<li><a class="incident" href="${incidentHref(incident.id)}">
<span class="incident-name">${naming === 'service' ? html`${incident.serviceName}` : day(incident.start)}</span>
<span class="incident-when">${naming === 'service' ? html`${day(incident.start)}, ` : ''}${clock(incident.start)}</span>
<span class="incident-what">${incidentFigures(incident)}</span>
<span class="incident-state">${stateMark(incident.state, incidentWord(incident))}${naming === 'service' ? provenanceMark(incident.provenance) : ''}</span>
</a></li>`,
  )}</ul>`;
}

function incidentFigures(incident: IncidentCardView): string {
  const lasted =
    incident.end === null ? `running for ${duration(incident.durationMinutes)}` : duration(incident.durationMinutes);
  const waves = incident.waves > 0 ? [plural(incident.waves, 'wave', 'waves')] : [];
  return [lasted, ...waves, reports(incident.observed)].join(' · ');
}

export function incidentWord(incident: Pick<IncidentCardView, 'state' | 'wasConfirmed' | 'independence'>): string {
  switch (incident.state) {
    case 'possible':
      return incident.independence === 'few' ? 'Possible, from few networks' : 'Possible';
    case 'confirmed':
      return 'Confirmed';
    case 'withdrawn':
      return 'Withdrawn';
    case 'over':
      return incident.wasConfirmed ? 'Over, was confirmed' : 'Over, never confirmed';
  }
}
