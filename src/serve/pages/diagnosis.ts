/**
 * What kind of failure an incident was: the verdict, each hypothesis with its likelihood and, apart from it, how sure that is, what speaks for
 * and against, what could not be seen and what would change it. Law: observed, inferred and claimed are told apart, and nobody is named.
 */
import { capital } from '../../words/tongue.ts';
import type { Words } from '../../words/words.ts';
import type { DiagnosisBody, TrafficFigures } from '../schema-traffic.ts';
import { type Html, html } from './html.ts';

/** Hypotheses whose reasons are told; the others stand in the table. */
const ARGUED_MAX = 2;
const CHANGES_MAX = 5;

export function diagnosisSection(
  t: Words,
  diagnosis: DiagnosisBody | null,
  traffic: { during: TrafficFigures; usual: TrafficFigures | null } | null,
): Html {
  if (diagnosis === null) {
    return html`<p class="quiet">${t.diagnosis.noEvidence}</p>`;
  }
  const { verdict, attack, hypotheses, scale } = diagnosis;
  return html`<p class="lede">${verdict.words}</p>
${attack.words.includes(verdict.words) || verdict.words.includes(attack.words) ? '' : html`<p><strong>${t.diagnosis.wasItAttack}</strong> ${attack.words}</p>`}
${traffic === null ? '' : figures(t, traffic)}
<h3>${t.diagnosis.mayHaveBeen}</h3>
${hypothesisTable(t, diagnosis)}
<p class="quiet small">${t.diagnosis.scale(scale)}</p>
<div class="arguments">${hypotheses.slice(0, ARGUED_MAX).map((one) => argument(t, one, diagnosis))}</div>
<div class="columns">
${unseenList(t, diagnosis)}
${changeList(t, diagnosis)}
</div>`;
}

function hypothesisTable(t: Words, { hypotheses }: DiagnosisBody): Html {
  return html`<table class="wide hypotheses"><caption class="unseen">${t.diagnosis.hypotheses}</caption>
<thead><tr><th scope="col">${t.diagnosis.kind}</th><th scope="col">${t.diagnosis.likelihood}</th><th scope="col" class="num">${t.diagnosis.probability}</th><th scope="col">${t.diagnosis.confidence}</th></tr></thead>
<tbody>${hypotheses.map(
    ({ name, likelihood, posterior, confidence }) =>
      html`<tr><th scope="row">${capital(name)}</th><td>${t.scales.likelihoods[likelihood]}</td><td class="num">${t.percent(posterior)}</td><td>${t.scales.confidences[confidence]}</td></tr>`,
  )}</tbody></table>`;
}

function argument(t: Words, hypothesis: DiagnosisBody['hypotheses'][number], { findings }: DiagnosisBody): Html {
  const { name, bearings, likelihood, posterior, confidence, confidenceWords } = hypothesis;
  const side = (wanted: 'for' | 'against'): Html => {
    const found = bearings.filter((bearing) => bearing.side === wanted);
    return html`<div class="side side-${wanted}"><h4>${wanted === 'for' ? t.diagnosis.for : t.diagnosis.against}</h4>${
      found.length === 0
        ? html`<p class="quiet">${t.diagnosis.nothingSeen}</p>`
        : html`<ul>${found.map(({ finding }) =>
            findingItem(
              t,
              findings.find(({ id }) => id === finding),
            ),
          )}</ul>`
    }</div>`;
  };
  return html`<section class="argument"><h3>${capital(name)}</h3>
<p>${t.diagnosis.likelihoodIs(capital(t.scales.likelihoods[likelihood]), t.percent(posterior), t.scales.confidences[confidence])} <span class="quiet">(${confidenceWords})</span></p>${side('for')}${side('against')}</section>`;
}

function findingItem(t: Words, finding: DiagnosisBody['findings'][number] | undefined): Html | '' {
  if (finding === undefined) return '';
  const { words, because, basis, source } = finding;
  return html`<li>${capital(words)}${basis === 'claimed' ? ` ${t.diagnosis.claimed}` : ''} <span class="quiet">${t.diagnosis.seenIn(because, t.diagnosis.sources[source])}</span></li>`;
}

/** Whole sources that are missing stand for all that they would have shown. */
function unseenList(t: Words, { unseen }: DiagnosisBody): Html {
  const whole = [...new Set(unseen.filter((one) => one.whole).map(({ source }) => source))];
  const single = unseen.filter((one) => !one.whole);
  return html`<section><h3>${t.diagnosis.unseen}</h3>${
    unseen.length === 0
      ? html`<p class="quiet">${t.diagnosis.nothingUnseen}</p>`
      : html`<ul class="plain">${whole.map((source) => html`<li>${t.diagnosis.missing[source]}</li>`)}${single.map(({ words }) => html`<li>${capital(words)}</li>`)}</ul>`
  }</section>`;
}

function changeList(t: Words, { hypotheses }: DiagnosisBody): Html {
  const changes = hypotheses[0]?.changes.slice(0, CHANGES_MAX) ?? [];
  return html`<section><h3>${t.diagnosis.changes}</h3>${
    changes.length === 0
      ? html`<p class="quiet">${t.diagnosis.noChange}</p>`
      : html`<ul class="plain">${changes.map(({ words }) => html`<li>${capital(words)}</li>`)}</ul>`
  }</section>`;
}

function figures(t: Words, { during, usual }: { during: TrafficFigures; usual: TrafficFigures | null }): Html {
  const rate = ({ requests, minutes }: TrafficFigures): string => t.mean(requests / Math.max(1, minutes));
  const failed = ({ statuses, requests }: TrafficFigures): string =>
    requests === 0 ? '–' : t.percent(statuses.serverError / requests);
  const stat = (label: string, of: (figures: TrafficFigures) => string): Html =>
    html`<div><dt>${label}</dt><dd>${of(during)} <span class="quiet">${usual === null ? t.diagnosis.usualUnknown : t.diagnosis.usually(of(usual))}</span></dd></div>`;
  return html`<dl class="stats traffic-stats">
${stat(t.diagnosis.requests, rate)}
${stat(t.diagnosis.failed, failed)}
${during.clients === 0 ? '' : stat(t.diagnosis.clients, ({ clients, minutes }) => t.mean(clients / Math.max(1, minutes)))}
</dl>
<p class="quiet small">${usual === null ? t.diagnosis.fromLogs(during.minutes) : t.diagnosis.fromLogsBeside(during.minutes, usual.minutes)}</p>`;
}
