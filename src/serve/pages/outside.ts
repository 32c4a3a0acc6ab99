/** Seen from outside: a table of places on the service's page, and what an incident looked like from each. */
import { STREAK_MIN } from '../../core/check-watch.ts';
import { PHASES } from '../../model/check.ts';
import type { Words } from '../../words/words.ts';
import type { IncidentOutsideBody, OutsideBody } from '../schema-outside.ts';
import { type Html, html } from './html.ts';
import { placeMap, placeMark } from './place-map.ts';
import { minutesBetween, near } from './when.ts';

/** A certificate with fewer days left is told. */
export const DAYS_TOLD = 21;
export const SLOW_MS = 3_000;

export function outsideSection(t: Words, { places }: OutsideBody, asOf: string | null, land: string): Html {
  const { outside } = t;
  const failing = places.filter(({ state }) => state === 'failing').length;
  const heard = places.filter(({ state }) => state !== 'silent').length;
  return html`<section class="outside"><h2>${outside.heading}</h2>
<p class="lede">${heard === 0 ? outside.nobodyLooked : failing === 0 ? outside.noneFails(heard) : outside.fails(failing, heard)}</p>
${placeMap(t, places, 'places-title', land)}
<table class="wide"><caption class="unseen">${outside.lastChecks}</caption>
<thead><tr><th scope="col">${outside.place}</th><th scope="col">${outside.lastCheck}</th></tr></thead>
<tbody>${places.flatMap((place) =>
    place.targets.map(
      (
        target,
        index,
      ) => html`<tr><th scope="row">${index === 0 ? html`${place.name}${place.country === null ? '' : html` <span class="quiet">${place.country}</span>`}<br>${placeMark(t, place.state)}` : ''}</th>
<td>${target.words}.${target.failedInARow > 1 ? ` ${outside.inARow(target.failedInARow)}` : ''}<br><span class="quiet">${target.target} · ${silence(t, target, asOf)}${certificate(t, target.certificateDays)}<br>${phases(t, target.times)}</span></td></tr>`,
    ),
  )}</tbody></table>
<p class="quiet small">${outside.rule(t.spelled(STREAK_MIN).toLowerCase())}</p>
</section>`;
}

type TargetView = OutsideBody['places'][number]['targets'][number];

function silence(t: Words, { at, silent, everySeconds }: TargetView, asOf: string | null): Html {
  if (!silent || asOf === null) return html`${near(t, at, asOf)}`;
  return html`${t.outside.noCheckFor(t.duration(minutesBetween(at, asOf)), everySeconds)}`;
}

function certificate({ outside }: Words, days: number | null): string {
  if (days === null || days > DAYS_TOLD) return '';
  return ` · ${days < 0 ? outside.certificateEnded(-days) : outside.certificateEnds(days)}`;
}

function phases(t: Words, times: TargetView['times']): Html {
  const parts = PHASES.flatMap((phase) =>
    times[phase] === null ? [] : [`${t.outside.phases[phase]} ${t.number(times[phase])}`],
  );
  const slow = times.total > SLOW_MS ? html` <strong>${t.outside.slow}</strong>` : '';
  return html`${t.number(times.total)} ms${slow}: ${parts.join(', ')}`;
}

export function incidentOutside(
  t: Words,
  outside: IncidentOutsideBody | null,
  confirmedByChecks: boolean,
  land: string,
): Html {
  const { outside: words } = t;
  if (outside === null) return html`<p class="quiet">${words.nobodyDuring}</p>`;
  const counts = (some: IncidentOutsideBody['places'][number]['during'] | null): string =>
    some === null
      ? words.notKnown
      : [
          words.failedOf(some.failed, some.ok + some.failed),
          ...(some.inconclusive > 0 ? [words.inconclusive(some.inconclusive)] : []),
        ].join(', ');
  return html`<p>${outside.sentence}${confirmedByChecks ? ` ${words.confirmedIt}` : ''}</p>
${placeMap(t, outside.places, 'places-title', land)}
<table class="wide"><caption class="unseen">${words.checksDuring}</caption>
<thead><tr><th scope="col">${words.place}</th><th scope="col">${words.during}</th><th scope="col">${words.before}</th></tr></thead>
<tbody>${outside.places.map(
    (place) =>
      html`<tr><th scope="row">${place.name}<br>${placeMark(t, place.state)}</th><td>${counts(place.during)}${place.words === null ? '' : html`<br><span class="quiet">${place.words}</span>`}</td><td>${counts(place.usual)}</td></tr>`,
  )}</tbody></table>`;
}
