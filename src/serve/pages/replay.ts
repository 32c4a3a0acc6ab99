/** The control of a replay: its clock, its speed and a pause, as plain forms. Only the demonstration shows it. */

import type { FreshnessView } from '../schema.ts';
import type { PageContext, ReplayTimeline } from './context.ts';
import { type Html, html } from './html.ts';
import { freshnessLine } from './layout.ts';
import { moment } from './time.ts';
import { number } from './words.ts';

/** Seconds of the timeline in one second, as offered. */
const SPEEDS: readonly number[] = [0, 60, 600, 3600, 21_600];

/** How far the counting is: for a replay that can be steered its control, which says it too, else a line. */
export function countedUntil(context: PageContext, freshness: FreshnessView): Html {
  const found = context.replay?.timelines.find((one) => one.id === freshness.timeline);
  return found === undefined ? freshnessLine(freshness) : control(found);
}

function control(timeline: ReplayTimeline): Html {
  const { id, name, speed, asOf, ended } = timeline;
  return html`<replay-control><form class="replay" method="post" action="/replay" aria-label="Replay: ${name}">
    <input type="hidden" name="timeline" value="${id}">
    <p class="replay-clock"><span class="replay-name">Replay</span> ${asOf === null ? 'Not started' : moment(asOf)}${ended ? html` <span class="tag">Ended</span>` : ''}</p>
    <div class="speeds" role="group" aria-label="Speed of the replay">${offered(speed).map(
      (one) =>
        html`<button name="speed" value="${one}" aria-pressed="${one === speed ? 'true' : 'false'}">${words(one)}</button>`,
    )}</div>
  </form></replay-control>`;
}

/** What is running is always among what is offered. */
const offered = (speed: number): readonly number[] =>
  SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].toSorted((a, b) => a - b);

function words(speed: number): string {
  if (speed === 0) return 'Pause';
  if (speed < 60) return `${number(speed)} s/s`;
  return speed < 3600 ? `${number(speed / 60)} min/s` : `${number(speed / 3600)} h/s`;
}
