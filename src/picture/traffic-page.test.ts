/** Laws of the traffic page: it holds the report's figures, loads nothing, and whatever a client wrote stays text. */
import { describe, expect, test } from 'vitest';
import type { TrafficSummary } from '../model/traffic.ts';
import type { ReportEvent, ReportMinutes, TopLists, TrafficReport } from '../traffic/report.ts';
import { trafficPage } from './traffic-page.ts';

const EVIL = '<script>alert("x")</script>';
const ESCAPED = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;';

const summary = (requests: number): TrafficSummary => ({
  minutes: 60,
  requests,
  bytes: 5_000_000,
  statuses: { informational: 0, success: requests - 77, redirect: 0, clientError: 0, serverError: 77, other: 0 },
  faults: { 'origin-app': 77 },
  clients: 411,
  prefixes: 203,
  oldPrefixShare: null,
  oldPrefixes: null,
  topClientShare: 0.25,
  topPrefixShare: null,
  topNetworkShare: null,
  hostingShare: null,
  countryShift: null,
  goneShare: null,
  oneRequestClients: null,
  topPathShare: null,
  newPathShare: null,
  queryVariety: null,
  assetShare: null,
  companionship: null,
  topAgentShare: null,
  newAgentShare: null,
  toolShare: null,
  agentsPerClient: null,
  emptyReferrerShare: null,
  topReferrerShare: null,
  clockworkShare: null,
  oddShare: null,
  crawlerShare: null,
  verifiedCrawlerShare: null,
  crawlShare: null,
  writeShare: null,
  holeShare: null,
  answerMs: null,
  failedConnections: null,
});

const row = (name: string) => [{ name, requests: 1_234, missed: 0 }];
const top: TopLists = {
  clients: null,
  prefixes: row('192.0.2.0/24'),
  paths: row(`/path${EVIL}`),
  agents: row(`agent${EVIL}`),
  referrers: row(`referrer${EVIL}`),
  countries: [],
  networks: row(`network${EVIL}`),
};

const minutes: ReportMinutes = {
  from: '2026-03-01T10:00:00Z',
  stepMinutes: 1,
  requests: [...Array.from({ length: 30 }, () => 100), ...Array.from({ length: 10 }, () => null), 900, 900],
  usual: Array.from({ length: 42 }, () => 100),
  failed: [...Array.from({ length: 30 }, () => 0), ...Array.from({ length: 10 }, () => null), 38, 39],
  refused: [],
  bytes: [],
  clients: [],
  prefixes: [],
  newPrefixes: [],
};

const event: ReportEvent = {
  from: '2026-03-01T10:40:00Z',
  to: '2026-03-01T10:42:00Z',
  minutes: 2,
  open: { start: false, end: true },
  silence: false,
  signs: [
    {
      signal: 'more-requests',
      from: '2026-03-01T10:40:00Z',
      to: '2026-03-01T10:42:00Z',
      counted: 1_800,
      expected: 200,
    },
  ],
  peak: { at: '2026-03-01T10:40:00Z', requests: 900 },
  during: summary(1_800),
  usual: summary(3_000),
  top,
  origins: [],
  diagnosis: null,
};

const silence: ReportEvent = {
  ...event,
  from: '2026-03-01T10:30:00Z',
  to: '2026-03-01T10:40:00Z',
  silence: true,
  signs: [{ ...event.signs[0]!, signal: 'silence', counted: 0, expected: 1_000 }],
  peak: null,
  during: null,
  usual: null,
  top: null,
};

const report: TrafficReport = {
  version: 1,
  files: [
    { path: `/logs/access${EVIL}.log`, size: 10, format: 'combined', problem: null },
    { path: '/logs/other.log', size: 10, format: null, problem: `no format ${EVIL}` },
  ],
  lines: {
    read: 4_905,
    counted: 4_801,
    skipped: 3,
    refused: 101,
    reasons: [{ reason: 'cut short', lines: 101, examples: [{ file: 'access.log', byte: 7, text: `line${EVIL}` }] }],
  },
  span: { from: '2026-03-01T10:00:00.000Z', until: '2026-03-01T10:41:59.000Z' },
  totals: summary(4_801),
  remarks: [`34 % of the requests ${EVIL}`],
  statuses: { 200: 4_724, 500: 77 },
  top,
  origins: [],
  crawlers: [{ name: `bot${EVIL}`, by: 'somebody', requests: 55, verified: null }],
  minutes,
  events: [silence, event],
  accuracy: { distinctTotal: 0.008, distinctMinute: 0.023, sketchMinutes: 1, left: { paths: 0 } },
};

const page = trafficPage(report, { at: Date.UTC(2026, 2, 2) });

/** Names of elements that stand open at the end; a page that is well formed leaves none. */
function unclosed(markup: string): string[] {
  const bare = new Set(['meta', 'br', '!doctype']);
  const open: string[] = [];
  for (const [, close, name, inside] of markup.matchAll(/<(\/?)([!a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/gi)) {
    if (bare.has(name!.toLowerCase()) || inside!.endsWith('/')) continue;
    if (close === '') open.push(name!);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe('the traffic page', () => {
  test('is well formed', () => {
    expect(unclosed('<p><b></p>'), 'anti-vacuity: a wrong page is found').not.toEqual([]);
    expect(unclosed(page)).toEqual([]);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('holds the counts of the report', () => {
    for (const words of ['4,801', '4,905', '≈ 411', '1,800, usually 200', '1,234', 'cut short', '101', 'says it is']) {
      expect(page).toContain(words);
    }
  });

  test('escapes whatever a log, a file name or a crawler holds', () => {
    expect(page).not.toMatch(/<script/i);
    for (const place of ['/path', 'agent', 'referrer', 'network', 'line', 'bot', 'no format ', 'Traffic of access']) {
      // A file's name is what stands after its last slash.
      expect(page).toContain(place.startsWith('Traffic') ? 'script&gt;.log' : `${place}${ESCAPED}`);
    }
  });

  test('shows signs that hide text or turn its direction as signs', () => {
    const turned = { ...report, top: { ...top, paths: row('/a\u202egpj.exe\u0007') } };
    expect(trafficPage(turned, { at: 0 })).toContain('/a·gpj.exe·');
  });

  test('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/\ssrc=|<link|@import|url\((?!#)|\son\w+=|href="(?!#)/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('a silence is hatched and unknown, and has no figures', () => {
    expect(page).toContain('No line at all: unknown, not zero');
    expect(page.match(/<rect class="unknown" x="71.43%" y="\d+" width="23.81%"/g)).toHaveLength(1);
  });

  test('failures are drawn by a pattern, above the requests of their own minutes only', () => {
    expect(page.match(/<rect class="failed-bar" x=/g)).toHaveLength(2);
  });

  test('a log without a line has a page too', () => {
    const empty = { ...report, span: null, minutes: null, events: [], totals: { ...summary(77), requests: 0 } };
    expect(unclosed(trafficPage(empty, { at: 0 }))).toEqual([]);
  });
});
