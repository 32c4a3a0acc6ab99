/** Where a token is exchanged for a session, and the note that stands where a form would for whoever may not send it. */
import type { PageContext } from './context.ts';
import type { FormDraft } from './fields.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { refusedBox } from './refused.ts';

/** @param to where the sign-in leads, a path of this site */
export function signInPage({ to, problem }: { to: string } & Pick<FormDraft, 'problem'>, context: PageContext): string {
  const { desk } = context.t;
  const main = html`
<div class="title"><h1>${desk.signIn}</h1></div>
${refusedBox(context.t, problem)}
<form class="said-form" method="post" action="/sign-in"><input type="hidden" name="to" value="${to}">
<p><label for="token">${desk.token}</label><input id="token" name="token" type="password" autocomplete="current-password" required aria-describedby="token-hint">
<span class="hint" id="token-hint">${desk.tokenHint(html`<code>groundswell token add NAME --role analyst</code>`)}</span></p>
<p><button class="primary">${desk.signIn}</button></p>
<p class="quiet">${desk.sessionHint}</p></form>`;
  return page({ title: desk.signIn, description: desk.signInAbout, context, main, query: { to } });
}

/**
 * @param to the page that it stands on
 * @param what cannot be done without
 */
export function signInNote({ t: { desk }, account }: PageContext, to: string, what: string): Html {
  if (account !== undefined)
    return html`<p class="quiet">${desk.notAllowed(what, account.name, desk.roles[account.role])}</p>`;
  const href = `/sign-in?${new URLSearchParams({ to }).toString()}`;
  return html`<p class="quiet">${desk.toDo(html`<a href="${href}">${desk.signInLink}</a>`, what)}</p>`;
}
