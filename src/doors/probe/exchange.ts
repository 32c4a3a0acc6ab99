/** One HTTP request over a connection that stands already, and its answer as far as it is read. */
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { CheckReason } from '../../model/check.ts';
import type { Failed } from './dial.ts';
import { BODY_BYTES_MAX } from './settings.ts';

export interface Exchanged {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: number;
  readonly firstByteMs: number;
  readonly transferMs: number;
  /** What kept the answer from being read to its end; `oversize` where it was longer than is read. */
  readonly broke: CheckReason | null;
}

const USER_AGENT = 'Groundswell-probe/1';

/** @param more headers besides those of every probe */
export function exchange(
  socket: Socket,
  url: URL,
  more: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Exchanged | Failed> {
  return new Promise((resolve) => {
    const started = performance.now();
    let sent: ClientRequest | undefined;
    const finish = (result: Exchanged | Failed): void => {
      clearTimeout(timer);
      sent?.destroy();
      socket.destroy();
      resolve(result);
    };
    let onTimeout = (): void => finish({ reason: 'answer-timeout', said: 'no answer in time' });
    const timer = setTimeout(() => onTimeout(), timeoutMs);
    sent = request({
      createConnection: () => socket,
      host: 'unused',
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        'user-agent': USER_AGENT,
        accept: '*/*',
        'accept-encoding': 'identity',
        connection: 'close',
        ...more,
      },
    });
    sent.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      finish({ reason: code.startsWith('HPE_') ? 'bad-answer' : 'closed', said: code });
    });
    sent.once('response', (answer) => {
      // From here on it is the answer that breaks off, and that hears of it too.
      sent?.removeAllListeners('error').on('error', () => {});
      const firstByteMs = performance.now() - started;
      read(
        answer,
        (body, bytes, broke) => {
          const transferMs = performance.now() - started - firstByteMs;
          const { statusCode = 0, headers } = answer;
          finish({ status: statusCode, headers: plain(headers), body, bytes, firstByteMs, transferMs, broke });
        },
        (stop) => {
          onTimeout = stop;
        },
      );
    });
    sent.end();
  });
}

function read(
  answer: IncomingMessage,
  done: (body: string, bytes: number, broke: CheckReason | null) => void,
  atTimeout: (stop: () => void) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let over = false;
  const end = (broke: CheckReason | null): void => {
    if (over) return;
    over = true;
    done(Buffer.concat(chunks).toString('utf8'), bytes, broke);
  };
  atTimeout(() => end('transfer-timeout'));
  answer.on('data', (chunk: Buffer) => {
    if (over) return;
    chunks.push(chunk.subarray(0, BODY_BYTES_MAX - bytes));
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) end('oversize');
  });
  answer.once('end', () => end(answer.complete ? null : 'cut-off'));
  answer.once('error', () => end('cut-off'));
  answer.once('close', () => end('cut-off'));
}

function plain(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
