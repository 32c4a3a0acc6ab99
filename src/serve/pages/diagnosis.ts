/**
 * What kind of failure an incident was: the verdict, each hypothesis with its likelihood and, apart from it, how sure that is, what speaks for
 * and against, what could not be seen and what would change it. Law: observed, inferred and claimed are told apart, and nobody is named.
 */
import type { DiagnosisBody, TrafficFigures } from '../schema-traffic.ts';
import { type Html, html } from './html.ts';
import { mean, number, percent } from './words.ts';

/** Hypotheses whose reasons are told; the others stand in the table. */
const ARGUED_MAX = 2;
const CHANGES_MAX = 5;

const SOURCE_WORDS: Readonly<Record<DiagnosisBody['unseen'][number]['source'], string>> = {
  traffic: 'traffic',
  checks: 'checks',
  reports: 'reports',
  claims: 'statements',
};

export function diagnosisSection(
  diagnosis: DiagnosisBody | null,
  traffic: { during: TrafficFigures; usual: TrafficFigures | null } | null,
): Html {
  if (diagnosis === null) {
    return html`<p class="quiet">No evidence was kept that would tell one kind of failure from another.</p>`;
  }
  const { verdict, attack, hypotheses, scale } = diagnosis;
  return html`<p class="lede">${verdict.words}</p>
${attack.words.includes(verdict.words) || verdict.words.includes(attack.words) ? '' : html`<p><strong>Was it an attack?</strong> ${attack.words}</p>`}
${traffic === null ? '' : figures(traffic)}
<h3>What it may have been</h3>
${hypothesisTable(diagnosis)}
<p class="quiet small">Likelihoods in the words of ${scale}. Confidence is another thing: how much of what matters was seen, and how clear it was. All of this is inferred from what was observed; nobody is named.</p>
<div class="arguments">${hypotheses.slice(0, ARGUED_MAX).map((one) => argument(one, diagnosis))}</div>
<div class="columns">
${unseenList(diagnosis)}
${changeList(diagnosis)}
</div>`;
}

function hypothesisTable({ hypotheses }: DiagnosisBody): Html {
  return html`<table class="wide hypotheses"><caption class="unseen">Hypotheses</caption>
<thead><tr><th scope="col">Kind of failure</th><th scope="col">Likelihood</th><th scope="col" class="num">Probability</th><th scope="col">Confidence</th></tr></thead>
<tbody>${hypotheses.map(
    ({ name, likelihood, posterior, confidence }) =>
      html`<tr><th scope="row">${capital(name)}</th><td>${likelihood}</td><td class="num">${percent(posterior)}</td><td>${confidence}</td></tr>`,
  )}</tbody></table>`;
}

function argument(hypothesis: DiagnosisBody['hypotheses'][number], { findings }: DiagnosisBody): Html {
  const { name, bearings, likelihood, posterior, confidence, confidenceWords } = hypothesis;
  const side = (wanted: 'for' | 'against'): Html => {
    const found = bearings.filter((bearing) => bearing.side === wanted);
    return html`<div class="side side-${wanted}"><h4>${wanted === 'for' ? 'Speaks for it' : 'Speaks against it'}</h4>${
      found.length === 0
        ? html`<p class="quiet">Nothing that was seen.</p>`
        : html`<ul>${found.map(({ finding }) => findingItem(findings.find(({ id }) => id === finding)))}</ul>`
    }</div>`;
  };
  return html`<section class="argument"><h3>${capital(name)}</h3>
<p>${capital(likelihood)} (${percent(posterior)}). Confidence: ${confidence} <span class="quiet">(${confidenceWords})</span></p>${side('for')}${side('against')}</section>`;
}

function findingItem(finding: DiagnosisBody['findings'][number] | undefined): Html | '' {
  if (finding === undefined) return '';
  const { words, because, basis, source } = finding;
  return html`<li>${capital(words)}${basis === 'claimed' ? ' (claimed)' : ''} <span class="quiet">– ${because}; seen in ${SOURCE_WORDS[source]}</span></li>`;
}

/** Whole sources that are missing stand for all that they would have shown. */
function unseenList({ unseen }: DiagnosisBody): Html {
  const whole = [...new Set(unseen.filter((one) => one.whole).map(({ source }) => source))];
  const single = unseen.filter((one) => !one.whole);
  return html`<section><h3>What could not be seen</h3>${
    unseen.length === 0
      ? html`<p class="quiet">Nothing that would matter.</p>`
      : html`<ul class="plain">${whole.map((source) => html`<li>${MISSING[source]}</li>`)}${single.map(({ words }) => html`<li>${capital(words)}</li>`)}</ul>`
  }</section>`;
}

const MISSING: Readonly<Record<DiagnosisBody['unseen'][number]['source'], string>> = {
  traffic: 'No access log: neither how many requests there were, nor from whom, nor how they failed',
  checks: 'No checks from outside: whether names, connections and certificates worked',
  reports: 'No reports of people',
  claims: 'Nobody looked at what the service and its providers say of themselves',
};

function changeList({ hypotheses }: DiagnosisBody): Html {
  const changes = hypotheses[0]?.changes.slice(0, CHANGES_MAX) ?? [];
  return html`<section><h3>What would change our mind</h3>${
    changes.length === 0
      ? html`<p class="quiet">No single finding would.</p>`
      : html`<ul class="plain">${changes.map(({ words }) => html`<li>${capital(words)}</li>`)}</ul>`
  }</section>`;
}

function figures({ during, usual }: { during: TrafficFigures; usual: TrafficFigures | null }): Html {
  const rate = ({ requests, minutes }: TrafficFigures): string => mean(requests / Math.max(1, minutes));
  const failed = ({ statuses, requests }: TrafficFigures): string =>
    requests === 0 ? '–' : percent(statuses.serverError / requests);
  const stat = (label: string, of: (figures: TrafficFigures) => string): Html =>
    html`<div><dt>${label}</dt><dd>${of(during)} <span class="quiet">${usual === null ? 'usual not known' : `usually ${of(usual)}`}</span></dd></div>`;
  return html`<dl class="stats traffic-stats">
${stat('Requests a minute', rate)}
${stat('Failed', failed)}
${during.clients === 0 ? '' : stat('Clients a minute', ({ clients, minutes }) => mean(clients / Math.max(1, minutes)))}
</dl>
<p class="quiet small">From access logs: ${number(during.minutes)} counted minutes of the incident${usual === null ? '' : `, beside the ${number(usual.minutes)} before it`}.</p>`;
}

const capital = (words: string): string => `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
