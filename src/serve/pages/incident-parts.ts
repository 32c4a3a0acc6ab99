/** The parts of an incident's account that are pictures of a decision: evidence against threshold, waves by lull. */
import { peakOf } from '../../chart/svg.ts';
import type { Words } from '../../words/words.ts';
import type { DecisionRow, IncidentBody, WaveRow } from '../schema.ts';
import { type Html, html } from './html.ts';
import { incidentWord } from './lists.ts';
import { stateMark } from './marks.ts';
import { minutesBetween, near } from './when.ts';

/** What the waves come to, in the steps of the chart beside it. */
export function waveSentence(t: Words, { waveList, chart }: IncidentBody): string {
  const peak = peakOf(chart);
  if (waveList.length === 0 || peak === undefined) return '';
  return t.incident.waves.sentence(waveList.length, t.duration(chart.stepMinutes), t.counts.reports(peak.count));
}

export function waveTable(t: Words, { waveList, chart, start }: IncidentBody): Html {
  const { waves: words } = t.incident;
  if (waveList.length === 0) return html`<p class="quiet">${words.none}</p>`;
  return html`<table class="wide waves-table"><caption class="unseen">${words.heading}</caption>
<thead><tr><th scope="col">${words.wave}</th><th scope="col">${t.incident.when.heading}</th><th scope="col" class="num">${words.peak(t.duration(chart.stepMinutes))}</th><th scope="col" class="num">${words.inAll}</th></tr></thead>
<tbody>${waveList.map(
    (wave) => html`<tr><th scope="row"><span class="wave-tag">${wave.number}</span></th>
<td>${span(t, wave.start, wave.end, start)}<br><span class="quiet">${words.highestAt(near(t, wave.peak, start))}</span>${leeway(t, wave, start)}
<br><span class="quiet">${words.more(wave.excessRange[0], wave.excessRange[1], t.mean(wave.expected))}</span></td>
<td class="num">${t.number(peakIn(chart, wave))}</td><td class="num">${t.number(wave.total)}</td></tr>`,
  )}</tbody></table>`;
}

/** How far off start and end may be, where they may. */
function leeway(t: Words, { startRange, endRange }: WaveRow, asOf: string | null): Html {
  const edges = [
    { words: t.incident.waves.startBetween<Html>, range: startRange },
    ...(endRange === null ? [] : [{ words: t.incident.waves.endBetween<Html>, range: endRange }]),
  ];
  const loose = edges.filter(({ range: [from, to] }) => from !== to);
  return html`${loose.map(
    ({ words, range: [from, to] }) =>
      html`<br><span class="quiet">${words(near(t, from, asOf), near(t, to, asOf))}</span>`,
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
function span(t: Words, start: string, end: string | null, asOf: string | null): Html {
  const { running, fromTo } = t.incident.waves;
  const from = near(t, start, asOf);
  if (end === null) return html`${running(from)}`;
  const length = html`<span class="whole">${t.duration(minutesBetween(start, end))}</span>`;
  return html`${fromTo(from, near(t, end, asOf), length)}`;
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

export function gapSection(t: Words, byGap: IncidentBody['wavesByGap']): Html {
  const rows = gapRows(byGap);
  if (rows.length === 0) return html``;
  const { waves: words } = t.incident;
  const most = Math.max(1, ...rows.map((row) => row.waves));
  return html`<section class="gaps"><h3>${words.depends}</h3>
<p>${words.dependsWhy}</p>
<div class="gap-sides"><div>${gapPicture(t, byGap, most)}
<p class="axis-name">${words.longestLull}</p></div>
<table class="gap-table"><caption class="unseen">${words.byLull}</caption>
<thead><tr><th scope="col">${words.lulls}</th><th scope="col" class="num">${words.heading}</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${lull(t, row)}</th><td class="num">${t.number(row.waves)}</td></tr>`)}</tbody></table></div></section>`;
}

function lull({ duration, incident: { waves: words } }: Words, { from, to }: GapRow): string {
  if (to === null) return from === 0 ? words.anyLength : words.orMore(duration(from));
  if (from === to) return from === 0 ? words.noLull : words.upTo(duration(from));
  return from === 0 ? words.upTo(duration(to)) : words.range(duration(from), duration(to));
}

const GAP_HEIGHT = 150;
const GAP_FLOOR = 128;

/** Steps down as the lull grows: each column is one lull that was tried, all of the same width. */
function gapPicture(t: Words, byGap: IncidentBody['wavesByGap'], most: number): Html {
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
      }${index % labelEvery === 0 ? html`<text class="tick" x="${middle}" y="${GAP_HEIGHT - 6}" text-anchor="middle">${gapMinutes === 0 ? '0' : t.duration(gapMinutes)}</text>` : ''}`;
    },
  )}<line class="base" x2="100%" y1="${GAP_FLOOR}" y2="${GAP_FLOOR}"/></svg>`;
}

export function decisionList(t: Words, decisions: readonly DecisionRow[], asOf: string | null): Html {
  const { decided: words } = t.incident;
  if (decisions.length === 0) return html`<p class="quiet">${words.none}</p>`;
  return html`<ol class="decisions">${decisions.map(
    (
      decision,
    ) => html`<li><h3>${stateMark(t, decision.tier, decision.tier === 'possible' ? words.possible : words.toConfirm)} ${words.possibleAt(near(t, decision.at, asOf))}</h3>
<p>${decision.words}</p>
${evidencePicture(decision)}
<p class="evidence-key"><span>${bar} ${words.evidence(t.shortNumber(decision.evidence))}</span> <span>${tick} ${words.askedFor(t.shortNumber(decision.threshold))}</span></p></li>`,
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

export function partTable(t: Words, parts: IncidentBody['parts'], asOf: string | null): Html {
  const own = parts.filter((part) => part.scope !== 'all');
  if (own.length === 0) return html`<p class="quiet">${t.incident.noParts}</p>`;
  return html`<table class="wide"><caption class="unseen">${t.incident.partsTable}</caption>
<thead><tr><th scope="col">${t.incident.part}</th><th scope="col">${t.incident.when.heading}</th><th scope="col" class="num">${t.chart.reports}</th></tr></thead>
<tbody>${own.map(
    (part) =>
      html`<tr><th scope="row">${part.name}<br>${stateMark(t, part.tier, incidentWord(t, { state: part.tier, wasConfirmed: false, independence: part.independence }))}</th><td>${span(t, part.start, part.end, asOf)}</td><td class="num">${t.number(part.observed)}<br><span class="quiet">${t.incident.usual(t.mean(part.expected))}</span></td></tr>`,
  )}</tbody></table>`;
}
