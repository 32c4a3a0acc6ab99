/** For agents: the probes that they have to make, and what they saw. Every request is signed, and taken once. */
import type { Context } from 'hono';
import type { Signed } from '../../doors/probe/signature.ts';
import { isRefusal, refuse } from '../../doors/refusal.ts';
import { limitBody } from '../body-limit.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';

const BODY_BYTES_MAX = 2 ** 21;

const NO_AGENTS = refuse(404, 'no-agents', 'No agents here', 'This observatory takes no checks of agents.');
const TOO_LARGE = refuse(413, 'too-large', 'Too large', 'Send at most 1,000 checks and 2 MiB at a time.');

export const addChecks: AddRoutes = (app, { agents, now, counted }) => {
  app.get('/api/v1/probes', (c) => {
    const answer = agents === undefined ? NO_AGENTS : agents.list(signedOf(c), c.req.path, now());
    c.header('cache-control', 'no-store');
    return isRefusal(answer) ? answerProblem(c, answer, undefined) : c.json(answer);
  });
  app.post(
    '/api/v1/checks',
    limitBody(BODY_BYTES_MAX, (c) => answerProblem(c, TOO_LARGE, undefined)),
    async (c) => {
      if (agents === undefined) return answerProblem(c, NO_AGENTS, undefined);
      const answer = counted(await agents.take(signedOf(c), await c.req.text(), now()));
      return isRefusal(answer) ? answerProblem(c, answer, undefined) : c.json(answer);
    },
  );
};

function signedOf(c: Context): Partial<Signed> {
  const headers = {
    id: c.req.header('webhook-id'),
    timestamp: c.req.header('webhook-timestamp'),
    signature: c.req.header('webhook-signature'),
    vantage: c.req.header('groundswell-vantage'),
  };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}
