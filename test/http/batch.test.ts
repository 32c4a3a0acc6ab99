/** Laws of the door for machines: every line is taken or refused by itself, and the answer always says what was taken. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, jsonOf, postLines, startHarness, T0, TOKEN, withHarness } from './harness.ts';

interface Answer {
  readonly accepted: number;
  readonly refused: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly refusals: { line: number; problem: { type: string; status: number } }[];
}
interface Problem {
  readonly status: number;
  readonly type: string;
  readonly taken?: Answer;
}

const WIDE = { perSource: { burst: 1e6, perSecond: 1e6 }, total: { burst: 1e6, perSecond: 1e6 } };
const report = (more: object = {}) => JSON.stringify({ kind: 'report', service: 'shop', symptom: 'slow', ...more });
const codes = ({ refusals }: Answer) => refusals.map(({ line, problem }) => [line, problem.type.split(':').at(-1)]);
const bytes = (text: string) => new TextEncoder().encode(text);

/** A body in the given pieces, one turn of the event loop apart. */
function pieces(...parts: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      const part = parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
  });
}

let it: Harness;
beforeAll(async () => {
  it = await startHarness({ limits: WIDE });
});
afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
});

test('lines are taken and refused one by one, refusals say in which line; CRLF, blank lines and a BOM are no matter', async () => {
  const body = `\uFEFF${report({ id: 'a' })}\r\n\r\n  \nnonsense\n${report({ service: 'shpo' })}\n${report({ id: 'b' })}`;
  const answer = await jsonOf<Answer>(await postLines(it.url, body));
  expect(answer).toMatchObject({ accepted: 2, refused: 2 });
  expect(codes(answer)).toEqual([
    [4, 'not-json'],
    [5, 'no-such-service'],
  ]);
  const stored = (await it.entries()).slice(answer.firstSeq!, answer.lastSeq! + 1);
  expect(stored).toMatchObject([{ id: 'a' }, { id: 'b' }]);
});

test('wherever the pieces of a body end, inside a character or a line break, it reads the same', async () => {
  const lines = ['ö-ä', '漢字', '🌊', 'a\u2028b\u2029c'].map((reporter) => report({ reporter }));
  const whole = bytes(`${lines.join('\r\n')}\r\n`);
  for (let cut = 1; cut < whole.length; cut += 7) {
    const answer = await jsonOf<Answer>(await postLines(it.url, pieces(whole.subarray(0, cut), whole.subarray(cut))));
    expect(answer).toMatchObject({ accepted: 4, refused: 0 });
    const stored = (await it.entries()).slice(answer.firstSeq!, answer.lastSeq! + 1);
    expect(stored.map((entry) => 'reporter' in entry && entry.reporter)).toEqual([
      'ö-ä',
      '漢字',
      '🌊',
      'a\u2028b\u2029c',
    ]);
  }
});

test('with the token lines bring their own time, person and place, and may be tallies', async () => {
  const at = new Date(it.clock.now - 60_000).toISOString();
  const tally = {
    kind: 'tally',
    at,
    service: 'shop',
    source: 'desk',
    stepMinutes: 1,
    count: 7,
    symptoms: { slow: 5 },
    countries: { UA: 2 },
  };
  const body = [
    report({ at, reporter: 'p1', network: 'AS64500', country: 'UA', id: 'x1' }),
    JSON.stringify(tally),
  ].join('\n');
  const answer = await jsonOf<Answer>(await postLines(it.url, body));
  expect(answer).toMatchObject({ accepted: 2, refused: 0 });
  const [one, two] = (await it.entries()).slice(answer.firstSeq!);
  expect(one).toMatchObject({ at: Date.parse(at), reporter: 'p1', network: 'AS64500', country: 'UA', id: 'x1' });
  expect(two).toMatchObject({ ...tally, at: Date.parse(at) });
});

const minute = (offset: number) => new Date(T0 + offset * 60_000).toISOString();
test.each([
  ['from the future', { kind: 'report', at: minute(2) }, 'future'],
  ['a step that is not over', { kind: 'tally', at: minute(1), stepMinutes: 1, count: 1 }, 'future'],
  ['a step of another length', { kind: 'tally', at: minute(-60), stepMinutes: 5, count: 1 }, 'other-step'],
  ['a step off the grid', { kind: 'tally', at: '2026-03-10T11:00:30Z', stepMinutes: 1, count: 1 }, 'off-grid'],
  [
    'parts beyond the whole',
    { kind: 'tally', at: minute(-60), stepMinutes: 1, count: 1, countries: { UA: 2 } },
    'parts-exceed',
  ],
  [
    'a component that it has not',
    { kind: 'tally', at: minute(-60), stepMinutes: 1, count: 1, components: { cart: 1 } },
    'no-such-component',
  ],
  ['a negative count', { kind: 'tally', at: minute(-60), stepMinutes: 1, count: -1 }, 'bad-signal'],
  ['half a surrogate pair', { kind: 'report', reporter: '\ud800' }, 'bad-signal'],
  ['a time without a zone', { kind: 'report', at: '2026-03-10T11:00:00' }, 'bad-signal'],
  ['a kind that there is not', { kind: 'rumour' }, 'bad-signal'],
])('refused: %s', async (_, line, code) => {
  const whole = line.kind === 'report' ? { service: 'shop', symptom: 'slow', ...line } : { service: 'shop', ...line };
  const answer = await jsonOf<Answer>(await postLines(it.url, `${JSON.stringify(whole)}\n${report()}\n`));
  expect(codes(answer)).toEqual([[1, code]]);
  expect(answer.accepted).toBe(1);
});

test('a line that is too long is passed over, and the next one read', async () => {
  const long = report({ reporter: 'x'.repeat(20_000) });
  const answer = await jsonOf<Answer>(await postLines(it.url, `${report()}\n${long}\n${report()}\n`));
  expect(answer).toMatchObject({ accepted: 2, refused: 1 });
  expect(codes(answer)).toEqual([[2, 'line-too-long']]);
});

test("a wrong token is 401; without one a tally is refused and reports count as the sender's own", async () => {
  expect((await postLines(it.url, report(), 'not-it')).status).toBe(401);
  expect((await postLines(it.url, report(), `${TOKEN}x`)).status).toBe(401);
  const tally = JSON.stringify({ kind: 'tally', at: minute(-60), service: 'shop', stepMinutes: 1, count: 1 });
  const answer = await jsonOf<Answer>(await postLines(it.url, `${tally}\n${report()}`, null));
  expect(answer).toMatchObject({ accepted: 1, refused: 1 });
  expect(codes(answer)).toEqual([[1, 'no-token']]);
});

test("a stranger's batch is limited line by line, and its whole body too", () =>
  withHarness({ limits: { perSource: { burst: 3, perSecond: 0.1 }, total: WIDE.total } }, async ({ url }) => {
    const answer = await jsonOf<Answer>(await postLines(url, `${report()}\n`.repeat(5), null));
    expect(answer).toMatchObject({ accepted: 3, refused: 2 });
    expect(codes(answer)).toEqual([
      [4, 'too-many'],
      [5, 'too-many'],
    ]);
    const long = await postLines(url, ' \n'.repeat(600_000), null);
    expect(long.status).toBe(413);
  }));

test('when the store fails midway the answer says what was taken before, and nothing is left unhandled', () =>
  withHarness({ limits: WIDE }, async ({ url, engine, errors }) => {
    const unhandled: unknown[] = [];
    const note = (cause: unknown) => unhandled.push(cause);
    process.on('unhandledRejection', note);
    const submit = engine.submit.bind(engine);
    let calls = 0;
    engine.submit = (entry) => {
      calls += 1;
      return calls > 1_500 ? Promise.reject(new Error('no room')) : submit(entry);
    };
    const before = engine.size;
    const answer = await postLines(url, `${report()}\n`.repeat(3_500));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe('60');
    const { taken } = await jsonOf<Problem>(answer);
    expect(taken).toMatchObject({ accepted: 1_500, refused: 500 });
    expect(taken!.refusals[0]!.line).toBe(1_501);
    expect(engine.size - before).toBe(1_500);
    expect(taken!.lastSeq! - taken!.firstSeq! + 1).toBe(1_500);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(errors).toHaveLength(1);
    errors.length = 0;
  }));

test('a body that stops midway leaves its whole lines, and the observatory unharmed', () =>
  withHarness({ limits: WIDE }, async ({ url, port, engine, errors }) => {
    const before = engine.size;
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        const line = `${report()}\n`;
        const text = line + line + line.slice(0, 20);
        socket.write(
          `POST /api/v1/signals HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 100000\r\n\r\n${text}`,
        );
        setTimeout(() => {
          socket.destroy();
          resolve();
        }, 100);
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(engine.size - before).toBe(2);
    expect(errors).toEqual([]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  }));

test("a slow sender's lines are durable as they come, not when its body ends", () =>
  withHarness({ limits: WIDE }, async ({ url, engine }) => {
    let send = (_: Uint8Array): void => {};
    let end = (): void => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (chunk) => controller.enqueue(chunk);
        end = () => controller.close();
      },
    });
    const before = engine.size;
    const answer = postLines(url, body);
    send(bytes(`${report()}\n`));
    await expect.poll(() => engine.size - before, { interval: 10 }).toBe(1);
    end();
    expect((await answer).status).toBe(200);
  }));

test('memory stays bounded while a long body passes, even one of a single line', () =>
  withHarness({ limits: WIDE }, async ({ url }) => {
    const chunk = bytes('x'.repeat(1 << 20));
    let left = 512;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const answer = await jsonOf<Answer>(await postLines(url, body));
    clearInterval(watch);
    expect(codes(answer)).toEqual([[1, 'line-too-long']]);
    // Sender and receiver share this process and its garbage; half of the body would be far more than either needs.
    expect((most - before) / (1 << 20)).toBeLessThan(256);
  }));
