/**
 * The HTTP side: every route there is. Reading comes from memory; writing answers when the entry is durable. Nothing
 * a stranger sends can do more than be refused.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { nearestServices } from '../doors/directory.ts';
import type { Limiter } from '../doors/limits.ts';
import type { Places } from '../doors/place.ts';
import { isRefusal, type Refusal, refuse } from '../doors/refusal.ts';
import { readReport, type Sender } from '../doors/report.ts';
import type { Pseudonyms } from '../doors/reporter.ts';
import { type Engine, QueueFullError } from '../engine/engine.ts';
import type { EpochMs } from '../model/units.ts';
import { type Assets, answerAsset } from './assets.ts';
import { Live, STREAMS_MAX } from './live.ts';
import { createMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { PageCache, type Rendered } from './page-cache.ts';
import {
  apiPage,
  incidentPage,
  methodologyPage,
  overviewPage,
  type PageContext,
  reportPage,
  servicePage,
  thanksPage,
} from './pages/index.ts';
import { answerProblem, problemOf } from './problem.ts';
import { type AddressOf, isForeignForm } from './sender.ts';
import { takeBatch, tooMany } from './signals-route.ts';
import { Views } from './views.ts';

/** A report is a few short words. */
const REPORT_BYTES_MAX = 4_096;
const SEARCH_MAX = 64;
const ID_BYTES = 12;

/** What steers a replay; only the demo has one. */
export interface ReplayControl {
  speedOf(timeline: string): number | undefined;
  setSpeed(timeline: string, speed: number): boolean;
  timelines(): NonNullable<PageContext['replay']>['timelines'];
}

export interface AppOptions {
  readonly engine: Engine;
  readonly now: () => EpochMs;
  readonly name: () => string;
  readonly version: string;
  readonly pseudonyms: Pseudonyms;
  readonly places: () => Places;
  readonly limiter: () => Limiter;
  readonly addressOf: () => AddressOf;
  readonly ingestToken: string;
  readonly assets: Assets;
  readonly replay?: ReplayControl | undefined;
  /** Told of what a request ran into that is no refusal. */
  readonly onError: (cause: unknown, request: string) => void;
}

export interface App {
  readonly fetch: Hono['fetch'];
  close(): void;
}

export function createApp(options: AppOptions): App {
  const { engine, now, replay } = options;
  const views = new Views({ engine, now, speedOf: (timeline) => replay?.speedOf(timeline) });
  const live = new Live(engine);
  const pages = new PageCache(now);
  const metrics = createMetrics(engine, live, pages);
  const unsubscribe = engine.subscribe((change) => {
    pages.changed(change);
    live.changed(change);
  });
  const page = (): PageContext => ({
    name: options.name(),
    assets: options.assets.hrefs,
    ...(replay === undefined ? {} : { replay: { timelines: replay.timelines() } }),
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
  app.notFound((c) => answerProblem(c, noSuchPage(c), page()));

  const cached = async (
    c: Context,
    key: string,
    missing: () => Refusal,
    render: () => Promise<Rendered | undefined>,
  ) => {
    const headers = { ifNoneMatch: c.req.header('if-none-match'), acceptEncoding: c.req.header('accept-encoding') };
    return (await pages.answer(key, headers, render)) ?? answerProblem(c, missing(), page());
  };
  const html = (text: string, about: Pick<Rendered, 'timeline' | 'service'> = {}): Rendered => ({
    type: 'text/html; charset=utf-8',
    text,
    ...about,
  });
  const json = (value: unknown, about: Pick<Rendered, 'timeline' | 'service'> = {}): Rendered => ({
    type: 'application/json; charset=utf-8',
    text: JSON.stringify(value),
    ...about,
  });
  const noService = (id: string) => () => {
    const nearest = nearestServices(engine.state.watches, id);
    return refuse(404, 'no-such-service', 'No such service', `There is no service "${id}" here.`, { nearest });
  };
  const noIncident = (id: string) => () =>
    refuse(404, 'no-such-incident', 'No such incident', `There is no incident "${id}" here.`);
  const searched = (c: Context) => (c.req.query('q') ?? '').slice(0, SEARCH_MAX);

  // Pages.
  app.get('/', (c) => {
    const q = searched(c);
    return cached(
      c,
      `/?q=${q}`,
      () => noSuchPage(c),
      async () => html(overviewPage(await views.overview(options.name(), q), page())),
    );
  });
  app.get('/services/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/services/${id}`, noService(id), async () => {
      const body = await views.service(id);
      return body && html(servicePage(body, page()), { service: id, timeline: body.timeline });
    });
  });
  app.get('/incidents/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/incidents/${id}`, noIncident(id), async () => {
      const body = await views.incident(id);
      return body && html(incidentPage(body, page()), { service: body.service, timeline: body.timeline });
    });
  });
  app.get('/methodology', (c) =>
    cached(
      c,
      '/methodology',
      () => noSuchPage(c),
      async () => html(methodologyPage(page())),
    ),
  );
  app.get('/api', (c) =>
    cached(
      c,
      '/api',
      () => noSuchPage(c),
      async () => html(apiPage(openApi(options.version), page())),
    ),
  );
  app.get(
    '/assets/*',
    (c) => answerAsset(options.assets, c.req.path, c.req.header('accept-encoding') ?? '') ?? c.notFound(),
  );

  // The same content for programs.
  app.get('/api/v1/overview', (c) => {
    const q = searched(c);
    return cached(
      c,
      `/api/v1/overview?q=${q}`,
      () => noSuchPage(c),
      async () => json(await views.overview(options.name(), q)),
    );
  });
  app.get('/api/v1/services', (c) =>
    cached(
      c,
      '/api/v1/services',
      () => noSuchPage(c),
      async () => json((await views.overview(options.name())).services),
    ),
  );
  app.get('/api/v1/services/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/services/${id}`, noService(id), async () => {
      const body = await views.service(id);
      return body && json(body, { service: id, timeline: body.timeline });
    });
  });
  app.get('/api/v1/incidents/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/incidents/${id}`, noIncident(id), async () => {
      const body = await views.incident(id);
      return body && json(body, { service: body.service, timeline: body.timeline });
    });
  });
  app.get('/openapi.json', (c) =>
    cached(
      c,
      '/openapi.json',
      () => noSuchPage(c),
      async () => json(openApi(options.version)),
    ),
  );

  // Doors.
  const sender = (c: Context): Sender & { address: string } => {
    const address = options.addressOf()(c);
    const { reporter, prefix } = options.pseudonyms.of(address, now());
    const { country, network } = options.places().find(address);
    return { address, reporter, country, network: network ?? prefix };
  };
  const takeReport = async (
    c: Context,
    body: unknown,
  ): Promise<{ id: string; seq: number; timeline: string } | Refusal> => {
    const from = sender(c);
    const wait = options.limiter().take(from.reporter, now());
    if (wait > 0) return tooMany(wait);
    const report = readReport(body, engine.state.watches, from, now(), randomBytes(ID_BYTES).toString('base64url'));
    if (isRefusal(report)) return report;
    const seq = await engine.submit(report);
    const timeline = engine.state.watches.get(report.service)?.service.timeline ?? 'live';
    return { id: report.id, seq, timeline };
  };
  const counted = <T extends object>(outcome: T | Refusal): T | Refusal => {
    if (isRefusal(outcome)) metrics.refused.inc({ code: outcome.code });
    else metrics.accepted.inc();
    return outcome;
  };

  const small = bodyLimit({
    maxSize: REPORT_BYTES_MAX,
    onError: (c) =>
      answerProblem(
        c,
        refuse(413, 'too-large', 'Too large', `A report has ${REPORT_BYTES_MAX} bytes at most.`),
        undefined,
      ),
  });
  app.post('/api/v1/reports', small, async (c) => {
    const body = await readJson(c);
    const taken = counted(isRefusal(body) ? body : await takeReport(c, body.value));
    if (isRefusal(taken)) return answerProblem(c, taken, undefined);
    const { id, seq, timeline } = taken;
    return c.json({ id, seq, freshness: views.freshness(timeline) }, 202);
  });
  app.post('/api/v1/signals', async (c) => {
    const trusted = showsToken(c, options.ingestToken);
    if (trusted === undefined) {
      return answerProblem(
        c,
        refuse(401, 'wrong-token', 'Wrong token', 'This is not the ingest token of this observatory.'),
        undefined,
      );
    }
    const from = sender(c);
    const answer = await takeBatch(c, {
      engine,
      context: () => ({
        watches: engine.state.watches,
        now: now(),
        trusted,
        sender: from,
        newId: () => randomBytes(ID_BYTES).toString('base64url'),
      }),
      limit: () => (trusted ? 0 : options.limiter().take(from.reporter, now())),
      count: (outcome) => {
        if (outcome === 'accepted') metrics.accepted.inc();
        else metrics.refused.inc({ code: outcome.refused });
      },
    });
    return isRefusal(answer) ? answerProblem(c, answer, undefined) : c.json(answer);
  });

  app.get('/services/:id/report', async (c) => {
    const body = await views.service(c.req.param('id'));
    if (body === undefined) return answerProblem(c, noService(c.req.param('id'))(), page());
    const symptom = c.req.query('symptom');
    return c.html(reportPage(body, page(), { values: symptom === undefined ? {} : { symptom } }));
  });
  app.post('/services/:id/report', small, async (c) => {
    const { id } = c.req.param();
    if (isForeignForm(c)) {
      return answerProblem(
        c,
        refuse(400, 'foreign-form', 'Sent by another site', 'Open the form here and send it from here.'),
        page(),
      );
    }
    const form = await c.req.parseBody();
    const values = Object.fromEntries(
      ['symptom', 'component', 'country'].flatMap((name) =>
        typeof form[name] === 'string' ? [[name, form[name]]] : [],
      ),
    );
    const taken = counted(await takeReport(c, { service: id, ...values }));
    if (!isRefusal(taken)) return c.redirect(`/services/${id}/report/${taken.seq}?id=${taken.id}`, 303);
    const body = await views.service(id);
    if (body === undefined) return answerProblem(c, noService(id)(), page());
    if (taken.retryAfter !== undefined) c.header('retry-after', String(taken.retryAfter));
    return c.html(reportPage(body, page(), { values, problem: problemOf(taken) }), taken.status);
  });
  app.get('/services/:id/report/:seq{[0-9]+}', async (c) => {
    const body = await views.service(c.req.param('id'));
    if (body === undefined) return answerProblem(c, noService(c.req.param('id'))(), page());
    return c.html(thanksPage(body, page(), { id: c.req.query('id') ?? '', seq: Number(c.req.param('seq')) }));
  });

  if (replay !== undefined) {
    app.post('/replay', small, async (c) => {
      if (isForeignForm(c)) return c.redirect('/', 303);
      const { timeline, speed } = await c.req.parseBody();
      const known = replay.setSpeed(String(timeline), Number(speed));
      if (!known)
        return answerProblem(
          c,
          refuse(422, 'no-such-replay', 'No such replay', 'Send timeline and speed (0 to 100000) of a replay.'),
          page(),
        );
      pages.clear();
      return c.redirect(ownPath(c.req.header('referer')), 303);
    });
  }

  // For machines that watch.
  app.get('/api/v1/live', (c) => {
    if (live.streams >= STREAMS_MAX) return answerProblem(c, tooMany(30), undefined);
    return live.open(c, c.req.query('service'));
  });
  app.get('/healthz', (c) => {
    const freshness = views.freshness('live');
    const healthy = replay !== undefined || !freshness.stale;
    return c.json(
      { status: healthy ? 'ok' : 'stale', entries: engine.size, waiting: engine.waiting, freshness },
      healthy ? 200 : 503,
    );
  });
  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );

  return {
    fetch: app.fetch,
    close() {
      unsubscribe();
      live.close();
    },
  };
}

/** undefined: a token was shown, and it is wrong. */
function showsToken(c: Context, token: string): boolean | undefined {
  const shown = /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (shown === undefined) return false;
  const [a, b] = [Buffer.from(shown), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b) ? true : undefined;
}

async function readJson(c: Context): Promise<{ value: unknown } | Refusal> {
  try {
    return { value: await c.req.json() };
  } catch {
    return refuse(
      400,
      'not-json',
      'Not JSON',
      'Send a JSON object such as {"service": "x", "symptom": "unreachable"}.',
    );
  }
}

function noSuchPage(c: Context): Refusal {
  return refuse(404, 'no-such-page', 'No such page', `There is nothing at ${c.req.path}.`);
}

function failed(cause: unknown): Refusal {
  if (cause instanceof QueueFullError) return refuse(503, 'busy', 'Busy', cause.message, { retryAfter: 5 });
  return refuse(
    503,
    'failed',
    'It did not work',
    'The observatory could not do this just now; try again in a minute.',
    { retryAfter: 60 },
  );
}

/** Back to where the form stood, and nowhere else. */
function ownPath(referer: string | undefined): string {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).pathname : '/';
}
