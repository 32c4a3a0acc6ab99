/** Stories of harm by traffic: floods of requests, floods below HTTP, and bots that do all that people do. */
import { type Request, request } from './request.ts';
import { getThrough, OVERLOADS, serve } from './server.ts';
import type { Address } from './site.ts';
import { burst, outside, overloaded, poolOf, type Stage, type Story, shapeOf, showsLoad } from './story.ts';
import { browserAgent, pageOf, requestsPerVisit, visit } from './visitors.ts';

type Make = (at: number, from: Address, i: number) => Request;

function flood(stage: Stage, pick: (i: number) => Address, make: Make, filtered = true) {
  const { site, chance } = stage;
  const extra = burst(stage, shapeOf(chance, 'machine'), (at, i) => make(at, pick(i), i));
  // Some owners have rules that take hold after a while.
  const rules = filtered && chance.happens(0.2) ? chance.between(0.2, 0.8) : 0;
  const status = chance.pick([403, 429]);
  for (const one of extra)
    if (one.at > 60 && chance.happens(rules)) {
      one.status = status;
      one.fault = 'policy';
    }
  const requests = serve(site, chance, [...stage.everyday(), ...extra], chance.pick(OVERLOADS));
  return { requests, failedConnections: 0.01 * chance.logBetween(1, 8), outside: overloaded(requests) };
}

const base = { cause: 'application-flood', brings: true, shows: showsLoad } as const;

/** A flood's agent: one for all, copied browsers, or a tool's own name. */
function agents(stage: Stage): () => { agent: string; tool: boolean; newAgent: boolean } {
  const { chance, site } = stage;
  const kind = chance.weighted({ one: 3, copied: 3, tool: 1, none: 0.5 });
  const isNew = chance.happens(0.5);
  return () =>
    kind === 'one'
      ? { agent: 'Mozilla/5.0 (Flood)', tool: false, newAgent: isNew }
      : kind === 'copied'
        ? { agent: browserAgent(site, chance), tool: false, newAgent: false }
        : { agent: kind === 'tool' ? 'python-requests/2.28' : '', tool: true, newAgent: false };
}

const onePath: Story = {
  ...base,
  name: 'flood of one path by a botnet',
  weight: 2,
  tell(stage) {
    const { chance, site, addresses } = stage;
    const bots = poolOf(chance.whole(30, 1500), () => (chance.happens(0.2) ? addresses.rented() : addresses.bot()));
    const path = chance.pick(['/', '/search', '/login', pageOf(site, chance)]);
    const agent = agents(stage);
    const odd = chance.happens(0.2);
    return flood(
      stage,
      () => chance.pick(bots),
      (at, from) =>
        request({ at, from, path, odd: odd && chance.happens(0.3), cost: chance.between(1, 3), ...agent() }),
    );
  },
};

const cacheBusting: Story = {
  ...base,
  name: 'flood with queries that never repeat',
  weight: 1.5,
  tell(stage) {
    const { chance, addresses } = stage;
    const bots = poolOf(chance.whole(10, 800), () => (chance.happens(0.3) ? addresses.rented() : addresses.bot()));
    const agent = agents(stage);
    const isPath = chance.happens(0.4);
    return flood(
      stage,
      () => chance.pick(bots),
      (at, from, i) =>
        request({
          at,
          from,
          path: isPath ? `/${i}x` : '/',
          newPath: isPath,
          query: isPath ? '' : `${i}`,
          status: isPath && chance.happens(0.8) ? 404 : 200,
          ...agent(),
        }),
    );
  },
};

const fewSources: Story = {
  ...base,
  name: 'flood from a few sources',
  weight: 2,
  tell(stage) {
    const { chance, addresses, site } = stage;
    const bots = poolOf(chance.whole(1, 8), () => (chance.happens(0.6) ? addresses.rented() : addresses.bot()));
    const agent = agents(stage);
    const path = chance.happens(0.7) ? pageOf(site, chance) : '/';
    const busting = chance.happens(0.3);
    return flood(
      stage,
      () => chance.pick(bots),
      (at, from, i) => request({ at, from, path, query: busting ? `r=${i}` : '', ...agent() }),
    );
  },
};

const oneEach: Story = {
  ...base,
  name: 'flood of one request an address',
  weight: 2,
  tell(stage) {
    const { chance, addresses, site } = stage;
    const path = chance.happens(0.7) ? '/' : null;
    const fakesReferrer = chance.happens(0.3);
    const agent = agents(stage);
    return flood(
      stage,
      () => addresses.bot(),
      (at, from) =>
        request({
          at,
          from,
          path: path ?? pageOf(site, chance),
          referrer: fakesReferrer ? 'search.example' : '',
          ...agent(),
        }),
    );
  },
};

const rotating: Story = {
  ...base,
  name: 'flood whose sources change their agents',
  weight: 1.5,
  tell(stage) {
    const { chance, addresses, site } = stage;
    const bots = poolOf(chance.whole(20, 500), () => (chance.happens(0.4) ? addresses.rented() : addresses.bot()));
    const many = chance.whole(20, 400);
    return flood(
      stage,
      () => chance.pick(bots),
      (at, from) =>
        request({
          at,
          from,
          path: chance.happens(0.5) ? '/' : pageOf(site, chance),
          agent: `Mozilla/5.0 (Made up ${chance.whole(1, many)})`,
          newAgent: chance.happens(0.7),
        }),
    );
  },
};

/** Few requests, each costly: the rise is small and the origin suffers. */
const costly: Story = {
  ...base,
  name: 'flood of few costly requests',
  weight: 1,
  tell(stage) {
    const { chance, addresses, site } = stage;
    const bots = poolOf(chance.whole(20, 300), () => addresses.bot());
    const agent = agents(stage);
    const slow = {
      ...stage,
      rise: chance.between(1.6, 3),
      site: { ...site, capacity: site.rate * chance.between(1.5, 4) },
    };
    return flood(
      slow,
      () => chance.pick(bots),
      (at, from, i) =>
        request({ at, from, path: '/search', query: `q=${i % 5000}`, cost: chance.between(4, 12), ...agent() }),
    );
  },
};

const logins: Story = {
  ...base,
  name: 'flood of logins or forms',
  weight: 1,
  tell(stage) {
    const { chance, addresses } = stage;
    const atHome = chance.happens(0.35);
    const outsider = () => (chance.happens(0.3) ? addresses.rented() : addresses.bot());
    const bots = poolOf(chance.whole(30, 1000), () => (atHome ? addresses.visitor(0.5, 0.02) : outsider()));
    const agent = agents(stage);
    const status = chance.pick(atHome ? [401, 403] : [200, 401, 403]);
    return flood(
      stage,
      () => chance.pick(bots),
      (at, from) => request({ at, from, method: 'POST', path: '/login', kind: 'call', status, ...agent() }),
    );
  },
};

const floodThatBreaks: Story = {
  ...base,
  name: 'flood under which the origin fails',
  weight: 2.5,
  tell(stage) {
    const tight = {
      ...stage,
      site: { ...stage.site, capacity: stage.site.rate * (1 + (stage.rise - 1) * stage.chance.between(0.1, 0.5)) },
    };
    return {
      ...stage.chance.pick([onePath, oneEach, cacheBusting, fewSources]).tell(tight),
      consequence: 'origin-failure',
    };
  },
};

/** As many bots as visitors, in homes of the audience's countries and others, that load, read and click like people. */
const mimic: Story = {
  name: 'bots that mimic people',
  cause: 'undecidable',
  weight: 3,
  brings: true,
  shows: () => true,
  tell(stage) {
    const { chance, site, addresses } = stage;
    const homes = chance.between(0.3, 0.8);
    const referrer = chance.happens(0.4) ? 'social.example' : undefined;
    const landing = chance.happens(0.5) ? pageOf(site, chance) : undefined;
    const address = () => (chance.happens(homes) ? addresses.visitor(chance.between(0, 0.3), 0.02) : addresses.bot());
    const how = {
      address,
      depth: chance.between(1.3, 2.6),
      ...(landing && { landing }),
      ...(referrer && { referrer, referrerKept: 0.5 }),
    };
    const visits = burst(
      { ...stage, rise: 1 + (stage.rise - 1) / requestsPerVisit(site, how.depth) },
      shapeOf(chance, chance.happens(0.5) ? 'people' : 'machine'),
      (at) => {
        const out: Request[] = [];
        visit(stage, at, out, how);
        return out;
      },
    );
    const requests = serve(site, chance, [...stage.everyday(), ...visits], chance.pick(OVERLOADS));
    return { requests, failedConnections: 0.01, outside: overloaded(requests) };
  },
};

/** Packets or handshakes fill the line or the door: requests do not arrive, whoever sends them. */
function belowHttp(stage: Stage, logged: number, ways: Record<string, number>) {
  const { chance, site } = stage;
  const loss = chance.between(0.3, 0.95);
  const waves = chance.happens(0.4) ? chance.between(90, 400) : Number.POSITIVE_INFINITY;
  const shape = (at: number) => (at % waves < waves * 0.75 ? Math.min(1, at / 30) : 0.2);
  const requests = serve(
    site,
    chance,
    getThrough(chance, stage.everyday(), ({ at }) => 1 - loss * shape(at)),
    chance.pick(OVERLOADS),
  );
  return {
    requests,
    failedConnections: logged * loss,
    outside: outside({
      fails: () => loss * chance.between(0.7, 1),
      ways,
      noticed: loss,
      symptoms: { unreachable: 6, slow: 3, error: 1, other: 1 },
    }),
  };
}

const shows: Story['shows'] = (seen) => seen.traffic && seen.usual && (seen.connections || seen.checks);

const handshakes: Story = {
  name: 'flood of handshakes',
  cause: 'network-flood',
  weight: 2.5,
  brings: false,
  shows,
  tell: (stage) =>
    belowHttp(stage, stage.chance.logBetween(0.5, 40), { 'phase:handshake': 5, 'phase:connect': 3, 'phase:answer': 1 }),
};

const packets: Story = {
  name: 'flood of packets that fills the line',
  cause: 'network-flood',
  weight: 2,
  brings: false,
  // A full line leaves nothing at the door but what breaks off half way.
  shows: (seen) => seen.traffic && seen.usual && seen.checks,
  tell: (stage) =>
    belowHttp(stage, stage.chance.logBetween(0.1, 3), { 'phase:connect': 6, 'phase:handshake': 3, 'phase:answer': 1 }),
};

export const FLOOD_STORIES: readonly Story[] = [
  onePath,
  cacheBusting,
  fewSources,
  oneEach,
  rotating,
  costly,
  logins,
  floodThatBreaks,
  mimic,
  handshakes,
  packets,
];
