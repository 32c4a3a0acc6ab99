/** Stories of plain failures: the origin, the edge, the way there, names and certificates. */
import type { Fault } from '../../src/model/fault.ts';
import type { Request } from './request.ts';
import { askedAgain, type Failure, failWhere, getThrough, OVERLOADS, serve } from './server.ts';
import { type Outside, outside, type Seen, type Stage, type Story, type Told, type Vantage } from './story.ts';

const everyone = (share: number) => () => share;

/** Requests fail at the origin, all or a part; people see it, and whoever asks from outside too. */
function originFails(stage: Stage, failures: readonly Failure[], share: number, only?: (one: Request) => boolean) {
  const { chance, site, seconds } = stage;
  const delay = chance.between(0, 30);
  const served = serve(site, chance, stage.everyday(), chance.pick(OVERLOADS));
  const isHit = (one: Request) => one.kind !== 'part' && (only?.(one) ?? true);
  const touched = served.filter(isHit).length / Math.max(1, served.length);
  const requests = failWhere(
    site,
    chance,
    served,
    (one) => (one.at >= delay && isHit(one) ? share : 0),
    () => chance.pick(failures),
    seconds,
  );
  const ways = Object.fromEntries(failures.map(({ fault }) => [`fault:${fault}`, 3]));
  return {
    requests,
    touched,
    failedConnections: 0.01,
    outside: outside({
      fails: everyone(only === undefined ? share : share * chance.pick([0, 0.3, 1])),
      ways: { ...ways, 'phase:answer': 0.5 },
      noticed: share * (only === undefined ? 0.9 : 0.4),
      symptoms: { error: 6, slow: 1, unreachable: 2, login: 1 },
    }),
  };
}

const REFUSED: Failure = { status: 502, fault: 'origin-refused', ms: 2 };
const HUNG: Failure = { status: 504, fault: 'origin-timeout-response', ms: 30_000 };
const UNREACHABLE: Failure = { status: 504, fault: 'origin-timeout-connect', ms: 10_000 };
const MALFORMED: Failure = { status: 502, fault: 'origin-bad-response', ms: 20 };
const BROKEN: Failure = { status: 500, fault: 'origin-app', ms: 30 };
const QUEUED: Failure = { status: 503, fault: 'origin-overload', ms: 5_000 };

const shows = (seen: Seen): boolean => (seen.traffic && seen.usual && seen.touched >= 0.03) || seen.checks;
const origin = (name: string, weight: number, tell: Story['tell']): Story => ({
  name: `origin: ${name}`,
  cause: 'origin-failure',
  weight,
  brings: false,
  shows,
  tell,
});

const ORIGIN_STORIES: readonly Story[] = [
  origin('refuses connections', 1.5, (stage) => originFails(stage, [REFUSED], stage.chance.between(0.5, 1))),
  origin('hangs', 1.5, (stage) => originFails(stage, [HUNG, UNREACHABLE], stage.chance.between(0.3, 1))),
  origin('answers badly', 1, (stage) => originFails(stage, [MALFORMED, REFUSED], stage.chance.between(0.2, 0.9))),
  origin('a deployment breaks it', 2, (stage) => originFails(stage, [BROKEN], stage.chance.between(0.15, 1))),
  origin('a database is full', 1, (stage) =>
    originFails(stage, [BROKEN, QUEUED, HUNG], stage.chance.between(0.1, 0.8)),
  ),
  origin('a part of it fails', 1.5, (stage) => {
    const kind = stage.chance.whole(2, 5);
    return originFails(
      stage,
      [stage.chance.pick([BROKEN, MALFORMED, HUNG])],
      stage.chance.between(0.6, 1),
      (one) => one.path.length % kind === 0,
    );
  }),
];

/** A failure that brings requests: those who get an error try again, people by hand and programs by themselves. */
function storm(stage: Stage, failure: Failure): Told {
  const { chance, site, seconds } = stage;
  const share = chance.between(0.3, 1);
  const begins = chance.between(0, 40);
  const requests = askedAgain(
    site,
    chance,
    stage.everyday(),
    (one) => (one.at >= begins && one.kind !== 'part' ? share : 0),
    () => failure,
    {
      share: chance.between(0.3, 1),
      most: chance.whole(1, 12),
      wait: chance.logBetween(1, 60),
      backoff: chance.pick([1, 1, 1.5, 2]),
    },
    seconds,
  );
  return {
    requests,
    failedConnections: 0.01,
    outside: outside({
      fails: everyone(share),
      ways: { [`fault:${failure.fault}`]: 3, 'phase:answer': 0.5 },
      noticed: 0.9 * share,
      symptoms: { error: 6, slow: 1, unreachable: 2, login: 1 },
    }),
  };
}

const STORM_STORIES: readonly Story[] = [
  origin('fails, and clients try again', 3, (stage) =>
    storm(stage, stage.chance.pick([REFUSED, HUNG, UNREACHABLE, MALFORMED, BROKEN, QUEUED])),
  ),
  {
    name: 'edge: fails, and clients try again',
    cause: 'edge-failure',
    weight: 1,
    brings: false,
    shows: (seen) => seen.checks || (seen.traffic && seen.marks),
    tell: (stage) =>
      storm(
        { ...stage, site: { ...stage.site, logAt: 'edge' } },
        { status: stage.chance.pick([500, 503]), fault: 'edge', ms: 1 },
      ),
  },
];

/** The machines of the edge fail: an edge's log shows errors of its own, an origin's log shows silence. */
function edgeFails(stage: Stage, share: number, places: (vantage: { country: string }) => boolean) {
  const { chance, site, seconds } = stage;
  const fault: Failure = { status: chance.pick([500, 503]), fault: 'edge', ms: 1 };
  const everyday = stage.everyday();
  const isHit = (one: Request) => places({ country: one.from.country });
  const requests =
    site.logAt === 'edge'
      ? failWhere(
          site,
          chance,
          serve(site, chance, everyday, chance.pick(OVERLOADS)),
          (one) => (isHit(one) ? share : 0),
          () => fault,
          seconds,
        )
      : serve(
          site,
          chance,
          getThrough(chance, everyday, (one) => (isHit(one) ? 1 - share : 1)),
          chance.pick(OVERLOADS),
        );
  const says = chance.weighted({ operational: 4, degraded: 3, outage: 4 });
  return {
    requests,
    failedConnections: 0.01,
    outside: outside({
      fails: (vantage: Vantage) => (places(vantage) ? share : 0.003),
      ways: { 'fault:edge': 6, 'phase:answer': 1, 'phase:connect': 0.7, 'phase:handshake': 0.7 },
      noticed: share * 0.8,
      symptoms: { error: 4, unreachable: 4, slow: 1, other: 1 },
      claims: [{ by: 'edge', name: 'the edge provider', state: says, cause: null }],
    }),
  };
}

const EDGE_STORIES: readonly Story[] = [
  {
    name: 'edge: fails everywhere',
    cause: 'edge-failure',
    weight: 3,
    brings: false,
    shows: (seen) => seen.checks || (seen.traffic && seen.marks && seen.logAt === 'edge'),
    tell: (stage) => edgeFails(stage, stage.chance.between(0.3, 1), () => true),
  },
  {
    name: 'edge: fails in one region',
    cause: 'edge-failure',
    weight: 1.5,
    brings: false,
    shows: (seen) => seen.traffic && seen.marks && seen.logAt === 'edge',
    tell(stage) {
      const region = stage.chance.weighted(stage.site.countries);
      return edgeFails(stage, stage.chance.between(0.5, 1), ({ country }) => country === region);
    },
  },
];

/** One network or country cannot get here; nothing is wrong with the service. */
function pathBreaks(stage: Stage, country: string, network: string | null) {
  const { chance, site } = stage;
  const loss = chance.between(0.8, 1);
  const isBehind = (from: { country: string; network: string }) =>
    network === null ? from.country === country : from.network === network;
  const everyday = stage.everyday();
  const requests = serve(
    site,
    chance,
    getThrough(chance, everyday, ({ from }) => (isBehind(from) ? 1 - loss : 1)),
    chance.pick(OVERLOADS),
  );
  const says = chance.weighted({ operational: 5, degraded: 1, outage: 1 });
  return {
    requests,
    touched: everyday.filter(({ from }) => isBehind(from)).length / Math.max(1, everyday.length),
    failedConnections: 0.012,
    outside: outside({
      fails: (vantage: Vantage) => (isBehind(vantage) ? loss : 0.003),
      ways: { 'phase:connect': 6, 'phase:answer': 1, 'phase:handshake': 1 },
      noticed: loss * 0.4,
      symptoms: { unreachable: 6, slow: 2, error: 0.5, other: 1 },
      where: { country, network },
      claims: [{ by: 'network', name: 'a network provider', state: says, cause: null }],
    }),
  };
}

const path = (name: string, weight: number, tell: Story['tell']): Story => ({
  name: `path: ${name}`,
  cause: 'network-path',
  weight,
  brings: false,
  shows: (seen) => (seen.traffic && seen.usual && seen.networks && seen.touched >= 0.1) || seen.reports || seen.checks,
  tell,
});

const PATH_STORIES: readonly Story[] = [
  path('one network cannot get here', 2.5, (stage) => {
    const country = stage.chance.weighted(stage.site.countries);
    return pathBreaks(stage, country, `${country}-${stage.chance.pick([0, 0, 1, 2])}`);
  }),
  path('one country cannot get here', 2, (stage) =>
    pathBreaks(stage, stage.chance.weighted(stage.site.countries), null),
  ),
];

/** Clients stop before they have asked: the name or the certificate is wrong. */
function namesFail(stage: Stage, way: 'phase:certificate' | 'phase:dns', share: number, aborted: number) {
  const { chance, site } = stage;
  const requests = serve(
    site,
    chance,
    // Programs that do not check certificates, and those that still remember the address, go on.
    getThrough(chance, stage.everyday(), ({ tool }) => (tool && way === 'phase:certificate' ? 0.8 : 1 - share)),
    chance.pick(OVERLOADS),
  );
  const says = chance.weighted({ operational: 4, degraded: 1, outage: 1 });
  return {
    requests,
    failedConnections: 0.01 + aborted * share,
    outside: outside({
      fails: everyone(share),
      ways: { [way]: 9, 'phase:connect': 0.3 },
      noticed: share * 0.8,
      symptoms: { unreachable: 5, error: way === 'phase:certificate' ? 4 : 1, refused: 1, other: 1 },
      claims: way === 'phase:dns' ? [{ by: 'dns', name: 'the DNS provider', state: says, cause: null }] : [],
    }),
  };
}

const names = (
  name: string,
  weight: number,
  tell: Story['tell'],
  seenBy: Story['shows'] = (seen) => seen.checks,
): Story => ({
  name: `names: ${name}`,
  cause: 'dns-tls',
  weight,
  brings: false,
  shows: seenBy,
  tell,
});

const NAME_STORIES: readonly Story[] = [
  names('the certificate has expired', 2.5, (stage) =>
    namesFail(stage, 'phase:certificate', stage.chance.between(0.6, 0.98), stage.chance.between(0.3, 2)),
  ),
  names('the name is gone', 2, (stage) => namesFail(stage, 'phase:dns', stage.chance.between(0.5, 1), 0)),
  names('name servers time out for some', 1, (stage) =>
    namesFail(stage, 'phase:dns', stage.chance.between(0.25, 0.6), 0),
  ),
  names(
    "the origin's certificate or name fails at the edge",
    1,
    (stage) => {
      const fault: Fault = stage.chance.pick(['origin-tls', 'origin-dns']);
      const told = originFails(
        { ...stage, site: { ...stage.site, logAt: 'edge' } },
        [{ status: 526, fault, ms: 50 }],
        stage.chance.between(0.6, 1),
      );
      const seen: Outside = { ...told.outside, ways: { [`fault:${fault}`]: 6 } };
      return { ...told, outside: seen };
    },
    (seen) => seen.checks || (seen.traffic && seen.marks && seen.logAt === 'edge'),
  ),
];

export const FAILURE_STORIES: readonly Story[] = [
  ...ORIGIN_STORIES,
  ...STORM_STORIES,
  ...EDGE_STORIES,
  ...PATH_STORIES,
  ...NAME_STORIES,
];
