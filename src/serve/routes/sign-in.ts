/** Signing in and out: a token for a session, in a browser. It works without a script. */
import type { Context } from 'hono';
import { hashOfToken } from '../../doors/access/token-book.ts';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { accountOf } from '../access.ts';
import { signInPage } from '../pages/sign-in.ts';
import { answerProblem } from '../problem.ts';
import { isForeignForm } from '../sender.ts';
import type { AddRoutes } from '../serving.ts';
import { sessionCookie } from '../sessions.ts';
import { foreignForm, small } from './refusals.ts';
import { readForm } from './reports.ts';

const UNKNOWN = refuse(
  401,
  'wrong-token',
  'Wrong token',
  'It is not one of this observatory, was revoked, or is over. Make another: groundswell token add NAME --role ROLE',
);
const FOR_PROGRAMS = refuse(
  403,
  'not-allowed',
  'Not with this token',
  'It is for programs that send signals; people sign in as viewer, analyst or admin.',
);

export const addSignIn: AddRoutes = (app, { tokens, sessions, page, counted }) => {
  app.get('/sign-in', (c) => {
    c.header('cache-control', 'no-store');
    return c.html(signInPage({ to: ownPath(c.req.query('to')) }, page(c)));
  });
  app.post('/sign-in', small, async (c) => {
    const form = isForeignForm(c) ? foreignForm() : await readForm(c);
    if (isRefusal(form)) return answerProblem(c, counted(form) as Refusal, page(c));
    const to = ownPath(form.to);
    const hash = hashOfToken(String(form.token ?? ''));
    const account = tokens.accountOf(hash);
    if (account === undefined || account.role === 'ingest') {
      const refused = counted(account === undefined ? UNKNOWN : FOR_PROGRAMS) as Refusal;
      c.header('cache-control', 'no-store');
      return c.html(signInPage({ to, problem: refused }, page(c)), refused.status);
    }
    // Who signs in again leaves no session behind.
    sessions.close(c.req.header('cookie'));
    c.header('set-cookie', sessionCookie(sessions.open(hash), isSecure(c)));
    return c.redirect(to, 303);
  });
  app.post('/sign-out', small, (c) => {
    if (isForeignForm(c)) return answerProblem(c, counted(foreignForm()) as Refusal, page(c));
    if (accountOf(c) !== undefined) sessions.close(c.req.header('cookie'));
    c.header('set-cookie', sessionCookie('', isSecure(c)));
    return c.redirect('/', 303);
  });
};

/** Whoever claims HTTPS wrongly harms the own cookie alone. */
const isSecure = (c: Context): boolean =>
  new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https';

/** A path of this site, or the desk: a sign-in leads nowhere else. */
function ownPath(to: unknown): string {
  const path = typeof to === 'string' && /^\/(?![/\\])[\w\-./~%]*$/.test(to) ? to : '/desk';
  return path.startsWith('/sign-in') ? '/desk' : path;
}
