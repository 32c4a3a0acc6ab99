/** An incident's evidence as one file, from the shelf. */
import { openAsBlob } from 'node:fs';
import { orderFor } from '../../bundle/order.ts';
import { ShelfFullError } from '../../bundle/shelf.ts';
import { refuse } from '../../doors/refusal.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';
import { noSuchIncident } from './refusals.ts';

export const addBundles: AddRoutes = (app, { engine, log, shelf, version, page }) => {
  app.get('/incidents/:id/bundle.zip', async (c) => {
    const { id } = c.req.param();
    const incident = await engine.incident(id);
    if (incident === undefined || log === undefined || shelf === undefined) {
      return answerProblem(c, noSuchIncident(id)(), page(c));
    }
    try {
      const over = incident.state === 'over' || incident.state === 'withdrawn';
      const path = await shelf.archive(
        {
          ...orderFor(engine.state, incident),
          checkpoint: log.checkpoint,
          size: log.size,
          version,
        },
        over,
      );
      if (path === undefined) return answerProblem(c, noSuchIncident(id)(), page(c));
      const blob = await openAsBlob(path);
      return c.body(blob.stream(), 200, {
        'content-type': 'application/zip',
        'content-length': String(blob.size),
        'content-disposition': `attachment; filename="${id}.zip"`,
        'cache-control': 'no-cache',
      });
    } catch (cause) {
      if (!(cause instanceof ShelfFullError)) throw cause;
      return answerProblem(c, refuse(503, 'busy', 'Busy', cause.message, { retryAfter: 60 }), page(c));
    }
  });
};
