/** What other software expects: Statuspage, feeds, badges, the shape of Downdetector's API, llms.txt. All of it from memory, like pages. */
import type { Context } from 'hono';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { isAbout } from '../../model/about.ts';
import { ID_PATTERN } from '../../model/service.ts';
import { type Badge, badgeOf, badgeOfAll, badgeSvg, shields } from '../conventions/badges.ts';
import * as company from '../conventions/downdetector.ts';
import { atom, type Feed, jsonFeed, rss } from '../conventions/feeds.ts';
import { llmsText } from '../conventions/llms.ts';
import { serviceInput, wholeInput } from '../conventions/parts.ts';
import { STATUSPAGE_PATHS, statuspage } from '../conventions/statuspage.ts';
import type { Rendered } from '../page-cache.ts';
import { answerProblem } from '../problem.ts';
import type { IncidentCardView, ServiceBody } from '../schema.ts';
import { type AddRoutes, json, type Serving } from '../serving.ts';
import { noSuchPage, noSuchService } from './refusals.ts';

export const addConventions: AddRoutes = (app, serving) => {
  const { views, name, cached, url } = serving;
  /** Absolute addresses: as the operator named them, else as this request calls us. */
  const originOf = (c: Context): string => url?.() ?? new URL(c.req.url).origin;
  const kept = (c: Context, missing: () => Refusal, render: (origin: string) => Promise<Rendered | undefined>) => {
    const origin = originOf(c);
    const query = new URL(c.req.url).search;
    return cached(c, `${origin}${c.req.path}${query}`, missing, async () => {
      const rendered = await render(origin);
      return rendered && { elsewhere: 'read' as const, ...rendered };
    });
  };
  const ofService = (
    c: Context,
    render: (body: ServiceBody, origin: string) => Promise<Rendered | undefined> | Rendered | undefined,
  ) => {
    const id = c.req.param('id') ?? '';
    return kept(c, noSuchService(serving, id), async (origin) => {
      const body = await views.service(id);
      const rendered = body && (await render(body, origin));
      return rendered && { ...rendered, service: id, timeline: body?.timeline };
    });
  };

  for (const path of STATUSPAGE_PATHS) {
    app.get(`/api/v2/${path}`, (c) =>
      kept(c, noSuchPage(c), async (origin) => json(statuspage(await wholeInput(serving, origin))[path])),
    );
    app.get(`/services/:id/api/v2/${path}`, (c) =>
      ofService(c, async (body, origin) => {
        const input = await serviceInput(serving, body.id, origin);
        return input && json(statuspage(input)[path]);
      }),
    );
  }

  for (const [ending, type, write] of FEEDS) {
    const feed = (of: Feed): Rendered => ({ type, text: write(of) });
    app.get(`/history.${ending}`, (c) => {
      const filter = readFilter(c);
      if (isRefusal(filter)) return answerProblem(c, filter, undefined);
      return kept(c, noSuchPage(c), async (origin) => {
        const { incidents, freshness } = await views.overview(name(), '', 1);
        const updatedAt = freshness.flatMap(({ asOf }) => asOf ?? []).at(-1) ?? new Date(0).toISOString();
        const home = { title: name(), home: `${origin}/`, self: `${origin}/history`, origin, updatedAt };
        return feed({ ...home, incidents: await filtered(serving, incidents, filter) });
      });
    });
    app.get(`/services/:id/history.${ending}`, (c) => {
      const filter = readFilter(c);
      if (isRefusal(filter)) return answerProblem(c, filter, undefined);
      return ofService(c, async (body, origin) => {
        const home = `${origin}${body.url}`;
        const updatedAt = body.freshness.asOf ?? new Date(0).toISOString();
        const incidents = await filtered(serving, body.incidents, filter);
        return feed({ title: body.name, home, self: `${home}/history`, origin, updatedAt, incidents });
      });
    });
  }

  const svg = (badge: Badge): Rendered => ({ type: 'image/svg+xml; charset=utf-8', text: badgeSvg(badge) });
  const ofAll = async (): Promise<Badge> => badgeOfAll(name(), (await views.overview(name(), '', 1)).standing);
  app.get('/badge.json', (c) => kept(c, noSuchPage(c), async () => json(shields(await ofAll()))));
  app.get('/badge.svg', (c) => kept(c, noSuchPage(c), async () => svg(await ofAll())));
  app.get('/services/:id/badge.json', (c) => ofService(c, (body) => json(shields(badgeOf(body)))));
  app.get('/services/:id/badge.svg', (c) => ofService(c, (body) => svg(badgeOf(body))));

  app.get('/v2/companies/search', (c) =>
    kept(c, noSuchPage(c), async (origin) => {
      const { services } = await views.overview(name(), (c.req.query('name') ?? '').slice(0, SEARCH_MAX));
      return json(services.map((service) => company.companyCard(service, origin)));
    }),
  );
  app.get('/v2/companies/:id', (c) => ofService(c, (body, origin) => json(company.company(body, origin))));
  app.get('/v2/companies/:id/status', (c) =>
    ofService(c, (body) => json({ slug: body.id, status: company.statusWord(body) })),
  );
  app.get('/v2/companies/:id/last_15', (c) =>
    ofService(c, (body) => json({ slug: body.id, last_15: company.last15(body) })),
  );
  app.get('/v2/companies/:id/baseline', (c) => ofService(c, (body) => json(company.quarters(body, 'expected'))));
  app.get('/v2/companies/:id/reports', (c) =>
    ofService(c, (body) =>
      json({ reports: company.quarters(body, 'counts'), baseline: company.quarters(body, 'expected') }),
    ),
  );
  app.get('/v2/companies/:id/indicators', (c) => ofService(c, (body) => json(company.indicatorsOf(body))));
  app.get('/v2/companies/:id/events', (c) => ofService(c, (body) => json(company.eventsOf(body))));

  app.get('/llms.txt', (c) =>
    kept(c, noSuchPage(c), async (origin) => ({ type: 'text/plain; charset=utf-8', text: llmsText(name(), origin) })),
  );
};

const SEARCH_MAX = 64;
const FEEDS: readonly (readonly [ending: string, type: string, write: (feed: Feed) => string])[] = [
  ['atom', 'application/atom+xml; charset=utf-8', atom],
  ['rss', 'application/rss+xml; charset=utf-8', rss],
  ['json', 'application/feed+json; charset=utf-8', (feed) => JSON.stringify(jsonFeed(feed))],
];

interface Filter {
  readonly confirmed: boolean;
  readonly country: string | undefined;
  readonly component: string | undefined;
  readonly symptom: string | undefined;
}

function readFilter(c: Context): Filter | Refusal {
  const { severity, country, component, symptom } = c.req.query();
  const isWrong =
    (severity !== undefined && severity !== 'confirmed' && severity !== 'possible') ||
    (country !== undefined && !/^[A-Z]{2}$/.test(country)) ||
    [component, symptom].some((id) => id !== undefined && !ID_PATTERN.test(id));
  if (isWrong) {
    const detail = 'severity is possible or confirmed, country a code such as DE, component and symptom an id.';
    return refuse(422, 'bad-filter', 'Not a filter', detail);
  }
  return { confirmed: severity === 'confirmed', country, component, symptom };
}

async function filtered(
  { engine }: Pick<Serving, 'engine'>,
  incidents: readonly IncidentCardView[],
  { confirmed, country, component, symptom }: Filter,
): Promise<IncidentCardView[]> {
  const chosen: IncidentCardView[] = [];
  for (const card of incidents) {
    if (confirmed && !card.wasConfirmed) continue;
    const isAll = country === undefined && component === undefined && symptom === undefined;
    const incident = isAll ? undefined : await engine.incident(card.id);
    const isMeant =
      incident !== undefined &&
      isAbout(incident.countries, country) &&
      isAbout(incident.components, component) &&
      isAbout(incident.symptoms, symptom);
    if (isAll || isMeant) chosen.push(card);
  }
  return chosen;
}
