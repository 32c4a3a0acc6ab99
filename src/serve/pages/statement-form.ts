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
import { KIND_WORDS, measureFields } from './measure-fields.ts';
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
  /** Nothing is filled in yet. */
  readonly empty?: boolean | undefined;
  /** What was typed and came back, by the names of the fields, and why. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly problem?: string | undefined;
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
  /** Ids of what was just stored. */
  readonly stored: readonly string[];
}

export function statementDesk(desk: Desk, context: PageContext): string {
  const { incident, serviceName, drafts, impossible, questions, pointed, model, problem, stored } = desk;
  const action = `${incidentHref(incident)}/statements/new`;
  const main = html`
<div class="title"><p class="eyebrow"><a href="${incidentHref(incident)}">${serviceName}, incident ${incident}</a></p>
<h1>Add statements</h1></div>
${problem === undefined ? '' : html`<div class="problem" role="alert"><p><strong>${problem.title}.</strong> ${problem.detail}</p></div>`}
${stored.length === 0 ? '' : html`<p role="status">Stored: ${stored.map((id, i) => html`${i === 0 ? '' : ', '}<a href="${statementHref(id)}">${id}</a>`)}.</p>`}
${
  drafts === null
    ? ''
    : html`<section><h2>${drafts.some(({ corrects }) => corrects !== undefined) ? 'Correct a statement' : 'Statements to confirm'}</h2>
${drafts.length === 0 ? html`<p>Nothing that can be tested was found.</p>` : draftsForm(drafts, action)}
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
<p class="quiet">Nothing is stored by reading. Each statement is stored when you confirm it.</p></form></section>
<section><h2>Write one down by hand</h2>
<form class="said-form" method="get" action="${action}"><div class="said-fields">
<p><label for="h-kind">What it says</label><select id="h-kind" name="kind">${Object.entries(KIND_WORDS).map(([kind, words]) => html`<option value="${kind}">${words}</option>`)}</select></p></div>
<p><button>Fill it in</button></p></form></section>`;
  return page({
    title: `Statements about ${serviceName}`,
    description: 'Confirm statements about an incident.',
    context,
    main,
  });
}

/** All proposals are one form: what is ticked is stored, and the rest comes back as it was left. */
function draftsForm(drafts: readonly Draft[], action: string): Html {
  const correcting = drafts.length === 1 && drafts[0]!.corrects !== undefined;
  return html`<form class="said-form" method="post" action="${action}"><input type="hidden" name="step" value="confirm">
${drafts.map((draft, i) => draftFields(draft, `s${i}`, correcting))}
<p><button class="primary">${correcting ? 'Store it as the next version' : 'Confirm what is ticked'}</button>${correcting ? html` <button name="s0.withdrawn" value="yes">Withdraw it</button>` : ''}</p></form>`;
}

function draftFields(draft: Draft, id: string, correcting: boolean): Html {
  const { typed = {} } = draft;
  const kept = (name: string, value: string): string => typed[name] ?? value;
  const field = (name: string, label: string, value: string): Html =>
    html`<p><label for="${id}-${name}">${label}</label><input id="${id}-${name}" name="${id}.${name}" value="${kept(name, value)}"></p>`;
  const choice = (name: string, label: string, values: readonly string[], value: string, words = {}): Html =>
    select(`${id}-${name}`, `${id}.${name}`, label, values, kept(name, value), words);
  const hidden = (name: string, value: string | undefined): Html =>
    value === undefined ? html`` : html`<input type="hidden" name="${id}.${name}" value="${value}">`;
  return html`<fieldset class="said-draft"><legend>${draft.empty === true ? KIND_WORDS[draft.measure.kind] : measureText(draft.measure)}</legend>
${draft.problem === undefined ? '' : html`<div class="problem" role="alert"><p>${draft.problem}</p></div>`}
${draft.model === undefined ? '' : html`<p><strong class="tag">Proposed by the model ${draft.model}</strong> Nobody has confirmed it: read it in the article before you do.</p>`}
${draft.because === '' ? '' : html`<p class="quiet">${draft.because}</p>`}
${hidden('kind', draft.measure.kind)}${hidden('corrects', draft.corrects)}${hidden('because', draft.because)}${hidden('model', draft.model)}
<p><label for="${id}-quote">Words</label><textarea id="${id}-quote" name="${id}.quote" rows="3">${kept('quote', draft.quote)}</textarea></p>
<div class="said-fields">${field('speaker', 'Said by', draft.speaker)}${field('role', 'Role', draft.role)}
${measureFields(draft.measure).map(({ name, label, value, choices }) => (choices === undefined ? field(name, label, value) : choice(name, label, choices, value)))}
${choice('mode', 'How it was meant', ['asserted', 'hedged', 'question', 'denied'], draft.mode)}
${field('territory', 'Countries (codes)', draft.territory)}${field('as', 'Figure of (HH:MM ZONE)', draft.as)}
${field('url', 'Address', draft.url)}${field('saidAt', 'Said at (ISO 8601)', draft.saidAt)}</div>
<details><summary>Source, grades, evidence, relations and marking</summary><div class="said-fields">
${field('title', 'Title of the source', draft.title)}${choice('paraphrase', 'Words are', ['verbatim', 'paraphrase'], draft.paraphrase ? 'paraphrase' : 'verbatim')}
${choice('reliability', 'Source (Admiralty)', RELIABILITIES, draft.reliability, RELIABILITY_WORDS)}
${choice('credibility', 'What it says (Admiralty)', CREDIBILITIES.map(String), draft.credibility, CREDIBILITY_WORDS)}
${choice('likelihood', 'Your judgement (ICD 203)', ['', ...LIKELIHOOD_WORDS], draft.likelihood)}
${choice('confidence', 'Your confidence in it', ['', ...CONFIDENCES], draft.confidence)}
${field('offered', 'Evidence offered', draft.offered)}${field('confirmedBy', 'Independently confirmed by', draft.confirmedBy)}
${field('digest', 'SHA-256 of the archived page', draft.digest)}${field('relations', 'Relations (contradicts ID, cites ID)', draft.relations)}
${choice('tlp', 'Marking (TLP)', TLPS, draft.tlp)}</div></details>
${correcting ? hidden('take', 'yes') : html`<label class="choice"><input type="checkbox" name="${id}.take" value="yes"${typed.take === 'yes' || draft.empty === true ? html` checked` : ''}> Confirm this statement</label>`}</fieldset>`;
}

/** What a model pointed at and was not taken, each with the reason. */
function whatBecame({ model, problem, dropped }: Pointed): Html {
  if (problem !== null) return html`<h3>The model ${model} pointed at nothing</h3><p>${problem}.</p>`;
  return dropped.length === 0
    ? html``
    : html`<details><summary>Points of the model ${model} that were dropped: ${String(dropped.length)}</summary>
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
