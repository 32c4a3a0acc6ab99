/** Alerts, for whoever is signed in: whom they go to, what was delivered, and a test. */
import { type Refusal, refuse } from '../../doors/refusal.ts';
import { alertsPage } from '../pages/alerts.ts';
import { answerProblem } from '../problem.ts';
import type { AlertsRow } from '../schema-alerts.ts';
import type { AddRoutes } from '../serving.ts';

const SHOWN_MAX = 100;

const noSuchChannel = (id: string): Refusal =>
  refuse(404, 'no-such-channel', 'No such channel', `There is no channel "${id}" in the configuration.`);

export const addAlerts: AddRoutes = (app, { alerts, now, page }) => {
  const list = async (): Promise<AlertsRow> => ({
    asOf: iso(now()),
    channels: (alerts?.channels ?? []).map(({ id, kind, on, services, groupSeconds, quiet }) => ({
      id,
      kind,
      on,
      services: services ?? null,
      groupSeconds,
      quiet: quiet ?? null,
    })),
    deliveries: ((await alerts?.deliveries(SHOWN_MAX)) ?? []).map(
      ({ id, channel, made, state, attempts, due, error, message }) => ({
        id,
        channel,
        at: iso(made),
        state,
        attempts,
        next: state === 'waiting' ? iso(due) : null,
        error,
        text: message.data.text,
      }),
    ),
  });

  app.get('/api/v1/alerts', async (c) => c.json(await list(), 200, { 'cache-control': 'no-store' }));
  app.post('/api/v1/alerts/:channel/test', async (c) => {
    const { channel } = c.req.param();
    const id = await alerts?.try(channel);
    return id === undefined ? answerProblem(c, noSuchChannel(channel), undefined) : c.json({ id, url: '/alerts' }, 202);
  });
  app.get('/alerts', async (c) => c.html(alertsPage(await list(), page(c)), 200, { 'cache-control': 'no-store' }));
  app.post('/alerts/:channel/test', async (c) => {
    const { channel } = c.req.param();
    if ((await alerts?.try(channel)) === undefined) return answerProblem(c, noSuchChannel(channel), page(c));
    return c.redirect('/alerts', 303);
  });
};

const iso = (at: number): string => new Date(at).toISOString();
