/** Stories of people and of programs that mean no harm: crowds, crawlers, client releases. */
import { type Request, request } from './request.ts';
import { OVERLOADS, serve } from './server.ts';
import { burst, outside, overloaded, poolOf, type Stage, type Story, shapeOf, showsLoad } from './story.ts';
import { pageOf, requestsPerVisit, type Visit, visit } from './visitors.ts';

/** People come in visits, so their number follows from what a visit asks for. */
function crowd(stage: Stage, how: Visit): Request[] {
  const visits = burst(
    { ...stage, rise: 1 + (stage.rise - 1) / requestsPerVisit(stage.site, how.depth) },
    shapeOf(stage.chance, 'people'),
    (at) => {
      const out: Request[] = [];
      visit(stage, at, out, how);
      return out;
    },
  );
  const { site, chance } = stage;
  return serve(site, chance, [...stage.everyday(), ...visits], chance.pick(OVERLOADS));
}

const told = (requests: Request[]) => ({
  requests,
  failedConnections: 0.01,
  outside: overloaded(requests),
});

/** A mention somewhere: most arrive on one page and many name where they come from. */
const referred: Story = {
  name: 'crowd, sent by another site',
  cause: 'flash-crowd',
  weight: 3,
  brings: true,
  shows: showsLoad,
  tell(stage) {
    const { chance, site, addresses } = stage;
    const isNew = chance.happens(0.4);
    const regulars = site.regulars * chance.between(0.4, 0.9);
    return told(
      crowd(stage, {
        landing: isNew ? '/news/today' : pageOf(site, chance),
        newLanding: isNew,
        referrer: 'news.example',
        referrerKept: chance.between(0.4, 0.95),
        depth: chance.between(1.2, 2.4),
        address: () => addresses.visitor(regulars),
      }),
    );
  },
};

/** It goes round the world: few have been here before, phones hide the referrer of some, other countries join in. */
const viral: Story = {
  name: 'crowd, viral, from many new networks',
  cause: 'flash-crowd',
  weight: 2,
  brings: true,
  shows: (seen) => showsLoad(seen) && seen.history && seen.agents,
  tell(stage) {
    const { chance, site, addresses } = stage;
    const regulars = chance.between(0.02, 0.25);
    const world = { US: 4, GB: 2, IN: 3, BR: 2, DE: 2, FR: 1, JP: 1, MX: 1, CA: 1, PH: 1, ID: 1 };
    const mixed = chance.between(0.1, 0.6);
    const sharing = Math.min(0.5, site.sharing + chance.between(0.05, 0.25));
    return told(
      crowd(stage, {
        landing: pageOf(site, chance),
        referrer: 'social.example',
        referrerKept: chance.between(0.35, 0.8),
        depth: chance.between(1.1, 1.8),
        address: () => addresses.visitor(regulars, sharing, chance.happens(mixed) ? world : site.countries),
      }),
    );
  },
};

/** Tickets go on sale, or something is on television: the usual audience comes at once, without a referrer. */
const event: Story = {
  name: 'crowd, everybody at the same hour',
  cause: 'flash-crowd',
  weight: 2,
  brings: true,
  shows: (seen) => showsLoad(seen) && seen.history,
  tell(stage) {
    const { chance, site, addresses } = stage;
    const regulars = Math.min(0.95, site.regulars * chance.between(0.8, 1.2));
    const how: Visit = { depth: chance.between(1.8, 4), address: () => addresses.visitor(regulars) };
    return told(crowd(stage, chance.happens(0.6) ? { ...how, landing: pageOf(site, chance) } : how));
  },
};

const crowdThatBreaks: Story = {
  ...referred,
  name: 'crowd under which the origin fails',
  weight: 2,
  tell(stage) {
    const tight = {
      ...stage.site,
      capacity: stage.site.rate * (1 + (stage.rise - 1) * stage.chance.between(0.25, 0.6)),
    };
    return {
      ...(stage.chance.happens(0.5) ? referred : event).tell({ ...stage, site: tight }),
      consequence: 'origin-failure',
    };
  },
};

/** Reads the site from end to end, quickly. */
function crawl(
  stage: Stage,
  how: { machines: number; agent: string; claimed: boolean; rented: boolean; polite: boolean },
) {
  const { chance, site, addresses } = stage;
  const machines = poolOf(how.machines, () => (how.rented ? addresses.rented() : addresses.bot()));
  const deep = chance.between(0.2, 0.95);
  const shape = shapeOf(chance, 'machine');
  const extra = burst(stage, shape, (at, i) => {
    const from = machines[i % machines.length]!;
    if (how.polite && i < machines.length)
      return request({ at, from, path: '/robots.txt', agent: how.agent, kind: 'robots' });
    return request({
      at,
      from,
      path: `/page/${chance.happens(deep) ? site.pages + i : chance.whole(1, site.pages)}`,
      newPath: chance.happens(deep),
      query: chance.happens(0.2) ? `p=${i}` : '',
      agent: how.agent,
      newAgent: chance.happens(0.5) && how.claimed,
      crawler: how.claimed ? 'claimed' : 'no',
      tool: !how.claimed && /python|Go-http/.test(how.agent),
    });
  });
  return told(serve(site, chance, [...stage.everyday(), ...extra], chance.pick(OVERLOADS)));
}

const declaredCrawler: Story = {
  name: 'crawler that says who it is',
  cause: 'crawler',
  weight: 2,
  brings: true,
  shows: (seen) => showsLoad(seen) && seen.agents,
  tell: (stage) =>
    crawl(stage, {
      machines: stage.chance.whole(1, 30),
      agent: stage.chance.pick(['Googlebot/2.1', 'SeoBot/3.1', 'ArchiveBot/1.0']),
      claimed: true,
      rented: true,
      polite: true,
    }),
};

const modelCrawler: Story = {
  name: 'crawler for a language model that honours nothing',
  cause: 'crawler',
  weight: 2,
  brings: true,
  shows: (seen) => showsLoad(seen) && seen.agents,
  tell: (stage) =>
    crawl(stage, {
      machines: stage.chance.whole(10, 200),
      agent: 'GPTBot/1.2',
      claimed: true,
      rented: true,
      polite: false,
    }),
};

const hiddenCrawler: Story = {
  name: 'crawler that does not say who it is',
  cause: 'crawler',
  weight: 1.5,
  brings: true,
  shows: (seen) => showsLoad(seen) && seen.history,
  tell: (stage) =>
    crawl(stage, {
      machines: stage.chance.whole(1, 40),
      agent: stage.chance.pick(['python-requests/2.31', 'Go-http-client/2.0', 'Mozilla/5.0 (Browser 0)']),
      claimed: false,
      rented: stage.chance.happens(0.85),
      polite: stage.chance.happens(0.2),
    }),
};

/** A new version asks again and again when it should not, from wherever it is installed. */
const retryingRelease: Story = {
  name: 'client release that retries in a loop',
  cause: 'client-release',
  weight: 3,
  brings: true,
  shows: (seen) => showsLoad(seen) && seen.agents && seen.history,
  tell(stage) {
    const { chance, site, addresses } = stage;
    const installed = poolOf(Math.max(3, Math.round(site.rate * stage.rise * chance.between(4, 20))), () =>
      addresses.visitor(Math.max(site.regulars, 0.6)),
    );
    const path = chance.pick(['/api/sync', '/api/token', '/api/config']);
    const isNew = chance.happens(0.25);
    const every = chance.between(2, 20);
    const extra: Request[] = [];
    const loops = (site.rate * (stage.rise - 1) * every) / Math.max(1, installed.length);
    const adoption = chance.between(30, 400);
    for (const from of installed) {
      if (!chance.happens(Math.min(1, loops))) continue;
      for (let at = adoption * chance.unit(); at < stage.seconds; at += every * (0.95 + 0.1 * chance.unit()))
        extra.push(
          request({ at, from, path, newPath: isNew, agent: 'App/99.0', newAgent: true, kind: 'call', bytes: 900 }),
        );
    }
    return told(serve(site, chance, [...stage.everyday(), ...extra], chance.pick(OVERLOADS)));
  },
};

/** A new version of every client does something at the full minute. */
const herd: Story = {
  ...retryingRelease,
  name: 'client release that asks at the full minute',
  weight: 1.5,
  tell(stage) {
    const { chance, site, addresses } = stage;
    const perPeriod = site.rate * (stage.rise - 1);
    const period = chance.pick([60, 120, 300]);
    const installed = poolOf(Math.max(3, Math.round(perPeriod * period)), () =>
      addresses.visitor(Math.max(site.regulars, 0.6)),
    );
    const extra: Request[] = [];
    for (let start = 0; start < stage.seconds; start += period)
      for (const from of installed)
        extra.push(
          request({
            at: start + Math.min(period - 1, chance.gamma(1) * 4),
            from,
            path: '/api/refresh',
            agent: 'App/99.0',
            newAgent: true,
            kind: 'call',
            bytes: 900,
          }),
        );
    return told(
      serve(
        site,
        chance,
        [...stage.everyday(), ...extra.filter(({ at }) => at < stage.seconds)],
        chance.pick(OVERLOADS),
      ),
    );
  },
};

/** An app's users are called by a push message: many clients of the usual versions. */
const pushed: Story = {
  ...event,
  name: 'crowd called by a push message',
  weight: 1,
  tell: (stage) => {
    const { addresses, chance, site } = stage;
    const regulars = Math.max(site.regulars, chance.between(0.6, 0.95));
    return { ...told(crowd(stage, { depth: 2, address: () => addresses.visitor(regulars) })), outside: outside({}) };
  },
};

export const CROWD_STORIES: readonly Story[] = [
  referred,
  viral,
  event,
  pushed,
  crowdThatBreaks,
  declaredCrawler,
  modelCrawler,
  hiddenCrawler,
  retryingRelease,
  herd,
];
