/**
 * The HTTP side: every route there is. Reading comes from memory; writing answers when the entry is durable. Nothing
 * a stranger sends can do more than be refused.
 */
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { QueueFullError } from '../engine/engine.ts';
import { answerProblem } from './problem.ts';
import { addApi } from './routes/api.ts';
import { addMachines } from './routes/machines.ts';
import { addPages } from './routes/pages.ts';
import { failed, noSuchPage } from './routes/refusals.ts';
import { addReplay } from './routes/replay.ts';
import { addReports } from './routes/reports.ts';
import { addSignals } from './routes/signals.ts';
import { type AppOptions, createServing } from './serving.ts';

export type { AppOptions, ReplayControl } from './serving.ts';

export interface App {
  readonly fetch: Hono['fetch'];
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
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
      referrerPolicy: 'same-origin',
      // A reverse proxy decides on HTTPS, not the observatory behind it.
      strictTransportSecurity: false,
    }),
  );
  app.onError((cause, c) => {
    if (!(cause instanceof QueueFullError)) options.onError(cause, `${c.req.method} ${c.req.path}`);
    return answerProblem(c, failed(cause), page());
  });
  app.notFound((c) => answerProblem(c, noSuchPage(c)(), page()));
  for (const add of [addPages, addApi, addReports, addSignals, addReplay, addMachines]) add(app, serving);
  return {
    fetch: app.fetch,
    routes: app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path })),
    close() {
      unsubscribe();
      live.close();
    },
  };
}
