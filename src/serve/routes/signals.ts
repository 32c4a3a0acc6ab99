/** The door for machines: as whom the lines of a batch count. */
import { newId } from '../../doors/report-id.ts';
import { mayAs } from '../access.ts';
import { answerProblem } from '../problem.ts';
import { isForeignForm } from '../sender.ts';
import type { AddRoutes } from '../serving.ts';
import { takeBatch } from './batch.ts';
import { foreignForm, passesSoon } from './refusals.ts';

/** A body without an end is not read for ever. */
const BODY_BYTES_MAX = 2 ** 30;
/** Without the token a batch is a few reports, of which the rate limit takes the first. */
const STRANGERS_BYTES_MAX = 2 ** 20;

export const addSignals: AddRoutes = (app, serving) => {
  const { engine, now, limiter, metrics, senderOf, onError } = serving;

  app.post('/api/v1/signals', async (c) => {
    const trusted = mayAs(c, 'ingest');
    if (!trusted && isForeignForm(c)) return answerProblem(c, foreignForm(), undefined);
    const sender = senderOf(c);
    const { answer, stopped } = await takeBatch(c, {
      engine,
      bytesMax: trusted ? BODY_BYTES_MAX : STRANGERS_BYTES_MAX,
      context: () => ({ watches: engine.state.watches, now: now(), trusted, sender, newId }),
      limit: () => (trusted ? 0 : limiter().take(sender.reporter, now())),
      count: (outcome) => {
        if (outcome === 'accepted') metrics.accepted.inc();
        else metrics.refused.inc({ code: outcome.refused });
      },
      onError: (cause) => {
        if (!passesSoon(cause)) onError(cause, 'POST /api/v1/signals');
      },
    });
    // What was taken before the door had to stop is told with the reason; it is stored, and counts.
    return stopped === undefined ? c.json(answer) : answerProblem(c, stopped, undefined, { taken: answer });
  });
};
