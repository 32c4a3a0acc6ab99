/**
 * Sends one message. Over HTTP, addresses that are not public are refused after the name was resolved, and the connection goes to
 * the address that was looked at; a redirect is a failure and leads nowhere.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { reachOf } from '../doors/probe/reach.ts';
import { bareHost, resolveName } from '../doors/probe/resolve.ts';
import { sendMail } from './mail.ts';
import { type Message, type Outgoing, outgoing } from './message.ts';
import type { Receiver, WebhookReader } from './receiver.ts';

export const SEND_TIMEOUT_MS = 10_000;
/** Of an answer that is read, so many characters. */
const BODY_READ_MAX = 4_096;

/** @returns undefined when it was taken; else why not, in words that hold no secret */
export async function send(
  channel: Receiver,
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
  const answer = await reach(outgoing(channel, id, message, secret, Math.floor(now / 1_000)), allow, timeoutMs);
  return 'failed' in answer ? answer.failed : undefined;
}

/** Asks a webhook whether it wants to be called: it has to answer with what it was sent. @returns undefined when it did; else why not */
export async function askBack(
  { url }: WebhookReader,
  { allow, timeoutMs }: { allow: readonly string[]; timeoutMs: number },
): Promise<string | undefined> {
  const challenge = randomBytes(16).toString('hex');
  const body = JSON.stringify({ type: 'subscription.challenge', data: { challenge } });
  const answer = await reach({ url, headers: { 'content-type': 'application/json' }, body }, allow, timeoutMs, true);
  if ('failed' in answer) return answer.failed;
  return answer.body.includes(challenge) ? undefined : 'it did not answer with the challenge';
}

type Answered = { readonly failed: string } | { readonly body: string };

async function reach(out: Outgoing, allow: readonly string[], timeoutMs: number, reads = false): Promise<Answered> {
  const url = new URL(out.url);
  const host = bareHost(url.hostname);
  const resolved = await resolveName(host, [], timeoutMs);
  if ('failure' in resolved) return { failed: `${host} has no address: ${resolved.said}` };
  const gate = reachOf(allow);
  const address = resolved.addresses.find((one) => gate.refusal(host, one) === undefined);
  if (address === undefined) {
    return { failed: `${host} has no public address; an operator who means it names it under allow` };
  }
  return post(url, host, address, out, timeoutMs, reads);
}

function post(
  url: URL,
  host: string,
  address: string,
  out: Outgoing,
  timeoutMs: number,
  reads: boolean,
): Promise<Answered> {
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
    const end = (answer: Answered): void => {
      clearTimeout(timer);
      resolve(answer);
      // What it answers beyond that is of no use.
      request.destroy();
    };
    const fail = (why: string): void => end({ failed: late ? 'no answer in time' : why });
    request.on('response', (response) => {
      const { statusCode = 0 } = response;
      if (statusCode < 200 || statusCode >= 300) return fail(`it answered ${statusCode}`);
      if (!reads) return end({ body: '' });
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > BODY_READ_MAX) end({ body });
      });
      response.on('end', () => end({ body }));
      response.on('error', () => fail('broken off'));
    });
    request.on('error', ({ code = 'broken off' }: NodeJS.ErrnoException) => fail(code));
    request.on('close', () => fail('closed without an answer'));
    request.end(out.body);
  });
}

function secretOf(channel: Receiver): string {
  if ('secret' in channel) return channel.secret;
  const file = fileOf(channel);
  return file === undefined ? '' : readFileSync(file, 'utf8').trim();
}

function fileOf(channel: Exclude<Receiver, { secret: string }>): string | undefined {
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
