/** The control of a replay: its clock, its speed and a pause, as plain forms. Only the demonstration shows it. */

import type { Words } from '../../words/words.ts';
import type { FreshnessView } from '../schema.ts';
import type { PageContext, ReplayTimeline } from './context.ts';
import { type Html, html } from './html.ts';
import { freshnessLine } from './layout.ts';
import { moment } from './when.ts';

/** Seconds of the timeline in one second, as offered. */
const SPEEDS: readonly number[] = [0, 60, 600, 3600, 21_600];

/** How far the counting is: for a replay that can be steered its control, which says it too, else a line. */
export function countedUntil(context: PageContext, freshness: FreshnessView): Html {
  const found = context.replay?.timelines.find((one) => one.id === freshness.timeline);
  return found === undefined ? freshnessLine(context.t, freshness) : control(context.t, found);
}

function control(t: Words, timeline: ReplayTimeline): Html {
  const { id, name, speed, asOf, ended } = timeline;
  return html`<replay-control><form class="replay" method="post" action="/replay" aria-label="${t.replay.of(name)}">
    <input type="hidden" name="timeline" value="${id}">
    <p class="replay-clock"><span class="replay-name">${t.replay.name}</span> ${asOf === null ? t.replay.notStarted : moment(t, asOf)}${ended ? html` <span class="tag">${t.replay.ended}</span>` : ''}</p>
    <div class="speeds" role="group" aria-label="${t.replay.speed}">${offered(speed).map(
      (one) =>
        html`<button name="speed" value="${one}" aria-pressed="${one === speed ? 'true' : 'false'}">${words(t, one)}</button>`,
    )}</div>
  </form></replay-control>`;
}

/** What is running is always among what is offered. */
const offered = (speed: number): readonly number[] =>
  SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].toSorted((a, b) => a - b);

function words(t: Words, speed: number): string {
  if (speed === 0) return t.replay.pause;
  if (speed < 60) return t.replay.seconds(t.shortNumber(speed));
  return speed < 3600 ? t.replay.minutes(t.shortNumber(speed / 60)) : t.replay.hours(t.shortNumber(speed / 3600));
}
