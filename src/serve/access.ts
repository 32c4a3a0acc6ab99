/**
 * The one place that decides who may do what. Every request passes it before its route is run. Law: what changes anything is
 * listed here or the observatory does not start; reading is for everybody, unless the observatory is private.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { type Account, allows, type Role } from '../doors/access/roles.ts';
import { hashOfToken, type TokenBook } from '../doors/access/token-book.ts';
import { type Refusal, refuse } from '../doors/refusal.ts';
import type { PageContext } from './pages/context.ts';
import { answerProblem, wantsHtml } from './problem.ts';
import { isForeignForm } from './sender.ts';
import type { Sessions } from './sessions.ts';

declare module 'hono' {
  interface ContextVariableMap {
    account: Account | undefined;
  }
}

/**
 * What a route asks for. `anyone`: nothing, unless the observatory is private. `always`: nothing at all; the route decides by
 * itself (a signature, a sign-in) or says nothing of what was observed.
 */
type Need = 'anyone' | 'always' | Role;

const NEEDS: Readonly<Record<string, Need>> = {
  'POST /api/v1/reports': 'anyone',
  'POST /services/:id/report': 'anyone',
  'POST /replay': 'anyone',
  'POST /api/v1/signals': 'anyone',
  'POST /api/v1/logpush/:service': 'ingest',
  'GET /api/v1/probes': 'always',
  'POST /api/v1/checks': 'always',
  'POST /api/v1/articles': 'analyst',
  'POST /api/v1/incidents/:id/statements': 'analyst',
  'GET /incidents/:id/statements/new': 'analyst',
  'POST /incidents/:id/statements/new': 'analyst',
  'POST /api/v1/holds': 'analyst',
  'POST /api/v1/holds/:id': 'analyst',
  'GET /holds/new': 'analyst',
  'POST /holds/new': 'analyst',
  'POST /holds/:id': 'analyst',
  'POST /api/v1/incidents/:id/clocks': 'analyst',
  'POST /api/v1/clocks/:id': 'analyst',
  'POST /incidents/:id/clocks': 'analyst',
  'POST /api/v1/redactions': 'admin',
  'POST /redactions': 'admin',
  'POST /mcp': 'anyone',
  'POST /api/v1/prunings': 'admin',
  'GET /api/v1/alerts': 'analyst',
  'POST /api/v1/alerts/:channel/test': 'admin',
  'GET /alerts': 'analyst',
  'POST /alerts/:channel/test': 'admin',
  'POST /api/v1/subscriptions': 'anyone',
  'POST /subscribe': 'anyone',
  // What they ask for is the token that only the subscription's owner was sent.
  'GET /api/v1/subscriptions/:id': 'always',
  'DELETE /api/v1/subscriptions/:id': 'always',
  'GET /subscriptions/:id': 'always',
  'GET /subscriptions/:id/end': 'always',
  'POST /subscriptions/:id/confirm': 'always',
  'POST /subscriptions/:id/end': 'always',
  'POST /api/v1/maintenance': 'analyst',
  'POST /api/v1/maintenance/:id': 'analyst',
  'GET /maintenance/new': 'analyst',
  'POST /maintenance/new': 'analyst',
  'POST /maintenance/:id': 'analyst',
  'GET /sign-in': 'always',
  'POST /sign-in': 'always',
  'POST /sign-out': 'always',
  'GET /desk': 'viewer',
  'GET /desk/sources': 'viewer',
  'GET /api/v1/sources': 'viewer',
  'GET /assets/*': 'always',
  'GET /healthz': 'always',
};

/** Where `anyone` is let in by a private observatory; everywhere else `anyone` is a viewer then. */
const PRIVATE_NEEDS: Readonly<Record<string, Role>> = { 'POST /api/v1/signals': 'ingest' };

/** Thrown at the start: somebody added a route and did not say who may use it. */
export class UnguardedRouteError extends Error {
  override name = 'UnguardedRouteError';
}

export interface AccessOptions {
  readonly tokens: TokenBook;
  readonly sessions: Sessions;
  readonly isPrivate: () => boolean;
  readonly page: (c: Context) => PageContext;
}

export const accountOf = (c: Context): Account | undefined => c.get('account');

/** Whether whoever asks may do what `role` may. */
export const mayAs = (c: Context, role: Role): boolean => allows(accountOf(c)?.role, role);

export function guard({ tokens, sessions, isPrivate, page }: AccessOptions): MiddlewareHandler {
  return async (c, next) => {
    // The first that was added is the one that answers, as /holds/new does before /holds/:id.
    const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
    const shown = bearerOf(c);
    const hash = shown === undefined ? sessions.tokenOf(c.req.header('cookie')) : hashOfToken(shown);
    const account = hash === undefined ? undefined : tokens.accountOf(hash);
    c.set('account', account);
    if (route === undefined) return next();
    const need = needOf(`${route.method} ${route.path}`, isPrivate());
    if (need === 'always') return next();
    if (shown !== undefined && account === undefined) return deny(c, WRONG_TOKEN, page);
    // A session is sent along by the browser, whoever made it ask.
    if (shown === undefined && account !== undefined && route.method !== 'GET' && isForeignForm(c)) {
      return deny(c, FOREIGN, page);
    }
    if (need === 'anyone' || allows(account?.role, need)) return next();
    if (account !== undefined) return deny(c, notAllowed(account, need), page);
    if (route.method === 'GET' && wantsHtml(c)) return c.redirect(signInHref(c.req.path), 303);
    return deny(c, noToken(need), page);
  };
}

/** @throws UnguardedRouteError for a route that changes something and that nobody said who may use */
export function refuseUnguarded(routes: readonly { readonly method: string; readonly path: string }[]): void {
  const open = routes
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !Object.hasOwn(NEEDS, route));
  if (open.length > 0) throw new UnguardedRouteError(`nothing says who may use ${open.join(', ')}`);
}

export const signInHref = (to: string): string => `/sign-in?${new URLSearchParams({ to }).toString()}`;

function needOf(route: string, isPrivate: boolean): Need {
  const need = NEEDS[route] ?? 'anyone';
  return need === 'anyone' && isPrivate ? (PRIVATE_NEEDS[route] ?? 'viewer') : need;
}

function deny(c: Context, refusal: Refusal, page: AccessOptions['page']): Response {
  const answer = answerProblem(c, refusal, page(c));
  if (refusal.status === 401) answer.headers.set('www-authenticate', 'Bearer');
  return answer;
}

const bearerOf = (c: Context): string | undefined => /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

const WRONG_TOKEN = refuse(
  401,
  'wrong-token',
  'Wrong token',
  'It is not one of this observatory, was revoked, or is over. Make another: groundswell token add NAME --role ROLE',
);
/** A page of another site could make its readers' browsers send this, as whom they are signed in here. */
const FOREIGN = refuse(403, 'foreign-form', 'Sent by another site', 'Open the form here and send it from here.');

const noToken = (need: Role): Refusal =>
  refuse(
    401,
    'no-token',
    'This needs a token',
    `It is for whoever may act as ${need}. Sign in at /sign-in, or send: Authorization: Bearer TOKEN`,
  );

const notAllowed = ({ name, role }: Account, need: Role): Refusal =>
  refuse(
    403,
    'not-allowed',
    'Not with this token',
    `It is for whoever may act as ${need}, and "${name}" has the role ${role}.`,
  );
