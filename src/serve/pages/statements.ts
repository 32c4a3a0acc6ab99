/**
 * What is said about an incident: a readable table on its page, and a page for each statement with its readings, history
 * and citation. Law: what is claimed stands apart from what was counted, and nobody is named as behind anything.
 */
import type { Words } from '../../words/words.ts';
import type { StatementBodyView, StatementRow } from '../schema-statements.ts';
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref, outLink, trusted } from './html.ts';
import { page } from './layout.ts';
import { moment, near } from './when.ts';

export const statementHref = (id: string): string => `/statements/${encodeURIComponent(id)}`;

export function statementSection(t: Words, incident: string, statements: readonly StatementRow[]): Html {
  const api = `/api/v1/incidents/${encodeURIComponent(incident)}/statements`;
  return html`<section class="said" id="statements"><h2>${t.said.heading}</h2>
  ${statements.length === 0 ? html`<p class="quiet">${t.said.none}</p>` : statementTable(t, statements)}
  <p class="quiet">${t.said.note}
  <a href="${incidentHref(incident)}/statements/new">${t.said.add}</a> ·
  <a href="${api}">JSON</a> · <a href="${api}.csv">CSV</a> · <a href="${api}.stix.json">STIX 2.1</a> · <a href="${api}.misp.json">MISP</a></p>
</section>`;
}

function statementTable(t: Words, statements: readonly StatementRow[]): Html {
  return html`<table class="wide said-table"><caption class="unseen">${t.said.caption}</caption>
<thead><tr><th scope="col">${t.said.saidByWhom}</th><th scope="col">${t.said.holdsWhy}</th></tr></thead>
<tbody>${statements.map(
    (one) => html`<tr id="${one.id}"><td>${words(t, one)}<br>${speaker(t, one)}</td>
<td>${verdictTag(t, one)} ${timed(t, one.verdict.why)} ${flags(t, one)}${folded(t, one)}</td></tr>`,
  )}</tbody></table>`;
}

/** Every reading with what was found, folded; and the statement's own page, which has more. */
function folded(t: Words, { url, verdict: { answers } }: StatementRow): Html {
  const all = answers.map(
    ({ reading, outcome, words: found }) =>
      html`<li><strong class="tag">${t.said.outcomes[outcome]}</strong> ${timed(t, `${reading}: ${found}`)}</li>`,
  );
  return html`${answers.length < 2 ? '' : html`<details class="said-readings"><summary>${t.said.allReadings(t.number(answers.length))}</summary><ul>${all}</ul></details>`}
<a class="said-more" href="${url}">${t.said.more}</a>`;
}

function words(t: Words, one: StatementRow): Html {
  const quote = one.paraphrase ? html`${t.said.inSubstance} ${one.quote}` : html`<q>${one.quote}</q>`;
  if (one.withdrawn) return html`<s>${quote}</s> <span class="tag">${t.said.withdrawn}</span>`;
  const retraction = one.relatedBy.find(({ kind }) => kind === 'retracts');
  return retraction === undefined
    ? quote
    : html`${quote} <a class="tag" href="${statementHref(retraction.from)}">${t.said.retracted}</a>`;
}

function speaker(t: Words, { speaker: name, role, source, saidAt, mode }: StatementRow): Html {
  const who = source.url === null ? html`${name}` : outLink(source.url, name);
  const how = mode === 'asserted' ? '' : ` · ${t.said.modes[mode]}`;
  return html`<span class="quiet">${who}${role === null ? '' : `, ${role}`}${saidAt === null ? '' : html` · ${moment(t, saidAt)}`}${how}</span>`;
}

const VERDICT_KEYS: Readonly<Record<StatementRow['verdict']['verdict'], keyof Words['said']['verdicts']>> = {
  supported: 'supported',
  contradicted: 'contradicted',
  'depends on the reading': 'depends',
  'not enough data': 'notEnough',
  'not testable from telemetry': 'notTestable',
};
const verdictText = (t: Words, verdict: StatementRow['verdict']['verdict']): string =>
  t.said.verdicts[VERDICT_KEYS[verdict]];
const verdictTag = (t: Words, { verdict }: StatementRow): Html =>
  html`<strong class="tag said-verdict">${verdictText(t, verdict.verdict)}</strong>`;

/** What was computed, with its times as times; a day that was told is not told again. */
function timed(t: Words, text: string): Html {
  const parts = text.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/);
  return html`${parts.map((part, i) => (i % 2 === 1 ? near(t, part, parts[i - 2] ?? null) : part))}`;
}

const flags = (t: Words, { impossible }: StatementRow): Html =>
  html`${impossible.map(({ words: pair, why }) => html`<br><strong>${t.said.impossible}</strong> “${pair}”: ${why}.`)}`;

export function statementPage(body: StatementBodyView, context: PageContext, review: object): string {
  const { t } = context;
  const { statement: one, versions, history } = body;
  const { counted } = one.verdict;
  const main = html`
<div class="title"><p class="eyebrow"><a href="${incidentHref(one.incident)}">${t.said.incident(one.serviceName, one.incident)}</a></p>
<h1>${words(t, one)}</h1><p>${speaker(t, one)}</p></div>
<section><h2>${t.said.holdsUp}</h2>
  <p class="lede">${verdictTag(t, one)} ${timed(t, one.verdict.why)}${flags(t, one)}</p>
  <p>${t.said.confidence[one.verdict.confidence]}</p>
  ${readings(t, one)}
  ${one.verdict.curve === null ? '' : curve(t, one.verdict.curve)}
</section>
<section><h2>${t.said.known}</h2><dl class="facts">${facts(t, one)}</dl></section>
<section><h2>${t.said.cameAbout}</h2>
  <p>${t.said.counted(moment(t, counted.from), moment(t, counted.until), t.number(counted.entriesBefore))}</p>
  <p>${one.verdict.method} <a href="/methodology#numbers">${t.frame.howFigures}</a></p>
  <h3>${t.said.changed}</h3>
  <ul>${history.map(({ since, verdict }) => html`<li>${moment(t, since)}: ${verdictText(t, verdict)}</li>`)}</ul>
  <h3>${t.said.versions}</h3>
  <ul>${versions.map(({ version, recordedAt, says, withdrawn }) => html`<li>${String(version)}, ${moment(t, recordedAt)}: ${says}${withdrawn ? ` · ${t.said.withdrawn}` : ''}</li>`)}</ul>
</section>
<section><h2>${t.said.cite}</h2><p class="cite" lang="en">${one.citation}</p>
<p><a href="/api/v1/statements/${encodeURIComponent(one.id)}">${t.said.asJson}</a> · <a href="${incidentHref(one.incident)}/statements/new?corrects=${encodeURIComponent(one.id)}">${t.said.correct}</a></p></section>
<script type="application/ld+json">${trusted(JSON.stringify(review).replaceAll('<', '\\u003c'))}</script>`;
  const verdict = verdictText(t, one.verdict.verdict);
  return page({
    title: `“${one.quote.slice(0, 80)}”: ${verdict}`,
    description: `${one.speaker}: ${one.quote}. ${verdict}. ${one.verdict.why}`,
    context,
    main,
    live: `/api/v1/live?service=${encodeURIComponent(one.service)}`,
  });
}

function readings(t: Words, { verdict }: StatementRow): Html {
  return html`<table class="wide said-table"><caption class="unseen">${t.said.readings}</caption>
<thead><tr><th scope="col">${t.said.mayMean}</th><th scope="col">${t.said.found}</th></tr></thead>
<tbody>${verdict.answers.map(({ reading, outcome, words: found }) => html`<tr><td>${reading}</td><td><strong class="tag">${t.said.outcomes[outcome]}</strong> ${timed(t, found)}</td></tr>`)}</tbody></table>`;
}

/** Rows: how high the reports must stand. Columns: the lull that is passed over. */
function curve(t: Words, { byLull, byHeight }: NonNullable<StatementRow['verdict']['curve']>): Html {
  const say = t.said.curve;
  return html`<h3>${say.depends}</h3>
<div class="said-curve" tabindex="0" role="region" aria-label="${say.region}"><table><caption class="unseen">${say.byHeightAndLull}</caption>
<thead><tr><th scope="col">${say.above}</th>${byLull.map(({ lullMinutes }) => html`<th scope="col" class="num">${lullMinutes === 0 ? say.everyLull : t.duration(lullMinutes)}</th>`)}</tr></thead>
<tbody><tr><th scope="row">${say.detector}</th>${byLull.map(({ waves }) => html`<td class="num">${t.number(waves)}</td>`)}</tr>
${byHeight.map(({ share, byLull: row }) => html`<tr><th scope="row">${say.ofPeak(t.number(Math.round(100 * share)))}</th>${row.map((waves) => html`<td class="num">${t.number(waves)}</td>`)}</tr>`)}</tbody></table></div>
<p class="quiet">${say.columns}</p>`;
}

function facts(t: Words, one: StatementRow): Html {
  const fact = (name: string, value: Html | string | null): Html | '' =>
    value === null || value === '' ? '' : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const { source, admiralty, judgement, measure } = one;
  const say = t.said.facts;
  const claimed = measure.kind === 'responsibility' || measure.kind === 'motive' || measure.kind === 'financing';
  return html`${fact(say.says, one.says)}
${fact(say.meant, t.said.modes[one.mode])}
${fact(say.when, t.said.times[one.said])}
${fact(say.source, source.url === null ? source.title : outLink(source.url, source.title ?? source.url))}
${fact(say.digest, source.digest)}
${fact(say.grade, admiralty.words)}
${judgement?.likelihood == null ? '' : fact(say.judgement, t.scales.likelihoods[judgement.likelihood])}
${judgement?.confidence == null ? '' : fact(say.sure, t.scales.confidences[judgement.confidence])}
${fact(say.offered, one.offered ?? (claimed ? say.noneOffered : null))}
${fact(say.confirmed, one.confirmedBy ?? (claimed ? say.notConfirmed : null))}
${claimed ? fact(say.needed, say.evidence) : ''}
${one.relations.length === 0 ? '' : fact(say.relations, html`${one.relations.map(({ kind, to }) => html`${t.said.own[kind]} <a href="${statementHref(to)}">${to}</a> `)}`)}
${one.relatedBy.length === 0 ? '' : fact(say.others, html`${one.relatedBy.map(({ kind, from }) => html`${t.said.passive[kind]} <a href="${statementHref(from)}">${from}</a> `)}`)}
${fact(say.marking, `TLP:${one.tlp}`)}
${fact(say.recorded, moment(t, one.recordedAt))}`;
}
