/** A small server with every page in every state, for looking at and for the browser's tests. */

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { streamSSE } from 'hono/streaming';
import { refuse } from '../../src/doors/refusal.ts';
import { answerAsset, readAssets } from '../../src/serve/assets.ts';
import { placesMap } from '../../src/serve/conventions/places-map.ts';
import { openApi } from '../../src/serve/openapi.ts';
import { embedPage } from '../../src/serve/pages/embed.ts';
import { historyPage } from '../../src/serve/pages/history.ts';
import { incidentsPage } from '../../src/serve/pages/incidents.ts';
import {
  apiPage,
  incidentPage,
  methodologyPage,
  overviewPage,
  problemPage,
  reportPage,
  servicePage,
  thanksPage,
} from '../../src/serve/pages/index.ts';
import { signInPage } from '../../src/serve/pages/sign-in.ts';
import { ENGLISH } from '../../src/words/words.ts';
import { announcedPages } from './announced.ts';
import * as fixtures from './fixtures.ts';
import { heldPage, heldPages } from './held.ts';
import { operatedPages, subscribePages } from './operated.ts';
import { saidPages } from './said.ts';

const CSP =
  "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const PROBLEM = refuse(404, 'no-such-service', 'No such service', (r) => r.services.noneHere('vidio'), {
  nearest: ['video', 'trains'],
});

export interface Gallery extends AsyncDisposable {
  readonly origin: string;
  /** Pages by path, made anew at each request. */
  readonly pages: Map<string, () => string>;
  /** Tells every open page that something changed. */
  announce(): Promise<void>;
  /** How often the page at a path was asked for. */
  asked(path: string): number;
  readonly posted: URLSearchParams[];
}

export async function openGallery(port = 0, t = ENGLISH): Promise<Gallery> {
  const assets = readAssets();
  const context = fixtures.context({ t, assets: assets.hrefs, version: '0.0.0', hasLog: true, tellsReaders: true });
  const pages = galleryPages(context);
  const asked = new Map<string, number>();
  const posted: URLSearchParams[] = [];
  const listeners = new Set<() => Promise<void>>();
  const app = new Hono();

  // As the observatory sends them.
  app.use(compress());
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', CSP);
  });
  app.get('/assets/*', async (c) => {
    const coding = c.req.header('accept-encoding') ?? '';
    return (await answerAsset(assets, c.req.path, coding)) ?? c.notFound();
  });
  app.get('/api/v1/live', (c) =>
    streamSSE(c, async (stream) => {
      const tell = (): Promise<void> =>
        stream.writeSSE({ event: 'change', data: '{"service":"mail","timeline":"live","asOf":null}' });
      listeners.add(tell);
      await new Promise<void>((resolve) => stream.onAbort(() => resolve()));
      listeners.delete(tell);
    }),
  );
  app.get('/:kind/:id/map.svg', (c) => {
    const scheme = c.req.query('scheme') === 'dark' ? 'dark' : 'light';
    return c.body(placesMap(fixtures.places, t, scheme), 200, { 'content-type': 'image/svg+xml' });
  });
  app.post('/services/:id/report', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    posted.push(form);
    return c.html(
      thanksPage(fixtures.service(fixtures.kindOf('confirmed')), context, { id: '01J9ZK3W5R', seq: 10_482 }),
      202,
    );
  });
  app.get('*', (c) => {
    asked.set(c.req.path, (asked.get(c.req.path) ?? 0) + 1);
    const page = pages.get(c.req.path);
    return page === undefined ? c.html(problemPage(PROBLEM, context), 404) : c.html(page());
  });

  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`,
    pages,
    posted,
    announce: async () => void (await Promise.all([...listeners].map((tell) => tell()))),
    asked: (path) => asked.get(path) ?? 0,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function galleryPages(context: ReturnType<typeof fixtures.context>): Map<string, () => string> {
  const signedIn = { ...context, account: { name: 'alice', role: 'analyst' as const } };
  const { FACEBOOK, KINDS, X, kindOf, service } = fixtures;
  const mail = service(kindOf('confirmed'));
  const refused = refuse(422, 'bad-report', 'Not a symptom', 'Choose one of the symptoms.');
  return new Map<string, () => string>([
    ['/', () => overviewPage(fixtures.overview(), context)],
    ['/calm', () => overviewPage(fixtures.calmOverview(), context)],
    ['/together', () => overviewPage(fixtures.togetherOverview(), context)],
    ['/empty', () => overviewPage(fixtures.emptyOverview(), context)],
    ['/crowded', () => overviewPage(fixtures.crowdedOverview(), context)],
    [
      '/search',
      () => overviewPage({ ...fixtures.overview(), services: [fixtures.card(kindOf('none'))] }, context, 'vid'),
    ],
    ...[...KINDS, FACEBOOK, X].map(
      (kind) =>
        [`/services/${kind.id}`, () => servicePage(service(kind), context, { places: fixtures.places })] as const,
    ),
    [
      '/services/mail/new',
      () =>
        servicePage(
          {
            ...mail,
            state: 'unknown',
            newSince: mail.since,
            incident: null,
            lastHour: { observed: 600, expected: null },
          },
          context,
        ),
    ],
    ['/services/mail/history', () => historyPage(fixtures.history(mail), context)],
    [
      '/services/x/week',
      () => servicePage(service(X), context, { ranged: { range: '7d', chart: fixtures.weekChart } }),
    ],
    ['/incidents', () => incidentsPage(fixtures.foundIncidents, context)],
    [
      '/incidents/none',
      () => incidentsPage({ ...fixtures.foundIncidents, found: 0, incidents: [], page: 1, pages: 1 }, context),
    ],
    ['/embed/services/mail', () => embedPage(mail, context, 'light', '24h')],
    ['/services/mail/report', () => reportPage(mail, context)],
    [
      '/services/mail/refused',
      () => reportPage(mail, context, { values: { component: 'video', country: 'DE' }, problem: refused }),
    ],
    ['/thanks', () => thanksPage(mail, context, { id: '01J9ZK3W5R', seq: 10_482 })],
    ['/incidents/x-20250310T0940Z', () => incidentPage(fixtures.incident(), context, fixtures.places)],
    ['/incidents/bank-20260304T1355Z', () => incidentPage(fixtures.possibleIncident(), context)],
    ...saidPages(signedIn),
    ...heldPages(signedIn, () => fixtures.incident()),
    ...announcedPages(signedIn, context),
    ...operatedPages({ ...signedIn, account: { name: 'alice', role: 'admin' } }),
    ...subscribePages(context),
    ['/sign-in', () => signInPage({ to: '/desk', problem: PROBLEM }, context)],
    ['/holds/stranger', () => heldPage(context)],
    ['/methodology', () => methodologyPage(context)],
    ['/api', () => apiPage(openApi('0.1.0'), context)],
  ]);
}
