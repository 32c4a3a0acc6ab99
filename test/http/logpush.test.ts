/** Cloudflare Logpush over HTTP: a batch counts as a whole and once, its acknowledgement means on disk, and strangers are turned away. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrafficMinute } from '../../src/model/traffic-minute.ts';
import { type Harness, jsonOf, T0, TOKEN, withHarness } from './harness.ts';

const YAML = `
services:
  - id: shop
    traffic: [{ logpush: true }]
  - id: mail
`;

/** Field names as Cloudflare documents them for http_requests. */
const request = (more: object = {}) => ({
  ClientIP: '192.0.2.10',
  ClientCountry: 'us',
  ClientASN: 64_496,
  ClientRequestHost: 'shop.example',
  ClientRequestMethod: 'GET',
  ClientRequestURI: '/cart?x=1',
  ClientRequestProtocol: 'HTTP/2',
  ClientRequestUserAgent: 'Mozilla/5.0',
  ClientRequestReferer: '',
  EdgeStartTimestamp: new Date(T0 - 120_000).toISOString(),
  EdgeEndTimestamp: new Date(T0 - 119_900).toISOString(),
  EdgeResponseStatus: 200,
  EdgeResponseBytes: 1_000,
  OriginResponseStatus: 200,
  ...more,
});
const batch = (many: number, more: (i: number) => object = () => ({})): string =>
  Array.from({ length: many }, (_, i) => `${JSON.stringify(request(more(i)))}\n`).join('');

function push(
  it: Harness,
  body: string | Uint8Array,
  token: string | null = TOKEN,
  service = 'shop',
): Promise<Response> {
  return fetch(`${it.url}/api/v1/logpush/${service}`, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: body as NonNullable<RequestInit['body']>,
  });
}
const minutesOf = async (it: Harness): Promise<TrafficMinute[]> =>
  (await it.entries()).filter((entry) => entry.kind === 'traffic');
const charted = async (it: Harness): Promise<number> => {
  const blocks = await it.engine.board.blocks('shop', 0, 1e9);
  return blocks.flatMap(({ traffic }) => traffic?.requests ?? []).reduce<number>((sum, count) => sum + (count ?? 0), 0);
};
const withPush = (work: (it: Harness) => Promise<void>) => withHarness({ yaml: YAML }, work);

describe('a batch of Logpush', () => {
  test('gzipped or plain, is in the journal when it is answered, with its faults, countries and networks', () =>
    withPush(async (it) => {
      const failing = (i: number) => (i % 4 === 0 ? { EdgeResponseStatus: 522, OriginResponseStatus: 0 } : {});
      const answer = await push(it, gzipSync(batch(100, failing)));
      expect(answer.status).toBe(200);
      expect(await jsonOf(answer)).toEqual({ counted: 100, refused: 0, reasons: {}, minutes: 1 });
      const [minute] = await minutesOf(it);
      expect(minute).toMatchObject({
        at: T0 - 120_000,
        service: 'shop',
        source: 'logpush',
        counts: {
          requests: 100,
          statuses: { success: 75, serverError: 25 },
          top: { countries: { US: 100 }, networks: { AS64496: 100 } },
        },
      });
      expect(Object.values(minute!.counts.faults).reduce((sum, count) => sum + count, 0)).toBe(25);
      expect((await push(it, batch(7))).status).toBe(200);
      expect(await charted(it)).toBe(107);
    }));

  test('that comes again changes nothing; another one of the same minute adds', () =>
    withPush(async (it) => {
      const sent = gzipSync(batch(50));
      for (let i = 0; i < 3; i += 1) expect((await push(it, sent)).status).toBe(200);
      expect(await charted(it)).toBe(50);
      await push(it, gzipSync(batch(20, (i) => ({ ClientIP: `198.51.100.${i}` }))));
      expect(await charted(it)).toBe(70);
    }));

  test('over many minutes, in any order, counts every line', () =>
    withPush(async (it) => {
      const at = (i: number) => ({ EdgeStartTimestamp: new Date(T0 - 60_000 * ((i * 7) % 40) - 60_000).toISOString() });
      expect(await jsonOf(await push(it, gzipSync(batch(400, at))))).toMatchObject({ counted: 400 });
      expect(await charted(it)).toBe(400);
    }));

  test('that breaks off, or is no gzip, is as if it had never come', () =>
    withPush(async (it) => {
      const whole = gzipSync(batch(500, (i) => ({ ClientRequestURI: `/${Math.sin(i)}` })));
      for (const broken of [
        whole.subarray(0, whole.length - 20),
        Buffer.concat([whole.subarray(0, 99), Buffer.alloc(50)]),
      ]) {
        const answer = await push(it, broken);
        expect(answer.status).toBe(400);
        expect(await jsonOf(answer)).toMatchObject({ type: 'urn:groundswell:problem:cut-short' });
      }
      expect(await minutesOf(it)).toEqual([]);
      expect(await jsonOf(await push(it, whole))).toMatchObject({ counted: 500 });
      expect(await charted(it)).toBe(500);
    }));

  test('with lines that cannot be read is taken, and says how many were refused and why', () =>
    withPush(async (it) => {
      const body = `${batch(10)}{"no": "request"}\nrubbish\n${JSON.stringify(request({ EdgeStartTimestamp: '2031-01-01T00:00:00Z' }))}\n`;
      const answer = await jsonOf<{ counted: number; refused: number; reasons: object }>(
        await push(it, gzipSync(body)),
      );
      expect(answer).toMatchObject({ counted: 10, refused: 3, reasons: { future: 1 } });
    }));

  test('holds no address in any byte that is written', () =>
    withPush(async (it) => {
      await push(it, gzipSync(batch(30, (i) => ({ ClientIP: `203.0.113.${i}`, ClientRequestURI: `/private-${i}` }))));
      await it.engine.save(true);
      expect(await charted(it)).toBe(30);
      expect(it.files().includes('203.0.113.')).toBe(false);
      expect(it.files().includes('private-')).toBe(false);
    }));
});

test('what Cloudflare sends to see whether the address works is taken, and is no line of a log', () =>
  withPush(async (it) => {
    const test = await push(it, gzipSync('{"content":"tests"}'));
    expect([test.status, await jsonOf(test)]).toMatchObject([200, { challenge: 'test', counted: 0 }]);
    const token = `${'a'.repeat(20)}.${'b'.repeat(40)}.${'c-_'.repeat(9)}`;
    expect(await jsonOf(await push(it, `${token}\n`))).toMatchObject({ challenge: token });
    expect(it.challenges, 'the operator is told').toEqual(['test', token]);
    expect(await minutesOf(it)).toEqual([]);
  }));

test('without the token, for a service that there is not, or that is not set up for it, nothing is taken', () =>
  withPush(async (it) => {
    const sent = gzipSync(batch(5));
    expect((await push(it, sent, null)).status).toBe(401);
    expect((await push(it, sent, 'wrong')).status).toBe(401);
    expect((await push(it, sent, TOKEN, 'shp')).status).toBe(404);
    const other = await push(it, sent, TOKEN, 'mail');
    expect([other.status, await jsonOf(other)]).toMatchObject([404, { type: 'urn:groundswell:problem:no-logpush' }]);
    expect(await minutesOf(it)).toEqual([]);
  }));

test('whatever bytes are sent, the answer is 200 or a refusal, and the door goes on', () =>
  withPush(async (it) => {
    const line = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .dictionary(fc.constantFrom(...Object.keys(request())), fc.jsonValue())
        .map((some) => Buffer.from(JSON.stringify(request(some)))),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 6 }),
        fc.boolean(),
        fc.nat({ max: 40 }),
        async (lines, packed, cut) => {
          const plain = Buffer.concat(lines.flatMap((one) => [one, Buffer.of(10)]));
          const sent = packed ? gzipSync(plain).subarray(cut % 3 === 0 ? cut : 0) : plain;
          const answer = await push(it, sent);
          await answer.arrayBuffer();
          expect([200, 400]).toContain(answer.status);
        },
      ),
      { numRuns: 120 },
    );
    expect(it.errors).toEqual([]);
    expect(await jsonOf(await push(it, gzipSync(batch(3))))).toMatchObject({ counted: 3 });
  }));
