/** How the clients behave. Much of this can be faked by who wants to, so it never settles the question alone. */
import { log } from '../core/arithmetic.ts';
import type { TrafficSummary } from '../model/traffic.ts';
import { above, alikeOf, ratesOf, shareFeature, shareOf, trafficFeature } from './excess.ts';
import { type Feature, ramp, strongest, worth } from './reading.ts';

/** Under this usual share, parts of pages come from elsewhere (an API, a cache before the log): their absence is no sign. */
const PARTS_MIN = 0.12;

const topPath: Feature = shareFeature({
  id: 'top-path',
  pick: ({ topPathShare }) => topPathShare,
  typical: 0.15,
  judge: above('one-path', 0.3, 0.75),
});

const newPaths: Feature = shareFeature({
  id: 'new-paths',
  pick: ({ newPathShare }) => newPathShare,
  typical: 0.05,
  judge: ({ share, usual, ofExcess }) => [
    ['new-paths', ramp(share - usual, 0.15, 0.6)],
    ['known-paths', ofExcess ? ramp(share - usual, 0.1, 0.02) : 0],
  ],
});

const notFound: Feature = shareFeature({
  id: 'not-found',
  pick: ({ statuses, faults, requests }) =>
    requests === 0 ? null : Math.max(0, statuses.clientError - (faults.policy ?? 0)) / requests,
  typical: 0.05,
  judge: ({ share, usual, ofExcess }) => [
    ['not-found', ramp(share - usual, 0.15, 0.6)],
    ['found', ofExcess ? ramp(share - usual, 0.1, 0.02) : 0],
  ],
});

const queries: Feature = trafficFeature('queries', ({ during, usual }) => {
  if (during.queryVariety === null) return null;
  const before = usual?.queryVariety ?? null;
  const known = before === null ? 0.5 : 1;
  const from = before ?? 0.4;
  return strongest(
    [['queries-never-repeat', ramp(during.queryVariety - from, 0.15, 0.5) * known * worth(during.requests)]],
    (say) =>
      before === null
        ? say.queries(say.percent(during.queryVariety ?? 0))
        : say.queriesUsually(say.percent(during.queryVariety ?? 0), say.percent(before)),
    during.queryVariety,
    before,
  );
});

const parts: Feature = trafficFeature('parts', (traffic) => {
  const { during, usual } = traffic;
  const rates = ratesOf(traffic);
  if (rates === null || usual === null || during.assetShare === null || usual.assetShare === null) return null;
  if (usual.assetShare < PARTS_MIN) return null;
  const isUp = rates.ratio >= 1.4;
  const excess = rates.during - rates.usual;
  const share = isUp
    ? Math.max(0, (rates.during * during.assetShare - rates.usual * usual.assetShare) / excess)
    : during.assetShare;
  const kept = share / usual.assetShare;
  const weight = worth(isUp ? excess * during.minutes : during.requests);
  return strongest(
    [
      ['parts-missing', ramp(kept, 0.5, 0.1) * weight],
      ['parts-follow', ramp(kept, 0.55, 0.9) * (isUp ? weight : 0)],
    ],
    (say) =>
      (isUp ? say.partsOfExcess : say.parts)(say.percent(Math.min(1, share)), say.percent(usual.assetShare ?? 0)),
    share,
    usual.assetShare,
  );
});

const companions: Feature = trafficFeature('companions', (traffic) => {
  const { during, usual } = traffic;
  if (during.companionship === null || usual?.companionship == null || usual.companionship < PARTS_MIN) return null;
  const kept = during.companionship / usual.companionship;
  const weight = worth(during.clients);
  return strongest(
    [
      ['companions-missing', ramp(kept, 0.65, 0.25) * weight],
      ['companions-there', ramp(kept, 0.7, 0.95) * weight],
    ],
    (say) => say.companions(say.percent(during.companionship ?? 0), say.percent(usual.companionship ?? 0)),
    during.companionship,
    usual.companionship,
  );
});

const referrer: Feature = shareFeature({
  id: 'referrer',
  pick: ({ topReferrerShare }) => topReferrerShare,
  typical: 0.05,
  judge: above('one-referrer', 0.04, 0.2),
});

const noReferrer: Feature = shareFeature({
  id: 'no-referrer',
  pick: ({ emptyReferrerShare }) => emptyReferrerShare,
  typical: 0.4,
  judge: ({ share, usual, ofExcess }) => [
    ['no-referrer', ramp(share - usual, 0.15, 0.5)],
    ['referrers-as-usual', ofExcess && usual < 0.9 ? ramp(share - usual, 0.15, 0) : 0],
  ],
});

const topAgent: Feature = shareFeature({
  id: 'top-agent',
  pick: ({ topAgentShare }) => topAgentShare,
  typical: 0.15,
  judge: ({ share, usual, ofExcess }) => [
    ['one-agent', ramp(share - usual, 0.25, 0.7)],
    ['agents-as-usual', ofExcess ? ramp(share - usual, 0.12, 0) : 0],
  ],
});

const newAgents: Feature = shareFeature({
  id: 'new-agents',
  pick: ({ newAgentShare }) => newAgentShare,
  typical: 0.05,
  judge: (of) => [
    ...above('new-agents', 0.12, 0.5)(of),
    ['no-new-agents', of.ofExcess ? ramp(of.share, 0.1, 0.02) : 0],
  ],
});

const tools: Feature = shareFeature({
  id: 'tools',
  pick: ({ toolShare }) => toolShare,
  typical: 0.05,
  judge: above('tools', 0.2, 0.6),
});

const agentsPerClient: Feature = trafficFeature('agents-per-client', ({ during, usual }) => {
  if (during.agentsPerClient === null || usual?.agentsPerClient == null) return null;
  const ratio = log((during.agentsPerClient + 0.1) / (usual.agentsPerClient + 0.1));
  return strongest(
    [['agents-rotate', ramp(ratio, 0.3, 1.1) * worth(during.clients)]],
    (say) => say.agents(say.figure(during.agentsPerClient ?? 0), say.figure(usual.agentsPerClient ?? 0)),
    during.agentsPerClient,
    usual.agentsPerClient,
  );
});

const clockwork: Feature = shareFeature({
  id: 'clockwork',
  pick: ({ clockworkShare }) => clockworkShare,
  typical: 0.05,
  judge: above('clockwork', 0.12, 0.5),
});

const odd: Feature = shareFeature({
  id: 'odd',
  pick: ({ oddShare }) => oddShare,
  typical: 0.01,
  judge: above('odd-requests', 0.03, 0.3),
});

const crawlers: Feature = shareFeature({
  id: 'crawlers',
  pick: ({ crawlerShare }) => crawlerShare,
  typical: 0.1,
  judge: above('says-crawler', 0.2, 0.6),
});

const walks: Feature = shareFeature({
  id: 'walks',
  pick: ({ crawlShare }) => crawlShare,
  typical: 0.1,
  judge: ({ share, usual, ofExcess }) => [
    ['walks', ramp(share - usual, 0.2, 0.6)],
    ['no-walks', ofExcess ? ramp(share - usual, 0.1, 0) * 0.6 : 0],
  ],
});

const writes: Feature = shareFeature({
  id: 'writes',
  pick: ({ writeShare }: TrafficSummary) => writeShare,
  typical: 0.05,
  judge: above('writes', 0.25, 0.7),
});

/** At least so many of the requests both try to change something and are refused, whichever they are. */
const guesses: Feature = trafficFeature('guesses', (traffic) => {
  const written = shareOf(traffic, ({ writeShare }) => writeShare, 0.05);
  const turnedAway = shareOf(traffic, ({ statuses, requests }) => statuses.clientError / Math.max(1, requests), 0.05);
  if (written === null || turnedAway === null) return null;
  const share = Math.max(0, written.share + turnedAway.share - 1);
  const usual = Math.max(0, written.usual + turnedAway.usual - 1);
  return strongest(
    [['guesses', ramp(share - usual, 0.2, 0.7) * Math.min(written.worth, turnedAway.worth)]],
    (say) => (written.ofExcess ? say.guessesOfExcess : say.guesses)(say.percent(share)),
    share,
    usual,
  );
});

const holes: Feature = shareFeature({
  id: 'holes',
  pick: ({ holeShare }) => holeShare,
  typical: 0.01,
  judge: above('tries-holes', 0.01, 0.12),
});

const once: Feature = trafficFeature('once', (traffic) => {
  const { during } = traffic;
  const usual = alikeOf(traffic);
  if (during.oneRequestClients === null || usual?.oneRequestClients == null) return null;
  const change = during.oneRequestClients - usual.oneRequestClients;
  return strongest(
    [['single-requests', ramp(change, 0.12, 0.45) * worth(during.clients)]],
    (say) => say.once(say.percent(during.oneRequestClients ?? 0), say.percent(usual.oneRequestClients ?? 0)),
    during.oneRequestClients,
    usual.oneRequestClients,
  );
});

export const BEHAVIOUR_FEATURES: readonly Feature[] = [
  topPath,
  newPaths,
  notFound,
  queries,
  parts,
  companions,
  referrer,
  noReferrer,
  topAgent,
  newAgents,
  tools,
  agentsPerClient,
  clockwork,
  odd,
  crawlers,
  walks,
  writes,
  guesses,
  holes,
  once,
];
