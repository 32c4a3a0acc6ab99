/** The usual traffic of a simulated site: people with browsers, apps, crawlers that behave, pollers and scanner noise. */
import type { Chance } from '../../bench/accuracy/simulator/chance.ts';
import { type Request, request } from './request.ts';
import type { Address, Addresses, Site } from './site.ts';

/** What differs from a usual visit, for crowds. */
export interface Visit {
  readonly landing?: string;
  readonly newLanding?: boolean;
  readonly referrer?: string;
  /** Share of those whose browser still names the referrer. */
  readonly referrerKept?: number;
  readonly depth?: number;
  readonly address?: () => Address;
}

export interface World {
  readonly site: Site;
  readonly chance: Chance;
  readonly addresses: Addresses;
  /** Seconds of the stretch that is being made. */
  readonly seconds: number;
}

const REFERRERS = ['search.example', 'social.example', 'portal.example', 'mail.example'];

export const browserAgent = (site: Site, chance: Chance): string =>
  `Mozilla/5.0 (Browser ${Math.floor(site.agents * chance.unit() ** 2.2)})`;
export const appAgent = (site: Site, chance: Chance): string =>
  `App/${Math.floor((site.agents / 4) * chance.unit() ** 3)}.0`;

export const pageOf = (site: Site, chance: Chance): string => `/page/${zipf(chance, site.pages, site.zipf)}`;

/** A rank from 1 to n; inverse of the continuous power law, close enough to Zipf's. */
function zipf(chance: Chance, n: number, s: number): number {
  const u = chance.unit();
  if (Math.abs(s - 1) < 0.02) return Math.floor(n ** u);
  const e = 1 - s;
  return Math.min(n, Math.floor((u * ((n + 1) ** e - 1) + 1) ** (1 / e)));
}

/** Mean requests of one visit, so that a rate of requests can be turned into one of visits. */
export const requestsPerVisit = (site: Site, depth = 2.2): number =>
  site.isApi ? depth * 1.6 : depth * (1 + site.partsPerPage * site.partsSeen * 0.5);

/** Starts of visits: Poisson, with a rate of requests a second that may change. */
export function* arrivals({ chance, seconds }: World, perSecond: (at: number) => number, highest: number) {
  if (highest <= 0) return;
  const wait = () => Math.log(1 / (1 - chance.unit())) / highest;
  for (let at = wait(); at < seconds; at += wait()) if (chance.unit() * highest < perSecond(at)) yield at;
}

export function visit(world: World, start: number, out: Request[], how: Visit = {}): void {
  const { site, chance, addresses, seconds } = world;
  const from = how.address?.() ?? addresses.visitor();
  if (site.isApi) {
    callVisit(world, start, from, out);
    return;
  }
  const agent = browserAgent(site, chance);
  const depth = how.depth ?? 2.2;
  const isSent = how.referrer !== undefined && chance.happens(how.referrerKept ?? 0.8);
  let referrer = isSent ? how.referrer! : chance.happens(site.searchShare) ? chance.pick(REFERRERS) : '';
  let path = how.landing ?? pageOf(site, chance);
  let isNew = how.newLanding ?? false;
  const freshCache = how.landing === undefined ? 0.5 : 0.7;
  for (let at = start; at < seconds; at += 2 + chance.gamma(1.2) * 22) {
    out.push(request({ at, from, path, agent, referrer, newPath: isNew }));
    const parts = chance.poisson(site.partsPerPage * site.partsSeen * freshCache);
    for (let i = 0; i < parts; i++) {
      const when = at + 0.05 + 1.5 * chance.unit();
      if (when >= seconds) continue;
      out.push(
        request({
          at: when,
          from,
          path: `/part/${i % 30}.js`,
          agent,
          referrer: 'own',
          kind: 'part',
          cost: 0.1,
          bytes: 20_000,
        }),
      );
    }
    if (!chance.happens(1 - 1 / depth)) break;
    path = pageOf(site, chance);
    isNew = false;
    referrer = 'own';
  }
}

function callVisit({ site, chance, seconds }: World, start: number, from: Address, out: Request[]): void {
  const agent = appAgent(site, chance);
  for (let at = start; at < seconds; at += 0.5 + chance.gamma(1) * 12) {
    const path = `/api/${zipf(chance, Math.min(site.pages, 60), site.zipf)}`;
    const query = chance.happens(0.3) ? `id=${chance.whole(1, 500)}` : '';
    const method = chance.happens(0.15) ? 'POST' : 'GET';
    out.push(request({ at, from, path, query, agent, kind: 'call', method, bytes: 1_500 }));
    if (!chance.happens(0.7)) break;
  }
}

/** A usual stretch; `level` is the day's. */
export function usualTraffic(world: World, level: number, habits: Habits): Request[] {
  const out: Request[] = [];
  const { site, chance, seconds } = world;
  const people = (site.rate * level * (1 - site.crawlers - site.pollers)) / requestsPerVisit(site);
  for (const at of arrivals(world, () => people, people)) {
    const queried = chance.happens(0.1);
    const before = out.length;
    visit(world, at, out);
    if (queried && !site.isApi) out[before] = { ...out[before]!, query: `q=${chance.whole(1, 400)}` };
  }
  for (const { from, agent, every, path } of habits.pollers) {
    for (let at = chance.unit() * every; at < seconds; at += every)
      out.push(request({ at: at + 0.02 * chance.unit(), from, path, agent, tool: true, kind: 'call', bytes: 300 }));
  }
  const crawl = site.rate * site.crawlers * level;
  for (const at of arrivals(world, () => crawl, crawl)) {
    const crawler = chance.pick(habits.crawlers);
    out.push(
      request({
        at,
        from: crawler.from,
        path: site.isApi ? `/api/${chance.whole(1, 60)}` : `/page/${chance.whole(1, site.pages)}`,
        agent: crawler.agent,
        crawler: crawler.verified ? 'verified' : 'claimed',
      }),
    );
  }
  const noise = site.rate * site.noise * level;
  for (const at of arrivals(world, () => noise, noise)) {
    const from = chance.happens(0.5) ? world.addresses.rented() : world.addresses.bot();
    const odd = chance.happens(0.1);
    out.push(
      request({
        at,
        from,
        path: `/wp-${chance.whole(1, 99)}.php`,
        agent: 'scan/1.0',
        tool: true,
        odd,
        newPath: chance.happens(0.3),
        status: 404,
        cost: 0.05,
        bytes: 200,
      }),
    );
  }
  return out;
}

/** Those who come every day: the same pollers and crawlers in every stretch. */
export interface Habits {
  readonly pollers: readonly { from: Address; agent: string; every: number; path: string }[];
  readonly crawlers: readonly { from: Address; agent: string; verified: boolean }[];
}

export function drawHabits({ site, chance, addresses }: World): Habits {
  const rented = () => ({ ...addresses.rented(), prefix: -100_000 - chance.whole(1, 50) });
  const count = site.pollers * site.rate < 0.003 ? 0 : chance.whole(1, 4);
  return {
    pollers: Array.from({ length: count }, (_, i) => ({
      from: rented(),
      agent: `monitor/${i}`,
      every: count / (site.pollers * site.rate),
      path: '/health',
    })),
    crawlers: Array.from({ length: 3 }, (_, i) => ({
      from: rented(),
      agent: ['Googlebot/2.1', 'bingbot/2.0', 'OtherBot/1.0'][i]!,
      verified: i < 2,
    })),
  };
}
