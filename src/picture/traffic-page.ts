/**
 * The traffic report as one page that needs no other file, no script and no network: the figures of the terminal and the
 * JSON, drawn. Whatever came out of a log is escaped, and the page itself forbids loading anything.
 */
import type { Origins } from '../model/origin.ts';
import type { ReportEvent, TopLists, TrafficReport } from '../traffic/report.ts';
import { count, share } from './figures.ts';
import { ORIGINS_STYLE, originsFigure } from './origins.ts';
import { trafficEvent } from './traffic-event.ts';
import { topLists } from './traffic-lists.ts';
import { durationWords, html, type Markup, NOTHING, rateWords, raw, stretchWords } from './traffic-markup.ts';
import { TRAFFIC_STYLE } from './traffic-style.ts';
import { trafficTimeline } from './traffic-timeline.ts';

export interface PageOptions {
  /** Milliseconds since 1970 UTC: a database's age counts to then. */
  readonly at: number;
}

/** Stretches that stand open; the others open at a click. */
const OPENED = 1;
/** Stretches that come before the others. */
const LARGEST = 5;
const NAMES_MAX = 3;
const ORIGIN_ROWS = 15;
const LIST_ROWS = 100;

export function trafficPage(report: TrafficReport, options: PageOptions): string {
  const { minutes, events, lines, totals } = report;
  const title = `Traffic of ${namesOf(report)}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(TRAFFIC_STYLE)}${report.origins.length === 0 ? NOTHING : raw(ORIGINS_STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="brand">Groundswell traffic report</p>
<h1>${title}</h1>
<p class="lead">${summaryWords(report)}</p>
<p class="soft">${report.span === null ? 'No request could be read.' : `${stretchWords(report.span.from, report.span.until)}.`} ${count(lines.read)} lines read, ${count(lines.counted)} counted, ${count(lines.refused)} refused.</p>
${facts(report)}
${report.remarks.length === 0 ? NOTHING : html`<ul class="remarks">${report.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
</header>
${minutes === null ? NOTHING : html`<section aria-labelledby="when"><h2 id="when">The traffic over time</h2>${trafficTimeline(minutes, events)}</section>`}
<section aria-labelledby="events"><h2 id="events">What stood out</h2>
${eventLists(events)}
</section>
${originsOf(report, options)}
<section aria-labelledby="lists"><h2 id="lists">Most frequent</h2>${topLists(placed(report), LIST_ROWS, totals.requests)}</section>
${crawlers(report)}
${refusedLines(report)}
${howMade(report)}
</main>
</body>
</html>
`.markup;
}

function namesOf({ files }: TrafficReport): string {
  const names = files.filter(({ format }) => format !== null).map(({ path }) => path.split(/[\\/]/).at(-1) ?? path);
  const shown = names.slice(0, NAMES_MAX).map((name) => (name === '-' ? 'standard input' : name));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}` || 'no file';
}

function summaryWords({ totals, minutes, events }: TrafficReport): string {
  const span = minutes === null ? 0 : minutes.requests.length * minutes.stepMinutes;
  const heard = `${count(totals.requests)} requests from about ${count(totals.clients)} clients in ${durationWords(span)}`;
  const [largest] = bySize(events);
  const silences = events.filter(({ silence }) => silence).length;
  const quiet = silences === 0 ? '' : `, and ${silences === 1 ? 'one silence' : `${silences} silences`}`;
  if (largest === undefined) return `${heard}; nothing stood out${quiet}.`;
  const stood = events.length - silences;
  const verdict = largest.diagnosis?.verdict.words ?? '';
  const number = events.indexOf(largest) + 1;
  return stood === 1
    ? `${heard}; one stretch stood out${quiet}: ${verdict}`
    : `${heard}; ${stood} stretches stood out${quiet}, the largest of them (${number}): ${verdict}`;
}

const bySize = (events: readonly ReportEvent[]): ReportEvent[] =>
  events.filter(({ silence }) => !silence).toSorted((a, b) => sizeOf(b) - sizeOf(a));

const sizeOf = ({ signs }: ReportEvent): number =>
  Math.max(0, ...signs.map(({ counted, expected }) => Math.abs(counted - expected)));

/** The largest first, so that nobody looks for them among many small ones; both in the order of time. */
function eventLists(events: readonly ReportEvent[]): Markup {
  if (events.length === 0) return html`<p>Nothing stood out from the usual.</p>`;
  const largest = new Set(bySize(events).slice(0, LARGEST));
  const opened = new Set(bySize(events).slice(0, OPENED));
  const item = (event: ReportEvent): Markup => trafficEvent(event, events.indexOf(event) + 1, opened.has(event));
  const first = events.filter((event) => largest.has(event));
  const others = events.filter((event) => !largest.has(event));
  return html`<ol class="events">${first.map(item)}</ol>
${others.length === 0 ? NOTHING : html`<h3>${first.length === 0 ? 'Silences' : 'Smaller ones and silences'}</h3><ol class="events">${others.map(item)}</ol>`}`;
}

function facts({ totals, statuses }: TrafficReport): Markup {
  const { requests } = totals;
  const part = (some: number): string => (requests === 0 ? '' : share(some / requests));
  const fact = (name: string, value: string, note: string): Markup =>
    html`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;
  const faults = Object.entries(totals.faults).map(([fault, some]) => `${fault} ${count(some)}`);
  return html`<dl class="facts">
${fact('Requests', count(requests), `${rateWords(requests / Math.max(1, totals.minutes))} a minute`)}
${fact('Clients', `≈ ${count(totals.clients)}`, `from about ${count(totals.prefixes)} prefixes`)}
${fact('Sent', `${rateWords(totals.bytes / 1e6)} MB`, '')}
${fact('Failed (5xx)', count(totals.statuses.serverError), part(totals.statuses.serverError))}
${fact('Refused (4xx)', count(totals.statuses.clientError), part(totals.statuses.clientError))}
</dl>
<p class="soft">By status: ${Object.entries(statuses)
    .map(([status, some]) => `${status}: ${count(some)}`)
    .join(', ')}.${faults.length === 0 ? '' : ` Faults: ${faults.join(', ')}.`}</p>`;
}

function originsOf({ span, origins }: TrafficReport, { at }: PageOptions): Markup {
  if (origins.length === 0) return NOTHING;
  const trafficAt = span === null ? at : Date.parse(span.until);
  const figures = origins.map((one) =>
    raw(originsFigure(one, { id: `origins-${one.kind}`, at, trafficAt, rowsMax: ORIGIN_ROWS })),
  );
  return html`<section aria-labelledby="origins"><h2 id="origins">Where the addresses are registered</h2><div class="origins">${figures}</div></section>`;
}

/** What the map and its table tell is not told twice. */
function placed({ top, origins }: TrafficReport): TopLists {
  const told = (kind: Origins['kind']): boolean => origins.some((one) => one.kind === kind);
  return {
    ...top,
    countries: told('country') ? [] : top.countries,
    networks: told('network') ? [] : top.networks,
  };
}

function crawlers({ crawlers: found }: TrafficReport): Markup {
  if (found.length === 0) return NOTHING;
  const rows = found.map(
    ({ name, by, requests, verified }) =>
      html`<tr><th scope="row">${name} <span class="soft">${by}</span></th><td class="figure">${count(requests)}</td><td>${verified === null ? 'says it is' : `${count(verified)} from its addresses`}</td></tr>`,
  );
  return html`<section aria-labelledby="crawlers"><h2 id="crawlers">Crawlers</h2><div class="scroll" role="region" aria-label="Crawlers" tabindex="0"><table><thead><tr><th scope="col">Crawler</th><th scope="col" class="figure">Requests</th><th scope="col">Verified</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function refusedLines({ lines, files }: TrafficReport): Markup {
  const problems = files.filter(({ problem }) => problem !== null);
  if (lines.reasons.length === 0 && problems.length === 0) return NOTHING;
  const reasons = lines.reasons.map(
    ({ reason, lines: some, examples }) =>
      html`<tr><th scope="row">${reason}</th><td class="figure">${count(some)}</td><td>${examples.map(({ text }) => html`<code>${text.slice(0, 200)}</code><br>`)}</td></tr>`,
  );
  return html`<section aria-labelledby="refused"><h2 id="refused">What could not be read</h2>
${lines.reasons.length === 0 ? NOTHING : html`<div class="scroll" role="region" aria-label="Refused lines" tabindex="0"><table><thead><tr><th scope="col">Reason</th><th scope="col" class="figure">Lines</th><th scope="col">Such as</th></tr></thead><tbody>${reasons}</tbody></table></div>`}
<ul class="notes">${problems.map(({ path, problem }) => html`<li><code>${path}</code>: ${problem ?? ''}</li>`)}</ul></section>`;
}

function howMade({ files, accuracy, lines, minutes, top }: TrafficReport): Markup {
  const left = Object.entries(accuracy.left).filter(([, most]) => most > 0);
  const read = files.filter(({ format }) => format !== null);
  return html`<section aria-labelledby="made"><h2 id="made">How this was computed, and how exact it is</h2><ul class="notes">
<li>Read: ${read.map(({ path, format }) => `${path} (${format})`).join(', ')}. ${count(lines.skipped)} lines were headers, comments or empty.</li>
<li>Requests, bytes and statuses are exact counts. Clients and prefixes are estimates, with a standard error of ${share(accuracy.distinctTotal)} for the whole log and ${share(accuracy.distinctMinute)} for a stretch.</li>
<li>${left.length === 0 ? 'The lists are exact: no key was let go of.' : `Lists are of the heaviest; what is in no list had at most: ${left.map(([name, most]) => `${name} ${count(most)}`).join(', ')} requests.`}</li>
${minutes === null ? NOTHING : html`<li>The finest step is ${durationWords(minutes.stepMinutes)}; clients are counted in steps of ${durationWords(accuracy.sketchMinutes)}. What is usual is the running median of the hours around. The drawing may join several steps into one column.</li>`}
<li>A silence is unknown, not zero.</li>
<li>A diagnosis weighs what the log shows; without probes and reports of people, a log cannot tell a flood below HTTP from an outage. Nothing here says who is behind any traffic.</li>
<li>${top.clients === null ? 'No client address is shown: clients are shown by their prefix (/24, /48).' : 'Client addresses are shown because they were asked for: mind who gets this page.'}</li>
</ul></section>`;
}
