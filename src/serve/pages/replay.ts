/** The control of a replay: its clock, its speed and a pause, as plain forms. Only the demonstration shows it. */

import type { FreshnessView } from '../schema.ts';
import type { PageContext, ReplayTimeline } from './context.ts';
import { type Html, html } from './html.ts';
import { freshnessLine } from './layout.ts';
import { moment } from './time.ts';

const SPEEDS: readonly { readonly speed: number; readonly words: string }[] = [
  { speed: 0, words: 'Pause' },
  { speed: 60, words: '1 min/s' },
  { speed: 600, words: '10 min/s' },
  { speed: 3600, words: '1 h/s' },
  { speed: 21_600, words: '6 h/s' },
];

/** How far the counting is: for a replay that can be steered its control, which says it too, else a line. */
export function countedUntil(context: PageContext, freshness: FreshnessView): Html {
  const found = context.replay?.timelines.find((one) => one.id === freshness.timeline);
  return found === undefined ? freshnessLine(freshness) : control(found);
}

function control(timeline: ReplayTimeline): Html {
  const { id, name, speed, asOf, ended } = timeline;
  return html`<replay-control><form class="replay" method="post" action="/replay" aria-label="Replay: ${name}">
    <input type="hidden" name="timeline" value="${id}">
    <p class="replay-clock"><span class="replay-name">Replay</span> ${asOf === null ? 'Not started' : moment(asOf)}${ended ? html` <span class="tag">Ended</span>` : speed === 0 ? html` <span class="tag">Paused</span>` : ''}</p>
    <div class="speeds" role="group" aria-label="Speed of the replay">${SPEEDS.map(
      (one) =>
        html`<button name="speed" value="${one.speed}" aria-pressed="${one.speed === speed ? 'true' : 'false'}">${one.words}</button>`,
    )}</div>
  </form></replay-control>`;
}
