/** The desk, for whoever is signed in. */
import { calendarRows } from '../calendar-view.ts';
import { recordedRows } from '../desk-view.ts';
import { deskPage } from '../pages/desk.ts';
import type { AddRoutes } from '../serving.ts';

/** Due dates shown; the calendar has all. */
const DUE_MAX = 8;

export const addDesk: AddRoutes = (app, { engine, now, views, name, page }) => {
  app.get('/desk', async (c) => {
    const context = page(c);
    const { incidents } = await views.overview(name());
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
};
