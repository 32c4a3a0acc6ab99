/** Maintenance windows: reading them is for everybody; announcing, moving and calling off is for analysts. */
import type { Account } from '../../doors/access/roles.ts';
import { readMaintenance, readMaintenanceChange } from '../../doors/maintenance.ts';
import { type Refusal, refuse } from '../../doors/refusal.ts';
import { type Form, list, word } from '../hold-form-body.ts';
import { maintenanceRow, maintenanceRows } from '../maintenance-view.ts';
import type { PageContext } from '../pages/context.ts';
import { maintenanceListPage, maintenancePage, newMaintenancePage } from '../pages/maintenance.ts';
import { answerProblem } from '../problem.ts';
import { recordMaintenance } from '../record.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { decisionSize, takeForm, takeJson } from './decisions.ts';
import { noSuchPage } from './refusals.ts';

const noSuchWindow = (id: string) => (): Refusal =>
  refuse(404, 'no-such-maintenance', 'No such window', `There is no window "${id}" here.`);

export const addMaintenance: AddRoutes = (app, serving) => {
  const { engine, now, page, cached, cachedPage } = serving;
  const context = () => ({ state: engine.state, now: now() });
  const add = (body: unknown, account: Account | undefined) =>
    recordMaintenance(engine, readMaintenance(body, context()), account);
  const change = (id: string, body: unknown, account: Account | undefined) =>
    recordMaintenance(engine, readMaintenanceChange(id, body, context()), account);

  app.get('/api/v1/maintenance', (c) =>
    cached(c, '/api/v1/maintenance', noSuchPage(c), async () =>
      json({ asOf: new Date(now()).toISOString(), windows: maintenanceRows(engine.state, now()) }),
    ),
  );
  app.get('/api/v1/maintenance/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/maintenance/${id}`, noSuchWindow(id), async () => {
      const found = maintenanceRow(engine.state, id, now());
      return found && json(found);
    });
  });
  app.post('/api/v1/maintenance', decisionSize, (c) => takeJson(c, serving, add));
  app.post('/api/v1/maintenance/:id', decisionSize, (c) =>
    takeJson(c, serving, (body, account) => change(c.req.param('id') ?? '', body, account)),
  );

  app.get('/maintenance', (c) =>
    cachedPage(c, '/maintenance', noSuchPage(c), async (shown) =>
      html(maintenanceListPage(maintenanceRows(engine.state, now()), shown)),
    ),
  );
  app.get('/maintenance/new', (c) => {
    c.header('cache-control', 'no-store');
    return c.html(newMaintenancePage({ values: { service: c.req.query('service') ?? '' } }, page(c)));
  });
  app.post('/maintenance/new', decisionSize, (c) =>
    takeForm(
      c,
      serving,
      (form, account) => add(bodyOf(form), account),
      (draft) => newMaintenancePage(draft, page(c)),
    ),
  );
  app.get('/maintenance/:id', (c) => {
    const { id } = c.req.param();
    // Whoever has just recorded a version sees it at once.
    const { version } = c.req.query();
    const key = version === String(engine.state.maintenance.get(id)?.length) ? `?version=${version}` : '';
    return cachedPage(c, `/maintenance/${id}${key}`, noSuchWindow(id), async (shown: PageContext) => {
      const found = maintenanceRow(engine.state, id, now());
      return found && html(maintenancePage(found, shown));
    });
  });
  app.post('/maintenance/:id', decisionSize, (c) => {
    const id = c.req.param('id') ?? '';
    const found = maintenanceRow(engine.state, id, now());
    if (found === undefined) return answerProblem(c, noSuchWindow(id)(), page(c));
    return takeForm(
      c,
      serving,
      (form, account) => change(id, changeOf(form), account),
      (draft) => maintenancePage(found, page(c), draft),
    );
  });
};

const bodyOf = (form: Form): object => ({
  service: word(form, 'service'),
  components: list(form, 'components'),
  from: word(form, 'from'),
  until: word(form, 'until'),
  zone: word(form, 'zone'),
  words: word(form, 'words'),
  decidedBy: word(form, 'decidedBy'),
});

/** A bound that stands in the form as an instant means that instant again. */
function changeOf(form: Form): object {
  if (form.step === 'call-off') return { calledOff: true, decidedBy: word(form, 'decidedBy') };
  const { service: _, ...change } = bodyOf(form) as { service: unknown };
  return change;
}
