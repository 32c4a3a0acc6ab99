/** The door for machines: who may send a batch, and as whom its lines count. */
import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { refuse } from '../../doors/refusal.ts';
import { QueueFullError } from '../../engine/engine.ts';
import { answerProblem } from '../problem.ts';
import { isForeignForm } from '../sender.ts';
import type { AddRoutes } from '../serving.ts';
import { takeBatch } from './batch.ts';
import { foreignForm } from './refusals.ts';
import { newId } from './reports.ts';

/** A body without an end is not read for ever. */
const BODY_BYTES_MAX = 2 ** 30;
/** Without the token a batch is a few reports, of which the rate limit takes the first. */
const STRANGERS_BYTES_MAX = 2 ** 20;

export const addSignals: AddRoutes = (app, serving) => {
  const { engine, now, limiter, metrics, ingestToken, senderOf, onError } = serving;

  app.post('/api/v1/signals', async (c) => {
    const trusted = showsToken(c, ingestToken);
    if (trusted === false && isForeignForm(c)) return answerProblem(c, foreignForm(), undefined);
    if (trusted === undefined) {
      return answerProblem(
        c,
        refuse(401, 'wrong-token', 'Wrong token', 'This is not the ingest token of this observatory.'),
        undefined,
      );
    }
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
        if (!(cause instanceof QueueFullError)) onError(cause, 'POST /api/v1/signals');
      },
    });
    // What was taken before the door had to stop is told with the reason; it is stored, and counts.
    return stopped === undefined ? c.json(answer) : answerProblem(c, stopped, undefined, { taken: answer });
  });
};

/** undefined: a token was shown, and it is wrong. */
export function showsToken(c: Context, token: string): boolean | undefined {
  const shown = /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (shown === undefined) return false;
  return isToken(shown, token) ? true : undefined;
}

/** @param shown in a header, or in a field of a form */
export function isToken(shown: unknown, token: string): boolean {
  const [a, b] = [Buffer.from(String(shown ?? '').trim()), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
