/** A service over a longer time: the page and the same for programs. */
import { RANGE_NAMES } from '../history-view.ts';
import { historyPage } from '../pages/history.ts';
import { answerProblem } from '../problem.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { choice } from './choice.ts';
import { noSuchService } from './refusals.ts';

const LENGTHS = choice('range', RANGE_NAMES, '30d');

export const addHistory: AddRoutes = (app, serving) => {
  const { views, cached, cachedPage, page } = serving;

  app.get('/services/:id/history', (c) => {
    const { id } = c.req.param();
    const range = LENGTHS.asked(c);
    if (range === undefined) return answerProblem(c, LENGTHS.refusal, page(c));
    return cachedPage(c, `/services/${id}/history?range=${range}`, noSuchService(serving, id), async (context) => {
      const body = await views.history(id, range, context.t);
      return body && html(historyPage(body, context), { service: id, timeline: body.freshness.timeline });
    });
  });
  app.get('/api/v1/services/:id/history', (c) => {
    const { id } = c.req.param();
    const range = LENGTHS.asked(c);
    if (range === undefined) return answerProblem(c, LENGTHS.refusal, undefined);
    return cached(c, `/api/v1/services/${id}/history?range=${range}`, noSuchService(serving, id), async () => {
      const body = await views.history(id, range);
      return body && json(body, { service: id, timeline: body.freshness.timeline });
    });
  });
};
