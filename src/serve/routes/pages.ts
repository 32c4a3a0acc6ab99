/** The pages that people read, from memory, and what their browsers need besides. */
import type { Context } from 'hono';
import { refuse } from '../../doors/refusal.ts';
import { answerAsset } from '../assets.ts';
import { isRange, RANGES, type Range } from '../history-view.ts';
import { openApi } from '../openapi.ts';
import { historyPage } from '../pages/history.ts';
import { apiPage, incidentPage, methodologyPage, overviewPage, servicePage } from '../pages/index.ts';
import { answerProblem } from '../problem.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { searched } from './api.ts';
import { noSuchIncident, noSuchPage, noSuchService } from './refusals.ts';

/** The overview that nobody searched. */
export const HOME_KEY = '/?q=';

const BAD_RANGE = refuse(422, 'bad-range', 'Not a range', `range is one of ${Object.keys(RANGES).join(', ')}.`);

function rangeOf(c: Context): Range | undefined {
  const range = c.req.query('range') ?? '30d';
  return isRange(range) ? range : undefined;
}

export const addPages: AddRoutes = (app, serving) => {
  const { views, cached, cachedPage, name, page, version, assets } = serving;

  app.get('/', (c) => {
    const q = searched(c);
    return cachedPage(c, `${HOME_KEY}${q}`, noSuchPage(c), async (context) =>
      html(overviewPage(await views.overview(name(), q), context, q)),
    );
  });
  app.get('/services/:id', (c) => {
    const { id } = c.req.param();
    return cachedPage(c, `/services/${id}`, noSuchService(serving, id), async (context) => {
      const body = await views.service(id, context.t);
      return body && html(servicePage(body, context), { service: id, timeline: body.timeline });
    });
  });
  app.get('/services/:id/history', (c) => {
    const { id } = c.req.param();
    const range = rangeOf(c);
    if (range === undefined) return answerProblem(c, BAD_RANGE, page(c));
    return cachedPage(c, `/services/${id}/history?range=${range}`, noSuchService(serving, id), async (context) => {
      const body = await views.history(id, range, context.t);
      return body && html(historyPage(body, context), { service: id, timeline: body.freshness.timeline });
    });
  });
  app.get('/api/v1/services/:id/history', (c) => {
    const { id } = c.req.param();
    const range = rangeOf(c);
    if (range === undefined) return answerProblem(c, BAD_RANGE, undefined);
    return cached(c, `/api/v1/services/${id}/history?range=${range}`, noSuchService(serving, id), async () => {
      const body = await views.history(id, range);
      return body && json(body, { service: id, timeline: body.freshness.timeline });
    });
  });
  app.get('/incidents/:id', (c) => {
    const { id } = c.req.param();
    return cachedPage(c, `/incidents/${id}`, noSuchIncident(id), async (context) => {
      const body = await views.incident(id, context.t);
      return body && html(incidentPage(body, context), { service: body.service, timeline: body.timeline });
    });
  });
  app.get('/methodology', (c) =>
    cachedPage(c, '/methodology', noSuchPage(c), async (context) => html(methodologyPage(context))),
  );
  app.get('/api', (c) =>
    cachedPage(c, '/api', noSuchPage(c), async (context) => html(apiPage(openApi(version), context))),
  );
  app.get('/assets/*', (c) => {
    const { 'accept-encoding': coding = '', 'if-none-match': known } = c.req.header();
    return answerAsset(assets, c.req.path, coding, known) ?? c.notFound();
  });
};
