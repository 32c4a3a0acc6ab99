/** The pages that people read, from memory, and what their browsers need besides. */
import { answerAsset } from '../assets.ts';
import { openApi } from '../openapi.ts';
import { apiPage, incidentPage, methodologyPage, overviewPage, servicePage } from '../pages/index.ts';
import { type AddRoutes, html } from '../serving.ts';
import { searched } from './api.ts';
import { noSuchIncident, noSuchPage, noSuchService } from './refusals.ts';

/** The overview that nobody searched. */
export const HOME_KEY = '/?q=';

export const addPages: AddRoutes = (app, serving) => {
  const { views, cachedPage, name, version, assets } = serving;

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
