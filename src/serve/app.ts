/**
 * The HTTP side: every route there is. Reading comes from memory; writing answers when the entry is durable. Nothing
 * a stranger sends can do more than be refused.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Refusal } from '../doors/refusal.ts';
import { guard, refuseUnguarded } from './access.ts';
import { languageKey, languageOf } from './language.ts';
import type { PageCache } from './page-cache.ts';
import { answerProblem } from './problem.ts';
import { addAlerts } from './routes/alerts.ts';
import { addApi } from './routes/api.ts';
import { addBundles } from './routes/bundles.ts';
import { addCalendar } from './routes/calendar.ts';
import { addChecks } from './routes/checks.ts';
import { addConventions } from './routes/conventions.ts';
import { addDesk } from './routes/desk.ts';
import { addHistory } from './routes/history.ts';
import { addHolds } from './routes/holds.ts';
import { addIncidents } from './routes/incidents.ts';
import { addLog } from './routes/log.ts';
import { addLogpush } from './routes/logpush.ts';
import { addMachines } from './routes/machines.ts';
import { addMaintenance } from './routes/maintenance.ts';
import { addMcp } from './routes/mcp.ts';
import { addPages, HOME_KEY } from './routes/pages.ts';
import { addPictures } from './routes/pictures.ts';
import { addPrunings } from './routes/prunings.ts';
import { addRedactions } from './routes/redactions.ts';
import { failed, noSuchPage, passesSoon } from './routes/refusals.ts';
import { addReplay } from './routes/replay.ts';
import { addReports } from './routes/reports.ts';
import { addSignIn } from './routes/sign-in.ts';
import { addSignals } from './routes/signals.ts';
import { addStatements } from './routes/statements.ts';
import { addSubscriptions } from './routes/subscriptions.ts';
import { safely } from './safe.ts';
import { type AppOptions, createServing } from './serving.ts';
import { sessionIn } from './sessions.ts';

export type { AppOptions, ReplayControl } from './serving.ts';

export interface App {
  readonly fetch: Hono['fetch'];
  /** Answers on a server; pages that lie ready are written before anything else is looked at. */
  readonly listener: RequestListener;
  /** Refuses a request before any route is looked for: with a page where a person asks, with problem details where a program does. */
  refuse(incoming: IncomingMessage, outgoing: ServerResponse, refusal: Refusal): void;
  /** Method and path of everything that is answered. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  close(): void;
}

export function createApp(options: AppOptions): App {
  const serving = createServing(options);
  const { engine, pages, live, page } = serving;
  const unsubscribe = engine.subscribe((change) => {
    pages.changed(change);
    live.changed(change);
  });
  const app = new Hono();
  app.use(safely);
  app.use(guard(serving));
  app.onError((cause, c) => {
    if (!passesSoon(cause)) options.onError(cause, `${c.req.method} ${c.req.path}`);
    return answerProblem(c, failed(cause), page(c));
  });
  app.notFound((c) => answerProblem(c, noSuchPage(c)(), page(c)));
  const people = [
    addPages,
    addHistory,
    addIncidents,
    addReports,
    addReplay,
    addStatements,
    addBundles,
    addHolds,
    addCalendar,
    addMaintenance,
    addRedactions,
    addPrunings,
    addSubscriptions,
    addSignIn,
    addDesk,
    addAlerts,
  ];
  const machines = [
    addPictures,
    addConventions,
    addMcp,
    addApi,
    addSignals,
    addLogpush,
    addChecks,
    addMachines,
    addLog,
  ];
  for (const add of [...people, ...machines]) add(app, serving);
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path }));
  refuseUnguarded(routes);
  const listener = getRequestListener(app.fetch);
  const refusing = new Hono<{ Bindings: { readonly refusal: Refusal } }>();
  refusing.use(safely);
  refusing.all('*', (c) => {
    c.header('cache-control', 'no-store');
    return answerProblem(c, c.env.refusal, page(c));
  });
  return {
    fetch: app.fetch,
    listener(incoming, outgoing) {
      if (!options.isPrivate() && isFromMemory(pages, incoming, outgoing)) return;
      void listener(incoming, outgoing);
    },
    refuse(incoming, outgoing, refusal) {
      void getRequestListener((request) => refusing.fetch(request, { refusal }))(incoming, outgoing);
    },
    routes,
    close() {
      unsubscribe();
      live.close();
    },
  };
}

/**
 * Pages that lie ready are written before any route is looked for. Only plain paths:
 * what has a query or an escape takes the usual way, so a path here is always the key that its page is kept under. Whoever is
 * signed in, or shows a token, is looked at first.
 */
function isFromMemory(
  pages: PageCache,
  { method, url = '', headers }: IncomingMessage,
  outgoing: ServerResponse,
): boolean {
  if (method !== 'GET' || headers['if-none-match'] !== undefined || /[?%]/.test(url)) return false;
  if (headers.authorization !== undefined || sessionIn(headers.cookie) !== undefined) return false;
  const coding = headers['accept-encoding'];
  const language = languageOf(undefined, headers.cookie, headers['accept-language']);
  const key = languageKey(language, url === '/' ? HOME_KEY : url);
  const ready = pages.ready(key, Array.isArray(coding) ? coding.join(',') : coding);
  if (ready === undefined) return false;
  outgoing.writeHead(200, ready.headers);
  outgoing.end(ready.bytes);
  return true;
}
