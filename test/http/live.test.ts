/** Laws of the live stream: it says that something changed, to those whom it concerns, and lets go of who has gone. */
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { STREAMS_MAX } from '../../src/serve/live.ts';
import { type Harness, postJson, withHarness } from './harness.ts';

interface Told {
  readonly timeline: string;
  readonly service?: string;
  readonly asOf: string;
}

interface Stream {
  readonly text: () => string;
  readonly events: () => Told[];
  readonly close: () => void;
}

async function open({ url }: Harness, query = ''): Promise<Stream> {
  const abort = new AbortController();
  const answer = await fetch(`${url}/api/v1/live${query}`, { signal: abort.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  let text = '';
  void (async () => {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) text += chunk;
  })().catch(() => {});
  return {
    text: () => text,
    events: () => [...text.matchAll(/^event: change\ndata: (.+)\n\n/gm)].map((match) => JSON.parse(match[1]!) as Told),
    close: () => abort.abort(),
  };
}

const streams = async ({ url }: Harness): Promise<number> =>
  Number(/^groundswell_live_streams (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

test('a tick is told to all, a report to those who watch its service, both at most once a second', () =>
  withHarness({}, async (it) => {
    const [all, shop, mail] = await Promise.all([open(it), open(it, '?service=shop'), open(it, '?service=mail')]);
    await expect.poll(() => streams(it)).toBe(3);
    for (let i = 0; i < 5; i += 1) await postJson(`${it.url}/api/v1/reports`, { service: 'shop', symptom: 'slow' });
    await expect.poll(() => all.events().length, { timeout: 3_000 }).toBe(1);
    expect(shop.events()).toMatchObject([{ service: 'shop', timeline: 'live' }]);
    expect(mail.events()).toEqual([]);
    await it.tick(1);
    await expect.poll(() => mail.events().length, { timeout: 3_000 }).toBe(1);
    expect(mail.events()).toMatchObject([{ service: 'mail', asOf: new Date(it.clock.now).toISOString() }]);
    expect(all.events()).toHaveLength(2);
    expect(all.text()).toContain('retry: 5000');
    for (const { close } of [all, shop, mail]) close();
    await expect.poll(() => streams(it), { timeout: 3_000 }).toBe(0);
  }));

test('a reader whose connection breaks is let go', () =>
  withHarness({}, async (it) => {
    const socket = await new Promise<Socket>((resolve) => {
      const made = connect(it.port, '127.0.0.1', () => resolve(made));
    });
    socket.write('GET /api/v1/live?service=shop HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => streams(it)).toBe(1);
    socket.destroy();
    await expect.poll(() => streams(it), { timeout: 3_000 }).toBe(0);
    expect((await fetch(`${it.url}/`)).status).toBe(200);
  }));

test('when the observatory closes, every stream ends', () =>
  withHarness({}, async (it) => {
    const answer = await fetch(`${it.url}/api/v1/live`);
    await expect.poll(() => streams(it)).toBe(1);
    it.app.close();
    expect(await answer.text()).toBe('retry: 5000\n\n');
  }));

test('there is a limit to the streams, told as 429', () =>
  withHarness({}, async (it) => {
    // Asked of the app itself: thousands of sockets would test the machine.
    const open: AbortController[] = [];
    const answers = await Promise.all(
      Array.from({ length: STREAMS_MAX }, () => {
        const abort = new AbortController();
        open.push(abort);
        return it.app.fetch(new Request('http://localhost/api/v1/live', { signal: abort.signal }));
      }),
    );
    const one = await fetch(`${it.url}/api/v1/live`);
    expect([one.status, one.headers.get('retry-after')]).toEqual([429, '30']);
    await Promise.all(answers.map((answer) => answer.body?.cancel()));
    await expect.poll(() => streams(it)).toBe(0);
  }));
