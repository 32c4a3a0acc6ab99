/**
 * The analyst's desk: an article is read into proposals, each a form to be confirmed or edited. Works without a script.
 * Law: a proposal is stored only when an analyst sends it back.
 */

import type { Refusal } from '../../doors/refusal.ts';
import type { Measure } from '../../model/statement.ts';
import { CONFIDENCES, CREDIBILITIES, LIKELIHOOD_WORDS, RELIABILITIES, TLPS } from '../../model/statement.ts';
import { LANGUAGES } from '../../statements/languages.ts';
import { measureText } from '../../statements/measure-text.ts';
import type { Pointed } from '../../statements/points.ts';
import type { Words } from '../../words/words.ts';
import type { PageContext } from './context.ts';
import { type Html, html, incidentHref } from './html.ts';
import { page } from './layout.ts';
import { KINDS, measureFields } from './measure-fields.ts';
import { refusedBox, refusedIn } from './refused.ts';
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
  readonly problem?: Refusal | undefined;
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
  readonly problem?: Refusal | undefined;
  /** Ids of what was just stored. */
  readonly stored: readonly string[];
}

export function statementDesk(desk: Desk, context: PageContext): string {
  const { incident, serviceName, drafts, impossible, questions, pointed, model, problem, stored } = desk;
  const { t } = context;
  const words = t.article;
  const action = `${incidentHref(incident)}/statements/new`;
  const names = new Intl.DisplayNames(t.locale, { type: 'language' });
  const languages = Object.fromEntries(LANGUAGES.map(({ code }) => [code, names.of(code)!]));
  const correcting = drafts?.some(({ corrects }) => corrects !== undefined) === true;
  const main = html`
<div class="title"><p class="eyebrow"><a href="${incidentHref(incident)}">${t.said.incident(serviceName, incident)}</a></p>
<h1>${words.heading}</h1></div>
${refusedBox(t, problem)}
${stored.length === 0 ? '' : html`<p role="status">${words.stored} ${stored.map((id, i) => html`${i === 0 ? '' : ', '}<a href="${statementHref(id)}">${id}</a>`)}</p>`}
${
  drafts === null
    ? ''
    : html`<section><h2>${correcting ? words.toCorrect : words.toConfirm}</h2>
${drafts.length === 0 ? html`<p>${words.nothing}</p>` : draftsForm(t, drafts, action)}
${impossible.length === 0 ? '' : html`<h3>${words.impossible}</h3><ul>${impossible.map(({ words: pair, why }) => html`<li>“${pair}”: <span lang="en">${why}</span></li>`)}</ul>`}
${questions.length === 0 ? '' : html`<h3>${words.questions}</h3><ul>${questions.map((question) => html`<li>${question}</li>`)}</ul>`}${pointed === undefined ? '' : whatBecame(t, pointed)}</section>`
}
<section><h2>${words.read}</h2>
<form class="said-form" method="post" action="${action}">
<input type="hidden" name="step" value="read">
<p><label for="article">${words.text}</label><textarea id="article" name="article" rows="10" required></textarea></p>
<div class="said-fields"><p><label for="a-url">${words.fields.url}</label><input id="a-url" name="url" type="url"></p>
<p><label for="a-title">${words.fields.title}</label><input id="a-title" name="title"></p>
${select('a-lang', 'lang', words.language, ['', ...LANGUAGES.map(({ code }) => code)], '', { '': words.toldFromWords, ...languages })}</div>
${model === undefined ? '' : html`<p><label class="choice"><input type="checkbox" name="model" value="yes"> ${words.letModel(model)}</label></p>`}
<p><button class="primary">${words.readIt}</button></p>
<p class="quiet">${words.nothingStored}</p></form></section>
<section><h2>${words.byHand}</h2>
<form class="said-form" method="get" action="${action}"><div class="said-fields">
<p><label for="h-kind">${words.kind}</label><select id="h-kind" name="kind">${KINDS.map((kind) => html`<option value="${kind}">${words.kinds[kind]}</option>`)}</select></p></div>
<p><button>${words.fillIn}</button></p></form></section>`;
  return page({ title: words.about(serviceName), description: words.description, context, main });
}

/** All proposals are one form: what is ticked is stored, and the rest comes back as it was left. */
function draftsForm(t: Words, drafts: readonly Draft[], action: string): Html {
  const words = t.article;
  const correcting = drafts.length === 1 && drafts[0]!.corrects !== undefined;
  return html`<form class="said-form" method="post" action="${action}"><input type="hidden" name="step" value="confirm">
${drafts.map((draft, i) => draftFields(t, draft, `s${i}`, correcting))}
<p><button class="primary">${correcting ? words.nextVersion : words.confirmTicked}</button>${correcting ? html` <button name="s0.withdrawn" value="yes">${words.withdraw}</button>` : ''}</p></form>`;
}

/** Values stand in the form as the door reads them; labels are the page's. */
function draftFields(t: Words, draft: Draft, id: string, correcting: boolean): Html {
  const words = t.article;
  const { typed = {}, measure } = draft;
  const kept = (name: string, value: string): string => typed[name] ?? value;
  const field = (name: string, value: string, label: keyof typeof words.fields): Html =>
    html`<p><label for="${id}-${name}">${words.fields[label]}</label><input id="${id}-${name}" name="${id}.${name}" value="${kept(name, value)}"></p>`;
  const choice = (
    name: string,
    values: readonly string[],
    value: string,
    label: keyof typeof words.fields,
    said: Readonly<Record<string, string>> = {},
  ): Html => select(`${id}-${name}`, `${id}.${name}`, words.fields[label], values, kept(name, value), said);
  const own = (name: keyof typeof words.fields & keyof Draft): Html => field(name, String(draft[name]), name);
  const hidden = (name: string, value: string | undefined): Html =>
    value === undefined ? html`` : html`<input type="hidden" name="${id}.${name}" value="${value}">`;
  return html`<fieldset class="said-draft"><legend>${draft.empty === true ? words.kinds[measure.kind] : measureText(measure, t.verdicts.measures)}</legend>
${notTaken(t, draft.problem)}
${draft.model === undefined ? '' : html`<p><strong class="tag">${words.byModel(draft.model)}</strong> ${words.notConfirmed}</p>`}
${draft.because === '' ? '' : html`<p class="quiet" lang="en">${draft.because}</p>`}
${hidden('kind', measure.kind)}${hidden('corrects', draft.corrects)}${hidden('because', draft.because)}${hidden('model', draft.model)}
<p><label for="${id}-quote">${words.fields.quote}</label><textarea id="${id}-quote" name="${id}.quote" rows="3">${kept('quote', draft.quote)}</textarea></p>
<div class="said-fields">${own('speaker')}${own('role')}
${measureFields(measure).map(({ name, label, value, choices }) => (choices === undefined ? field(name, value, label) : choice(name, choices, value, label, words.choices)))}
${choice('mode', MODES, draft.mode, 'mode', t.said.modes)}${own('territory')}${own('as')}${own('url')}${own('saidAt')}</div>
<details><summary>${words.more}</summary><div class="said-fields">
${own('title')}${choice('paraphrase', ['verbatim', 'paraphrase'], draft.paraphrase ? 'paraphrase' : 'verbatim', 'paraphrase', words.choices)}
${choice('reliability', RELIABILITIES, draft.reliability, 'reliability', t.verdicts.measures.reliability)}
${choice('credibility', CREDIBILITIES.map(String), draft.credibility, 'credibility', t.verdicts.measures.credibility)}
${choice('likelihood', ['', ...LIKELIHOOD_WORDS], draft.likelihood, 'likelihood', t.scales.likelihoods)}
${choice('confidence', ['', ...CONFIDENCES], draft.confidence, 'confidence', t.scales.confidences)}
${own('offered')}${own('confirmedBy')}${own('digest')}${own('relations')}${choice('tlp', TLPS, draft.tlp, 'tlp')}</div></details>
${correcting ? hidden('take', 'yes') : html`<label class="choice"><input type="checkbox" name="${id}.take" value="yes"${typed.take === 'yes' || draft.empty === true ? html` checked` : ''}> ${words.confirmThis}</label>`}</fieldset>`;
}

const MODES = ['asserted', 'hedged', 'question', 'denied'];

/** What a model pointed at and was not taken, each with the reason. */
/** One statement of several: the reason alone, the rest stands above all of them. */
function notTaken(t: Words, problem: Refusal | undefined): Html | '' {
  if (problem === undefined) return '';
  const { detail, lang } = refusedIn(t, problem);
  return html`<div class="problem" role="alert"${lang}><p>${detail}</p></div>`;
}

function whatBecame(t: Words, { model, problem, dropped }: Pointed): Html {
  if (problem !== null) return html`<h3>${t.article.pointedNothing(model)}</h3><p lang="en">${problem}.</p>`;
  return dropped.length === 0
    ? html``
    : html`<details><summary>${t.article.dropped(model, t.number(dropped.length))}</summary>
<ul>${dropped.map(({ quote, why }) => html`<li>${quote === '' ? '' : html`“${quote}”: `}<span lang="en">${why}</span></li>`)}</ul></details>`;
}

/** The value is told where it has no words in the catalogue. */
function select(
  id: string,
  name: string,
  label: string,
  values: readonly string[],
  chosen: string,
  words: Readonly<Record<string, string>> = {},
): Html {
  const grade = (value: string): string => (/^[A-F1-6]$/.test(value) ? `${value}: ` : '');
  return html`<p><label for="${id}">${label}</label><select id="${id}" name="${name}">${values.map((value) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words[value] === undefined ? value : `${grade(value)}${words[value]}`}</option>`)}</select></p>`;
}
