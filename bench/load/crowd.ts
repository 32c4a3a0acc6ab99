/**
 * The flash crowd of an outage, sent to a server on this machine: readers, reporters and live streams at once, growing a thousandfold.
 * Arrivals do not wait for answers, and a time counts from the moment when its request was due, so a server that stands still is charged
 * for everybody who comes meanwhile (Tene, "How NOT to Measure Latency"; wrk2). Bounded: only to loopback, by time and by number.
 */
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** Arrivals a second, and streams held open. */
export interface Crowd {
  readonly readers: number;
  readonly reporters: number;
  readonly streams: number;
}

export interface CrowdOptions {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly path: string;
  /** Of the streams, and of the reports, where `reported` names no other ones. */
  readonly service: string;
  /** Services that are reported in turn. */
  readonly reported?: readonly string[];
  readonly calm: Crowd;
  /** How many times as many come at the peak. */
  readonly times: number;
  readonly seconds: { readonly calm: number; readonly ramp: number; readonly peak: number; readonly after: number };
  /** Told once a second. */
  readonly onSecond?: (words: string) => void;
}

export type Phase = keyof CrowdOptions['seconds'];
type Kind = 'page' | 'report';

/** Of one kind of request in one phase; times in milliseconds from when it was due. */
export interface Answers {
  readonly due: number;
  /** By status; 0 is no answer, −1 was not sent since too many were under way. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

export interface CrowdResult {
  readonly phases: Readonly<Record<Phase, Readonly<Record<Kind, Answers>>>>;
  readonly acknowledged: readonly { readonly id: string; readonly seq: number }[];
  readonly streamsOpened: number;
  /** Refusals that did not say when to come again. */
  readonly silentRefusals: number;
  /** Seconds after the peak until whoever comes is answered as before it; null when that did not come. */
  readonly recoverySeconds: number | null;
}

/** Requests under way; who comes beyond it is counted, and not sent. */
const UNDER_WAY_MAX = 4_000;
/** In the place of a status. */
const UNANSWERED = 0;
const UNSENT = -1;
const STREAMS_MAX = 4_000;
const SOCKETS = 256;
const TICK_MS = 10;
const ANSWER_MS = 30_000;
/** As before the peak: 99 of 100 within so long, or within so many times what it took in the calm. */
const RECOVERED = { ms: 50, times: 3 };

interface Sample {
  readonly at: number;
  readonly kind: Kind;
  readonly phase: Phase;
  readonly status: number;
  readonly ms: number;
}

/** Sends a crowd to a server on loopback, and says what became of it. */
export async function sendCrowd(options: CrowdOptions): Promise<CrowdResult> {
  const { port, calm, times, seconds, onSecond } = options;
  const agents = { page: newAgent(), report: newAgent() };
  const samples: Sample[] = [];
  const acknowledged: { id: string; seq: number }[] = [];
  const streams = new Streams(port, options.service);
  let underWay = 0;
  let silentRefusals = 0;
  let reporter = 0;
  const arrive = (kind: Kind, phase: Phase, due: number): void => {
    const record = (status: number): void => {
      samples.push({ at: performance.now(), kind, phase, status, ms: performance.now() - due });
    };
    if (underWay >= UNDER_WAY_MAX) {
      record(UNSENT);
      return;
    }
    underWay += 1;
    reporter += 1;
    const sent = kind === 'page' ? pageOf(options) : reportOf(options, reporter);
    ask(port, agents[kind], sent).then(({ status, retryAfter, text }) => {
      underWay -= 1;
      record(status);
      if (status === 202) acknowledged.push(JSON.parse(text));
      if ((status === 429 || status === 503) && retryAfter === undefined) silentRefusals += 1;
    });
  };

  const begun = performance.now();
  let ended = 0;
  let owed = { page: 0, report: 0 };
  let told = 0;
  let last = begun;
  const total = seconds.calm + seconds.ramp + seconds.peak + seconds.after;
  for (;;) {
    const at = performance.now();
    const second = (at - begun) / 1_000;
    if (second >= total) break;
    const { phase, factor } = momentOf(second, times, seconds);
    if (phase === 'after' && ended === 0) ended = at;
    const passed = (at - last) / 1_000;
    owed = {
      page: owed.page + calm.readers * factor * passed,
      report: owed.report + calm.reporters * factor * passed,
    };
    for (const kind of ['page', 'report'] as const) {
      const count = Math.floor(owed[kind]);
      // Spread over the time since they were last looked at.
      for (let n = 0; n < count; n += 1) arrive(kind, phase, last + ((n + 1) / count) * (at - last));
      owed[kind] -= count;
    }
    streams.keep(Math.min(STREAMS_MAX, Math.round(calm.streams * factor)));
    last = at;
    if (second >= told + 1) {
      told = Math.floor(second);
      onSecond?.(
        `${told} s, ${phase}: ${Math.round(calm.readers * factor)} readers and ${Math.round(calm.reporters * factor)} reporters a second, ${underWay} under way, ${streams.open} streams`,
      );
    }
    await wait(TICK_MS);
  }
  for (const late = performance.now() + ANSWER_MS; underWay > 0 && performance.now() < late; ) await wait(TICK_MS);
  streams.keep(0);
  for (const agent of Object.values(agents)) agent.destroy();
  const phases = Object.fromEntries(
    (Object.keys(seconds) as Phase[]).map((phase) => [
      phase,
      { page: answersOf(samples, phase, 'page'), report: answersOf(samples, phase, 'report') },
    ]),
  ) as unknown as CrowdResult['phases'];
  const recoverySeconds = recoveryOf(samples, ended, phases);
  return { phases, acknowledged, streamsOpened: streams.opened, silentRefusals, recoverySeconds };
}

/** Where a moment lies, and how many times as many as in the calm come then: exponentially more in the ramp. */
function momentOf(
  second: number,
  times: number,
  { calm, ramp, peak }: CrowdOptions['seconds'],
): { phase: Phase; factor: number } {
  if (second < calm) return { phase: 'calm', factor: 1 };
  if (second < calm + ramp) return { phase: 'ramp', factor: times ** ((second - calm) / ramp) };
  if (second < calm + ramp + peak) return { phase: 'peak', factor: times };
  return { phase: 'after', factor: 1 };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

const pageOf = ({ path }: CrowdOptions): Sent => ({ method: 'GET', path, headers: { 'accept-encoding': 'gzip' } });

/** Each from somebody else. */
const reportOf = ({ service, reported = [service] }: CrowdOptions, n: number): Sent => ({
  method: 'POST',
  path: '/api/v1/reports',
  headers: {
    'content-type': 'application/json',
    'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
  },
  body: JSON.stringify({ service: reported[n % reported.length], symptom: 'unreachable' }),
});

const newAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: SOCKETS });

interface Got {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

function ask(port: number, agent: Agent, { body, ...sent }: Sent): Promise<Got> {
  return new Promise((resolve) => {
    const nothing = (): void => resolve({ status: UNANSWERED, retryAfter: undefined, text: '' });
    const made = request({ ...sent, agent, host: '127.0.0.1', port, timeout: ANSWER_MS }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', nothing);
      answer.on('end', () => {
        const retryAfter = answer.headers['retry-after'];
        // Only what was acknowledged is read.
        resolve({
          status: answer.statusCode ?? UNANSWERED,
          retryAfter,
          text: answer.statusCode === 202 ? Buffer.concat(chunks).toString() : '',
        });
      });
    });
    made.on('timeout', () => made.destroy());
    made.on('error', nothing);
    made.end(body);
  });
}

/** Live streams that are held open, and read. */
class Streams {
  readonly #port: number;
  readonly #path: string;
  readonly #held: { end(): void }[] = [];
  opened = 0;
  open = 0;

  constructor(port: number, service: string) {
    this.#port = port;
    this.#path = `/api/v1/live?service=${encodeURIComponent(service)}`;
  }

  keep(count: number): void {
    while (this.#held.length > count) this.#held.pop()!.end();
    while (this.#held.length < count) this.#held.push(this.#start());
  }

  #start(): { end(): void } {
    const made = request({ host: '127.0.0.1', port: this.#port, path: this.#path, agent: false }, (answer) => {
      if (answer.statusCode === 200) {
        this.opened += 1;
        this.open += 1;
        answer.on('close', () => {
          this.open -= 1;
        });
      }
      answer.on('error', () => {});
      answer.resume();
    });
    made.on('error', () => {});
    made.end();
    return { end: () => made.destroy() };
  }
}

function answersOf(samples: readonly Sample[], phase: Phase, kind: Kind): Answers {
  const of = samples.filter((sample) => sample.phase === phase && sample.kind === kind);
  const statuses: Record<number, number> = {};
  for (const { status } of of) statuses[status] = (statuses[status] ?? 0) + 1;
  return { due: of.length, statuses, ...quantiles(of.map(({ ms }) => ms)) };
}

function quantiles(values: readonly number[]): Pick<Answers, 'p50' | 'p99' | 'p999'> {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}

/** From the end of the peak to the last answer that was slower, or was none. */
function recoveryOf(samples: readonly Sample[], ended: number, { calm }: CrowdResult['phases']): number | null {
  const slow = (kind: Kind): number => Math.max(RECOVERED.ms, RECOVERED.times * calm[kind].p99);
  const after = samples.filter(({ phase }) => phase === 'after').toSorted((a, b) => a.at - b.at);
  const bad = after.findLastIndex(({ kind, ms, status }) => ms > slow(kind) || status <= UNANSWERED || status >= 429);
  if (bad === after.length - 1) return null;
  return bad < 0 ? 0 : Math.round((after[bad]!.at - ended) / 100) / 10;
}
