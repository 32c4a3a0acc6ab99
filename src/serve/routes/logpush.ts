/** Where Cloudflare Logpush sends its batches of `http_requests`: one address for each service that the configuration says so of. */
import { isRefusal, refuse } from '../../doors/refusal.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';
import { noSuchService } from './refusals.ts';

const NO_BODY = refuse(400, 'empty', 'Nothing sent', 'Send a batch of http_requests as NDJSON, gzipped or not.');

export const addLogpush: AddRoutes = (app, serving) => {
  const { traffic, onError } = serving;

  app.post('/api/v1/logpush/:service', async (c) => {
    const { service } = c.req.param();
    const watch = serving.engine.state.watches.get(service);
    if (watch === undefined || watch.retired) return answerProblem(c, noSuchService(serving, service)(), undefined);
    const door = traffic?.logpush(service);
    if (door === undefined) {
      const detail = `The configuration does not say that ${service} gets its traffic from Logpush: add {logpush: true} to its traffic.`;
      return answerProblem(c, refuse(404, 'no-logpush', 'Not set up', detail), undefined);
    }
    const { body } = c.req.raw;
    if (body === null) return answerProblem(c, NO_BODY, undefined);
    try {
      const answer = await door.take(body);
      return isRefusal(answer) ? answerProblem(c, answer, undefined) : c.json(answer);
    } catch (cause) {
      onError(cause, 'POST /api/v1/logpush');
      const detail = 'The batch could not be stored; none of it counts. Send it again.';
      return answerProblem(c, refuse(503, 'failed', 'It did not work', detail, { retryAfter: 60 }), undefined);
    }
  });
};
