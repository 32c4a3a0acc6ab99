/**
 * Sends one message. Over HTTP, addresses that are not public are refused after the name was resolved, and the connection goes to
 * the address that was looked at; a redirect is a failure and leads nowhere.
 */
import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { Channel } from '../doors/alert/settings.ts';
import { reachOf } from '../doors/probe/reach.ts';
import { bareHost, resolveName } from '../doors/probe/resolve.ts';
import { sendMail } from './mail.ts';
import { type Message, type Outgoing, outgoing } from './message.ts';

export const SEND_TIMEOUT_MS = 10_000;

/** @returns undefined when it was taken; else why not, in words that hold no secret */
export async function send(
  channel: Channel,
  id: string,
  message: Message,
  { allow, now, timeoutMs }: { allow: readonly string[]; now: number; timeoutMs: number },
): Promise<string | undefined> {
  let secret: string;
  try {
    secret = secretOf(channel);
  } catch (cause) {
    return `the file with the secret cannot be read: ${(cause as NodeJS.ErrnoException).code ?? 'unknown'}`;
  }
  if (channel.kind === 'email') return sendMail(channel, id, message, secret, timeoutMs);
  const out = outgoing(channel, id, message, secret, Math.floor(now / 1_000));
  const url = new URL(out.url);
  const host = bareHost(url.hostname);
  const resolved = await resolveName(host, [], timeoutMs);
  if ('failure' in resolved) return `${host} has no address: ${resolved.said}`;
  const reach = reachOf(allow);
  const address = resolved.addresses.find((one) => reach.refusal(host, one) === undefined);
  if (address === undefined) {
    return `${host} has no public address; name it under alerts.allow if it is meant`;
  }
  return post(url, host, address, out, timeoutMs);
}

function post(url: URL, host: string, address: string, out: Outgoing, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    let late = false;
    const request = (secure ? requestHttps : requestHttp)({
      host: address,
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      agent: false,
      ...(secure && isIP(host) === 0 ? { servername: host } : {}),
      headers: {
        ...out.headers,
        host: url.host,
        'content-length': Buffer.byteLength(out.body),
        'user-agent': 'groundswell',
      },
    });
    const timer = setTimeout(() => {
      late = true;
      request.destroy();
    }, timeoutMs);
    const end = (why: string | undefined): void => {
      clearTimeout(timer);
      resolve(why);
      // What it answers beyond the status is of no use.
      request.destroy();
    };
    request.on('response', ({ statusCode = 0 }) =>
      end(statusCode >= 200 && statusCode < 300 ? undefined : `it answered ${statusCode}`),
    );
    request.on('error', ({ code = 'broken off' }: NodeJS.ErrnoException) => end(late ? 'no answer in time' : code));
    request.on('close', () => end(late ? 'no answer in time' : 'closed without an answer'));
    request.end(out.body);
  });
}

function secretOf(channel: Channel): string {
  const file = fileOf(channel);
  return file === undefined ? '' : readFileSync(file, 'utf8').trim();
}

function fileOf(channel: Channel): string | undefined {
  switch (channel.kind) {
    case 'webhook':
      return channel.secretFile;
    case 'email':
      return channel.passwordFile;
    case 'ntfy':
    case 'telegram':
      return channel.tokenFile;
    default:
      return undefined;
  }
}
