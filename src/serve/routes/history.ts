/** A service over a longer time: the page and the same for programs. */
import type { Context } from 'hono';
import { refuse } from '../../doors/refusal.ts';
import { isRange, RANGES, type Range } from '../history-view.ts';
import { historyPage } from '../pages/history.ts';
import { answerProblem } from '../problem.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { noSuchService } from './refusals.ts';

const BAD_RANGE = refuse(422, 'bad-range', 'Not a range', `range is one of ${Object.keys(RANGES).join(', ')}.`);

function rangeOf(c: Context): Range | undefined {
  const range = c.req.query('range') ?? '30d';
  return isRange(range) ? range : undefined;
}

export const addHistory: AddRoutes = (app, serving) => {
  const { views, cached, cachedPage, page } = serving;

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
};
