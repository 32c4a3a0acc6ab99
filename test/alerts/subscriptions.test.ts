/**
 * Laws of subscriptions: nobody is told who has not confirmed it himself; what a reader chose is what he hears; each message arrives once by its
 * id; whoever leaves is gone from the file; and a stranger can make the observatory call nothing but public web servers.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { ATTEMPTS_MAX } from '../../src/alerts/alerts.ts';
import { SubscriberBook } from '../../src/alerts/subscribers.ts';
import { TELLERS } from '../../src/cli/tellers.ts';
import { readWish } from '../../src/doors/alert/wish.ts';
import { readConfig } from '../../src/doors/config.ts';
import { isRefusal } from '../../src/doors/refusal.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { type Harness, postForm, postJson, startHarness } from '../http/harness.ts';
import { linkIn, type Mailbox, startMail } from './mailbox.ts';

const ADDRESS = 'reader.of.it@example.org';

/** A webhook that answers challenges, unless it is told not to, and then what it is told to. */
async function startHook() {
  const got: { headers: Record<string, string>; body: string }[] = [];
  const hook = { status: 200, echoes: true };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const sent = JSON.parse(body);
    if (sent.type === 'subscription.challenge') {
      response.writeHead(200).end(hook.echoes ? JSON.stringify({ challenge: sent.data.challenge }) : 'hello');
      return;
    }
    got.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(hook.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return Object.assign(hook, { got, url, close: () => new Promise((resolve) => server.close(resolve)) });
}

interface World {
  readonly harness: Harness;
  readonly mail: Mailbox;
  readonly hook: Awaited<ReturnType<typeof startHook>>;
  minutes(count: number, failing?: readonly string[]): Promise<void>;
  look(): Promise<void>;
}

async function inWorld(work: (world: World) => Promise<void>, more = ''): Promise<void> {
  const mail = await startMail();
  const hook = await startHook();
  const yaml = `
url: https://status.example.org
subscriptions: { webhooks: true, allow: [127.0.0.1]${more}, mail: { server: "smtp://127.0.0.1:${mail.port}", from: status@example.org } }
services:
  - { id: shop, name: Web shop, components: [search, checkout] }
  - { id: bank, name: Bank }
`;
  const harness = await startHarness({ yaml, subscribing: true });
  let reports = 0;
  const world: World = {
    ...{ harness, mail, hook },
    async minutes(count, failing = []) {
      for (let minute = 0; minute < count; minute += 1) {
        const entries = failing.flatMap((service) =>
          Array.from({ length: 25 }, (_, i): Entry => {
            reports += 1;
            const of = { id: `r${reports}`, service, symptom: 'unreachable', reporter: `p${reports}` } as const;
            return {
              kind: 'report',
              at: (harness.clock.now + i) as EpochMs,
              ...of,
              network: `AS${64_500 + (i % 12)}`,
              country: 'DE',
            };
          }),
        );
        await harness.engine.submitAll(entries);
        await harness.tick(1);
      }
      await harness.engine.save(false);
    },
    async look() {
      await harness.subscriptions!.alerts.look();
      await harness.subscriptions!.alerts.idle();
    },
  };
  try {
    await world.minutes(240);
    await work(world);
    expect(harness.errors).toEqual([]);
  } finally {
    await harness.close();
    harness.remove();
    await mail[Symbol.asyncDispose]();
    await hook.close();
  }
}

const subscribe = (harness: Harness, body: object): Promise<Response> =>
  postJson(`${harness.url}/api/v1/subscriptions`, body);

test('a reader is asked by mail, hears nothing before confirming, then what was chosen, and nothing after leaving', async () => {
  await inWorld(async ({ harness, mail, minutes, look }) => {
    const form = { kind: 'email', target: ADDRESS, service: 'shop', component: '', country: '', severity: 'confirmed' };
    const answer = await postForm(`${harness.url}/subscribe`, form, { accept: 'text/html' });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Look into your mailbox')]);
    expect(mail.mails).toHaveLength(1);
    const own = linkIn(mail.mails[0]!);
    await minutes(6, ['shop']);
    await look();
    expect(mail.mails, 'it is not confirmed').toHaveLength(1);
    // A program that follows links confirms nothing.
    const page = await (await fetch(`${harness.url}${own}`)).text();
    expect(page).toContain('Do you want this?');
    await minutes(200);
    await look();
    const [path, token] = own.split('?');
    expect((await postForm(`${harness.url}${path}/confirm?${token}x`, {})).status).toBe(404);
    expect((await postForm(`${harness.url}${path}/confirm?${token}`, {})).status).toBe(303);
    await minutes(6, ['shop', 'bank']);
    await look();
    await minutes(2, ['shop', 'bank']);
    await look();
    expect(mail.mails).toHaveLength(2);
    const told = mail.mails[1]!;
    expect(told).toContain('Web shop: failing, confirmed');
    expect(told).not.toContain('Bank');
    expect(told).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
    const leave = /List-Unsubscribe:\s*<https:\/\/status\.example\.org([^>]+)>/.exec(told)![1]!;
    expect((await fetch(`${harness.url}${leave}`)).status, 'following the link ends nothing').toBe(200);
    // As a mail program does it: RFC 8058.
    expect((await postForm(`${harness.url}${leave}`, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    await minutes(200);
    await look();
    expect(mail.mails).toHaveLength(2);
    expect((await fetch(`${harness.url}${own}`)).status).toBe(404);
    const file = readFileSync(join(harness.folder, 'j-subscriptions.db'), 'latin1');
    expect(file.split(ADDRESS).length - 1, "only the day's count of questions names it").toBe(1);
    expect(readFileSync(join(harness.folder, 'j.db'), 'latin1')).not.toContain(ADDRESS);
  });
}, 60_000);

test('a webhook that answers the challenge gets signed messages, once by their id although it fails at first, and is let go of when it never answers', async () => {
  await inWorld(async ({ harness, hook, minutes, look }) => {
    hook.echoes = false;
    const refused = await subscribe(harness, { kind: 'webhook', target: hook.url, country: 'de' });
    expect([refused.status, await refused.json()]).toEqual([
      422,
      expect.objectContaining({ detail: expect.stringContaining('challenge') }),
    ]);
    hook.echoes = true;
    const taken = await subscribe(harness, { kind: 'webhook', target: hook.url, country: 'de' });
    expect(taken.status).toBe(201);
    const { id, token, secret } = (await taken.json()) as { id: string; token: string; secret: string };
    const elsewhere = (await (
      await subscribe(harness, { kind: 'webhook', target: hook.url, country: 'fr' })
    ).json()) as { id: string };
    hook.status = 503;
    await minutes(6, ['shop']);
    await look();
    await minutes(2, ['shop']);
    await look();
    hook.status = 200;
    harness.clock.now += 10_000;
    await look();
    await look();
    expect(hook.got).toHaveLength(2);
    expect(new Set(hook.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [{ headers, body }] = hook.got as [(typeof hook.got)[0]];
    const seconds = Number(headers['webhook-timestamp']);
    const signed = new Webhook(secret).sign(headers['webhook-id']!, new Date(seconds * 1_000), body);
    expect(headers['webhook-signature']).toBe(signed);
    const view = await fetch(`${harness.url}/api/v1/subscriptions/${id}?token=${token}`);
    expect(await view.json()).toMatchObject({ id, state: 'told', service: null, country: 'DE', severity: 'confirmed' });
    expect((await fetch(`${harness.url}/api/v1/subscriptions/${elsewhere.id}?token=${token}`)).status).toBe(404);
    hook.status = 500;
    await minutes(200);
    for (let round = 0; round < ATTEMPTS_MAX + 2; round += 1) {
      await look();
      harness.clock.now += 3_600_000;
    }
    expect((await fetch(`${harness.url}/api/v1/subscriptions/${id}?token=${token}`)).status, 'it was let go of').toBe(
      404,
    );
  });
}, 60_000);

test('an address is asked three times a day at most, is forgotten when it does not answer, and there is room for so many', async () => {
  await inWorld(async ({ harness, mail }) => {
    const body = { kind: 'email', target: ADDRESS };
    for (let time = 0; time < 3; time += 1) expect((await subscribe(harness, body)).status).toBe(202);
    const often = await subscribe(harness, body);
    expect([often.status, often.headers.get('retry-after')]).toEqual([429, '86400']);
    expect(mail.mails).toHaveLength(3);
    expect((await subscribe(harness, { ...body, target: 'b@example.org' })).status).toBe(202);
    expect((await subscribe(harness, { ...body, target: 'c@example.org' })).status).toBe(409);
    expect(await harness.subscriptions!.counts()).toEqual({ told: 0, asked: 2 });
    harness.clock.now += 25 * 3_600_000;
    expect((await subscribe(harness, { ...body, target: 'c@example.org' })).status).toBe(202);
    expect(await harness.subscriptions!.counts()).toEqual({ told: 0, asked: 1 });
  }, ', most: 2');
}, 60_000);

test('one that a command has ended is told nothing more', async () => {
  await inWorld(async ({ harness, hook, minutes, look }) => {
    const asked = await subscribe(harness, { kind: 'webhook', target: hook.url, service: 'shop' });
    const { id } = (await asked.json()) as { id: string };
    const tables = await harness.engine.store.tables('subscriptions', TELLERS.subscriptions);
    expect(await new SubscriberBook(tables).remove(id)).toBe(true);
    await tables.close();
    await harness.subscriptions!.look();
    await minutes(8, ['shop']);
    await look();
    expect(hook.got).toEqual([]);
  });
}, 60_000);

test('where nothing is sent, and where links would lead nowhere, it is said', async () => {
  const harness = await startHarness();
  try {
    expect((await subscribe(harness, { kind: 'email', target: ADDRESS })).status).toBe(404);
    // Neither a body nor a form passes for a refusal of the observatory's own.
    expect((await subscribe(harness, { kind: 'refused', status: 200 })).status).toBe(422);
    expect((await postForm(`${harness.url}/subscribe`, { kind: 'refused', status: '200' })).status).toBe(422);
    expect(await (await fetch(`${harness.url}/subscribe`)).text()).toContain('sends nothing to its readers');
    expect(await (await fetch(`${harness.url}/services/shop`)).text()).not.toContain('/subscribe');
  } finally {
    await harness.close();
    harness.remove();
  }
  expect(() => readConfig('subscriptions: { webhooks: true }\nservices: []', 'x.yaml')).toThrow(/url/);
});

const context = { ways: ['email', 'webhook'] as const, serviceOf: () => undefined, allow: [] };

test('whatever a stranger sends is a wish for an address or a public web server, or is refused with a reason', () => {
  const text = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.emailAddress(),
    fc.constantFrom(
      'https://a:b@x.example/',
      'file:///etc/passwd',
      'http://127.0.0.1/',
      'a@b\r\nBcc: c@d',
      'https://x.example/#y',
    ),
  );
  const body = fc.oneof(
    fc.anything(),
    fc.record(
      {
        kind: fc.constantFrom('email', 'webhook', 'x'),
        target: text,
        country: fc.option(fc.string()),
        service: fc.option(text),
      },
      { requiredKeys: ['kind', 'target'] },
    ),
  );
  fc.assert(
    fc.property(body, (sent) => {
      const wish = readWish(sent, context);
      if (isRefusal(wish)) {
        expect(wish.detail).not.toBe('');
        return;
      }
      if (wish.kind === 'webhook')
        expect(new URL(wish.target)).toMatchObject({ protocol: 'https:', username: '', password: '' });
      else expect(wish.target).toMatch(/^[^\s@<>,;]+@[^\s@<>,;]+$/);
    }),
    { numRuns: 2_000 },
  );
});
