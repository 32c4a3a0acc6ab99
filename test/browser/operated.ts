/** Operators' pages for the gallery: retention with something gone, alerts in every state. */
import { alertsPage } from '../../src/serve/pages/alerts.ts';
import type { PageContext } from '../../src/serve/pages/context.ts';
import { retentionPage } from '../../src/serve/pages/retention.ts';
import type { AlertsRow } from '../../src/serve/schema-alerts.ts';
import type { PruningListRow } from '../../src/serve/schema-prunings.ts';

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

export const operatedPages = (context: PageContext): [string, () => string][] => [
  ['/retention', () => retentionPage(kept, context)],
  ['/alerts', () => alertsPage(alerts, context)],
];
