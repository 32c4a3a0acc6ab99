/** Every way to fail, met by the real probe: what it says of each cause, as a table in docs/, and never silently wrong. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reachOf } from '../../src/doors/probe/reach.ts';
import { runProbe } from '../../src/doors/probe/run.ts';
import { readTarget, type Target } from '../../src/doors/probe/settings.ts';
import { answered } from '../../src/edges/finding.ts';
import { RECORDED } from '../../src/edges/recorded.fixture.ts';
import { findingWords } from '../../src/edges/words.ts';
import type { CheckFinding } from '../../src/model/check.ts';
import type { Fault } from '../../src/model/fault.ts';
import { CAUSES, type Cause, type World } from './causes.ts';
import { makeCertificates } from './certificates.ts';
import { type NameAnswer, startNames } from './names.ts';
import { canSeparate, NEEDS, runSeparated } from './namespace.ts';
import { startOrigins } from './origins.ts';
import { startProxies } from './proxies.ts';

const PAGE = new URL('../../docs/probe-verdicts.md', import.meta.url).pathname;
const TIMEOUT_MS = 3_000;

const NAMES: Readonly<Record<string, NameAnswer>> = {
  'gone.example': 'nxdomain',
  'servfail.example': 'servfail',
  'silent.example': 'silent',
  localhost: ['127.0.0.1'],
};

const opened: (() => unknown)[] = [];
afterAll(async () => {
  for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last();
});

const found = new Map<Cause, CheckFinding>();

/** Who stands before a machine to which there is no route. */
const NO_ROUTE = ['nobody', 'nginx', 'HAProxy'] as const;
const ROUTES = ['unreachable 203.0.113.0/25', 'prohibit 203.0.113.128/25'];
/** Undefined where no network without routes can be made. */
let unrouted: Readonly<Record<(typeof NO_ROUTE)[number] | 'forbidden' | 'elsewhere', CheckFinding>> | undefined;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-probe-'));
  opened.push(() => rmSync(folder, { recursive: true }));
  const names = await startNames((name) => NAMES[name] ?? 'nxdomain');
  opened.push(() => names.close());
  const origins = await startOrigins();
  opened.push(() => origins.close());
  const { ports } = origins;
  const certificates = makeCertificates(join(folder, 'certificates'));
  const behind = {
    app: { port: ports.app! },
    refused: { port: ports.nobody! },
    full: { port: ports.full! },
    reset: { port: ports.reset! },
    silent: { port: ports.silent! },
    empty: { port: ports.empty! },
    garbage: { port: ports.garbage! },
    'big-header': { port: ports['big-header']! },
    'cut-off': { port: ports['cut-off']! },
    'tls-broken': { port: ports.app!, tls: true },
  };
  const proxies = await startProxies(folder, behind, certificates, names.address);
  opened.push(() => proxies.close());
  const world: World = { ports, ...proxies };
  const context = {
    reach: reachOf(['localhost']),
    resolvers: [names.address],
    authorities: certificates.authority,
    now: Date.now,
  };
  // HAProxy's queue is full once one request holds its only place.
  const holding = fetch(`http://127.0.0.1:${proxies.haproxy}/queue/`).catch(() => undefined);
  await Promise.all(
    CAUSES.map(async (cause) => {
      const target = readTarget(cause.target(world)) as Target;
      const expected = cause.expect === undefined ? {} : { text: cause.expect };
      found.set(cause, await runProbe({ target, timeoutMs: TIMEOUT_MS, expect: expected }, context));
    }),
  );
  await holding;
  if (canSeparate) unrouted = JSON.parse(await runSeparated(new URL('no-route.ts', import.meta.url), ROUTES));
}, 60_000);

/** told: that fault and no other. open: it is among those that look alike. unsaid: nothing is claimed. */
function verdictOn(truth: Fault | null, { outcome, among }: CheckFinding): 'right' | 'open' | 'unsaid' | 'WRONG' {
  if (truth === null) return outcome === 'ok' ? 'right' : 'WRONG';
  if (outcome === 'ok') return 'WRONG';
  if (outcome === 'inconclusive') return truth === 'policy' || truth === 'client' ? 'right' : 'unsaid';
  if (!among.includes(truth)) return 'WRONG';
  return among.length === 1 ? 'right' : 'open';
}

describe.skipIf(!canSeparate)(`on a network without routes ${NEEDS}`, () => {
  test.each(NO_ROUTE)('before it %s: that there is no route is told, or stands among what looks alike', (through) => {
    const finding = unrouted![through];
    expect(verdictOn('origin-unreachable', finding), findingWords(finding)).not.toBe('WRONG');
  });

  test.each(['forbidden', 'elsewhere'] as const)(
    '%s: what this machine may or can not reach is its own trouble',
    (to) => {
      expect(unrouted![to]).toMatchObject({ outcome: 'inconclusive', reason: 'own-network', fault: null });
    },
  );
});

const recorded = RECORDED.map((answer) => ({ answer, ...answered(answer, null, {}) }));

test.each(CAUSES.map((cause) => [`${cause.cause}, before it ${cause.through}`, cause] as const))(
  '%s: the true fault is told, or stands among those that look alike',
  (_, cause) => {
    const finding = found.get(cause)!;
    expect(verdictOn(cause.truth, finding), findingWords(finding)).not.toBe('WRONG');
  },
);

test.each(recorded.map((row) => [`${row.answer.edge}, ${row.answer.what}`, row] as const))(
  '%s: the edge is recognised, and what its documentation says is told or among what looks alike',
  (_, { answer, finding, verdict }) => {
    expect(verdict.by).toBe(answer.edge);
    expect(verdictOn(answer.truth, finding), findingWords(finding)).not.toBe('WRONG');
  },
);

test('the table in the docs is what the probe said', async () => {
  await expect(page()).toMatchFileSnapshot(PAGE);
});

function page(): string {
  const rows = CAUSES.map((cause) => {
    const finding = found.get(cause)!;
    return [cause.through, cause.cause, cause.truth ?? 'none', verdictOn(cause.truth, finding), findingWords(finding)];
  });
  const edges = recorded.map(({ answer, finding }) => [
    answer.edge,
    answer.what,
    answer.truth,
    verdictOn(answer.truth, finding),
    findingWords(finding),
  ]);
  // A machine that can make no such network leaves these rows as another one wrote them.
  const noRoute =
    unrouted === undefined
      ? rowsUnder('## Without a route')
      : NO_ROUTE.map((through) => {
          const finding = unrouted![through];
          const verdict = verdictOn('origin-unreachable', finding);
          return [through, 'no route to the machine', 'origin-unreachable', verdict, findingWords(finding)];
        });
  const count = (all: readonly string[][], verdict: string) => all.filter((row) => row[3] === verdict).length;
  const sum = (all: readonly string[][]) =>
    `${all.length} causes: ${count(all, 'right')} right, ${count(all, 'open')} open, ${count(all, 'unsaid')} unsaid, ${count(all, 'WRONG')} wrong.`;
  const lines = (all: readonly string[][]) => all.map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `# What a probe says of each cause

Written by \`test/probe/taxonomy.test.ts\`, which makes every failure and fails where this page says anything else. **right**: that
fault and no other (or, where a rule turns the probe away, that nothing is known). **open**: several faults look alike from outside; all
of them are named, and the true one is among them. **unsaid**: the probe calls itself inconclusive. **wrong**: never.

## Met on loopback

Real sockets, nginx and HAProxy. ${sum(rows)}

| before it | cause | true fault | verdict | in words |
|---|---|---|---|---|
${lines(rows)}

## Without a route

On a network of its own (a Linux network namespace) whose route to the machine says *unreachable*, as a router's ICMP message would. ${sum(noRoute)}

| before it | cause | true fault | verdict | in words |
|---|---|---|---|---|
${lines(noRoute)}

## By recorded marks

Hosted edges cannot be made to fail here: these are answers as their documentation and public reports show them, cut to
their marks (\`src/edges/recorded.fixture.ts\`). The true fault is what the edge's documentation says. ${sum(edges)}

| edge | what | true fault | verdict | in words |
|---|---|---|---|---|
${lines(edges)}
`;
}

/** The rows of a table as the page has them. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split(heading);
  const [, , ...rows] = section
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return rows.map((line) => line.slice(2, -2).split(' | '));
}
