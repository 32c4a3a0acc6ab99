/** The holds: which are in force and what each keeps, and a page for each with all its versions. Readable without a script. */
import { allows } from '../../doors/access/roles.ts';
import type { Words } from '../../words/words.ts';
import type { HoldRow, HoldVersionRow } from '../schema-holds.ts';
import type { PageContext } from './context.ts';
import type { FormDraft } from './fields.ts';
import { changeForms } from './hold-form.ts';
import { coversText, dutyText, periodText, signalsText } from './hold-words.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { signInNote } from './sign-in.ts';
import { moment } from './when.ts';

const hrefOf = (id: string): string => `/holds/${encodeURIComponent(id)}`;

export function holdsPage(holds: readonly HoldRow[], context: PageContext): string {
  const { t } = context;
  const { holding } = t;
  const running = holds.filter(({ state }) => state === 'in force');
  const waiting = holds.filter(({ state }) => state === 'not begun');
  const past = holds.filter(({ state }) => state !== 'in force' && state !== 'not begun');
  const main = html`
<div class="title"><h1>${holding.heading}</h1><p>${holding.lead}</p></div>
<section><h2>${holding.states['in force']}</h2>${running.length === 0 ? html`<p class="quiet">${holding.noneInForce}</p>` : holdList(t, running)}</section>
${waiting.length === 0 ? '' : html`<section><h2>${holding.states['not begun']}</h2>${holdList(t, waiting)}</section>`}
${past.length === 0 ? '' : html`<section><h2>${holding.states.ended}</h2>${holdList(t, past)}</section>`}
<section><p><a class="button" href="/holds/new">${holding.add}</a></p>
<p class="quiet"><a href="/calendar">${holding.calendar}</a> · <a href="/api/v1/holds">${holding.asJson}</a></p></section>`;
  return page({
    title: holding.heading,
    description: holding.about,
    context,
    main,
  });
}

function holdList(t: Words, holds: readonly HoldRow[]): Html {
  return html`<ul class="holds">${holds.map(
    (
      hold,
    ) => html`<li class="hold"><h3><a href="${hrefOf(hold.id)}">${hold.current.authority}</a> ${stateTag(t, hold)}</h3>
<p>${hold.current.scope}</p><dl class="facts">${mainFacts(t, hold)}</dl></li>`,
  )}</ul>`;
}

const stateTag = ({ holding }: Words, { state }: HoldRow): Html =>
  html`<span class="tag">${holding.states[state]}</span>`;

const fact = (name: string, value: Html | string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function mainFacts(t: Words, hold: HoldRow): Html {
  const { holding } = t;
  const { current, versions } = hold;
  return html`${fact(holding.toBeKept, dutyText(t, current))}
${current.unlessClosedBefore === null ? '' : fact(holding.unlessClosed, current.unlessClosedBefore)}
${fact(holding.signals, signalsText(t, current))}
${fact(holding.made, madeText(t, current))}
${fact(holding.covers, coversText(t, hold))}
${versions.length < 2 ? '' : fact(holding.versions, String(versions.length))}`;
}

const madeText = (t: Words, { query: { of } }: HoldVersionRow): Html =>
  periodText(t, of.from, of.until, t.holding.anyTime);

/** @param draft what somebody tried to change, and why it was not taken */
export function holdPage(hold: HoldRow, context: PageContext, draft?: FormDraft): string {
  const { current, supersedes, supersededBy, gaps, versions, id } = hold;
  const { t } = context;
  const { holding } = t;
  const ended = hold.state === 'closed' || hold.state === 'superseded';
  const link = (other: string): Html => html`<a href="${hrefOf(other)}">${other}</a> `;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/holds">${holding.heading}</a></p><h1>${holding.title(id)}</h1>
<p class="title-state">${stateTag(t, hold)}</p></div>
<section><h2>${holding.whatKept}</h2><p class="lede">${current.scope}</p>
<dl class="facts">${fact(holding.demandedBy, current.authority)}
${fact(holding.basis, current.basis)}
${mainFacts(t, hold)}
${supersedes.length === 0 ? '' : fact(holding.takesPlaceOf, html`${supersedes.map(link)}`)}
${supersededBy === null ? '' : fact(holding.placeTakenBy, link(supersededBy))}
${gaps.length === 0 ? '' : fact(holding.notInForce, html`${gaps.map(({ from, until }) => html`${holding.gap(moment(t, from), moment(t, until))} `)}`)}</dl></section>
<section><h2>${holding.versions}</h2><ol class="holds">${versions.map((version, index) => versionItem(t, version, versions[index - 1]))}</ol>
<p class="quiet">${holding.eachEntry} <a href="/api/v1/holds/${encodeURIComponent(id)}">${holding.asJson}</a></p></section>
${ended ? '' : allows(context.account?.role, 'analyst') ? changeForms(t, hold, draft) : signInNote(context, hrefOf(id), t.desk.toChangeHold)}`;
  return page({
    title: `${holding.title(id)}: ${current.authority}`,
    description: `${holding.states[hold.state]}. ${current.scope}`.slice(0, 300),
    context,
    main,
  });
}

function versionItem(t: Words, version: HoldVersionRow, before: HoldVersionRow | undefined): Html {
  const { step } = t.holding;
  const what = version.closed ? step.isClosed : before === undefined ? step.isPlaced : step.isChanged;
  return html`<li class="hold"><p><strong>${what}</strong> ${step.placed<Html | string>(moment(t, version.recordedAt), version.decidedBy, version.reason)}</p>
${version.closed ? '' : html`<dl class="facts">${changedFacts(t, version, before)}</dl>`}</li>`;
}

/** All of the first version, and what became different in each other. */
function changedFacts(t: Words, version: HoldVersionRow, before: HoldVersionRow | undefined): Html {
  const { holding } = t;
  const rows: [string, (of: HoldVersionRow) => Html | string, (of: HoldVersionRow) => unknown][] = [
    [holding.demandedBy, ({ authority }) => authority, ({ authority }) => authority],
    [holding.basis, ({ basis }) => basis, ({ basis }) => basis],
    [holding.scope, ({ scope }) => scope, ({ scope }) => scope],
    [holding.signals, (one) => signalsText(t, one), (one) => signalsText(t, one)],
    [holding.made, (one) => madeText(t, one), ({ query }) => query.of],
    [holding.toBeKept, (one) => dutyText(t, one), ({ duty }) => duty],
    [holding.unlessClosed, (one) => one.unlessClosedBefore ?? holding.nothingEndsIt, (one) => one.unlessClosedBefore],
  ];
  const told = rows.filter(
    ([, , key]) => before === undefined || JSON.stringify(key(version)) !== JSON.stringify(key(before)),
  );
  return html`${told.map(([name, words]) => fact(name, words(version)))}`;
}
