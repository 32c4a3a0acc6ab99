/**
 * What is said about an incident: a readable table on its page, and a page for each statement with its readings, history
 * and citation. Law: what is claimed stands apart from what was counted, and nobody is named as behind anything.
 */
import type { StatementBodyView, StatementRow } from '../schema-statements.ts';
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref, outLink, trusted } from './html.ts';
import { page } from './layout.ts';
import { moment, near } from './time.ts';

export const statementHref = (id: string): string => `/statements/${encodeURIComponent(id)}`;

export function statementSection(incident: string, statements: readonly StatementRow[]): Html {
  const api = `/api/v1/incidents/${encodeURIComponent(incident)}/statements`;
  return html`<section class="said" lang="en" id="statements"><h2>What is said, and what the evidence bears out</h2>
  ${statements.length === 0 ? html`<p class="quiet">No statement has been recorded.</p>` : statementTable(statements)}
  <p class="quiet">Statements are recorded as said; a verdict is about the words, not about who said them.
  <a href="${incidentHref(incident)}/statements/new">Add or correct a statement</a> ·
  <a href="${api}">JSON</a> · <a href="${api}.csv">CSV</a> · <a href="${api}.stix.json">STIX 2.1</a> · <a href="${api}.misp.json">MISP</a></p>
</section>`;
}

function statementTable(statements: readonly StatementRow[]): Html {
  return html`<table class="wide said-table"><caption class="unseen">Statements</caption>
<thead><tr><th scope="col">What was said, and by whom</th><th scope="col">How it holds up, and why</th></tr></thead>
<tbody>${statements.map(
    (one) => html`<tr id="${one.id}"><td>${words(one)}<br>${speaker(one)}</td>
<td>${verdictTag(one)} ${timed(one.verdict.why)} ${flags(one)}${folded(one)}</td></tr>`,
  )}</tbody></table>`;
}

/** Every reading with what was found, folded; and the statement's own page, which has more. */
function folded({ url, verdict: { answers } }: StatementRow): Html {
  const all = answers.map(
    ({ reading, outcome, words: found }) =>
      html`<li><strong class="tag">${OUTCOMES[outcome]}</strong> ${reading}: ${timed(found)}</li>`,
  );
  return html`${answers.length < 2 ? '' : html`<details class="said-readings"><summary>All ${answers.length} readings</summary><ul>${all}</ul></details>`}
<a class="said-more" href="${url}">Permalink, history and citation</a>`;
}

const words = (one: StatementRow): Html => {
  const quote = one.paraphrase ? html`In substance: ${one.quote}` : html`<q>${one.quote}</q>`;
  if (one.withdrawn) return html`<s>${quote}</s> <span class="tag">Withdrawn</span>`;
  const retraction = one.relatedBy.find(({ kind }) => kind === 'retracts');
  return retraction === undefined
    ? quote
    : html`${quote} <a class="tag" href="${statementHref(retraction.from)}">Retracted</a>`;
};

function speaker({ speaker: name, role, source, saidAt, mode }: StatementRow): Html {
  const who = source.url === null ? html`${name}` : outLink(source.url, name);
  const how = mode === 'asserted' ? '' : ` · ${mode}`;
  return html`<span class="quiet">${who}${role === null ? '' : `, ${role}`}${saidAt === null ? '' : html` · ${moment(saidAt)}`}${how}</span>`;
}

const verdictTag = ({ verdict }: StatementRow): Html =>
  html`<strong class="tag said-verdict">${capital(verdict.verdict)}</strong>`;

/** The same words, with their times as times; a day that was told is not told again. */
function timed(text: string): Html {
  const parts = text.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/);
  return html`${parts.map((part, i) => (i % 2 === 1 ? near(part, parts[i - 2] ?? null) : part))}`;
}

const flags = ({ impossible }: StatementRow): Html =>
  html`${impossible.map(({ words: pair, why }) => html`<br><strong>Times that cannot both be right:</strong> “${pair}”: ${why}.`)}`;

const capital = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

export function statementPage(body: StatementBodyView, context: PageContext, review: object): string {
  const { statement: one, versions, history } = body;
  const main = html`
<div class="title"><p class="eyebrow"><a href="${incidentHref(one.incident)}">${one.serviceName}, incident ${one.incident}</a></p>
<h1>${words(one)}</h1><p>${speaker(one)}</p></div>
<section><h2>How it holds up</h2>
  <p class="lede">${verdictTag(one)} ${timed(one.verdict.why)}${flags(one)}</p>
  <p>Confidence in this verdict: ${one.verdict.confidence}.</p>
  ${readings(one)}
  ${one.verdict.curve === null ? '' : curve(one.verdict.curve)}
</section>
<section><h2>What is known of the statement</h2><dl class="facts">${facts(one)}</dl></section>
<section><h2>How the verdict came about</h2>
  <p>Counted from ${moment(one.verdict.counted.from)} to ${moment(one.verdict.counted.until)}: every entry of the journal before position ${String(one.verdict.counted.entriesBefore)}.</p>
  <p>${one.verdict.method}</p>
  <h3>How it changed as data came in</h3>
  <ul>${history.map(({ since, verdict }) => html`<li>${moment(since)}: ${verdict}</li>`)}</ul>
  <h3>Versions</h3>
  <ul>${versions.map(({ version, recordedAt, says, withdrawn }) => html`<li>${String(version)}, ${moment(recordedAt)}: ${says}${withdrawn ? ' (withdrawn)' : ''}</li>`)}</ul>
</section>
<section><h2>Cite it</h2><p class="cite">${one.citation}</p>
<p><a href="/api/v1/statements/${encodeURIComponent(one.id)}">This page as JSON</a> · <a href="${incidentHref(one.incident)}/statements/new?corrects=${encodeURIComponent(one.id)}">Correct it</a></p></section>
<script type="application/ld+json">${trusted(JSON.stringify(review).replaceAll('<', '\\u003c'))}</script>`;
  return page({
    title: `“${one.quote.slice(0, 80)}”: ${one.verdict.verdict}`,
    description: `${one.speaker}: ${one.quote}. ${capital(one.verdict.verdict)}. ${one.verdict.why}`,
    context,
    main,
    live: `/api/v1/live?service=${encodeURIComponent(one.service)}`,
  });
}

const OUTCOMES = {
  holds: 'Holds',
  bound: 'Only as a bound',
  fails: 'Does not hold',
  unknown: 'Not known',
  untestable: 'Cannot be tested',
};

function readings({ verdict }: StatementRow): Html {
  return html`<table class="wide said-table"><caption class="unseen">Readings</caption>
<thead><tr><th scope="col">What the words may mean</th><th scope="col">What was found</th></tr></thead>
<tbody>${verdict.answers.map(({ reading, outcome, words: found }) => html`<tr><td>${reading}</td><td><strong class="tag">${OUTCOMES[outcome]}</strong> ${timed(found)}</td></tr>`)}</tbody></table>`;
}

/** Rows: how high the reports must stand. Columns: the lull that is passed over. */
function curve({ byLull, byHeight }: NonNullable<StatementRow['verdict']['curve']>): Html {
  return html`<h3>How many waves there are depends on how one counts</h3>
<div class="said-curve" tabindex="0" role="region" aria-label="Number of waves"><table><caption class="unseen">Number of waves by height and lull</caption>
<thead><tr><th scope="col">Reports above</th>${byLull.map(({ lullMinutes }) => html`<th scope="col" class="num">${lullMinutes === 0 ? 'every lull' : `${lullMinutes} min`}</th>`)}</tr></thead>
<tbody><tr><th scope="row">as the detector has it</th>${byLull.map(({ waves }) => html`<td class="num">${String(waves)}</td>`)}</tr>
${byHeight.map(({ share, byLull: row }) => html`<tr><th scope="row">${String(Math.round(100 * share))} % of the peak</th>${row.map((waves) => html`<td class="num">${String(waves)}</td>`)}</tr>`)}</tbody></table></div>
<p class="quiet">Columns: lulls up to this long end no wave. Reports are taken over a quarter of an hour, less what is usual.</p>`;
}

const PASSIVE: Readonly<Record<StatementRow['relatedBy'][number]['kind'], string>> = {
  repeats: 'repeated by',
  contradicts: 'contradicted by',
  retracts: 'retracted by',
  cites: 'cited by',
};

function facts(one: StatementRow): Html {
  const fact = (name: string, value: Html | string | null): Html | '' =>
    value === null || value === '' ? '' : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const { source, admiralty, judgement } = one;
  const claimed =
    one.measure.kind === 'responsibility' || one.measure.kind === 'motive' || one.measure.kind === 'financing';
  return html`${fact('It says', one.says)}
${fact('How it was meant', one.mode)}
${fact('When, as to the incident', one.said === 'unknown' ? 'not known' : one.said)}
${fact('Source', source.url === null ? source.title : outLink(source.url, source.title ?? source.url))}
${fact('SHA-256 of the archived page', source.digest)}
${fact('Grade', admiralty.words)}
${judgement?.likelihood == null ? '' : fact('An analyst’s judgement', `${capital(judgement.likelihood)} (ICD 203).`)}
${judgement?.confidence == null ? '' : fact('The analyst’s confidence', `${capital(judgement.confidence)}.`)}
${fact('Evidence offered', one.offered ?? (claimed ? 'None recorded' : null))}
${fact('Independently confirmed', one.confirmedBy ?? (claimed ? 'Not by anybody on record' : null))}
${claimed ? fact('What would be needed', 'Evidence that is not in telemetry: seized machines, payments, orders, or a court’s findings.') : ''}
${one.relations.length === 0 ? '' : fact('Relations', html`${one.relations.map(({ kind, to }) => html`${kind} <a href="${statementHref(to)}">${to}</a> `)}`)}
${one.relatedBy.length === 0 ? '' : fact('Others about it', html`${one.relatedBy.map(({ kind, from }) => html`${PASSIVE[kind]} <a href="${statementHref(from)}">${from}</a> `)}`)}
${fact('Marking', `TLP:${one.tlp}`)}
${fact('Recorded', moment(one.recordedAt))}`;
}
