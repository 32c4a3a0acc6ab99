/** The parts of an incident's account that are pictures of a decision: evidence against threshold, waves by lull. */

import { peakOf } from '../../chart/svg.ts';
import type { DecisionRow, IncidentBody, WaveRow } from '../schema.ts';
import { type Html, html } from './html.ts';
import { incidentWord } from './lists.ts';
import { stateMark } from './marks.ts';
import { duration, minutesBetween, near } from './time.ts';
import { mean, number, reports, shortNumber, spelled } from './words.ts';

/** What the waves come to, in the steps of the chart beside it. */
export function waveSentence({ waveList, chart }: IncidentBody): string {
  const peak = peakOf(chart);
  if (waveList.length === 0 || peak === undefined) return '';
  return `${spelled(waveList.length)} ${waveList.length === 1 ? 'wave' : 'waves'}; the highest ${duration(chart.stepMinutes)} counted ${reports(peak.count)}.`;
}

export function waveTable({ waveList, chart, start }: IncidentBody): Html {
  if (waveList.length === 0) return html`<p class="quiet">No wave has been told apart yet.</p>`;
  return html`<table class="wide waves-table"><caption class="unseen">Waves</caption>
<thead><tr><th scope="col">Wave</th><th scope="col">When</th><th scope="col" class="num">Peak, ${duration(chart.stepMinutes)}</th><th scope="col" class="num">In all</th></tr></thead>
<tbody>${waveList.map(
    (wave) => html`<tr><th scope="row"><span class="wave-tag">${wave.number}</span></th>
<td>${span(wave.start, wave.end, start)}<br><span class="quiet">highest at ${near(wave.peak, start)}</span>${leeway(wave, start)}
<br><span class="quiet">${number(wave.excessRange[0])} to ${number(wave.excessRange[1])} more than the usual ${mean(wave.expected)}</span></td>
<td class="num">${number(peakIn(chart, wave))}</td><td class="num">${number(wave.total)}</td></tr>`,
  )}</tbody></table>`;
}

/** How far off start and end may be, where they may. */
function leeway({ startRange, endRange }: WaveRow, asOf: string | null): Html {
  const edges = [
    { name: 'start', range: startRange },
    ...(endRange === null ? [] : [{ name: 'end', range: endRange }]),
  ];
  const loose = edges.filter(({ range: [from, to] }) => from !== to);
  return html`${loose.map(
    ({ name, range: [from, to] }) =>
      html`<br><span class="quiet">${name} between ${near(from, asOf)} and ${near(to, asOf)}</span>`,
  )}`;
}

/** Highest count of the chart within the wave; the wave's own where the chart does not reach. */
function peakIn(chart: IncidentBody['chart'], wave: WaveRow): number {
  const stepMs = chart.stepMinutes * 60_000;
  const step = (iso: string): number => (Date.parse(iso) - Date.parse(chart.start)) / stepMs;
  const counts = chart.counts
    .slice(
      Math.max(0, Math.floor(step(wave.start))),
      wave.end === null ? undefined : Math.max(0, Math.ceil(step(wave.end))),
    )
    .filter((count) => count !== null);
  return counts.length === 0 ? wave.peakCount : Math.max(...counts);
}

/** From, to and how long. */
function span(start: string, end: string | null, asOf: string | null): Html {
  if (end === null) return html`${near(start, asOf)}, still running`;
  return html`${near(start, asOf)} to ${near(end, asOf)}, <span class="whole">${duration(minutesBetween(start, end))}</span>`;
}

interface GapRow {
  readonly from: number;
  readonly to: number | null;
  readonly waves: number;
}

/** Lulls that give the same number of waves are one row. */
function gapRows(byGap: IncidentBody['wavesByGap']): GapRow[] {
  const rows: GapRow[] = [];
  for (const { gapMinutes, waves } of byGap) {
    const last = rows.at(-1);
    if (last?.waves === waves) rows[rows.length - 1] = { ...last, to: gapMinutes };
    else rows.push({ from: gapMinutes, to: gapMinutes, waves });
  }
  const last = rows.at(-1);
  return last === undefined ? rows : [...rows.slice(0, -1), { ...last, to: null }];
}

export function gapSection(byGap: IncidentBody['wavesByGap']): Html {
  const rows = gapRows(byGap);
  if (rows.length === 0) return html``;
  const most = Math.max(1, ...rows.map((row) => row.waves));
  return html`<section class="gaps"><h3>How many waves depends on how one counts</h3>
<p>A lull that is short enough does not end a wave. How short decides the number, which is why accounts of one outage differ.</p>
<div class="gap-sides"><div>${gapPicture(byGap, most)}
<p class="axis-name">Longest lull that does not end a wave</p></div>
<table class="gap-table"><caption class="unseen">Number of waves by the longest lull that does not end a wave</caption>
<thead><tr><th scope="col">Lulls that end no wave</th><th scope="col" class="num">Waves</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${lull(row)}</th><td class="num">${number(row.waves)}</td></tr>`)}</tbody></table></div></section>`;
}

function lull({ from, to }: GapRow): string {
  if (to === null) return from === 0 ? 'any length' : `${duration(from)} or more`;
  if (from === to) return from === 0 ? 'none' : `up to ${duration(from)}`;
  return from === 0 ? `up to ${duration(to)}` : `${duration(from)} to ${duration(to)}`;
}

const GAP_HEIGHT = 150;
const GAP_FLOOR = 128;

/** Steps down as the lull grows: each column is one lull that was tried, all of the same width. */
function gapPicture(byGap: IncidentBody['wavesByGap'], most: number): Html {
  const width = 100 / byGap.length;
  const y = (waves: number): number => GAP_FLOOR - (waves / most) * (GAP_FLOOR - 18);
  const labelEvery = Math.ceil(byGap.length / 5);
  return html`<svg class="picture gap-picture" width="100%" height="${GAP_HEIGHT}" aria-hidden="true">${byGap.map(
    ({ gapMinutes, waves }, index) => {
      const x = `${Math.round(index * width * 100) / 100}%`;
      const middle = `${Math.round((index + 0.5) * width * 100) / 100}%`;
      const changed = byGap[index - 1]?.waves !== waves;
      return html`<rect class="gap-column" x="${x}" width="${Math.round((width + 0.05) * 100) / 100}%" y="${Math.round(y(waves))}" height="${Math.round(GAP_FLOOR - y(waves))}"/><rect class="gap-top" x="${x}" width="${Math.round((width + 0.05) * 100) / 100}%" y="${Math.round(y(waves))}" height="2"/>${
        changed ? html`<text class="peak" x="${x}" dx="4" y="${Math.round(y(waves)) - 5}">${waves}</text>` : ''
      }${index % labelEvery === 0 ? html`<text class="tick" x="${middle}" y="${GAP_HEIGHT - 6}" text-anchor="middle">${gapMinutes === 0 ? '0' : duration(gapMinutes)}</text>` : ''}`;
    },
  )}<line class="base" x2="100%" y1="${GAP_FLOOR}" y2="${GAP_FLOOR}"/></svg>`;
}

export function decisionList(decisions: readonly DecisionRow[], asOf: string | null): Html {
  if (decisions.length === 0) return html`<p class="quiet">No threshold has been passed.</p>`;
  return html`<ol class="decisions">${decisions.map(
    (
      decision,
    ) => html`<li><h3>${stateMark(decision.tier, decision.tier === 'possible' ? 'Possible' : 'Evidence to confirm')} at ${near(decision.at, asOf)}</h3>
<p>${decision.words}</p>
${evidencePicture(decision)}
<p class="evidence-key"><span>${bar} Evidence ${shortNumber(decision.evidence)}</span> <span>${tick} Asked for ${shortNumber(decision.threshold)}</span></p></li>`,
  )}</ol>`;
}

const bar = html`<svg class="swatch" viewBox="0 0 18 12" aria-hidden="true"><rect class="bar-part" y="3" width="18" height="6" rx="3"/></svg>`;
const tick = html`<svg class="swatch" viewBox="0 0 18 12" aria-hidden="true"><path class="threshold" d="M9 0v12"/></svg>`;

/** Both on one scale; the mark is the threshold. */
function evidencePicture({ evidence, threshold }: DecisionRow): Html {
  const scale = Math.max(evidence, threshold, 0.001) * 1.05;
  const at = (value: number): string => `${Math.round((Math.max(0, value) / scale) * 1000) / 10}%`;
  return html`<svg class="picture evidence" width="100%" height="18" aria-hidden="true"><rect class="bar-all" y="5" width="100%" height="8" rx="4"/><rect class="bar-part" y="5" width="${at(evidence)}" height="8" rx="4"/><line class="threshold" x1="${at(threshold)}" x2="${at(threshold)}" y1="0" y2="18"/></svg>`;
}

export function partTable(parts: IncidentBody['parts'], asOf: string | null): Html {
  const own = parts.filter((part) => part.scope !== 'all');
  if (own.length === 0) return html`<p class="quiet">No single symptom, country or network stands out by itself.</p>`;
  return html`<table class="wide"><caption class="unseen">Symptoms, countries and networks that stand out by themselves</caption>
<thead><tr><th scope="col">Part</th><th scope="col">When</th><th scope="col" class="num">Reports</th></tr></thead>
<tbody>${own.map(
    (part) =>
      html`<tr><th scope="row">${part.name}<br>${stateMark(part.tier, incidentWord({ state: part.tier, wasConfirmed: false, independence: part.independence }))}</th><td>${span(part.start, part.end, asOf)}</td><td class="num">${number(part.observed)}<br><span class="quiet">usual ${mean(part.expected)}</span></td></tr>`,
  )}</tbody></table>`;
}
