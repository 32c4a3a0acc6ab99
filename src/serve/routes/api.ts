/** The pages' content for programs, as JSON from memory. */
import type { Context } from 'hono';
import { isRefusal } from '../../doors/refusal.ts';
import { ENGLISH, isLanguage, wordsOf } from '../../words/words.ts';
import { methodologyBody } from '../methodology-view.ts';
import { openApi } from '../openapi.ts';
import { answerProblem } from '../problem.ts';
import { rangeChart } from '../range-view.ts';
import { type AddRoutes, json } from '../serving.ts';
import { CHART_LENGTHS, pageAsked } from './choice.ts';
import { noSuchIncident, noSuchPage, noSuchService } from './refusals.ts';

const SEARCH_MAX = 64;

export const searched = (c: Context): string => (c.req.query('q') ?? '').slice(0, SEARCH_MAX);

export const addApi: AddRoutes = (app, serving) => {
  const { views, cached, name, version } = serving;

  app.get('/api/v1/overview', (c) => {
    const [q, asked] = [searched(c), pageAsked(c)];
    if (isRefusal(asked)) return answerProblem(c, asked, undefined);
    return cached(c, `/api/v1/overview ${asked.page ?? ''} ${q}`, noSuchPage(c), async () =>
      json(await views.overview(name(), q, asked.page)),
    );
  });
  app.get('/api/v1/services', (c) => {
    const asked = pageAsked(c);
    if (isRefusal(asked)) return answerProblem(c, asked, undefined);
    // Without a page the key is the path, so that it is answered from memory.
    const key = `/api/v1/services${asked.page === undefined ? '' : ` ${asked.page}`}`;
    return cached(c, key, noSuchPage(c), async () => {
      const { freshness, page, pages, services } = await views.overview(name(), '', asked.page);
      return json({ freshness, page, pages, services });
    });
  });
  app.get('/api/v1/services/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/services/${id}`, noSuchService(serving, id), async () => {
      const body = await views.service(id);
      return body && json(body, { service: id, timeline: body.timeline });
    });
  });
  app.get('/api/v1/services/:id/chart', (c) => {
    const { id } = c.req.param();
    const range = CHART_LENGTHS.asked(c);
    if (range === undefined) return answerProblem(c, CHART_LENGTHS.refusal, undefined);
    return cached(c, `/api/v1/services/${id}/chart ${range}`, noSuchService(serving, id), async () => {
      const chart = await rangeChart(serving.engine, serving.now, id, range);
      return chart && json(chart, { service: id });
    });
  });
  app.get('/api/v1/incidents/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/incidents/${id}`, noSuchIncident(id), async () => {
      const body = await views.incident(id);
      return body && json(body, { service: body.service, timeline: body.timeline });
    });
  });
  app.get('/api/v1/methodology', (c) => {
    const asked = c.req.query('lang');
    const t = isLanguage(asked) ? wordsOf(asked) : ENGLISH;
    return cached(c, `/api/v1/methodology ${t.language}`, noSuchPage(c), async () => json(methodologyBody(t)));
  });
  app.get('/openapi.json', (c) => cached(c, '/openapi.json', noSuchPage(c), async () => json(openApi(version))));
};
