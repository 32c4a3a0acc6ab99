/**
 * The analyst's desk: an article is read into proposals, each a form to be confirmed or edited. Works without a script.
 * Law: a proposal is stored only when an analyst sends it back.
 */
import type { Measure } from '../../model/statement.ts';
import { CONFIDENCES, CREDIBILITIES, LIKELIHOOD_WORDS, RELIABILITIES, TLPS } from '../../model/statement.ts';
import { LANGUAGES } from '../../statements/languages.ts';
import { measureText } from '../../statements/measure-text.ts';
import type { Pointed } from '../../statements/points.ts';
import { CREDIBILITY_WORDS, RELIABILITY_WORDS } from '../../statements/scales.ts';
import type { ProblemBody } from '../schema.ts';
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref } from './html.ts';
import { page } from './layout.ts';
import { statementHref } from './statements.ts';

/** One statement as it stands in the form. */
export interface Draft {
  readonly quote: string;
  readonly speaker: string;
  readonly role: string;
  readonly url: string;
  readonly title: string;
  readonly saidAt: string;
  readonly mode: string;
  readonly territory: string;
  readonly measure: Measure;
  /** `HH:MM ZONE` that a figure is said to be of. */
  readonly as: string;
  readonly paraphrase: boolean;
  readonly reliability: string;
  readonly credibility: string;
  readonly likelihood: string;
  readonly confidence: string;
  readonly offered: string;
  readonly confirmedBy: string;
  readonly digest: string;
  /** `contradicts ID, cites ID` */
  readonly relations: string;
  readonly tlp: string;
  readonly corrects?: string | undefined;
  readonly because: string;
  /** The language model that pointed at it. */
  readonly model?: string | undefined;
}

export interface Desk {
  readonly incident: string;
  readonly serviceName: string;
  readonly drafts: readonly Draft[] | null;
  readonly impossible: readonly { readonly words: string; readonly why: string }[];
  readonly questions: readonly string[];
  /** What became of what a model pointed at, if it was asked. */
  readonly pointed?: Pointed | undefined;
  /** The model that may be asked. */
  readonly model?: string | undefined;
  readonly problem?: ProblemBody | undefined;
  readonly stored?: string | undefined;
}

export function statementDesk(desk: Desk, context: PageContext): string {
  const { incident, serviceName, drafts, impossible, questions, pointed, model, problem, stored } = desk;
  const action = `${incidentHref(incident)}/statements/new`;
  const main = html`
<div class="title"><p class="eyebrow"><a href="${incidentHref(incident)}">${serviceName}, incident ${incident}</a></p>
<h1>Add statements</h1></div>
${problem === undefined ? '' : html`<div class="problem" role="alert"><p><strong>${problem.title}.</strong> ${problem.detail}</p></div>`}
${stored === undefined ? '' : html`<p role="status">Stored as <a href="${statementHref(stored)}">${stored}</a>.</p>`}
${
  drafts === null
    ? ''
    : html`<section><h2>What the article says that can be tested</h2>
${drafts.length === 0 ? html`<p>No such statement was found.</p>` : drafts.map((draft, i) => draftForm(draft, action, i))}
${impossible.length === 0 ? '' : html`<h3>Times that cannot both be right</h3><ul>${impossible.map(({ words, why }) => html`<li>“${words}”: ${why}</li>`)}</ul>`}
${questions.length === 0 ? '' : html`<h3>Questions, which assert nothing</h3><ul>${questions.map((words) => html`<li>${words}</li>`)}</ul>`}${pointed === undefined ? '' : whatBecame(pointed)}</section>`
}
<section><h2>Read an article</h2>
<form class="said-form" method="post" action="${action}">
<input type="hidden" name="step" value="read">
<p><label for="article">Its text, HTML or Markdown</label><textarea id="article" name="article" rows="10" required></textarea></p>
<div class="said-fields"><p><label for="a-url">Address</label><input id="a-url" name="url" type="url"></p>
<p><label for="a-title">Title</label><input id="a-title" name="title"></p>
${select('a-lang', 'lang', 'Language', ['', ...LANGUAGES.map(({ code }) => code)], '', { '': 'told from its words', ...LANGUAGE_NAMES })}</div>
${model === undefined ? '' : html`<p><label class="choice"><input type="checkbox" name="model" value="yes"> Also let the model ${model} point at statements: the text is sent to its server</label></p>`}
<p><button class="primary">Read it</button></p>
<p class="quiet">Nothing is stored by reading. Each statement is stored when you confirm it.</p></form></section>`;
  return page({
    title: `Statements about ${serviceName}`,
    description: 'Confirm statements about an incident.',
    context,
    main,
  });
}

function draftForm(draft: Draft, action: string, i: number): Html {
  const id = `s${i}`;
  const field = (name: string, label: string, value: string, more = ''): Html =>
    html`<p><label for="${id}-${name}">${label}</label><input id="${id}-${name}" name="${name}" value="${value}"${more === 'required' ? html` required` : ''}></p>`;
  return html`<form class="said-form" method="post" action="${action}">
<h3>${measureText(draft.measure)}</h3>
${draft.model === undefined ? '' : html`<p><strong class="tag">Proposed by the model ${draft.model}</strong> Nobody has confirmed it: read it in the article before you do.</p>`}
<p class="quiet">${draft.because}</p>
<input type="hidden" name="step" value="confirm"><input type="hidden" name="kind" value="${draft.measure.kind}">
${draft.corrects === undefined ? '' : html`<input type="hidden" name="corrects" value="${draft.corrects}">`}
<p><label for="${id}-quote">Words</label><textarea id="${id}-quote" name="quote" rows="3" required>${draft.quote}</textarea></p>
<div class="said-fields">${field('speaker', 'Said by', draft.speaker, 'required')}${field('role', 'Role', draft.role)}
${field('url', 'Address', draft.url)}${field('title', 'Title of the source', draft.title)}${field('saidAt', 'Said at (ISO 8601)', draft.saidAt)}
${select(`${id}-mode`, 'mode', 'How it was meant', ['asserted', 'hedged', 'question', 'denied'], draft.mode)}
${field('territory', 'Countries (codes)', draft.territory)}
${measureFields(draft.measure).map(([name, label, value]) => field(name, label, value))}
${field('as', 'Figure of (HH:MM ZONE)', draft.as)}
${select(`${id}-paraphrase`, 'paraphrase', 'Words are', ['verbatim', 'paraphrase'], draft.paraphrase ? 'paraphrase' : 'verbatim')}
${select(`${id}-reliability`, 'reliability', 'Source (Admiralty)', RELIABILITIES, draft.reliability, RELIABILITY_WORDS)}
${select(`${id}-credibility`, 'credibility', 'What it says (Admiralty)', CREDIBILITIES.map(String), draft.credibility, CREDIBILITY_WORDS)}
${select(`${id}-likelihood`, 'likelihood', 'Your judgement (ICD 203)', ['', ...LIKELIHOOD_WORDS], draft.likelihood)}
${select(`${id}-confidence`, 'confidence', 'Your confidence in it', ['', ...CONFIDENCES], draft.confidence)}
${field('offered', 'Evidence offered', draft.offered)}${field('confirmedBy', 'Independently confirmed by', draft.confirmedBy)}
${field('digest', 'SHA-256 of the archived page', draft.digest)}${field('relations', 'Relations (contradicts ID, cites ID)', draft.relations)}
${select(`${id}-tlp`, 'tlp', 'Marking (TLP)', TLPS, draft.tlp)}</div>
<p><button>Confirm</button>${draft.corrects === undefined ? '' : html` <button name="withdrawn" value="yes">Withdraw it</button>`}</p></form>`;
}

/** What a model pointed at and was not taken, each with the reason. */
function whatBecame({ model, problem, dropped }: Pointed): Html {
  if (problem !== null) return html`<h3>The model ${model} pointed at nothing</h3><p>${problem}.</p>`;
  return dropped.length === 0
    ? html``
    : html`<details><summary>${dropped.length} points of the model ${model} were dropped</summary>
<ul>${dropped.map(({ quote, why }) => html`<li>${quote === '' ? '' : html`“${quote}”: `}${why}</li>`)}</ul></details>`;
}

const names = new Intl.DisplayNames('en', { type: 'language' });
const LANGUAGE_NAMES = Object.fromEntries(LANGUAGES.map(({ code }) => [code, names.of(code)!]));

function select(
  id: string,
  name: string,
  label: string,
  values: readonly string[],
  chosen: string,
  words: Readonly<Record<string, string>> = {},
): Html {
  return html`<p><label for="${id}">${label}</label><select id="${id}" name="${name}">${values.map((value) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${[value, words[value]].filter(Boolean).join(': ')}</option>`)}</select></p>`;
}

/** What of a measure can be edited: name, label, value. The route reads them back by these names. */
function measureFields(measure: Measure): readonly (readonly [string, string, string])[] {
  switch (measure.kind) {
    case 'count':
    case 'sources':
    case 'share':
    case 'rate':
    case 'waves':
    case 'duration':
      return [
        [
          'value',
          measure.kind === 'duration' ? 'Minutes' : measure.kind === 'share' ? 'Per cent' : 'Number',
          String(measure.number.value),
        ],
        ['high', 'To (if between)', measure.number.high === undefined ? '' : String(measure.number.high)],
        ['approximation', 'exact, about, over, under, nearly, up to, between', measure.number.approximation],
        ...('unit' in measure
          ? ([
              ['unit', measure.kind === 'rate' ? 'requests, packets, bits' : 'reports, people, other', measure.unit],
            ] as const)
          : []),
        ...('of' in measure ? ([['of', 'Of what', measure.of]] as const) : []),
      ];
    case 'onset':
    case 'end':
      return [
        ['clock', 'Clock (HH:MM)', measure.at.clock],
        ['zone', 'Zone', measure.at.zone ?? ''],
        ['approximation', 'exact or about', measure.at.approximation],
      ];
    case 'error':
      return [['text', 'Error', measure.text]];
    case 'origin':
    case 'place':
      return [['areas', 'Places, with commas', measure.areas.join(', ')]];
    case 'cause':
      return [['cause', 'Cause', measure.cause]];
    case 'responsibility':
    case 'motive':
    case 'financing':
      return [['party', 'Who is named', measure.party]];
  }
}
