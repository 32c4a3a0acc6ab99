/**
 * One probe: resolve, look at the address, connect to exactly that one, and read the answer. Every redirect goes through the same
 * gate. It always ends within its time, and always with a finding.
 */
import type { Socket } from 'node:net';
import { answered, type Expectation, unanswered, wellConnected } from '../../edges/finding.ts';
import { findingWords } from '../../edges/words.ts';
import type { CheckFinding, CheckTimes } from '../../model/check.ts';
import { type Certificate, dial, type Failed, isFailed, secure } from './dial.ts';
import { exchange } from './exchange.ts';
import type { Reach } from './reach.ts';
import { bareHost, resolveName } from './resolve.ts';
import { REDIRECTS_MAX, readTarget, type Target } from './settings.ts';

/** Addresses of one name that are tried. */
const ADDRESSES_MAX = 4;

export interface ProbeContext {
  readonly reach: Reach;
  /** Name servers to ask; none: the system's. */
  readonly resolvers: readonly string[];
  /** Certificates that vouch besides those that come with Node, as PEM. */
  readonly authorities?: string | undefined;
  readonly now: () => number;
}

export interface ProbeRequest {
  readonly target: Target;
  readonly timeoutMs: number;
  readonly expect?: Expectation;
  /** An answer that is there already: where nothing changed, 304 comes instead of it. Asked only of the address that gave it. */
  readonly known?: Pick<LastAnswer, 'url' | 'headers'> | undefined;
  /** Gets the last answer, where that was read to its end. */
  readonly onAnswer?: (answer: LastAnswer) => void;
}

export interface LastAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Hop {
  readonly url: string;
  readonly status: number;
}

export interface ProbeResult extends CheckFinding {
  readonly target: string;
  readonly words: string;
  readonly times: CheckTimes;
  /** The address that was asked last. */
  readonly address: string | null;
  readonly certificate: Certificate | null;
  /** Answers that led elsewhere, in order. */
  readonly redirects: readonly Hop[];
  readonly bytes: number | null;
  /** What the verdict went by. */
  readonly marks: readonly string[];
  /** Whether documented marks tell the fault. */
  readonly sure: boolean;
  /** Ids of the edges that left marks. */
  readonly edges: readonly string[];
}

type Phases = { -readonly [phase in keyof Omit<CheckTimes, 'total'>]: number | null };

/** What is known so far; whatever ends the probe is told together with it. */
interface Course {
  readonly phases: Phases;
  readonly redirects: Hop[];
  readonly marks: string[];
  address: string | null;
  certificate: Certificate | null;
  bytes: number | null;
  sure: boolean;
  edges: readonly string[];
  left(): number;
}

export async function runProbe(request: ProbeRequest, context: ProbeContext): Promise<ProbeResult> {
  const started = performance.now();
  const course: Course = {
    phases: { dns: null, connect: null, tls: null, firstByte: null, transfer: null },
    redirects: [],
    marks: [],
    address: null,
    certificate: null,
    bytes: null,
    sure: true,
    edges: [],
    left: () => Math.max(1, request.timeoutMs - (performance.now() - started)),
  };
  const finding = await follow(request, context, course);
  const { phases, left: _, ...seen } = course;
  const rounded = Object.fromEntries(
    Object.entries(phases).map(([name, ms]) => [name, ms === null ? null : Math.round(ms)]),
  ) as Phases;
  const times = { ...rounded, total: Math.round(performance.now() - started) };
  return { target: request.target.name, ...finding, words: findingWords(finding), times, ...seen };
}

async function follow(request: ProbeRequest, context: ProbeContext, course: Course): Promise<CheckFinding> {
  let { url, scheme } = request.target;
  const visited = new Set<string>();
  for (;;) {
    const status = course.redirects.at(-1)?.status ?? null;
    const reached = await connect(url, scheme, context, course);
    if (isFailed(reached)) {
      course.marks.push(reached.said);
      const refused = reached.reason === 'target-refused' && status !== null;
      return unanswered(refused ? 'redirect-refused' : reached.reason, status);
    }
    if (reached.socket === null) return wellConnected;
    visited.add(url.href);
    const answer = await exchange(reached.socket, url, conditions(url, request.known), course.left());
    if (isFailed(answer)) {
      course.marks.push(answer.said);
      return unanswered(answer.reason, status);
    }
    course.phases.firstByte = answer.firstByteMs;
    course.phases.transfer = answer.transferMs;
    course.bytes = answer.bytes;
    const { location } = answer.headers;
    if (location !== undefined && [301, 302, 303, 307, 308].includes(answer.status)) {
      course.redirects.push({ url: url.href, status: answer.status });
      const next = URL.parse(location, url.href);
      const target = next === null ? `${location} is no URL` : readTarget(next.href);
      if (typeof target === 'string' || !target.scheme.startsWith('http')) {
        course.marks.push(typeof target === 'string' ? target : `${target.scheme} is not followed`);
        return unanswered('redirect-refused', answer.status);
      }
      next!.hash = '';
      if (visited.has(next!.href)) return unanswered('redirect-loop', answer.status);
      if (course.redirects.length > REDIRECTS_MAX) return unanswered('redirects-many', answer.status);
      ({ url, scheme } = { url: next!, scheme: target.scheme });
      continue;
    }
    if (answer.broke === null) request.onAnswer?.({ ...answer, url: url.href });
    const { finding, verdict } = answered(answer, answer.broke, request.expect ?? {});
    course.marks.push(...verdict.marks);
    course.sure = finding.fault === null || (verdict.sure && finding.among.length === 1);
    course.edges = verdict.seen;
    return finding;
  }
}

function conditions({ href }: URL, known: ProbeRequest['known']): Record<string, string> {
  if (known?.url !== href) return {};
  const { etag, 'last-modified': modified } = known.headers;
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
}

/** A connection as far as the scheme asks for one; no socket where that was all. */
async function connect(
  url: URL,
  scheme: Target['scheme'],
  context: ProbeContext,
  course: Course,
): Promise<{ readonly socket: Socket | null } | Failed> {
  const resolving = performance.now();
  const resolved = await resolveName(url.hostname, context.resolvers, course.left());
  course.phases.dns = performance.now() - resolving;
  if ('failure' in resolved) {
    return { reason: resolved.failure === 'gone' ? 'name-gone' : 'name-failed', said: resolved.said };
  }
  if (resolved.addresses.length === 0) return { reason: 'name-gone', said: 'no address' };
  if (scheme === 'dns:') return { socket: null };
  const host = bareHost(url.hostname);
  // One address that may not be probed is enough: a name that leads inside and outside at once is up to no good.
  const refusals = resolved.addresses.map((address) => context.reach.refusal(host, address));
  const refusal = refusals.find((why) => why !== undefined);
  if (refusal !== undefined) return { reason: 'target-refused', said: refusal };

  const dialled = await dialFirst(resolved.addresses, portOf(url, scheme), course);
  if (isFailed(dialled)) return dialled;
  const { socket } = dialled;
  if (scheme === 'tcp:') {
    socket.destroy();
    return { socket: null };
  }
  if (scheme === 'http:') return { socket };
  const shaking = performance.now();
  const secured = await secure(socket, host, course.left(), context.now(), context.authorities);
  course.phases.tls = performance.now() - shaking;
  if (isFailed(secured)) return secured;
  course.certificate = secured.certificate;
  if (secured.distrust !== null || scheme === 'tls:') secured.socket.destroy();
  if (secured.distrust !== null) return secured.distrust;
  return { socket: scheme === 'tls:' ? null : secured.socket };
}

/** The first address that connects. Where none does, what the first one said that is not this machine's own trouble. */
async function dialFirst(addresses: readonly string[], port: number, course: Course) {
  const started = performance.now();
  const tried = addresses.slice(0, ADDRESSES_MAX);
  let failed: Failed | undefined;
  for (const [index, address] of tried.entries()) {
    course.address = address;
    // Each address may use its part of what is left, so that a dead first one does not use all of it.
    const dialled = await dial(address, port, course.left() / (tried.length - index));
    course.phases.connect = performance.now() - started;
    if (!isFailed(dialled)) return dialled;
    if (failed === undefined || failed.reason === 'own-network') failed = dialled;
  }
  return failed!;
}

const PORTS = { 'http:': 80, 'https:': 443, 'tls:': 443, 'tcp:': 0, 'dns:': 0 } as const;

const portOf = (url: URL, scheme: Target['scheme']): number => (url.port === '' ? PORTS[scheme] : Number(url.port));
