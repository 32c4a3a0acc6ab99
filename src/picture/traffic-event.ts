/**
 * One stretch that stood out, on the traffic page: its signs, what the diagnosis makes of it with what speaks for and
 * against, what could not be seen and what would change it, and the figures beside the usual ones.
 */
import type { Bearing, Diagnosis, Weighed } from '../diagnosis/diagnosis.ts';
import type { TrafficSummary } from '../model/traffic.ts';
import type { Signal } from '../traffic/events.ts';
import type { ReportEvent } from '../traffic/report.ts';
import { count, share } from './figures.ts';
import { originsTable } from './origins-table.ts';
import { topLists } from './traffic-lists.ts';
import {
  clockWords,
  dayWords,
  durationWords,
  html,
  type Markup,
  NOTHING,
  rateWords,
  raw,
  stretchWords,
} from './traffic-markup.ts';

const SIGNS: Readonly<Record<Signal, string>> = {
  'more-requests': 'more requests than usual',
  'fewer-requests': 'fewer requests than usual',
  failures: 'failures (5xx)',
  refusals: 'refusals (4xx)',
  'more-clients': 'more clients than usual',
  'one-client': 'requests of one client',
  silence: 'no line at all',
};

/** Hypotheses whose findings are told; the others stand in the table. */
const ARGUED_MAX = 2;
const CHANGES_MAX = 6;
const ORIGIN_ROWS = 5;

export function trafficEvent(event: ReportEvent, number: number, opened: boolean): Markup {
  const { from, to, minutes, open, silence, diagnosis, signs } = event;
  const cut = `${open.start ? ', was on when the log begins' : ''}${open.end ? ', was on when the log ends' : ''}`;
  const words = silence
    ? 'No line at all: unknown, not zero'
    : (diagnosis?.verdict.words ?? signs.map(({ signal }) => SIGNS[signal]).join(', '));
  return html`<li><details class="event"${opened ? html` open` : NOTHING}>
<summary><span class="${silence ? 'tag tag-unknown' : 'tag'}">${number}</span><span class="event-head"><b>${firstSentence(words)}</b>
<span class="soft">${stretchWords(from, to)}, ${durationWords(minutes)}${cut}</span></span></summary>
<div class="event-body" id="event-${number}">
${
  silence
    ? html`<p>In this stretch, lines were due and none was written. It has no figures and no diagnosis: whether nobody asked, nothing answered or nothing was logged cannot be told from the log.</p>`
    : html`${signsOf(event)}
${diagnosis === null ? NOTHING : diagnosisOf(diagnosis)}
${figuresOf(event)}
${event.origins.length === 0 ? NOTHING : html`<h4>Where the addresses are registered, against the usual</h4><div class="origins">${event.origins.map((one) => raw(originsTable(one, { rowsMax: ORIGIN_ROWS })))}</div>`}
${event.top === null ? NOTHING : html`<h4>Most frequent in this stretch</h4>${topLists(event.top, 5)}`}`
}
</div>
</details></li>`;
}

/** The head tells the verdict; its reservations stand below, in full. */
const firstSentence = (words: string): string => words.split(/(?<=\.) /)[0] ?? words;

function signsOf({ signs, peak }: ReportEvent): Markup {
  const items = signs.map(
    ({ signal, from, to, counted, expected }) =>
      html`<li><b>${SIGNS[signal]}</b>: ${rateWords(counted)}, usually ${rateWords(expected)} <span class="soft">(${stretchWords(from, to)})</span></li>`,
  );
  const most =
    peak === null
      ? NOTHING
      : html`<li>most in one step: ${count(peak.requests)} requests at ${clockWords(Date.parse(peak.at))} UTC on ${dayWords(Date.parse(peak.at))}</li>`;
  return html`<h4>What stood out</h4><ul>${items}${most}</ul>`;
}

function diagnosisOf({ verdict, hypotheses, attack, unseen, claims, scale }: Diagnosis): Markup {
  const isTold = firstSentence(verdict.words) === verdict.words || attack.words.includes(verdict.words);
  const argued = hypotheses.slice(0, ARGUED_MAX);
  const changes = argued[0]?.changes.slice(0, CHANGES_MAX) ?? [];
  return html`${isTold ? NOTHING : html`<p>${verdict.words}</p>`}
<p><b>Attack?</b> ${attack.words}</p>
<h4>What it may be</h4>
<div class="scroll" role="region" aria-label="Hypotheses" tabindex="0"><table><thead><tr><th scope="col">Hypothesis</th><th scope="col">Likelihood</th><th scope="col" class="figure">Probability</th><th scope="col">Confidence</th></tr></thead>
<tbody>${hypotheses.map(hypothesisRow)}</tbody></table></div>
<p class="soft small">Likelihood words by ${scale}. Confidence is kept apart: how much of what matters was seen, and how clear it was. All of it is inferred.</p>
${argued.map(argument)}
${claims.length === 0 ? NOTHING : html`<h4>What others say</h4><ul>${claims.map(({ words }) => html`<li>${words} <span class="soft">(claimed)</span></li>`)}</ul>`}
<div class="columns">
${unseen.length === 0 ? NOTHING : html`<div><h4>What could not be seen</h4><ul>${unseen.map(({ words }) => html`<li>${words}</li>`)}</ul></div>`}
${changes.length === 0 ? NOTHING : html`<div><h4>What would change this answer</h4><ul>${changes.map(({ words }) => html`<li>${words}</li>`)}</ul></div>`}
</div>`;
}

const hypothesisRow = ({ name, likelihood, posterior, confidence, confidenceWords }: Weighed): Markup =>
  html`<tr><th scope="row">${name}</th><td>${likelihood}</td><td class="figure">${share(posterior)}</td><td>${confidence} <span class="soft wide">(${confidenceWords})</span></td></tr>`;

function argument({ name, bearings }: Weighed): Markup {
  const side = (wanted: Bearing['side']): Markup => {
    const found = bearings.filter((bearing) => bearing.side === wanted);
    return html`<div><h5>${wanted === 'for' ? '+ speaks for it' : '− speaks against it'}</h5>${
      found.length === 0 ? html`<p class="soft">nothing that was seen</p>` : html`<ul>${found.map(bearingItem)}</ul>`
    }</div>`;
  };
  return html`<h4>${name[0]?.toUpperCase() ?? ''}${name.slice(1)}</h4><div class="columns">${side('for')}${side('against')}</div>`;
}

const bearingItem = ({ finding }: Bearing): Markup =>
  html`<li>${finding.words}${finding.basis === 'claimed' ? ' (claimed)' : ''} <span class="soft">– ${finding.because}</span></li>`;

/** Shares that are compared, in words; what neither side knows is left out. */
const SHARES: readonly (readonly [string, (summary: TrafficSummary) => number | null])[] = [
  ['Failed (5xx)', ({ statuses, requests }) => part(statuses.serverError, requests)],
  ['Refused (4xx)', ({ statuses, requests }) => part(statuses.clientError, requests)],
  ['Heaviest client', ({ topClientShare }) => topClientShare],
  ['Heaviest prefix', ({ topPrefixShare }) => topPrefixShare],
  ['Heaviest network', ({ topNetworkShare }) => topNetworkShare],
  ['Networks that rent out machines', ({ hostingShare }) => hostingShare],
  ['Prefixes seen before', ({ oldPrefixShare }) => oldPrefixShare],
  ['Most requested path', ({ topPathShare }) => topPathShare],
  ['Paths never seen before', ({ newPathShare }) => newPathShare],
  ['Parts of pages', ({ assetShare }) => assetShare],
  ['Most frequent agent', ({ topAgentShare }) => topAgentShare],
  ['Agents never seen before', ({ newAgentShare }) => newAgentShare],
  ['Tools, or no agent', ({ toolShare }) => toolShare],
  ['Named crawlers', ({ crawlerShare }) => crawlerShare],
  ['Clients like a clock', ({ clockworkShare }) => clockworkShare],
  ['Most frequent foreign referrer', ({ topReferrerShare }) => topReferrerShare],
  ['Without referrer', ({ emptyReferrerShare }) => emptyReferrerShare],
  ['Methods that change something', ({ writeShare }) => writeShare],
  ['Tries for holes in programs', ({ holeShare }) => holeShare],
  ['Odd methods or protocols', ({ oddShare }) => oddShare],
];

const part = (some: number, all: number): number | null => (all === 0 ? null : some / all);

function figuresOf({ during, usual }: ReportEvent): Markup {
  if (during === null) return NOTHING;
  const row = (name: string, text: (summary: TrafficSummary) => string): Markup =>
    html`<tr><th scope="row">${name}</th><td class="figure">${text(during)}</td><td class="figure">${usual === null ? '–' : text(usual)}</td></tr>`;
  const aMinute = (value: number, { minutes }: TrafficSummary): string => rateWords(value / Math.max(1, minutes));
  const shares = SHARES.filter(([, of]) => of(during) !== null || (usual !== null && of(usual) !== null));
  return html`<h4>Figures beside the usual ones</h4>
<div class="scroll" role="region" aria-label="Figures of the stretch beside the usual ones" tabindex="0"><table><thead><tr><th scope="col"></th><th scope="col" class="figure">Then</th><th scope="col" class="figure">Usually</th></tr></thead>
<tbody>
${row('Minutes looked at', ({ minutes }) => count(minutes))}
${row('Requests', ({ requests }) => count(requests))}
${row('Requests a minute', (summary) => aMinute(summary.requests, summary))}
${row('Kilobytes a minute', (summary) => aMinute(summary.bytes / 1000, summary))}
${row('Clients in those minutes (estimate)', ({ clients }) => count(clients))}
${row('Median time to answer', ({ answerMs }) => (answerMs === null ? 'not logged' : `${rateWords(answerMs)} ms`))}
<tr class="part"><th scope="rowgroup" colspan="3">Of the requests</th></tr>
${shares.map(([name, of]) => row(name, (summary) => (of(summary) === null ? '–' : share(of(summary)!))))}
</tbody></table></div>${usual === null ? html`<p class="soft small">There is too little calm log to say what is usual.</p>` : NOTHING}`;
}
