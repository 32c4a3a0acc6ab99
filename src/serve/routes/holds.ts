/** Holds: reading them is for everybody; placing, changing and closing them takes the token. */
import type { Context } from 'hono';
import { readHold, readHoldChange } from '../../doors/holds.ts';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { limitBody } from '../body-limit.ts';
import { type Form, holdBodyOf, holdChangeOf } from '../hold-form-body.ts';
import { holdRows } from '../hold-view.ts';
import { type HoldDraft, newHoldPage } from '../pages/hold-form.ts';
import { holdPage, holdsPage } from '../pages/holds.ts';
import { answerProblem, problemOf } from '../problem.ts';
import { type Recorded, recordHold } from '../record.ts';
import type { HoldRow } from '../schema-holds.ts';
import { isForeignForm } from '../sender.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { foreignForm, noSuchPage } from './refusals.ts';
import { readForm } from './reports.ts';
import { isToken, showsToken } from './signals.ts';

const BODY_BYTES_MAX = 64_000;
const NO_TOKEN = refuse(401, 'no-token', 'Holds need the ingest token', 'Send it as: Authorization: Bearer TOKEN');
const TOO_LARGE = refuse(413, 'too-large', 'Too large', `A hold has ${BODY_BYTES_MAX} bytes at most.`);
const small = limitBody(BODY_BYTES_MAX, (c) => answerProblem(c, TOO_LARGE, undefined));
const noSuchHold = (id: string) => (): Refusal =>
  refuse(404, 'no-such-hold', 'No such hold', `There is no hold "${id}" here.`);
export const addHolds: AddRoutes = (app, serving) => {
  const { engine, now, page, cached, ingestToken, counted, heldCounts } = serving;
  const rows = (): Promise<HoldRow[]> => holdRows(engine, heldCounts, now());
  const row = async (id: string): Promise<HoldRow | undefined> =>
    engine.state.holds.has(id) ? (await rows()).find((one) => one.id === id) : undefined;
  const add = (body: unknown) => recordHold(engine, readHold(body, { state: engine.state, now: now() }));
  const change = (id: string, body: unknown) =>
    recordHold(engine, readHoldChange(id, body, { state: engine.state, now: now() }));

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
  app.post('/api/v1/holds', small, (c) => takeJson(c, add));
  app.post('/api/v1/holds/:id', small, (c) => takeJson(c, (body) => change(c.req.param('id') ?? '', body)));

  app.get('/holds', (c) => cached(c, '/holds', noSuchPage(c), async () => html(holdsPage(await rows(), page()))));
  app.get('/holds/new', (c) =>
    cached(c, '/holds/new', noSuchPage(c), async () => html(newHoldPage({ values: {} }, page()))),
  );
  app.post('/holds/new', small, async (c) => {
    const sent = await formOf(c);
    if (isRefusal(sent)) return answerProblem(c, sent, page());
    const taken = sent.trusted ? counted(await add(holdBodyOf(sent.form))) : NO_TOKEN;
    if (!isRefusal(taken)) return c.redirect(`${taken.url}?version=${taken.version}`, 303);
    return c.html(newHoldPage(draftOf(sent.form, taken), page()), taken.status);
  });
  app.get('/holds/:id', async (c) => {
    const { id } = c.req.param();
    const render = async () => {
      const found = await row(id);
      return found && html(holdPage(found, page()));
    };
    // Whoever has just recorded a version sees it at once.
    const { version } = c.req.query();
    const key = version === String(engine.state.holds.get(id)?.length) ? `?version=${version}` : '';
    return cached(c, `/holds/${id}${key}`, noSuchHold(id), render);
  });
  app.post('/holds/:id', small, async (c) => {
    const id = c.req.param('id') ?? '';
    const found = await row(id);
    if (found === undefined) return answerProblem(c, noSuchHold(id)(), page());
    const sent = await formOf(c);
    if (isRefusal(sent)) return answerProblem(c, sent, page());
    const taken = sent.trusted ? counted(await change(id, holdChangeOf(sent.form, found))) : NO_TOKEN;
    if (!isRefusal(taken)) return c.redirect(`${taken.url}?version=${taken.version}`, 303);
    return c.html(holdPage(found, page(), draftOf(sent.form, taken)), taken.status);
  });

  async function takeJson(c: Context, work: (body: unknown) => Promise<Recorded | Refusal>): Promise<Response> {
    if (showsToken(c, ingestToken) !== true) return answerProblem(c, counted(NO_TOKEN) as Refusal, undefined);
    const taken = counted(await work(await c.req.json().catch(() => undefined)));
    return isRefusal(taken) ? answerProblem(c, taken, undefined) : c.json(taken, 202);
  }

  async function formOf(c: Context): Promise<{ form: Form; trusted: boolean } | Refusal> {
    const form = isForeignForm(c) ? foreignForm() : await readForm(c);
    return isRefusal(form) ? (counted(form) as Refusal) : { form, trusted: isToken(form.token, ingestToken) };
  }
};

/** The token is not written back into the page. */
function draftOf(form: Form, problem: Refusal): HoldDraft {
  const values = Object.entries(form).filter(([name, value]) => name !== 'token' && typeof value === 'string');
  return { values: Object.fromEntries(values) as HoldDraft['values'], problem: problemOf(problem) };
}
