/** Holds: reading them is for everybody; placing, changing and closing them is for analysts. */
import type { Account } from '../../doors/access/roles.ts';
import { readHold, readHoldChange } from '../../doors/holds.ts';
import { type Refusal, refuse } from '../../doors/refusal.ts';
import { holdBodyOf, holdChangeOf } from '../hold-form-body.ts';
import { holdRows } from '../hold-view.ts';
import type { PageContext } from '../pages/context.ts';
import { newHoldPage } from '../pages/hold-form.ts';
import { holdPage, holdsPage } from '../pages/holds.ts';
import { answerProblem } from '../problem.ts';
import { recordHold } from '../record.ts';
import type { HoldRow } from '../schema-holds.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { decisionSize, takeForm, takeJson } from './decisions.ts';
import { noSuchPage } from './refusals.ts';

const noSuchHold = (id: string) => (): Refusal =>
  refuse(404, 'no-such-hold', 'No such hold', `There is no hold "${id}" here.`);

export const addHolds: AddRoutes = (app, serving) => {
  const { engine, now, page, cached, cachedPage, heldCounts } = serving;
  const rows = (): Promise<HoldRow[]> => holdRows(engine, heldCounts, now());
  const row = async (id: string): Promise<HoldRow | undefined> =>
    engine.state.holds.has(id) ? (await rows()).find((one) => one.id === id) : undefined;
  const add = (body: unknown, account: Account | undefined) =>
    recordHold(engine, readHold(body, { state: engine.state, now: now() }), account);
  const change = (id: string, body: unknown, account: Account | undefined) =>
    recordHold(engine, readHoldChange(id, body, { state: engine.state, now: now() }), account);

  app.get('/api/v1/holds', (c) =>
    cached(c, '/api/v1/holds', noSuchPage(c), async () =>
      json({ asOf: new Date(now()).toISOString(), holds: await rows() }),
    ),
  );
  app.get('/api/v1/holds/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/holds/${id}`, noSuchHold(id), async () => {
      const found = await row(id);
      return found && json(found);
    });
  });
  app.post('/api/v1/holds', decisionSize, (c) => takeJson(c, serving, add));
  app.post('/api/v1/holds/:id', decisionSize, (c) =>
    takeJson(c, serving, (body, account) => change(c.req.param('id') ?? '', body, account)),
  );

  app.get('/holds', (c) =>
    cachedPage(c, '/holds', noSuchPage(c), async (context) => html(holdsPage(await rows(), context))),
  );
  app.get('/holds/new', (c) =>
    cachedPage(c, '/holds/new', noSuchPage(c), async (context) => html(newHoldPage({ values: {} }, context))),
  );
  app.post('/holds/new', decisionSize, (c) =>
    takeForm(
      c,
      serving,
      (form, account) => add(holdBodyOf(form), account),
      (draft) => newHoldPage(draft, page(c)),
    ),
  );
  app.get('/holds/:id', async (c) => {
    const { id } = c.req.param();
    const render = async (context: PageContext) => {
      const found = await row(id);
      return found && html(holdPage(found, context));
    };
    // Whoever has just recorded a version sees it at once.
    const { version } = c.req.query();
    const key = version === String(engine.state.holds.get(id)?.length) ? `?version=${version}` : '';
    return cachedPage(c, `/holds/${id}${key}`, noSuchHold(id), render);
  });
  app.post('/holds/:id', decisionSize, async (c) => {
    const id = c.req.param('id') ?? '';
    const found = await row(id);
    if (found === undefined) return answerProblem(c, noSuchHold(id)(), page(c));
    return takeForm(
      c,
      serving,
      (form, account) => change(id, holdChangeOf(form, found), account),
      (draft) => holdPage(found, page(c), draft),
    );
  });
};
