/** Faults: each row of the reference's tables that a log line can show, and that causes move without getting lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULTS, type Fault } from '../model/fault.ts';
import { faultOf, withCauses } from './fault.ts';
import { createLine, FIELD, REACHED } from './line.ts';

interface Marks {
  readonly origin?: number;
  readonly reached?: number;
  readonly detail?: string;
}

function nameOf(status: number, { origin = -1, reached = -1, detail }: Marks = {}): Fault | null {
  const line = createLine();
  const bytes = new TextEncoder().encode(detail ?? '');
  line.status = status;
  line.originStatus = origin;
  line.reached = reached;
  if (detail !== undefined) {
    line.spans[2 * FIELD.detail] = 0;
    line.spans[2 * FIELD.detail + 1] = bytes.length;
  }
  return FAULTS[faultOf(line, bytes)] ?? null;
}

const { none, trying, connected, answered } = REACHED;
type Row = readonly [title: string, fault: Fault | null, status: number, marks?: Marks];
const ROWS: readonly Row[] = [
  ['a page', null, 200],
  ['a redirect', null, 301],
  ['a page that is not there', null, 404],
  ['a login that is due', null, 401],
  ['a rule', 'policy', 403],
  ['a rate limit', 'policy', 429],
  ['a request that is none', 'client', 400],
  ['nginx: client went away', 'client', 499],
  ['nginx: closed without an answer', 'policy', 444],
  ['nginx: TLS certificate of the client', 'client', 495],
  ['nginx: HTTP to the TLS port', 'client', 497],
  ['no status', 'client', 0],
  ['500, nothing else known', 'origin-app', 500],
  ['502, nothing else known', 'origin-bad-response', 502],
  ['503, nothing else known', 'unknown', 503],
  ['504, nothing else known', 'origin-timeout-response', 504],
  ['Cloudflare 520', 'origin-bad-response', 520, { origin: 0 }],
  ['Cloudflare 521', 'origin-refused', 521, { origin: 0 }],
  ['Cloudflare 522', 'origin-timeout-connect', 522, { origin: 0 }],
  ['Cloudflare 523', 'origin-unreachable', 523, { origin: 0 }],
  ['Cloudflare 524', 'origin-timeout-response', 524, { origin: 0 }],
  ['Cloudflare 525', 'origin-tls', 525, { origin: 0 }],
  ['Cloudflare 526', 'origin-tls', 526],
  ['Cloudflare 527', 'edge', 527],
  ['Cloudflare 530', 'origin-dns', 530],
  ['Cloudflare 503 by itself: Under Attack page', 'policy', 503, { origin: 0 }],
  ['Cloudflare 503 of the origin', 'origin-overload', 503, { origin: 503, reached: answered }],
  ['Cloudflare 500 by itself', 'edge', 500, { origin: 0 }],
  ['Cloudflare 502 of the origin', 'origin-app', 502, { origin: 502, reached: answered }],
  ['Cloudflare: a block', 'policy', 403, { origin: 0, detail: 'block' }],
  [
    'Cloudflare: a challenge, as either of its logs writes it',
    'policy',
    503,
    { origin: 0, detail: 'managed_challenge' },
  ],
  ['Cloudflare: logged only', null, 200, { origin: 200, detail: 'log' }],
  ['an edge that fails over a good answer', 'edge', 500, { origin: 200, reached: answered }],
  ['ALB 460', 'client', 460],
  ['ALB 463', 'client', 463],
  ['ALB 464', 'config', 464],
  ['ALB 561', 'policy', 561],
  ['ALB 502, no connection', 'origin-refused', 502, { origin: 0, reached: trying }],
  ['ALB 502, connected', 'origin-bad-response', 502, { origin: 0, reached: connected }],
  ['ALB 503, no target', 'origin-unreachable', 503, { origin: 0, reached: trying }],
  ['ALB 504, no connection', 'origin-timeout-connect', 504, { origin: 0, reached: trying }],
  ['ALB 504, no answer', 'origin-timeout-response', 504, { origin: 0, reached: connected }],
  ['ALB: passed through', 'origin-app', 500, { origin: 500, reached: answered }],
  ['ALB: Lambda throttled', 'origin-overload', 502, { origin: 0, detail: 'LambdaThrottling' }],
  ['Traefik: no server', 'origin-unreachable', 503, { origin: 0, reached: none }],
  ['nginx: 502 without connection', 'origin-refused', 502, { origin: 502, reached: trying }],
  ['nginx: 502 after connecting', 'origin-bad-response', 502, { origin: 502, reached: connected }],
  ['nginx: 504 without connection', 'origin-timeout-connect', 504, { origin: 504, reached: trying }],
  ['nginx: 502, no times logged', 'origin-bad-response', 502, { origin: 502 }],
  ['CloudFront hit', null, 200, { detail: 'Hit' }],
  ['CloudFront error, no more said', 'origin-bad-response', 502, { detail: 'Error' }],
  ['CloudFront DNS', 'origin-dns', 502, { detail: 'OriginDnsError' }],
  ['CloudFront connect', 'origin-refused', 502, { detail: 'OriginConnectError' }],
  ['CloudFront timeout', 'origin-timeout-response', 504, { detail: 'OriginCommError' }],
  ['CloudFront capacity', 'edge', 503, { detail: 'CapacityExceeded' }],
  ['CloudFront country', 'policy', 403, { detail: 'ClientGeoBlocked' }],
  ['CloudFront client', 'client', 0, { detail: 'ClientHungUpRequest' }],
  ['CloudFront: an answer of the origin that is no failure', null, 404, { detail: 'OriginError' }],
  ['HAProxy: as it should be', null, 200, { detail: '----', reached: answered }],
  ['HAProxy: the server said 500', 'origin-app', 500, { detail: '----', reached: answered }],
  ['HAProxy: the server said 503', 'origin-overload', 503, { detail: '--NI', reached: answered }],
  ['HAProxy SC', 'origin-refused', 503, { detail: 'SC--' }],
  ['HAProxy sC', 'origin-timeout-connect', 503, { detail: 'sC' }],
  ['HAProxy SH', 'origin-bad-response', 502, { detail: 'SHVN' }],
  ['HAProxy SD', 'origin-bad-response', 200, { detail: 'SD--' }],
  ['HAProxy sH', 'origin-timeout-response', 504, { detail: 'sH--' }],
  ['HAProxy sQ', 'origin-overload', 503, { detail: 'sQ--' }],
  ['HAProxy CD', 'client', 200, { detail: 'CD--' }],
  ['HAProxy cR', 'client', 408, { detail: 'cR--' }],
  ['HAProxy PR, forbidden', 'policy', 403, { detail: 'PR--' }],
  ['HAProxy PR, not readable', 'client', 400, { detail: 'PR--' }],
  ['HAProxy PT', 'policy', 500, { detail: 'PT--' }],
  ['HAProxy PH', 'origin-bad-response', 502, { detail: 'PH--' }],
  ['HAProxy PC', 'edge', 503, { detail: 'PC--' }],
  ['HAProxy RC', 'edge', 503, { detail: 'RC--' }],
  ['HAProxy LR, a redirect', null, 302, { detail: 'LR--' }],
  ['HAProxy LR, an error of its own', 'edge', 503, { detail: 'LR--' }],
  ['HAProxy D', 'origin-unreachable', 503, { detail: 'DH--' }],
];

test.each(ROWS.map(([title, fault, status, marks]) => ({ title, fault, status, marks })))(
  '$title: $fault',
  ({ fault, status, marks }) => {
    expect(nameOf(status, marks)).toBe(fault);
  },
);

test('every failed status has a fault, and no other below 400 has one', () => {
  for (let status = 500; status < 600; status++) expect(nameOf(status), String(status)).not.toBeNull();
  for (let status = 100; status < 400; status++) expect(nameOf(status), String(status)).toBeNull();
});

describe('causes from an error log', () => {
  const counts = (some: Partial<Record<Fault, number>>): number[] => FAULTS.map((fault) => some[fault] ?? 0);

  test('take the place of failures that the access log could not tell', () => {
    const told = withCauses(
      counts({ unknown: 10, 'origin-bad-response': 6, client: 3, 'origin-app': 2 }),
      counts({ 'origin-refused': 20, client: 5 }),
    );
    expect([...told]).toEqual(counts({ 'origin-refused': 16, client: 3, 'origin-app': 2 }));
  });

  test('are no more than they are', () => {
    const told = withCauses(
      counts({ unknown: 10, 'origin-timeout-response': 4 }),
      counts({ 'origin-dns': 3, edge: 1 }),
    );
    expect([...told]).toEqual(counts({ unknown: 6, 'origin-timeout-response': 4, 'origin-dns': 3, edge: 1 }));
  });

  test('neither make failures nor lose any', () => {
    const anyCounts = fc.array(fc.nat(10_000), { minLength: FAULTS.length, maxLength: FAULTS.length });
    fc.assert(
      fc.property(anyCounts, anyCounts, (faults, causes) => {
        const told = [...withCauses(faults, causes)];
        const sum = (numbers: readonly number[]): number => numbers.reduce((total, count) => total + count, 0);
        expect(sum(told)).toBe(sum(faults));
        expect(told.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
        expect(told[FAULTS.indexOf('client')]).toBe(faults[FAULTS.indexOf('client')]);
        expect(told[FAULTS.indexOf('origin-app')]).toBeGreaterThanOrEqual(faults[FAULTS.indexOf('origin-app')]!);
      }),
    );
  });
});
