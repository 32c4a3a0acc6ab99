/** The desk, and what feeds each service, for whoever is signed in. */
import { calendarRows } from '../calendar-view.ts';
import { recordedRows } from '../desk-view.ts';
import { deskPage } from '../pages/desk.ts';
import { sourcesPage } from '../pages/sources.ts';
import type { AddRoutes } from '../serving.ts';
import { sourcesOf } from '../sources-view.ts';

/** Due dates shown; the calendar has all. */
const DUE_MAX = 8;

export const addDesk: AddRoutes = (app, { engine, now, views, name, page }) => {
  app.get('/desk', async (c) => {
    const context = page(c);
    const { incidents } = await views.overview(name(), '', 1);
    const body = {
      running: incidents.filter(({ end }) => end === null),
      due: calendarRows(engine, now(), context.t)
        .filter(({ state }) => state !== 'done')
        .slice(0, DUE_MAX),
      recorded: recordedRows(engine.state),
    };
    c.header('cache-control', 'no-store');
    return c.html(deskPage(body, context));
  });
  const NOT_KEPT = { 'cache-control': 'no-store' };
  app.get('/desk/sources', (c) => c.html(sourcesPage(sourcesOf(engine, now()), page(c)), 200, NOT_KEPT));
  app.get('/api/v1/sources', (c) => c.json({ services: sourcesOf(engine, now()) }, 200, NOT_KEPT));
};
