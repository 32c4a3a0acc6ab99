/** The door for machines: who may send a batch, and as whom its lines count. */
import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { isRefusal, refuse } from '../../doors/refusal.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';
import { takeBatch } from './batch.ts';
import { newId } from './reports.ts';

export const addSignals: AddRoutes = (app, serving) => {
  const { engine, now, limiter, metrics, ingestToken, senderOf } = serving;

  app.post('/api/v1/signals', async (c) => {
    const trusted = showsToken(c, ingestToken);
    if (trusted === undefined) {
      return answerProblem(
        c,
        refuse(401, 'wrong-token', 'Wrong token', 'This is not the ingest token of this observatory.'),
        undefined,
      );
    }
    const sender = senderOf(c);
    const answer = await takeBatch(c, {
      engine,
      context: () => ({ watches: engine.state.watches, now: now(), trusted, sender, newId }),
      limit: () => (trusted ? 0 : limiter().take(sender.reporter, now())),
      count: (outcome) => {
        if (outcome === 'accepted') metrics.accepted.inc();
        else metrics.refused.inc({ code: outcome.refused });
      },
    });
    return isRefusal(answer) ? answerProblem(c, answer, undefined) : c.json(answer);
  });
};

/** undefined: a token was shown, and it is wrong. */
function showsToken(c: Context, token: string): boolean | undefined {
  const shown = /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (shown === undefined) return false;
  const [a, b] = [Buffer.from(shown), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b) ? true : undefined;
}
