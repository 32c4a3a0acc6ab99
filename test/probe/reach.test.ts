/** Where a probe may not go: whatever a URL, a name or a redirect leads to, nobody inside is spoken to. */
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAllowable, isPublic, reachOf } from '../../src/doors/probe/reach.ts';
import { runProbe } from '../../src/doors/probe/run.ts';
import { readTarget, type Target } from '../../src/doors/probe/settings.ts';
import { type NameAnswer, startNames } from './names.ts';

const opened: (() => unknown)[] = [];
afterAll(async () => {
  for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last();
});

/** Connections that a machine inside saw. */
let visits = 0;
let port = 0;
let names: Awaited<ReturnType<typeof startNames>>;
let answers: (name: string, before: number) => NameAnswer;

beforeAll(async () => {
  const inside = createServer((socket) => {
    visits += 1;
    socket.on('error', () => {});
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret');
  });
  port = await listen(inside, 0, '127.0.0.1');
  // The same port of another loopback address: the front that the operator allowed.
  const front = createHttp((request, response) => {
    const to = new URL(request.url ?? '/', 'http://unused').searchParams.get('to');
    if (to === null) response.end('front');
    else response.writeHead(302, { location: to }).end();
  });
  await listen(front as Server, port, '127.0.0.2');
  names = await startNames((name, before) => answers(name, before));
  opened.push(() => names.close());
});

function listen(server: Server, at: number, host: string): Promise<number> {
  opened.push(() => new Promise((resolve) => server.close(resolve)));
  return new Promise((resolve) => server.listen(at, host, () => resolve((server.address() as AddressInfo).port)));
}

const look = (url: string, allowed: string[] = [], resolvers: string[] = []) =>
  runProbe(
    { target: readTarget(url) as Target, timeoutMs: 2_000 },
    { reach: reachOf(allowed), resolvers, now: Date.now },
  );

const INSIDE = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  'localhost',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200',
  '169.254.169.254',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '168.63.129.16',
  '192.0.0.192',
  '224.0.0.1',
  '255.255.255.255',
];

describe('an address that is not public', () => {
  test.each(INSIDE)('%s is refused in every scheme, and nobody there is spoken to', async (host) => {
    const before = visits;
    for (const scheme of ['http', 'https', 'tcp', 'tls']) {
      const { reason, outcome } = await look(`${scheme}://${host}:${port}`);
      expect([reason, outcome]).toEqual(['target-refused', 'inconclusive']);
    }
    expect(visits).toBe(before);
  });

  test('is refused behind a name, also where the name leads to a public address besides', async () => {
    answers = (name) => (name.startsWith('both') ? ['1.1.1.1', '127.0.0.1'] : ['127.0.0.1']);
    const before = visits;
    for (const name of ['inside.example', 'both.example']) {
      expect((await look(`http://${name}:${port}`, [], [names.address])).reason).toBe('target-refused');
    }
    expect(visits).toBe(before);
  });

  test('is probed where the operator allows its name, itself or its network, and only there', async () => {
    answers = () => ['127.0.0.1'];
    const servers = [names.address];
    for (const allowed of ['own.example', '127.0.0.1', '127.0.0.0/8']) {
      expect((await look(`tcp://own.example:${port}`, [allowed], servers)).outcome).toBe('ok');
    }
    for (const allowed of ['example', 'wn.example', '127.0.0.2', '127.0.1.0/24', 'fd00::/8']) {
      expect((await look(`tcp://own.example:${port}`, [allowed], servers)).reason).toBe('target-refused');
    }
  });
});

describe('a redirect', () => {
  test.each([
    ...INSIDE.map((host) => `http://${host}:PORT/`),
    'file:///etc/passwd',
    'ftp://127.0.0.1:PORT/',
    'gopher://127.0.0.1:PORT/',
    'tcp://127.0.0.1:PORT',
    'http://user:word@127.0.0.1:PORT/',
    '//127.0.0.1:PORT/',
  ])('to %s is not followed, and nobody there is spoken to', async (to) => {
    const before = visits;
    const url = `http://127.0.0.2:${port}/?to=${encodeURIComponent(to.replace('PORT', String(port)))}`;
    const { reason, redirects } = await look(url, ['127.0.0.2']);
    expect(reason).toBe('redirect-refused');
    expect(redirects.map(({ status }) => status)).toEqual([302]);
    expect(visits).toBe(before);
  });

  test('within what is allowed is followed', async () => {
    const { outcome, redirects } = await look(`http://127.0.0.2:${port}/?to=/`, ['127.0.0.2']);
    expect([outcome, redirects.length]).toEqual(['ok', 1]);
  });
});

describe('a name that changes its mind (rebinding)', () => {
  test('is asked once for each connection, and only the address that was looked at is connected to', async () => {
    answers = (_, before) => (before === 0 ? ['127.0.0.2'] : ['127.0.0.1']);
    const before = visits;
    const { outcome, address } = await look(`http://turns.example:${port}/`, ['127.0.0.2'], [names.address]);
    expect([outcome, address]).toEqual(['ok', '127.0.0.2']);
    expect(names.asked.get('turns.example')).toBe(1);
    expect(visits).toBe(before);
  });

  test('is looked at again on a redirect to itself', async () => {
    answers = (_, before) => (before === 0 ? ['127.0.0.2'] : ['127.0.0.1']);
    const before = visits;
    const url = `http://back.example:${port}/?to=${encodeURIComponent(`http://back.example:${port}/inside`)}`;
    expect((await look(url, ['127.0.0.2'], [names.address])).reason).toBe('redirect-refused');
    expect(names.asked.get('back.example')).toBe(2);
    expect(visits).toBe(before);
  });
});

test('public addresses are public, and what is no address is not', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '172.32.0.1', '100.128.0.1']) {
    expect(isPublic(address), address).toBe(true);
  }
  for (const address of ['', 'localhost', '1.2.3', '2606:4700::1111%eth0', '::ffff:10.0.0.1', '64:ff9b::a83f:8110']) {
    expect(isPublic(address), address).toBe(false);
  }
});

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'ftp://a.example',
  'http://',
  'http://u:p@a.example/',
  'tcp://a.example',
  'tls://a.example/path',
  'http://a b/',
])('%s is no target', (text) => expect(typeof readTarget(text)).toBe('string'));

test('what may be allowed is a name, an address or a range', () => {
  for (const entry of ['db.internal', '10.0.0.0/8', '::1', 'fd00::/8']) expect(isAllowable(entry)).toBe(true);
  for (const entry of ['', '*', '10.0.0.0/33', '10.0.0.0/8/8', 'a/8', 'http://x', '10.0.0.0/-1'])
    expect(isAllowable(entry)).toBe(false);
});
