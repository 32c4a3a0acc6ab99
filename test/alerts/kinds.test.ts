/** Laws of a channel's form: each kind of receiver gets what its own documentation asks for; addresses that are not public are refused; 28,000 services are one message. */
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { isQuiet } from '../../src/alerts/alerts.ts';
import { mailPage } from '../../src/alerts/mail-page.ts';
import { messageOf, type Told, testFor } from '../../src/alerts/message.ts';
import { send } from '../../src/alerts/send.ts';
import { type BadConfigError, readConfig } from '../../src/doors/config.ts';
import { ENGLISH, wordsOf } from '../../src/words/words.ts';
import { tempFolder } from '../cli/program.ts';
import { startReceiver } from './receiver.ts';
import { channelsOf } from './world.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const told = (number: number, more: Partial<Told> = {}): Told => ({
  incident: `s${number}-20260310T1155Z`,
  service: `s${number}`,
  name: `Service <${number}> & more`,
  state: 'confirmed',
  start: '2026-03-10T11:55:00.000Z',
  end: null,
  observed: 812,
  expected: 3.4,
  shared: null,
  url: null,
  ...more,
});
const message = messageOf([told(1)], '2026-03-10T12:00:00.000Z', undefined, ENGLISH);
const ALLOW = { allow: ['127.0.0.1'], now: NOW, timeoutMs: 2_000 };
const TEXT = 'Service <1> & more: failing, confirmed (began 2026-03-10 11:55 UTC; 812 reports, 3 usual)';

test('Slack, Discord, ntfy and Telegram get their own form, and tokens only where they belong', async () => {
  await using receiver = await startReceiver();
  const folder = tempFolder();
  writeFileSync(join(folder, 'token'), '12:secret\n');
  const { channels } = channelsOf(`
    - { id: a, kind: slack, url: "${receiver.url}/services/T/B/x" }
    - { id: b, kind: discord, url: "${receiver.url}/api/webhooks/1/x" }
    - { id: c, kind: ntfy, url: "${receiver.url}/topic", tokenFile: "${folder}/token" }
    - { id: d, kind: telegram, url: "${receiver.url}", tokenFile: "${folder}/token", chat: "-1001" }`);
  for (const channel of channels) expect(await send(channel, 'msg_1', message, ALLOW)).toBeUndefined();
  const [slack, discord, ntfy, telegram] = receiver.received;
  expect(JSON.parse(slack!.body)).toEqual({
    text: TEXT.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;'),
  });
  expect(JSON.parse(discord!.body)).toEqual({ content: TEXT, allowed_mentions: { parse: [] } });
  expect([ntfy!.body, ntfy!.headers.authorization]).toEqual([TEXT, 'Bearer 12:secret']);
  expect(telegram!.path).toBe('/bot12:secret/sendMessage');
  expect(JSON.parse(telegram!.body)).toMatchObject({ chat_id: '-1001', text: TEXT });
  receiver.moods = [401];
  expect(await send(channels[3]!, 'msg_1', message, ALLOW)).toBe('it answered 401');
  writeFileSync(join(folder, 'token'), '');
});

test('an e-mail arrives with its own Message-ID, and a server that refuses it is told of', async () => {
  const mails: string[] = [];
  let refuses = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(refuses ? Object.assign(new Error('no'), { responseCode: 452 }) : null),
    async onData(stream, _, done) {
      let mail = '';
      for await (const chunk of stream) mail += String(chunk);
      mails.push(mail);
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  try {
    const folder = tempFolder();
    writeFileSync(join(folder, 'password'), 'secret');
    const { channels } = channelsOf(`
    - { id: mail, kind: email, server: "smtp://127.0.0.1:${port}", from: status@example.org, to: [ops@example.org, boss@example.org] }
    - { id: login, kind: email, server: "smtp://127.0.0.1:${port}", from: status@example.org, to: [ops@example.org], user: me, passwordFile: "${folder}/password" }`);
    expect(await send(channels[0]!, 'msg_7', message, ALLOW)).toBeUndefined();
    for (const words of [
      'Message-ID: <msg_7@groundswell.invalid>',
      'To: ops@example.org, boss@example.org',
      'Auto-Submitted: auto-generated',
      'Content-Type: multipart/alternative',
      '812 reports',
    ]) {
      expect(mails[0]).toContain(words);
    }
    expect(await send(channels[1]!, 'msg_8', message, ALLOW), 'a password over a line that anyone can read').toBe(
      'the mail server answered 500',
    );
    refuses = true;
    expect(await send(channels[0]!, 'msg_9', message, ALLOW)).toBe('the mail server answered 452');
    expect(mails).toHaveLength(1);
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

test('a receiver whose address is not public is refused unless the operator allows it, also behind a name', async () => {
  await using receiver = await startReceiver();
  const { port } = new URL(receiver.url);
  const { channels } = channelsOf(`    - { id: a, kind: slack, url: "http://localhost:${port}/" }`);
  const refused = await send(channels[0]!, 'msg_1', message, { ...ALLOW, allow: [] });
  expect(refused).toContain('no public address');
  expect(receiver.received).toEqual([]);
  expect(await send(channels[0]!, 'msg_1', message, { ...ALLOW, allow: ['localhost'] })).toBeUndefined();
});

test('28,000 services that share what fails are one short message', () => {
  const all = Array.from({ length: 28_000 }, (_, index) =>
    told(index, { shared: index % 4 === 0 ? null : 'Nimbus Cloud' }),
  );
  const { data } = messageOf(all, '2026-03-10T12:00:00.000Z', 'https://status.example.org', ENGLISH);
  expect(data.count).toBe(28_000);
  expect(data.incidents).toHaveLength(100);
  expect(data.text.split('\n')[0]).toBe('28,000 services changed together, 21,000 of them share Nimbus Cloud:');
  expect(data.text.split('\n').at(-1)).toBe('and 27,990 more.');
  expect(data.text.length).toBeLessThan(2_000);
  expect(testFor('ops', Date.parse('2026-03-10T12:00:00.000Z'), ENGLISH).message).toMatchObject({
    type: 'alert.test',
    data: { count: 0 },
  });
});

test('an e-mail has the picture of the first incident where readers reach it, and nothing of a name is markup', () => {
  const name = 'A "shop" <img src=x> & https://elsewhere.example/<b>';
  const of = (base: string | undefined) =>
    mailPage(
      messageOf([told(1, { name }), told(2)], '2026-03-10T12:00:00.000Z', base, ENGLISH),
      'Leave: https://s.example/end?a=1&b=2',
      'de',
    );
  const page = of('https://s.example');
  expect(page.match(/<img [^>]*>/g)).toEqual([
    '<img src="https://s.example/incidents/s1-20260310T1155Z/chart.png?lang=de" width="600" height="315" alt="A &quot;shop&quot; &lt;img src=x&gt; &amp; https://elsewhere.example/&lt;b&gt;" style="max-width:100%;height:auto">',
  ]);
  expect(page).toContain('<a href="https://s.example/incidents/s2-20260310T1155Z">');
  expect(page).toContain('<a href="https://s.example/end?a=1&amp;b=2">https://s.example/end?a=1&amp;b=2</a>');
  expect(page).not.toMatch(/<b>|<img src=x/);
  expect(of(undefined)).not.toContain('<img');
});

test('a channel is told in its language', () => {
  const { data } = messageOf([told(1), told(2)], '2026-03-10T12:00:00.000Z', undefined, wordsOf('de'));
  expect(data.text).toMatch(
    /^2 Dienste haben sich zugleich verändert:\n.+: gestört, bestätigt \(seit 2026-03-10 .+ UTC; \d+ Meldungen, üblich \d+\)\n/,
  );
  const { channels } = channelsOf('    - { id: a, kind: slack, url: "https://hooks.example.org/a", language: de }');
  expect(testFor('a', 0, wordsOf(channels[0]!.language)).message.data.text).toContain('Dies ist eine Probe');
  expect(() => channelsOf('    - { id: a, kind: slack, url: "https://hooks.example.org/a", language: fr }')).toThrow(
    /language/,
  );
});

test('quiet hours are what the clocks of their zone show, also over midnight', () => {
  const clock = (zone: string, now: number): number => {
    const text = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(now);
    return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  };
  const time = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  fc.assert(
    fc.property(
      fc.nat({ max: 1_439 }),
      fc.nat({ max: 1_439 }),
      fc.integer({ min: NOW, max: NOW + 400 * 86_400_000 }),
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      (from, to, now, zone) => {
        const at = clock(zone, now);
        const inside = from <= to ? at >= from && at < to : at >= from || at < to;
        expect(isQuiet({ quiet: { from: time(from), to: time(to), zone } }, now)).toBe(inside);
      },
    ),
  );
});

test('a channel that is not right is told of with line and column', () => {
  const wrong = (channel: string): string => {
    try {
      readConfig(`alerts:\n  channels:\n    - ${channel}\nservices: []\n`, 'services.yaml');
    } catch (cause) {
      return (cause as BadConfigError).message;
    }
    return '';
  };
  for (const [channel, said] of [
    ['{ id: a, kind: pigeon }', 'services.yaml:3:16: alerts.channels.0.kind'],
    ['{ id: a, kind: slack, url: "ftp://x" }', 'starts with http'],
    ['{ id: a, kind: webhook, url: "https://x.example" }', 'secretFile'],
    ['{ id: a, kind: slack, url: "https://x.example", quiet: { from: "25:00", to: "06:00" } }', 'such as 22:00'],
    [
      '{ id: a, kind: slack, url: "https://x.example", quiet: { from: "22:00", to: "06:00", zone: Mars } }',
      'Europe/Berlin',
    ],
    ['{ id: a, kind: email, server: "mail.example", from: a@b.example, to: [a@b.example] }', 'smtp://mail.example:587'],
  ] as const) {
    expect(wrong(channel), channel).toContain(said);
  }
});
