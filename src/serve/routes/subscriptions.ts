/** Subscriptions of readers: asked for by anybody, confirmed and ended by whoever has the token that only their owner was sent. */
import type { Context } from 'hono';
import type { Subscription } from '../../alerts/subscribers.ts';
import { readWish } from '../../doors/alert/wish.ts';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { LIVE } from '../../model/service.ts';
import { subscribedPage, subscribePage, subscriptionPage } from '../pages/subscribe.ts';
import { answerProblem } from '../problem.ts';
import type { SubscriptionRow } from '../schema-subscriptions.ts';
import { isForeignForm } from '../sender.ts';
import type { AddRoutes } from '../serving.ts';
import { foreignForm, small, tooMany } from './refusals.ts';
import { readForm, readJson } from './reports.ts';

const UNKNOWN = refuse(404, 'no-such-subscription', 'No such subscription', 'It is over, or the token is not its own.');
const EXAMPLE = '{"kind": "email", "target": "you@example.org"}';
const FIELDS = ['kind', 'target', 'service', 'component', 'country', 'severity'];

export const addSubscriptions: AddRoutes = (app, { engine, subscriptions, limiter, now, senderOf, page, counted }) => {
  const serviceOf = (id: string) => {
    const watch = engine.state.watches.get(id);
    return watch === undefined || watch.retired || watch.service.timeline !== LIVE ? undefined : watch.service;
  };
  const offer = () => ({
    ways: subscriptions?.ways ?? [],
    services: [...engine.state.watches.keys()]
      .map(serviceOf)
      .filter((service) => service !== undefined)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  });
  const ask = async (c: Context, body: unknown): Promise<Subscription | Refusal> => {
    const wait = limiter().take(senderOf(c).reporter, now());
    if (wait > 0) return tooMany(wait);
    const wish = readWish(body, { ways: subscriptions?.ways ?? [], allow: subscriptions?.allow ?? [], serviceOf });
    if (isRefusal(wish)) return wish;
    return subscriptions!.ask({ ...wish, language: page(c).t.language });
  };
  const found = async (c: Context): Promise<Subscription | undefined> =>
    subscriptions?.find(c.req.param('id') ?? '', c.req.query('token') ?? '');
  const shown = (c: Context, one: Subscription) => {
    const { t } = page(c);
    const service = one.service === null ? undefined : serviceOf(one.service);
    return {
      ...rowOf(one),
      name: one.service === null ? t.subscribe.all : (service?.name ?? one.service),
      part: service?.components.find(({ id }) => id === one.component)?.name ?? one.component,
      token: one.token,
    };
  };

  app.post('/api/v1/subscriptions', small, async (c) => {
    const body = isForeignForm(c) ? foreignForm() : await readJson(c, EXAMPLE);
    const asked = counted(isRefusal(body) ? body : await ask(c, body.value));
    if (isRefusal(asked)) return answerProblem(c, asked, undefined);
    const { id, token, secret } = asked;
    c.header('cache-control', 'no-store');
    if (asked.kind === 'email') return c.json({ state: 'asked' }, 202);
    return c.json({ state: 'told', id, token, secret, url: subscriptions!.pageOf(asked) }, 201);
  });
  app.get('/api/v1/subscriptions/:id', async (c) => {
    const one = await found(c);
    return one === undefined
      ? answerProblem(c, UNKNOWN, undefined)
      : c.json(rowOf(one), 200, { 'cache-control': 'no-store' });
  });
  app.delete('/api/v1/subscriptions/:id', async (c) => {
    const one = await found(c);
    if (one === undefined) return answerProblem(c, UNKNOWN, undefined);
    await subscriptions!.end(one.id);
    return c.body(null, 204);
  });

  app.get('/subscribe', (c) => {
    const { service = '' } = c.req.query();
    return c.html(subscribePage(offer(), page(c), { values: { service } }), 200, { 'cache-control': 'no-store' });
  });
  app.post('/subscribe', small, async (c) => {
    if (isForeignForm(c)) return answerProblem(c, counted(foreignForm()) as Refusal, page(c));
    const form = await readForm(c);
    if (isRefusal(form)) return answerProblem(c, counted(form) as Refusal, page(c));
    const values = Object.fromEntries(FIELDS.map((name) => [name, String(form[name] ?? '')]));
    const asked = counted(await ask(c, values));
    c.header('cache-control', 'no-store');
    if (isRefusal(asked)) {
      return c.html(subscribePage(offer(), page(c), { values, problem: asked }), asked.status);
    }
    const webhook =
      asked.kind === 'email' ? undefined : { secret: asked.secret ?? '', url: subscriptions!.pageOf(asked) };
    return c.html(subscribedPage(webhook, page(c)));
  });
  // Following a link ends nothing: programs do that too.
  for (const path of ['/subscriptions/:id', '/subscriptions/:id/end']) {
    app.get(path, async (c) => {
      const one = await found(c);
      if (one === undefined) return answerProblem(c, UNKNOWN, page(c));
      return c.html(subscriptionPage(shown(c, one), page(c)), 200, { 'cache-control': 'no-store' });
    });
  }
  app.post('/subscriptions/:id/confirm', small, async (c) => {
    const one = await found(c);
    if (one === undefined) return answerProblem(c, UNKNOWN, page(c));
    await subscriptions!.confirm(one.id);
    return c.redirect(`/subscriptions/${one.id}?token=${one.token}`, 303);
  });
  // A mail program sends this by itself, with a form of its own (RFC 8058); the token is proof enough.
  app.post('/subscriptions/:id/end', small, async (c) => {
    const one = await found(c);
    if (one === undefined) return answerProblem(c, UNKNOWN, page(c));
    await subscriptions!.end(one.id);
    return c.html(subscriptionPage(undefined, page(c)), 200, { 'cache-control': 'no-store' });
  });
};

const rowOf = ({
  id,
  kind,
  confirmed,
  service,
  component,
  country,
  severity,
  made,
}: Subscription): SubscriptionRow => ({
  ...{ id, kind, service, component, country, severity },
  state: confirmed === null ? 'asked' : 'told',
  since: new Date(made).toISOString(),
});
