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
  const { views, page, cached, name, version, assets } = serving;

  app.get('/', (c) => {
    const q = searched(c);
    return cached(c, `${HOME_KEY}${q}`, noSuchPage(c), async () =>
      html(overviewPage(await views.overview(name(), q), page(), q)),
    );
  });
  app.get('/services/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/services/${id}`, noSuchService(serving, id), async () => {
      const body = await views.service(id);
      return body && html(servicePage(body, page()), { service: id, timeline: body.timeline });
    });
  });
  app.get('/incidents/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/incidents/${id}`, noSuchIncident(id), async () => {
      const body = await views.incident(id);
      return body && html(incidentPage(body, page()), { service: body.service, timeline: body.timeline });
    });
  });
  app.get('/methodology', (c) => cached(c, '/methodology', noSuchPage(c), async () => html(methodologyPage(page()))));
  app.get('/api', (c) => cached(c, '/api', noSuchPage(c), async () => html(apiPage(openApi(version), page()))));
  app.get('/assets/*', (c) => {
    const { 'accept-encoding': coding = '', 'if-none-match': known } = c.req.header();
    return answerAsset(assets, c.req.path, coding, known) ?? c.notFound();
  });
};
