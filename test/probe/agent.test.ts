/** Agents: what a place saw arrives signed, once, and as that place's; nothing else is taken. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChecksBody } from '../../src/doors/probe/agent-door.ts';
import { type Signed, sign, tokenFor } from '../../src/doors/probe/signature.ts';
import type { Check } from '../../src/model/check.ts';
import type { OutsideBody } from '../../src/serve/schema-outside.ts';
import { BIN, groundswell, startServer, tempFolder } from '../cli/program.ts';
import { type Harness, startHarness, TOKEN } from '../http/harness.ts';
import { firstCheck } from './first-check.ts';

const TARGET = 'https://shop.example';
const YAML = `probing: { vantages: [{ id: paris, name: Paris }] }
services: [{ id: shop, probes: ['${TARGET}'] }]
`;

describe('the door for agents', () => {
  let it: Harness;
  beforeAll(async () => {
    it = await startHarness({ yaml: YAML });
  });
  afterAll(() => it.close());

  const checkLine = (at = it.clock.now) => ({
    at,
    service: 'shop',
    target: TARGET,
    outcome: 'ok',
    reason: 'well',
    times: { total: 9 },
  });
  const signed = (text: string, of: { place?: string; at?: number } = {}) =>
    sign(tokenFor(of.place ?? 'paris', TOKEN), text, of.at ?? it.clock.now);
  const send = async (
    body: string,
    { id, timestamp, signature, vantage }: Signed,
  ): Promise<{ status: number; said: string }> => {
    const answer = await fetch(`${it.url}/api/v1/checks`, {
      method: 'POST',
      body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature,
        'groundswell-vantage': vantage,
      },
    });
    return { status: answer.status, said: await answer.text() };
  };
  const checks = async (): Promise<Check[]> => (await it.entries()).filter((entry) => entry.kind === 'check');

  test('takes what is signed, as its place, and is on disk when it answers', async () => {
    const body = JSON.stringify({ checks: [checkLine()] });
    const answer = await send(body, signed(body));
    expect([answer.status, JSON.parse(answer.said)]).toEqual([200, { accepted: 1, refused: 0 }]);
    expect(await checks()).toMatchObject([{ vantage: 'paris', service: 'shop', target: TARGET, everySeconds: 60 }]);
  });

  test('refuses a request that comes again, is changed, is late, or is signed with another token', async () => {
    const before = (await checks()).length;
    const body = JSON.stringify({ checks: [] });
    const first = signed(body);
    expect((await send(body, first)).status).toBe(200);
    expect((await send(body, first)).said).toContain('came before');
    const other = JSON.stringify({ checks: [checkLine(it.clock.now + 1)] });
    const wrong: [string, Signed][] = [
      [other, signed(body)],
      [other, { ...signed(other), id: 'another' }],
      [other, { ...signed(other), timestamp: String(Math.floor(it.clock.now / 1_000) + 1) }],
      [other, { ...signed(other), vantage: 'rome' }],
      [other, { ...signed(other), signature: 'v1,AAAA' }],
      [other, signed(other, { at: it.clock.now - 301_000 })],
      [other, signed(other, { at: it.clock.now + 302_000 })],
      [other, sign(`paris.${'x'.repeat(43)}`, other, it.clock.now)],
    ];
    for (const [text, headers] of wrong) expect((await send(text, headers)).status).toBe(401);
    expect((await fetch(`${it.url}/api/v1/probes`)).status).toBe(401);
    expect((await checks()).length).toBe(before);
  });

  test('takes the check of whatever a server answers, so that one odd answer stops no agent', async () => {
    let raw = '';
    const odd = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(raw));
    });
    const url = await new Promise<string>((resolve) => {
      odd.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(odd.address() as AddressInfo).port}/`));
    });
    const answers = fc.record({
      status: fc.integer({ min: 100, max: 999 }),
      server: fc.constantFrom('Vercel', 'cloudflare', 'AkamaiGHost', 'nginx', 'awselb/2.0', 'x'),
      code: fc.string({ maxLength: 2_000, unit: fc.constantFrom(...'ABCD_1 .') }),
      body: fc.string({ maxLength: 300 }),
    });
    try {
      await fc.assert(
        fc.asyncProperty(answers, async ({ status, server, code, body }) => {
          const marks = ['x-vercel-error', 'x-azure-externalerror', 'cf-error-type'].map(
            (name) => `${name}: F_${code}`,
          );
          raw = [`HTTP/1.1 ${status} x`, `server: ${server}`, 'x-azure-ref: y', ...marks, '', body].join('\r\n');
          const { kind: _, vantage: __, everySeconds: ___, ...line } = await firstCheck(url, []);
          expect(ChecksBody.safeParse({ checks: [line] }).error?.issues ?? []).toEqual([]);
        }),
        { numRuns: 60 },
      );
    } finally {
      odd.close();
    }
  });

  test('refuses a place that services.yaml does not name, and checks of probes that it does not list', async () => {
    const body = JSON.stringify({ checks: [checkLine()] });
    expect((await send(body, signed(body, { place: 'rome' }))).status).toBe(403);
    const lines = [
      { ...checkLine(), target: 'https://else.example' },
      { ...checkLine(), service: 'bank' },
      checkLine(it.clock.now + 120_000),
      checkLine(it.clock.now - 90_000_000),
    ];
    const others = JSON.stringify({ checks: lines });
    expect(JSON.parse((await send(others, signed(others))).said)).toEqual({ accepted: 0, refused: 4 });
    const strange = JSON.stringify({ checks: [{ ...checkLine(), vantage: 'rome' }] });
    expect((await send(strange, signed(strange))).status).toBe(422);
    expect((await send('{', signed('{'))).status).toBe(400);
  });
});

describe('the program as an agent', () => {
  let origin: Server;
  let port = 0;
  beforeAll(async () => {
    origin = createServer((_, response) => response.end('well'));
    port = await new Promise<number>((resolve) => {
      origin.listen(0, '127.0.0.1', () => resolve((origin.address() as AddressInfo).port));
    });
  });
  afterAll(() => void origin.close());

  test('makes the listed probes from where it stands, and its place is shown apart', async () => {
    const folder = tempFolder();
    writeFileSync(
      join(folder, 's.yaml'),
      `probing: { vantage: berlin, allow: [127.0.0.1], vantages: [{ id: paris, name: Paris, country: FR }] }
services: [{ id: shop, probes: [{ target: 'http://127.0.0.1:${port}/', everySeconds: 5 }] }]
`,
    );
    const server = await startServer(['serve', '--config', 's.yaml'], folder);
    const token = (await groundswell(['probe', '--token-for', 'paris'], { cwd: folder })).out.trim();
    // This agent's own list allows nothing that is not public: the observatory cannot send it inside.
    const careful = spawn(process.execPath, [BIN, 'probe', '--agent', server.url, '--token', token], {
      stdio: 'ignore',
    });
    try {
      const places = async (): Promise<OutsideBody['places']> =>
        ((await (await fetch(`${server.url}/api/v1/services/shop`)).json()) as { outside: OutsideBody | null }).outside
          ?.places ?? [];
      await expect
        .poll(async () => (await places()).map(({ vantage }) => vantage), { timeout: 25_000, interval: 200 })
        .toEqual(['berlin', 'paris']);
      const [berlin, paris] = await places();
      expect(berlin).toMatchObject({ state: 'well' });
      expect(paris).toMatchObject({ name: 'Paris', country: 'FR', state: 'inconclusive' });
      expect(paris!.targets[0]!.words).toContain('not public');
    } finally {
      careful.kill();
      await server.stop();
    }
    const wrong = await groundswell(['probe', '--agent', server.url, '--token', 'nonsense']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('PLACE.SECRET')]);
  });
});
