/** Laws of not knowing who: a person counts once, whoever they are stays unknown, and no address is ever written. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/entry.ts';
import { type Harness, postForm, postJson, postLines, startHarness, withHarness } from './harness.ts';

const BEHIND_PROXY = { trustedProxies: ['127.0.0.0/8', '10.0.0.0/8', '2001:db8:ffff::/48'] };
const DAY_MS = 24 * 60 * 60_000;

async function report({ url }: Harness, forwarded: string | undefined): Promise<void> {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const answer = await postJson(`${url}/api/v1/reports`, { service: 'shop', symptom: 'slow' }, headers);
  expect(answer.status).toBe(202);
}

const reports = async (it: Harness): Promise<Report[]> =>
  (await it.entries()).filter((entry) => entry.kind === 'report');
const counted = ({ engine }: Harness): number =>
  [...engine.state.watches.get('shop')!.open.values()].reduce((sum, { count }) => sum + count, 0);

test.each([
  ['the same IPv4', '192.0.2.7', '192.0.2.7', 1],
  ['the same IPv4, written as IPv6', '192.0.2.7', '::ffff:192.0.2.7', 1],
  ['the same IPv4, in hexadecimal groups', '192.0.2.7', '0:0:0:0:0:FFFF:c000:207', 1],
  ['the same IPv4 from another port', '192.0.2.7:1111', '192.0.2.7:2222', 1],
  ['two addresses of one /64', '2001:db8:1:2::1', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', 1],
  ['one address written long and short', '2001:db8:0:0:0:0:0:1', '2001:db8::1', 1],
  ['in brackets with a port', '[2001:db8::1]:443', '2001:db8::2', 1],
  ['with a zone', 'fe80::1%eth0', 'fe80::1', 1],
  ['two neighbours in IPv4', '192.0.2.7', '192.0.2.8', 2],
  ['two mapped neighbours', '::ffff:c000:207', '::ffff:c000:208', 2],
  ['two /64s of one /48', '2001:db8:1:2::1', '2001:db8:1:3::1', 2],
])('%s, reported from %s and %s, is counted %i times', (_, one, other, people) =>
  withHarness(BEHIND_PROXY, async (it) => {
    await report(it, one);
    await report(it, other);
    expect(await reports(it)).toHaveLength(2);
    expect(counted(it)).toBe(people);
  }),
);

test('the same person counts again in the next window, and once for each service', () =>
  withHarness({}, async (it) => {
    await report(it, undefined);
    await report(it, undefined);
    expect(counted(it)).toBe(1);
    await postJson(`${it.url}/api/v1/reports`, { service: 'mail', symptom: 'slow' });
    expect([...it.engine.state.watches.get('mail')!.open.values()].map(({ count }) => count)).toEqual([1]);
    it.clock.now += 31 * 60_000;
    await report(it, undefined);
    expect(counted(it)).toBe(2);
  }));

test.each([
  ['from a stranger it is not believed', [], '198.51.100.1', 'socket'],
  [
    'the right-most hop that is not trusted counts',
    ['127.0.0.1', '10.0.0.0/8'],
    '1.1.1.1, 198.51.100.1, 10.0.0.9',
    '198.51.100.1',
  ],
  ['what stands left of it was written by a stranger', ['127.0.0.1'], '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  [
    'a long list of inventions does not push it out',
    ['127.0.0.1'],
    `${'1.2.3.4, '.repeat(40)}198.51.100.1`,
    '198.51.100.1',
  ],
  ['garbage ends the belief', ['127.0.0.1'], '198.51.100.1, unknown', 'socket'],
  [
    'garbage behind a trusted hop: that hop is all that is known',
    ['127.0.0.1', '10.0.0.0/8'],
    '198.51.100.1, <x>, 10.0.0.9',
    '10.0.0.9',
  ],
  ['an empty list', ['127.0.0.1'], '', 'socket'],
  ['proxies alone', ['127.0.0.1', '10.0.0.0/8'], '10.0.0.8, 10.0.0.9', '10.0.0.8'],
  ['a range in IPv6', ['127.0.0.1', '2001:db8:ffff::/48'], '198.51.100.1, 2001:db8:ffff::9', '198.51.100.1'],
])('X-Forwarded-For: %s', (_, trustedProxies, list, expected) =>
  withHarness({ trustedProxies }, async (it) => {
    await report(it, list);
    const [sent] = await reports(it);
    // The oracle: who the address stands for, told by a door that is given nothing else.
    const alone = expected === 'socket' ? undefined : expected;
    const key = readFileSync(join(it.folder, 'reporter-key'));
    await withKey(key, { trustedProxies: ['127.0.0.1'] }, async (other) => {
      await report(other, alone);
      expect(sent!.reporter).toBe((await reports(other))[0]!.reporter);
    });
  }),
);

/** Another observatory with the same key. */
async function withKey(key: Buffer, options: object, work: (it: Harness) => Promise<void>): Promise<void> {
  const { mkdtempSync, writeFileSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-key-'));
  writeFileSync(join(folder, 'reporter-key'), key);
  await withHarness({ ...options, folder }, work);
}

test('the key lives a day: then the old one is nowhere, and yesterday cannot be tied to today', async () => {
  const first = await startHarness({ limits: undefined as never });
  await report(first, undefined);
  const key = readFileSync(join(first.folder, 'reporter-key'), 'utf8');
  expect(statSync(join(first.folder, 'reporter-key')).mode & 0o077).toBe(0);
  await first.close();

  const sameDay = await startHarness({ folder: first.folder, startAt: first.clock.now + 23 * 60 * 60_000 });
  await report(sameDay, undefined);
  expect(readFileSync(join(first.folder, 'reporter-key'), 'utf8')).toBe(key);
  await sameDay.close();

  const nextDay = await startHarness({ folder: first.folder, startAt: first.clock.now + DAY_MS });
  // At the start, before anybody reports: a quiet day does not prolong its life.
  expect(readFileSync(join(first.folder, 'reporter-key'), 'utf8')).not.toBe(key);
  await report(nextDay, undefined);
  const names = (await reports(nextDay)).map(({ reporter }) => reporter);
  expect(names[1]).toBe(names[0]);
  expect(names[2]).not.toBe(names[0]);
  const { secret } = JSON.parse(key);
  expect(nextDay.files().includes(secret)).toBe(false);
  expect(existsSync(join(first.folder, 'reporter-key.new'))).toBe(false);
  await nextDay.close();
  nextDay.remove();
});

test('no address of a reporter stands in any byte that is written, nor in any answer', () =>
  withHarness(BEHIND_PROXY, async (it) => {
    const addresses = ['203.0.113.77', '2001:db8:1234:5678:9abc:def0:1357:2468', '198.51.100.99'];
    await report(it, addresses[0]);
    const headers = { 'x-forwarded-for': addresses[1]! };
    await postForm(`${it.url}/services/shop/report`, { symptom: 'error' }, headers);
    await fetch(`${it.url}/api/v1/signals`, {
      method: 'POST',
      headers: { 'x-forwarded-for': addresses[2]! },
      body: '{"kind":"report","service":"shop","symptom":"slow"}\n',
    });
    expect(await reports(it)).toHaveLength(3);
    await it.tick(1);
    await it.tick(1);
    const shown: string[] = [];
    for (const path of ['/', '/services/shop', '/api/v1/services/shop', '/metrics', '/healthz']) {
      shown.push(await (await fetch(it.url + path)).text());
    }
    await it.engine.save(true);
    const bytes = it.files();
    const packed = (address: string): Buffer =>
      address.includes(':')
        ? Buffer.from(
            address
              .split(':')
              .map((group) => group.padStart(4, '0'))
              .join(''),
            'hex',
          ).subarray(0, 8)
        : Buffer.from(address.split('.').map(Number));
    expect(bytes.includes('"symptom":"error"'), 'anti-vacuity: the journal was read').toBe(true);
    for (const address of addresses) {
      for (const form of [address, address.replaceAll(':', ''), address.split(':').slice(0, 4).join(':')]) {
        expect(bytes.includes(form), form).toBe(false);
        expect(shown.join('').includes(form), form).toBe(false);
      }
      expect(bytes.includes(packed(address)), `${address} as bytes`).toBe(false);
    }
  }));

test('what a sender without the token says of itself is not believed', () =>
  withHarness({}, async (it) => {
    const line = {
      kind: 'report',
      service: 'shop',
      symptom: 'slow',
      reporter: 'me',
      network: 'AS1',
      at: '2020-01-01T00:00:00Z',
    };
    const answer = await postLines(it.url, `${JSON.stringify(line)}\n${JSON.stringify(line)}\n`, null);
    expect(await answer.json()).toMatchObject({ accepted: 2, refused: 0 });
    const [one, two] = await reports(it);
    expect(one).toMatchObject({ at: it.clock.now });
    expect(one!.reporter).not.toBe('me');
    expect(one!.network).not.toBe('AS1');
    expect(two!.reporter).toBe(one!.reporter);
    expect(counted(it)).toBe(1);
  }));
