/** Operators' pages for the gallery: retention with something gone, alerts in every state; and what readers subscribe with. */
import { refuse } from '../../src/doors/refusal.ts';
import { alertsPage } from '../../src/serve/pages/alerts.ts';
import type { PageContext } from '../../src/serve/pages/context.ts';
import { retentionPage } from '../../src/serve/pages/retention.ts';
import { sourcesPage } from '../../src/serve/pages/sources.ts';
import { subscribedPage, subscribePage, subscriptionPage } from '../../src/serve/pages/subscribe.ts';
import type { AlertsRow } from '../../src/serve/schema-alerts.ts';
import type { PruningListRow } from '../../src/serve/schema-prunings.ts';
import type { ServiceSourcesRow } from '../../src/serve/schema-sources.ts';

const AT = '2026-03-05T11:59:00.000Z';
const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const kept: PruningListRow = {
  asOf: AT,
  keep: { report: 90, check: 30, tally: null, traffic: null, official: null },
  prunings: [
    {
      number: 1,
      at: AT,
      before: 1_204_113,
      older: { report: AT, check: AT },
      removed: { report: 402_118, check: 88_020 },
      digest: HASH,
      held: 1_204,
      base: { state: HASH, views: HASH },
      reason: 'Kept: report 90d, check 30d',
      decidedBy: 'services.yaml',
      account: null,
    },
  ],
};

const channel = { services: null, groupSeconds: 60, quiet: null, on: 'confirmed' } as const;
const delivery = { at: AT, attempts: 1, next: null, error: null } as const;
const alerts: AlertsRow = {
  asOf: AT,
  channels: [
    { ...channel, id: 'ops', kind: 'webhook' },
    {
      ...channel,
      id: 'night-shift',
      kind: 'email',
      on: 'possible',
      services: ['shop', 'mail'],
      quiet: { from: '22:00', to: '06:00', zone: 'Europe/Berlin' },
    },
  ],
  deliveries: [
    {
      ...delivery,
      id: 'msg_3',
      channel: 'ops',
      state: 'waiting',
      attempts: 3,
      next: AT,
      error: 'it answered 503',
      text: '2 services changed together, 2 of them share Nimbus Cloud:\nWeb shop: failing, confirmed (began 2026-03-05 11:40 UTC; 812 reports, 3 usual)\nMail: failing, confirmed (began 2026-03-05 11:41 UTC; 340 reports, 2 usual)',
    },
    { ...delivery, id: 'msg_2', channel: 'ops', state: 'delivered', text: 'Web shop: the failure is over' },
    {
      ...delivery,
      id: 'msg_1',
      channel: 'night-shift',
      state: 'dead',
      attempts: 16,
      error: 'no answer in time',
      text: 'Mail: possibly failing',
    },
  ],
};

const heard = { lastAt: '2026-03-05T11:58:00Z', silent: false };
const services: ServiceSourcesRow[] = [
  {
    ...{ id: 'mail', url: '/services/mail', name: 'Example Mail', timeline: 'live', state: 'confirmed' },
    ...{ countedUntil: '2026-03-05T11:58:00Z', duplicates: 12, lateSignals: 1 },
    sources: [
      { kind: 'traffic', name: '/var/log/nginx/access.log', ...heard },
      { kind: 'check', name: 'vienna: https://mail.example/a/long/path/that/is/looked/at', ...heard },
      { kind: 'official', name: 'example-status', lastAt: '2026-03-05T10:02:00Z', silent: true },
    ],
  },
  {
    ...{ id: 'bank', url: '/services/bank', name: 'Stadtbank', timeline: 'live', state: 'unknown' },
    ...{ countedUntil: null, duplicates: 0, lateSignals: 0, sources: [] },
  },
];

export const operatedPages = (context: PageContext): [string, () => string][] => [
  ['/retention', () => retentionPage(kept, context)],
  ['/alerts', () => alertsPage(alerts, context)],
  ['/desk/sources', () => sourcesPage(services, context)],
];

const subscription = {
  id: 'sub-1',
  kind: 'email',
  token: 'token',
  service: 'mail',
  name: 'Mail',
  component: 'search',
  part: 'Search',
  country: 'DE',
  severity: 'possible',
  since: AT,
} as const;

export function subscribePages(context: PageContext): [string, () => string][] {
  const components = [
    { id: 'search', name: 'Search' },
    { id: 'video', name: 'Video calls' },
  ];
  const offer = { ways: ['email', 'webhook'], services: [{ id: 'mail', name: 'Mail', components }] } as const;
  const problem = refuse(422, 'bad-subscription', 'Not a subscription', (r) =>
    r.field('target', r.subscriptions.address),
  );
  const webhook = { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', url: '/subscriptions/sub-1?token=token' };
  return [
    ['/subscribe', () => subscribePage(offer, context, { values: {} })],
    [
      '/subscribe/mail',
      () => subscribePage(offer, context, { values: { service: 'mail', target: 'nobody' }, problem }),
    ],
    ['/subscribe/nothing', () => subscribePage({ ways: [], services: [] }, context, { values: {} })],
    ['/subscribed', () => subscribedPage(undefined, context)],
    ['/subscribed/webhook', () => subscribedPage(webhook, context)],
    ['/subscriptions/asked', () => subscriptionPage({ ...subscription, state: 'asked' }, context)],
    ['/subscriptions/told', () => subscriptionPage({ ...subscription, state: 'told' }, context)],
    ['/subscriptions/ended', () => subscriptionPage(undefined, context)],
  ];
}
