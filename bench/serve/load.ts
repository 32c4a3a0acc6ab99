/**
 * A bounded HTTP load over one pool of keep-alive connections, each with one request under way. Sends prebuilt bytes
 * and reads only status and length, so that the generator is never what is measured. Loopback only.
 */
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The bytes of request number n. */
  readonly request: (n: number) => string;
  readonly expect: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly answered: number;
  /** Answers with another status than expected. */
  readonly other: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export async function runLoad({ port, connections, seconds, request, expect }: Load): Promise<LoadResult> {
  let sent = 0;
  let answered = 0;
  let other = 0;
  const delays: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket: Socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let pending: Buffer = Buffer.alloc(0);
      let sentAt = 0;
      const send = (): void => {
        sentAt = performance.now();
        socket.write(request(sent));
        sent += 1;
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.on('data', (chunk: Buffer) => {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
        const size = answerSize(pending);
        if (size === undefined || pending.length < size) return;
        const now = performance.now();
        if (Number(pending.toString('latin1', 9, 12)) === expect) answered += 1;
        else other += 1;
        delays.push(now - sentAt);
        pending = pending.subarray(size);
        if (now >= until) socket.end();
        else send();
      });
    });
  await Promise.all(Array.from({ length: connections }, run));
  const elapsed = (performance.now() - startedAt) / 1_000;
  delays.sort((a, b) => a - b);
  const quantile = (share: number): number => Number((delays[Math.floor(share * (delays.length - 1))] ?? 0).toFixed(2));
  return { perSecond: Math.round(answered / elapsed), answered, other, p50: quantile(0.5), p99: quantile(0.99) };
}

/** Bytes of the whole answer, once its head is there. */
function answerSize(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const length = /content-length: (\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1];
  return end + 4 + Number(length ?? 0);
}

/** A report from the n-th of a million people. */
export function reportRequest(n: number): string {
  const address = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  const body = '{"service":"shop","symptom":"unreachable","country":"DE"}';
  return `POST /api/v1/reports HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nx-forwarded-for: ${address}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

export function pageRequest(path: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\naccept-encoding: gzip\r\n\r\n`;
}

// As a process of its own: node load.ts KIND PORT SECONDS CONNECTIONS EXPECT [PATH], and the result as JSON.
if (import.meta.main) {
  const [kind, port, seconds, connections, expect, path = '/'] = process.argv.slice(2);
  const fixed = pageRequest(path);
  // Other people in each round: a crowd that a server knows already costs it less.
  const offset = Math.floor(Math.random() * 16_000_000);
  const request = kind === 'report' ? (n: number) => reportRequest(n + offset) : () => fixed;
  const result = await runLoad({
    port: Number(port),
    seconds: Number(seconds),
    connections: Number(connections),
    expect: Number(expect),
    request,
  });
  console.log(JSON.stringify(result));
}
