/** An incident's evidence as one file, from the shelf. */
import { openAsBlob } from 'node:fs';
import { orderFor } from '../../bundle/order.ts';
import { PrunedIncidentError } from '../../bundle/select.ts';
import { ShelfFullError } from '../../bundle/shelf.ts';
import { refuse } from '../../doors/refusal.ts';
import { accountOf } from '../access.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';
import { noSuchIncident } from './refusals.ts';

export const addBundles: AddRoutes = (app, { engine, now, log, shelf, version, page }) => {
  app.get('/incidents/:id/bundle.zip', async (c) => {
    const { id } = c.req.param();
    const incident = await engine.incident(id);
    const published = log?.();
    if (incident === undefined || published === undefined || shelf === undefined) {
      return answerProblem(c, noSuchIncident(id)(), page(c));
    }
    try {
      const over = incident.state === 'over' || incident.state === 'withdrawn';
      const archive = await shelf.archive(
        {
          ...orderFor(engine.state, incident),
          checkpoint: published.checkpoint,
          size: published.size,
          version,
        },
        over,
      );
      if (archive === undefined) return answerProblem(c, noSuchIncident(id)(), page(c));
      const { path, size, manifest } = archive;
      const account = accountOf(c);
      // To whom it went is known of whoever is signed in; that is an act of custody. What everybody may fetch is published, not handed over.
      if (account !== undefined) {
        const to = account.name;
        await engine.submit({
          kind: 'handed-over',
          at: now(),
          incident: id,
          size,
          manifest,
          by: 'the observatory',
          to,
        });
      }
      const blob = await openAsBlob(path);
      return c.body(blob.stream(), 200, {
        'content-type': 'application/zip',
        'content-length': String(blob.size),
        'content-disposition': `attachment; filename="${id}.zip"`,
        'cache-control': 'no-cache',
      });
    } catch (cause) {
      if (cause instanceof PrunedIncidentError)
        return answerProblem(c, refuse(410, 'not-kept', 'Not kept any more', cause.message), page(c));
      if (!(cause instanceof ShelfFullError)) throw cause;
      return answerProblem(c, refuse(503, 'busy', 'Busy', cause.message, { retryAfter: 60 }), page(c));
    }
  });
};
