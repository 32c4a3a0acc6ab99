/** For machines that watch: the live stream, whether all is well, and metrics. */
import { STREAMS_MAX } from '../live.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';
import { tooMany } from './refusals.ts';

/** A probe that is overdue for longer shows that nothing is probed any more. */
const OVERDUE_MAX_MS = 60_000;

export const addMachines: AddRoutes = (app, { engine, views, live, metrics, replay, prober }) => {
  app.get('/api/v1/live', (c) => {
    if (live.streams >= STREAMS_MAX) return answerProblem(c, tooMany(30), undefined);
    // Nobody would read the stream, nor end it.
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' });
    return live.open(c, c.req.query('service'));
  });
  app.get('/healthz', (c) => {
    const freshness = views.freshness('live');
    c.header('cache-control', 'no-store');
    const probes = prober?.stats() ?? null;
    const probing = probes === null || probes.overdueMs <= OVERDUE_MAX_MS;
    const healthy = (replay !== undefined || !freshness.stale) && probing;
    return c.json(
      { status: healthy ? 'ok' : 'stale', entries: engine.size, waiting: engine.waiting, freshness, probes },
      healthy ? 200 : 503,
    );
  });
  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, {
      'content-type': metrics.registry.contentType,
      'cache-control': 'no-store',
    }),
  );
};
