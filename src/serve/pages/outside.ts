/** Seen from outside: a table of places on the service's page, and what an incident looked like from each. */
import { PHASES } from '../../model/check.ts';
import type { IncidentOutsideBody, OutsideBody } from '../schema-outside.ts';
import { type Html, html } from './html.ts';
import { placeMap, placeMark } from './place-map.ts';
import { duration, minutesBetween, near } from './time.ts';
import { number, plural } from './words.ts';

/** A certificate with fewer days left is told. */
const DAYS_TOLD = 21;
const SLOW_MS = 3_000;

export function outsideSection({ places }: OutsideBody, asOf: string | null, land: string): Html {
  const failing = places.filter(({ state }) => state === 'failing').length;
  const heard = places.filter(({ state }) => state !== 'silent').length;
  return html`<section class="outside" lang="en"><h2>Seen from outside</h2>
<p class="lede">${heard === 0 ? 'No place has looked lately, so nothing is known from outside.' : failing === 0 ? `No check fails from ${plural(heard, 'place', 'places')}.` : `It fails from ${number(failing)} of ${plural(heard, 'place', 'places')}.`}</p>
${placeMap(places, 'places-title', land)}
<table class="wide"><caption class="unseen">Last checks, by place</caption>
<thead><tr><th scope="col">Place</th><th scope="col">Last check</th></tr></thead>
<tbody>${places.flatMap((place) =>
    place.targets.map(
      (
        target,
        index,
      ) => html`<tr><th scope="row">${index === 0 ? html`${place.name}${place.country === null ? '' : html` <span class="quiet">${place.country}</span>`}<br>${placeMark(place.state)}` : ''}</th>
<td>${target.words}.${target.failedInARow > 1 ? ` ${number(target.failedInARow)} in a row.` : ''}<br><span class="quiet">${target.target} · ${silence(target, asOf)}${certificate(target.certificateDays)}<br>${phases(target.times)}</span></td></tr>`,
    ),
  )}</tbody></table>
<p class="quiet small">A place is failing after two conclusive checks in a row. A check is inconclusive where the prober's own network had trouble, or a rule turned it away.</p>
</section>`;
}

type TargetView = OutsideBody['places'][number]['targets'][number];

function silence({ at, silent, everySeconds }: TargetView, asOf: string | null): Html {
  if (!silent || asOf === null) return html`${near(at, asOf)}`;
  return html`no check for ${duration(minutesBetween(at, asOf))}, though one is due every ${plural(everySeconds, 'second', 'seconds')}`;
}

function certificate(days: number | null): string {
  if (days === null || days > DAYS_TOLD) return '';
  return days < 0
    ? ` · certificate ended ${plural(-days, 'day', 'days')} ago`
    : ` · certificate ends in ${plural(days, 'day', 'days')}`;
}

function phases(times: TargetView['times']): Html {
  const parts = PHASES.flatMap(([phase, name]) => (times[phase] === null ? [] : [`${name} ${times[phase]}`]));
  const slow = times.total > SLOW_MS ? html` <strong>slow</strong>` : '';
  return html`${number(times.total)} ms${slow}: ${parts.join(', ')}`;
}

export function incidentOutside(outside: IncidentOutsideBody | null, confirmedByChecks: boolean, land: string): Html {
  if (outside === null) return html`<p class="quiet">Nobody looked from outside during this incident.</p>`;
  const counts = (some: IncidentOutsideBody['places'][number]['during'] | null): string =>
    some === null
      ? 'not known'
      : `${number(some.failed)} of ${number(some.ok + some.failed)} failed${some.inconclusive > 0 ? `, ${number(some.inconclusive)} inconclusive` : ''}`;
  return html`<p>${outside.sentence}${confirmedByChecks ? ' That several places failed together with the reports is what confirmed it.' : ''}</p>
${placeMap(outside.places, 'places-title', land)}
<table class="wide"><caption class="unseen">Checks during the incident, by place</caption>
<thead><tr><th scope="col">Place</th><th scope="col">During</th><th scope="col">Before</th></tr></thead>
<tbody>${outside.places.map(
    (place) =>
      html`<tr><th scope="row">${place.name}<br>${placeMark(place.state)}</th><td>${counts(place.during)}${place.words === null ? '' : html`<br><span class="quiet">${place.words}</span>`}</td><td>${counts(place.usual)}</td></tr>`,
  )}</tbody></table>`;
}
