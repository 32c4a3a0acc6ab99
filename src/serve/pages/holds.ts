/** The holds: which are in force and what each keeps, and a page for each with all its versions. Readable without a script. */
import { allows } from '../../doors/access/roles.ts';
import type { HoldRow, HoldVersionRow } from '../schema-holds.ts';
import type { PageContext } from './context.ts';
import type { FormDraft } from './fields.ts';
import { changeForms } from './hold-form.ts';
import { coversText, dutyText, HOLD_STATE_WORDS, periodText, signalsText } from './hold-words.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { signInNote } from './sign-in.ts';
import { moment } from './time.ts';

const hrefOf = (id: string): string => `/holds/${encodeURIComponent(id)}`;

export function holdsPage(holds: readonly HoldRow[], context: PageContext): string {
  const running = holds.filter(({ state }) => state === 'in force');
  const waiting = holds.filter(({ state }) => state === 'not begun');
  const past = holds.filter(({ state }) => state !== 'in force' && state !== 'not begun');
  const main = html`
<div class="title"><h1>Holds</h1><p>A hold is a dated duty to keep signals. What a hold in force covers is neither pruned nor redacted.</p></div>
<section><h2>In force</h2>${running.length === 0 ? html`<p class="quiet">No hold is in force.</p>` : holdList(running)}</section>
${waiting.length === 0 ? '' : html`<section><h2>Not begun yet</h2>${holdList(waiting)}</section>`}
${past.length === 0 ? '' : html`<section><h2>Ended</h2>${holdList(past)}</section>`}
<section><p><a class="button" href="/holds/new">Add a hold</a></p>
<p class="quiet"><a href="/calendar">Calendar of due dates</a> · <a href="/api/v1/holds">This page as JSON</a></p></section>`;
  return page({
    title: 'Holds',
    description: 'Duties to keep signals: who demands them, what they cover, and until when.',
    context,
    main,
  });
}

function holdList(holds: readonly HoldRow[]): Html {
  return html`<ul class="holds">${holds.map(
    (
      hold,
    ) => html`<li class="hold"><h3><a href="${hrefOf(hold.id)}">${hold.current.authority}</a> ${stateTag(hold)}</h3>
<p>${hold.current.scope}</p><dl class="facts">${mainFacts(hold)}</dl></li>`,
  )}</ul>`;
}

const stateTag = ({ state }: HoldRow): Html => html`<span class="tag">${HOLD_STATE_WORDS[state]}</span>`;

const fact = (name: string, value: Html | string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function mainFacts(hold: HoldRow): Html {
  const { current, versions } = hold;
  return html`${fact('To be kept', dutyText(current))}
${current.unlessClosedBefore === null ? '' : fact('Unless closed before', current.unlessClosedBefore)}
${fact('Signals', signalsText(current))}
${fact('Made', madeText(current))}
${fact('Covers', coversText(hold))}
${versions.length < 2 ? '' : fact('Versions', String(versions.length))}`;
}

const madeText = ({ query: { of } }: HoldVersionRow): Html => periodText(of.from, of.until, 'at any time');

/** @param draft what somebody tried to change, and why it was not taken */
export function holdPage(hold: HoldRow, context: PageContext, draft?: FormDraft): string {
  const { current, supersedes, supersededBy, gaps, versions, id } = hold;
  const ended = hold.state === 'closed' || hold.state === 'superseded';
  const link = (other: string): Html => html`<a href="${hrefOf(other)}">${other}</a> `;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/holds">Holds</a></p><h1>Hold ${id}</h1>
<p class="title-state">${stateTag(hold)}</p></div>
<section><h2>What has to be kept</h2><p class="lede">${current.scope}</p>
<dl class="facts">${fact('Demanded by', current.authority)}
${fact('Basis', current.basis)}
${mainFacts(hold)}
${supersedes.length === 0 ? '' : fact('Takes the place of', html`${supersedes.map(link)}`)}
${supersededBy === null ? '' : fact('Its place was taken by', link(supersededBy))}
${gaps.length === 0 ? '' : fact('Was not in force', html`${gaps.map(({ from, until }) => html`from ${moment(from)} until ${moment(until)}; what went then for want of a hold is gone. `)}`)}</dl></section>
<section><h2>Versions</h2><ol class="holds">${versions.map((version, index) => versionItem(version, versions[index - 1]))}</ol>
<p class="quiet">Each is an entry of the journal. <a href="/api/v1/holds/${encodeURIComponent(id)}">This page as JSON</a></p></section>
${ended ? '' : allows(context.account?.role, 'analyst') ? changeForms(hold, draft) : signInNote(context, hrefOf(id), context.t.desk.toChangeHold)}`;
  return page({
    title: `Hold ${id}: ${current.authority}`,
    description: `${HOLD_STATE_WORDS[hold.state]}. ${current.scope}`.slice(0, 300),
    context,
    main,
  });
}

function versionItem(version: HoldVersionRow, before: HoldVersionRow | undefined): Html {
  const what = version.closed ? 'Closed' : before === undefined ? 'Placed' : 'Changed';
  return html`<li class="hold"><p><strong>${what}</strong> ${moment(version.recordedAt)} by ${version.decidedBy}: ${version.reason}</p>
${version.closed ? '' : html`<dl class="facts">${changedFacts(version, before)}</dl>`}</li>`;
}

/** All of the first version, and what became different in each other. */
function changedFacts(version: HoldVersionRow, before: HoldVersionRow | undefined): Html {
  const rows: [string, (of: HoldVersionRow) => Html | string, (of: HoldVersionRow) => unknown][] = [
    ['Demanded by', ({ authority }) => authority, ({ authority }) => authority],
    ['Basis', ({ basis }) => basis, ({ basis }) => basis],
    ['Scope', ({ scope }) => scope, ({ scope }) => scope],
    ['Signals', signalsText, signalsText],
    ['Made', madeText, ({ query }) => query.of],
    ['To be kept', dutyText, ({ duty }) => duty],
    [
      'Unless closed before',
      (one) => one.unlessClosedBefore ?? 'Nothing ends it early',
      (one) => one.unlessClosedBefore,
    ],
  ];
  const told = rows.filter(
    ([, , key]) => before === undefined || JSON.stringify(key(version)) !== JSON.stringify(key(before)),
  );
  return html`${told.map(([name, words]) => fact(name, words(version)))}`;
}
