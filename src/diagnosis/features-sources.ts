/** Where the requests come from. These are hard to fake: nobody can choose to have visited a site last week. */
import { log } from '../core/arithmetic.ts';
import { above, alikeOf, hasExcess, shareFeature, trafficFeature } from './excess.ts';
import { type Feature, ramp, strongest, worth } from './reading.ts';

/** A distribution of so few requests differs from its own usual one by about this many bits times requests. */
const SHIFT_BIAS = 12;

const oldPrefixes: Feature = shareFeature({
  id: 'old-prefixes',
  pick: ({ oldPrefixShare }) => oldPrefixShare,
  typical: 0.75,
  judge: ({ share, usual, known, ofExcess }) => {
    // With a short history nearly every prefix is new; new ones prove nothing then, and old ones still do.
    if (!known) return [['old-prefixes', ofExcess ? ramp(share, 0.45, 0.75) : 0]];
    const kept = share / Math.max(0.05, usual);
    return ofExcess
      ? [
          ['new-prefixes', ramp(kept, 0.55, 0.15)],
          ['old-prefixes', ramp(kept, 0.6, 0.95) * ramp(usual, 0.1, 0.4)],
        ]
      : [
          ['new-prefixes', ramp(kept, 0.7, 0.3)],
          ['same-prefixes', ramp(kept, 0.8, 0.97) * ramp(usual, 0.1, 0.4)],
        ];
  },
});

const hosting: Feature = shareFeature({
  id: 'hosting',
  pick: ({ hostingShare }) => hostingShare,
  typical: 0.1,
  judge: ({ share, usual, ofExcess }) => [
    ['hosting-sources', ramp(share - usual, 0.15, 0.6)],
    ['access-sources', ofExcess ? ramp(share, Math.max(0.2, usual + 0.1), usual * 0.8) : 0],
  ],
});

const countries: Feature = trafficFeature('countries', ({ during }) => {
  if (during.countryShift === null || during.requests === 0) return null;
  const shift = Math.max(0, during.countryShift - SHIFT_BIAS / during.requests);
  return strongest(
    [
      ['countries-shift', ramp(shift, 0.06, 0.3) * worth(during.requests)],
      ['countries-stay', ramp(shift, 0.05, 0.015) * worth(during.requests)],
    ],
    (say) => say.countries(say.figure(during.countryShift ?? 0)),
    during.countryShift,
    0,
  );
});

const heaviest: Feature = shareFeature({
  id: 'heaviest',
  pick: ({ topClientShare }) => topClientShare,
  typical: 0.05,
  judge: (of) => [
    ...above('one-source', 0.12, 0.5)(of),
    // Where one client usually sends most, that it sent all that came on top is no difference, and no crowd either.
    ['one-source', of.ofExcess ? ramp(of.share, 0.6, 0.95) : 0],
    ['no-heavy-source', of.ofExcess ? ramp(of.share, Math.max(0.06, of.usual), 0.01) : 0],
  ],
});

const network: Feature = shareFeature({
  id: 'network',
  pick: ({ topNetworkShare }) => topNetworkShare,
  typical: 0.2,
  judge: above('one-network', 0.2, 0.6),
});

const perClient: Feature = trafficFeature('per-client', (traffic) => {
  const { during } = traffic;
  const alike = alikeOf(traffic);
  const usual = alike ?? traffic.usual;
  if (usual === null || usual.minutes <= 0 || during.minutes <= 0 || during.clients < 1 || usual.clients < 1)
    return null;
  // Clients come back, so a longer stretch has more requests of each: if they ask more in a shorter one, they do.
  if (alike === null && during.minutes > usual.minutes) return null;
  const before = usual.requests / usual.clients;
  const scale = during.minutes / usual.minutes;
  const moreRequests = during.requests - usual.requests * scale;
  const moreClients = during.clients - usual.clients * scale;
  const isUp = hasExcess(during, usual);
  // As many clients as usual that send far more: each additional request then has next to no additional client.
  const after = isUp
    ? moreRequests / Math.max(1, 0.05 * usual.clients * scale, moreClients)
    : during.requests / during.clients;
  const change = log(after / before);
  const weight = worth(isUp ? moreRequests : during.requests);
  const more = ramp(change, 0.5, 1.6) * weight;
  if (alike === null && more === 0) return null;
  return strongest(
    [
      ['clients-ask-more', more],
      ['clients-ask-once', ramp(after, 1.6, 1.1) * ramp(before, 1.8, 3) * (isUp ? weight : 0)],
      ['clients-ask-as-usual', (1 - ramp(Math.abs(change), 0.35, 0.9)) * weight],
    ],
    (say) => (isUp ? say.perAdditional : say.perClient)(say.figure(after), say.figure(before)),
    after,
    before,
  );
});

const spread: Feature = trafficFeature('spread', (traffic) => {
  const { during } = traffic;
  const usual = alikeOf(traffic);
  if (usual === null || !hasExcess(during, usual)) return null;
  const scale = during.minutes / usual.minutes;
  const moreClients = during.clients - usual.clients * scale;
  if (moreClients < 0.2 * usual.clients * scale || moreClients < 5) return null;
  const after = Math.min(1, Math.max(0, (during.prefixes - usual.prefixes * scale) / moreClients));
  const before = Math.min(1, usual.prefixes / Math.max(1, usual.clients));
  return strongest(
    [
      ['sources-spread', ramp(after, Math.max(0.7, before), 1) * ramp(before, 0.99, 0.85) * worth(moreClients)],
      ['sources-cluster', ramp(after / before, 0.9, 0.5) * worth(moreClients)],
    ],
    (say) => say.spread(say.percent(after), say.percent(before)),
    after,
    before,
  );
});

export const SOURCE_FEATURES: readonly Feature[] = [
  oldPrefixes,
  hosting,
  countries,
  heaviest,
  network,
  perClient,
  spread,
];
