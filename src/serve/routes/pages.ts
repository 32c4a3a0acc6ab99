/** The pages that people read, from memory, and what their browsers need besides. */
import { isRefusal } from '../../doors/refusal.ts';
import { answerAsset } from '../assets.ts';
import { openApi } from '../openapi.ts';
import { apiPage, incidentPage, methodologyPage, overviewPage, servicePage } from '../pages/index.ts';
import { incidentPlaces, servicePlaces } from '../places-view.ts';
import { answerProblem } from '../problem.ts';
import { DAY, type Range, rangeChart } from '../range-view.ts';
import type { ChartView } from '../schema.ts';
import { type AddRoutes, html } from '../serving.ts';
import { searched } from './api.ts';
import { CHART_LENGTHS, pageAsked } from './choice.ts';
import { noSuchIncident, noSuchPage, noSuchService } from './refusals.ts';

/** The overview that nobody searched. */
export const HOME_KEY = '/?q=';

export const addPages: AddRoutes = (app, serving) => {
  const { views, engine, now, cachedPage, name, version, assets, page } = serving;
  /** The day's is in the service's body. */
  const chartIn = (id: string, range: Range): Promise<ChartView | undefined> | undefined =>
    range === DAY ? undefined : rangeChart(engine, now, id, range);

  app.get('/', (c) => {
    const [q, asked] = [searched(c), pageAsked(c)];
    if (isRefusal(asked)) return answerProblem(c, asked, page(c));
    const { page: number = 1 } = asked;
    const key = `${HOME_KEY}${encodeURIComponent(q)}${number === 1 ? '' : `&page=${number}`}`;
    return cachedPage(c, key, noSuchPage(c), async (context) =>
      html(overviewPage(await views.overview(name(), q, number, context.t), context, q)),
    );
  });
  app.get('/services/:id', (c) => {
    const { id } = c.req.param();
    const range = CHART_LENGTHS.asked(c);
    if (range === undefined) return answerProblem(c, CHART_LENGTHS.refusal, page(c));
    const key = `/services/${id}${range === DAY ? '' : ` ${range}`}`;
    return cachedPage(c, key, noSuchService(serving, id), async (context) => {
      const [body, chart] = [await views.service(id, context.t), await chartIn(id, range)];
      if (body === undefined || (chart === undefined && range !== DAY)) return undefined;
      const ranged = chart === undefined ? undefined : { range, chart };
      const places = (await servicePlaces(engine, now, id, context.t)) ?? null;
      return html(servicePage(body, context, { ranged, places }), { service: id, timeline: body.timeline });
    });
  });
  app.get('/incidents/:id', (c) => {
    const { id } = c.req.param();
    return cachedPage(c, `/incidents/${id}`, noSuchIncident(id), async (context) => {
      const body = await views.incident(id, context.t);
      const places = (await incidentPlaces(engine, now, id, context.t)) ?? null;
      return body && html(incidentPage(body, context, places), { service: body.service, timeline: body.timeline });
    });
  });
  app.get('/methodology', (c) =>
    cachedPage(c, '/methodology', noSuchPage(c), async (context) => html(methodologyPage(context))),
  );
  app.get('/api', (c) =>
    cachedPage(c, '/api', noSuchPage(c), async (context) => html(apiPage(openApi(version), context))),
  );
  app.get('/assets/*', async (c) => {
    const { 'accept-encoding': coding = '', 'if-none-match': known } = c.req.header();
    return (await answerAsset(assets, c.req.path, coding, known)) ?? c.notFound();
  });
};
