/** Retention: how long signals are kept and which are gone is for everybody; removing is for administrators. */
import { isRefusal } from '../../doors/refusal.ts';
import { readPruningBody } from '../../doors/retention.ts';
import { PRUNABLE_KINDS, type Pruning } from '../../model/pruning.ts';
import { accountOf } from '../access.ts';
import { retentionPage } from '../pages/retention.ts';
import { answerProblem } from '../problem.ts';
import { recordPruning } from '../record.ts';
import type { PruningListRow, PruningRow } from '../schema-prunings.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { decisionSize } from './decisions.ts';
import { noSuchPage } from './refusals.ts';

export const addPrunings: AddRoutes = (app, { engine, now, retention, cached, cachedPage, counted }) => {
  const list = (): PruningListRow => ({
    asOf: new Date(now()).toISOString(),
    keep: Object.fromEntries(
      PRUNABLE_KINDS.map((kind) => [kind, retention?.()[kind] ?? null]),
    ) as PruningListRow['keep'],
    prunings: engine.state.prunings.map(rowOf).toReversed(),
  });

  app.get('/api/v1/prunings', (c) => cached(c, '/api/v1/prunings', noSuchPage(c), async () => json(list())));
  app.post('/api/v1/prunings', decisionSize, async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const done = counted(await recordPruning(engine, readPruningBody(body), now, accountOf(c)));
    return isRefusal(done) ? answerProblem(c, done, undefined) : c.json(done, 202);
  });
  app.get('/retention', (c) =>
    cachedPage(c, '/retention', noSuchPage(c), async (context) => html(retentionPage(list(), context))),
  );
};

const rowOf = ({
  number,
  at,
  before,
  older,
  removed,
  held,
  base,
  reason,
  decidedBy,
  account,
}: Pruning): PruningRow => ({
  number,
  at: new Date(at).toISOString(),
  before,
  older: Object.fromEntries(Object.entries(older).map(([kind, moment]) => [kind, new Date(moment).toISOString()])),
  removed: removed.byKind,
  digest: removed.digest,
  held,
  base,
  reason,
  decidedBy,
  account: account ?? null,
});
