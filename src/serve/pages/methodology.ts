/** How the figures come about: every number that pages and the API show, with the constants of the code itself. */
import { LIKELIHOODS } from '../../diagnosis/likelihood.ts';
import type { State } from '../../words/en/states.ts';
import type { Words } from '../../words/words.ts';
import { type Entry, METHODOLOGY } from '../methodology.ts';
import { constantText, entryText } from '../methodology-view.ts';
import type { PageContext } from './context.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { stateMark } from './marks.ts';

const STATES: readonly State[] = ['confirmed', 'possible', 'none', 'over', 'unknown', 'withdrawn'];

/** @param sections what is explained; that of the code unless a test says otherwise */
export function methodologyPage(context: PageContext, sections: typeof METHODOLOGY = METHODOLOGY): string {
  const { t, name } = context;
  const { methodology: words } = t;
  const main = html`<article class="prose methodology">
<h1>${words.title}</h1>
<p class="intro">${words.intro(name)}</p>
<nav aria-label="${words.contents}"><ul class="contents">${sections.map(([id]) => html`<li><a href="#${id}">${words.sections[id]}</a></li>`)}</ul></nav>
<h2 id="states">${words.meansStates}</h2>
<dl class="states">${STATES.map((state) => html`<div><dt>${stateMark(t, state)}</dt><dd>${t.states.meanings[state]}</dd></div>`)}</dl>
${sections.map(
  ([id, entries]) =>
    html`<h2 id="${id}">${words.sections[id]}</h2>${entries.map((one) => entryPart(t, one))}${id === 'failures' ? likelihoods(t) : ''}`,
)}
<h2>${words.kinds.heading}</h2><p>${words.kinds.words}</p>
<h2>${words.cannot.heading}</h2>
<ul><li>${words.cannot.who}</li><li>${words.cannot.silence}</li><li>${words.cannot.why}</li></ul>
<h2>${words.privacy.heading}</h2><p>${words.privacy.words}</p>
<p class="quiet"><a href="/api/v1/methodology?lang=${t.language}">${words.asJson}</a></p>
</article>`;
  return page({ title: words.title, description: words.about, context, main, current: 'methodology' });
}

function entryPart(t: Words, one: Entry): Html {
  const { id, constants, fields, more } = one;
  const { methodology: words } = t;
  return html`<section class="entry" id="${id}"><h3><a href="#${id}">${words.entries[id].name}</a></h3>
<p>${entryText(t, one)}</p>
<details><summary>${words.constants}</summary>
${constants.length === 0 ? '' : html`<dl class="facts">${constants.map((own) => html`<div><dt><code>${own.name}</code></dt><dd><data value="${String(own.value)}">${constantText(t, own)}</data> <span class="quiet"><code>${own.file}</code></span></dd></div>`)}</dl>`}
${fields.length === 0 ? '' : html`<p class="quiet">${words.explains} ${fields.map((field, index) => html`${index > 0 ? ', ' : ''}<code>${field}</code>`)}</p>`}
<p class="quiet">${words.more} <code>${more}</code></p></details></section>`;
}

function likelihoods(t: Words): Html {
  const { methodology: words } = t;
  return html`<h3 id="likelihoods"><a href="#likelihoods">${words.scale}</a></h3>
<table><caption class="unseen">${words.scale}</caption><thead><tr><th scope="col">${words.word}</th><th scope="col" class="num">${words.from}</th><th scope="col" class="num">${words.to}</th></tr></thead>
<tbody>${LIKELIHOODS.map(({ word, from, to }) => html`<tr><th scope="row">${t.scales.likelihoods[word]}</th><td class="num">${t.percent(from)}</td><td class="num">${t.percent(to)}</td></tr>`)}</tbody></table>`;
}
