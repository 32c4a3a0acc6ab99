/** Reporting clocks and the calendar: reading them is for everybody; starting a clock and recording its steps is for analysts. */

import type { Account } from '../../doors/access/roles.ts';
import { type Refusal, refuse } from '../../doors/refusal.ts';
import { readClock, readClockStep } from '../../doors/reporting.ts';
import { calendarIcs } from '../calendar-ics.ts';
import { calendarRows } from '../calendar-view.ts';
import { clockBodyOf, clockStepOf } from '../clock-form-body.ts';
import { clockRows } from '../clock-view.ts';
import { calendarPage } from '../pages/calendar.ts';
import { clocksPage } from '../pages/clocks.ts';
import { answerProblem } from '../problem.ts';
import { type Recorded, recordClockStep } from '../record.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { decisionSize, takeForm, takeJson } from './decisions.ts';
import { noSuchIncident, noSuchPage } from './refusals.ts';

const noSuchClock = (id: string) => (): Refusal =>
  refuse(404, 'no-such-clock', 'No such clock', `There is no clock "${id}" here.`);

export const addCalendar: AddRoutes = (app, serving) => {
  const { engine, now, page, cached, cachedPage, views, name } = serving;
  const asOf = (): string => new Date(now()).toISOString();
  const start = async (id: string, body: unknown, account: Account | undefined): Promise<Recorded | Refusal> => {
    const incident = await engine.incident(id);
    if (incident === undefined) return noSuchIncident(id)();
    return recordClockStep(engine, readClock(body, { state: engine.state, now: now(), incident }), account);
  };
  const step = (id: string, body: unknown, account: Account | undefined) =>
    recordClockStep(engine, readClockStep(id, body, { state: engine.state, now: now() }), account);

  app.get('/api/v1/clocks', (c) =>
    cached(c, '/api/v1/clocks', noSuchPage(c), async () => json({ asOf: asOf(), clocks: clockRows(engine, now()) })),
  );
  app.get('/api/v1/clocks/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/clocks/${id}`, noSuchClock(id), async () => {
      const found = clockRows(engine, now()).find((one) => one.id === id);
      return found && json(found);
    });
  });
  app.post('/api/v1/incidents/:id/clocks', decisionSize, (c) =>
    takeJson(c, serving, (body, account) => start(c.req.param('id') ?? '', body, account)),
  );
  app.post('/api/v1/clocks/:id', decisionSize, (c) =>
    takeJson(c, serving, (body, account) => step(c.req.param('id') ?? '', body, account)),
  );
  app.get('/api/v1/calendar', (c) =>
    cached(c, '/api/v1/calendar', noSuchPage(c), async () =>
      json({ asOf: asOf(), items: calendarRows(engine, now()) }),
    ),
  );
  app.get('/calendar', (c) =>
    cachedPage(c, '/calendar', noSuchPage(c), async (context) =>
      html(calendarPage(calendarRows(engine, now(), context.t), context)),
    ),
  );
  // Its links are whole addresses, and what a request calls this host is nothing to keep.
  app.get('/calendar.ics', (c) =>
    c.body(calendarIcs(calendarRows(engine, now()), name(), new URL(c.req.url).origin), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  );

  app.get('/incidents/:id/clocks', async (c) => {
    const { id } = c.req.param();
    const body = await views.incident(id, page(c).t);
    if (body === undefined) return answerProblem(c, noSuchIncident(id)(), page(c));
    c.header('cache-control', 'no-store');
    return c.html(clocksPage(body, page(c)));
  });
  app.post('/incidents/:id/clocks', decisionSize, async (c) => {
    const id = c.req.param('id') ?? '';
    const body = await views.incident(id, page(c).t);
    if (body === undefined) return answerProblem(c, noSuchIncident(id)(), page(c));
    return takeForm(
      c,
      serving,
      async (form, account) => {
        if (typeof form.clock !== 'string') return start(id, clockBodyOf(form), account);
        const own = engine.state.clocks.get(form.clock)?.[0]?.incident === id;
        return own ? step(form.clock, clockStepOf(form), account) : noSuchClock(form.clock)();
      },
      (draft) => clocksPage(body, page(c), draft),
    );
  });
};
