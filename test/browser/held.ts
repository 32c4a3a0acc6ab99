/** Holds, reporting clocks and due dates for the gallery: each state once, with long words that have to break somewhere. */

import { refuse } from '../../src/doors/refusal.ts';
import type { RecordedRow } from '../../src/serve/desk-view.ts';
import { calendarPage } from '../../src/serve/pages/calendar.ts';
import { clocksPage } from '../../src/serve/pages/clocks.ts';
import type { PageContext } from '../../src/serve/pages/context.ts';
import { deskPage } from '../../src/serve/pages/desk.ts';
import { newHoldPage } from '../../src/serve/pages/hold-form.ts';
import { holdPage, holdsPage } from '../../src/serve/pages/holds.ts';
import type { IncidentBody } from '../../src/serve/schema.ts';
import type { CalendarRow, ClockRow } from '../../src/serve/schema-calendar.ts';
import type { HoldRow, HoldVersionRow } from '../../src/serve/schema-holds.ts';

const day = (said: string, at: string) => ({ said, zone: 'Europe/Brussels', at });
const first: HoldVersionRow = {
  version: 1,
  recordedAt: '2025-01-17T14:00:00.000Z',
  authority: 'European Commission',
  basis: 'Regulation (EU) 2022/2065; retention order of 17 January 2025',
  scope: 'All signals that show how well the service was reached, and what was said about it.',
  query: {
    services: ['x'],
    kinds: ['report', 'tally', 'traffic', 'check'],
    of: { from: day('2025-01-17', '2025-01-16T23:00:00.000Z'), until: day('2025-12-31', '2025-12-31T23:00:00.000Z') },
    entries: null,
  },
  duty: { from: day('2025-01-17', '2025-01-16T23:00:00.000Z'), until: day('2025-12-31', '2025-12-31T23:00:00.000Z') },
  unlessClosedBefore: 'the investigation ends',
  decidedBy: 'Counsel',
  reason: 'The order came by letter.',
  closed: false,
};
const second: HoldVersionRow = {
  ...first,
  version: 2,
  recordedAt: '2026-01-08T09:30:00.000Z',
  query: { ...first.query, services: 'all', kinds: 'all' },
  duty: { ...first.duty, until: day('2026-12-31', '2026-12-31T23:00:00.000Z') },
  reason: 'Extended to the end of 2026, and widened.',
};
const holds: readonly HoldRow[] = [
  {
    id: 'hold-1',
    url: '/holds/hold-1',
    state: 'in force',
    current: second,
    supersedes: [],
    supersededBy: null,
    covers: { entries: 48_210, byKind: { report: 41_020, tally: 7_190 }, countedBefore: 90_000, of: 120_482 },
    gaps: [{ from: '2025-12-31T23:00:00.000Z', until: '2026-01-08T09:30:00.000Z' }],
    versions: [first, second],
  },
  {
    id: 'a-court-with-a-long-id-that-has-to-break-somewhere-on-a-telephone',
    url: '/holds/closed',
    state: 'closed',
    current: { ...first, authority: 'A court', closed: true, reason: 'The case is closed.' },
    supersedes: ['hold-0'],
    supersededBy: null,
    covers: { entries: 1, byKind: { report: 1 }, countedBefore: 120_482, of: 120_482 },
    gaps: [],
    versions: [first, { ...first, version: 2, closed: true, reason: 'The case is closed.' }],
  },
];

export const clocks: readonly ClockRow[] = [
  {
    id: 'x-20250310t0940z-c1',
    url: '/incidents/x-20250310T0940Z/clocks#x-20250310t0940z-c1',
    rule: 'nis2-23-4',
    ruleWords: 'Directive (EU) 2022/2555 (NIS 2), Article 23(4)',
    service: 'x',
    incident: 'x-20250310T0940Z',
    awareAt: '2025-03-10T10:05:00.000Z',
    awareBy: 'The desk on duty',
    zone: 'Europe/Brussels',
    stopped: false,
    stages: [
      {
        stage: 'early-warning',
        name: 'Early warning',
        due: '2025-03-11T10:05:00.000Z',
        submittedAt: '2025-03-10T18:00:00.000Z',
        state: 'submitted',
        words: 'Submitted, 16 h 5 min before it was due',
      },
      {
        stage: 'notification',
        name: 'Notification',
        due: '2025-03-13T10:05:00.000Z',
        submittedAt: null,
        state: 'overdue',
        words: 'Overdue by 2 h 5 min',
      },
      {
        stage: 'final',
        name: 'Final report',
        due: null,
        submittedAt: null,
        state: 'waiting',
        words: 'No date yet: one month after the notification',
      },
    ],
    steps: [
      {
        step: 1,
        recordedAt: '2025-03-10T10:20:00.000Z',
        what: 'Started: The desk on duty became aware at 2025-03-10T10:05:00.000Z',
        words: 'More than a million users are affected.',
        decidedBy: 'N. N.',
      },
      {
        step: 2,
        recordedAt: '2025-03-10T18:02:00.000Z',
        what: 'Early warning submitted at 2025-03-10T18:00:00.000Z',
        words: 'To the CSIRT, reference 2025/77.',
        decidedBy: 'N. N.',
      },
    ],
  },
];

const item = (over: Partial<CalendarRow>): CalendarRow => ({
  id: 'clock-1-notification',
  kind: 'report',
  at: '2025-03-13T10:05:00.000Z',
  said: null,
  title: 'Notification: incident x-20250310T0940Z',
  url: '/incidents/x-20250310T0940Z/clocks',
  state: 'overdue',
  words: 'Overdue by 2 h 5 min',
  note: 'Directive (EU) 2022/2555 (NIS 2), Article 23(4)',
  changedAt: '2025-03-10T18:02:00.000Z',
  version: 2,
  ...over,
});
export const calendar: readonly CalendarRow[] = [
  item({}),
  item({
    id: 'hold-hold-2',
    kind: 'hold',
    at: '2025-03-16T23:00:00.000Z',
    said: 'end of 2025-03-16 in Europe/Brussels',
    title: 'Hold hold-2 ends: A regulator',
    url: '/holds/hold-2',
    state: 'due soon',
    words: 'Ends in 3 days 10 h',
    note: null,
  }),
  item({
    id: 'hold-hold-1',
    kind: 'hold',
    at: '2026-12-31T23:00:00.000Z',
    said: 'end of 2026-12-31 in Europe/Brussels',
    title: 'Hold hold-1 ends: European Commission',
    url: '/holds/hold-1',
    state: 'due',
    words: 'Ends in 658 days',
    note: 'Unless closed before: the investigation ends',
  }),
  item({
    id: 'clock-1-final',
    at: null,
    title: 'Final report: incident x-20250310T0940Z',
    state: 'waiting',
    words: 'No date yet: one month after the notification',
  }),
  item({
    id: 'clock-1-early-warning',
    title: 'Early warning: incident x-20250310T0940Z',
    state: 'done',
    words: 'Submitted, 16 h 5 min before it was due',
  }),
];

/** Pages by path. */
const recorded: readonly RecordedRow[] = [
  {
    kind: 'hold',
    id: 'hold-1',
    version: 2,
    at: '2026-01-08T09:30:00.000Z',
    url: '/holds/hold-1',
    words: 'European Commission: extended to the end of 2026, and widened.',
    decidedBy: 'Counsel',
    account: 'alice',
  },
  {
    kind: 'statement',
    id: 'x-said-waves',
    version: 1,
    at: '2025-03-11T10:00:00.000Z',
    url: '/statements/x-said-waves',
    words: '“in two waves” – somebody with a long name that has to break somewhere',
    decidedBy: null,
    account: null,
  },
];

const refused = refuse(422, 'bad-hold', 'Not a hold', '2025-12-31 is a day; name the zone.');

/** All that these pages are made of. */
export const heldBodies: unknown = [holds, calendar, recorded, refused, 'A court'];

/** As whoever is not signed in sees it. */
export const heldPage = (context: PageContext): string => holdPage(holds[0]!, context);

export function heldPages(context: PageContext, incident: () => IncidentBody): [string, () => string][] {
  return [
    ['/desk', () => deskPage({ running: [incident()], due: calendar, recorded }, context)],
    ['/holds', () => holdsPage(holds, context)],
    ['/holds/hold-1', () => holdPage(holds[0]!, context)],
    ['/holds/closed', () => holdPage(holds[1]!, context)],
    ['/holds/new', () => newHoldPage({ values: { authority: 'A court' }, problem: refused }, context)],
    ['/calendar', () => calendarPage(calendar, context)],
    ['/incidents/x-20250310T0940Z/clocks', () => clocksPage(incident(), context)],
  ];
}
