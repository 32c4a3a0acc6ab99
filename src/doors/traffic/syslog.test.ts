/** The syslog receiver: messages are told apart however they are cut up, lines are counted, and nothing that is sent breaks it. */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Kept, lineAt, T0 } from './doors.fixture.ts';
import { LiveCounter } from './live-counter.ts';
import { SyslogReceiver, syslogAddress } from './syslog.ts';
import { MESSAGE_MAX, SyslogFrames } from './syslog-frames.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const RFC3164 = (line: string): string => `<134>Mar 10 12:00:00 edge nginx: ${line}`;
const RFC5424 = (line: string): string => `<134>1 2026-03-10T12:00:00.5Z edge haproxy 77 - [x@1 a="b"] ${line}`;

function framesOf(sent: Uint8Array, cuts: readonly number[]): (string | 'long')[] {
  const frames = new SyslogFrames();
  const found: (Uint8Array | 'long' | undefined)[] = [];
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b).map((at) => at % (sent.length + 1))) {
    if (cut < from) continue;
    found.push(...frames.take(sent.subarray(from, cut)));
    from = cut;
  }
  found.push(...frames.take(sent.subarray(from)), frames.end());
  return found.flatMap((one) =>
    one === undefined ? [] : [typeof one === 'string' ? one : new TextDecoder().decode(one)],
  );
}

describe('messages over TCP', () => {
  test('are told apart by counted octets or by line breaks, mixed, wherever the stream is cut', () => {
    const message = fc.stringMatching(/^<\d{1,3}>[ -~]{0,80}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(message, fc.boolean())), fc.array(fc.nat()), (messages, cuts) => {
        const sent = messages.map(([text, counted]) => (counted ? `${text.length} ${text}` : `${text}\n`)).join('');
        expect(framesOf(bytes(sent), cuts)).toEqual(messages.map(([text]) => text));
      }),
    );
  });

  test('that are too long are passed over, and what follows is read', () => {
    const long = 'x'.repeat(MESSAGE_MAX + 1);
    expect(framesOf(bytes(`${MESSAGE_MAX + 1} ${long}<1>a\n`), [9])).toEqual(['long', '<1>a']);
    expect(framesOf(bytes(`<1>${long}\n<1>b\n`), [99, 70_000])).toEqual(['long', '<1>b']);
    expect(framesOf(bytes(`<1>${long.slice(10)}\n`), [])).toHaveLength(1);
  });

  test('of any bytes at all use no more memory than a message may have', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const frames = new SyslogFrames();
        for (const chunk of chunks)
          for (const frame of frames.take(chunk)) expect(frame.length).toBeLessThanOrEqual(MESSAGE_MAX);
      }),
    );
  });
});

test.each([
  ['udp://127.0.0.1:5514', { protocol: 'udp', host: '127.0.0.1', port: 5514 }],
  ['tcp://[::1]:6514', { protocol: 'tcp', host: '::1', port: 6514 }],
  ['TCP://localhost:514', { protocol: 'tcp', host: 'localhost', port: 514 }],
  ['udp://127.0.0.1', undefined],
  ['http://127.0.0.1:80', undefined],
  ['udp://127.0.0.1:70000', undefined],
])('%s is read as an address, or refused', (text, address) => {
  expect(syslogAddress(text)).toEqual(address);
});

async function receiving(
  protocol: 'udp' | 'tcp',
  work: (port: number, counter: LiveCounter, receiver: SyslogReceiver) => Promise<void>,
): Promise<void> {
  const counter = new LiveCounter({
    naming: { pseudonym: (list, high, low) => `~${list}${high}${low}`, shown: new Set() },
    now: () => T0 as never,
  });
  const errors: Error[] = [];
  const receiver = new SyslogReceiver({
    address: { protocol, host: '127.0.0.1', port: 0 },
    counter,
    onFull: () => counter.takeOut(),
    onError: (cause) => errors.push(cause),
  });
  const port = await receiver.listen();
  try {
    await work(port, counter, receiver);
  } finally {
    await receiver.close();
  }
  expect(errors).toEqual([]);
}

async function sendTcp(port: number, ...chunks: (string | Uint8Array)[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  for (const chunk of chunks) {
    socket.write(chunk);
    await wait(2);
  }
  socket.end();
  await new Promise((resolve) => socket.on('close', resolve));
}

describe('a receiver', () => {
  test('over TCP counts lines behind both kinds of header, and both kinds of framing', () =>
    receiving('tcp', async (port, counter, receiver) => {
      const counted = RFC5424(lineAt(T0));
      await sendTcp(port, `${RFC3164(lineAt(T0))}\n`, `${counted.length} ${counted}`, RFC3164(lineAt(T0)));
      receiver.settle();
      const { minutes, refused } = counter.takeOut();
      expect(minutes.map(({ counts }) => counts.requests)).toEqual([3]);
      expect([...refused]).toEqual([]);
    }));

  test('over UDP counts datagrams, also of several lines', () =>
    receiving('udp', async (port, counter, receiver) => {
      const socket = createSocket('udp4');
      const send = (text: string) => new Promise((resolve) => socket.send(text, port, '127.0.0.1', resolve));
      for (let i = 0; i < 20; i += 1) await send(RFC3164(lineAt(T0)));
      await send(`${RFC3164(lineAt(T0))}\n${RFC5424(lineAt(T0))}\n`);
      await send('no syslog at all');
      await wait(50);
      socket.close();
      receiver.settle();
      const { minutes, refused } = counter.takeOut();
      expect(minutes[0]?.counts.requests).toBe(22);
      expect(refused.get('header')?.lines).toBe(1);
    }));

  test('refuses what has no header, no line that can be read, or no end, by its reason, and goes on', () =>
    receiving('tcp', async (port, counter, receiver) => {
      await sendTcp(port, ...Array.from({ length: 5 }, () => `${RFC3164(lineAt(T0))}\n`));
      await sendTcp(
        port,
        'GET / HTTP/1.1\n',
        `${RFC3164('not an access line')}\n`,
        `<1>${'x'.repeat(MESSAGE_MAX + 9)}\n`,
      );
      await sendTcp(port, `${RFC3164(lineAt(T0))}\n`);
      receiver.settle();
      const { counted, refused } = counter.takeOut();
      expect(counted).toBe(6);
      expect(refused.get('header')?.lines).toBe(1);
      expect(refused.get('long')?.lines).toBe(1);
      expect([...refused.values()].reduce((sum, { lines }) => sum + lines, 0)).toBe(3);
    }));

  test('is not brought down by any bytes, nor by senders that break off', () =>
    receiving('tcp', async (port, counter, receiver) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { maxLength: 4 }),
          fc.boolean(),
          async (chunks, off) => {
            const socket = connect(port, '127.0.0.1');
            await new Promise((resolve) => socket.on('connect', resolve));
            for (const chunk of chunks) socket.write(chunk);
            if (off) socket.resetAndDestroy();
            else socket.end();
            await new Promise((resolve) => socket.on('close', resolve));
          },
        ),
        { numRuns: 60 },
      );
      receiver.settle();
      counter.takeOut();
      await sendTcp(port, `${RFC3164(lineAt(T0))}\n`);
      receiver.settle();
      expect(counter.takeOut().counted).toBe(1);
    }));
});

test('through the doors: a minute goes out when it is over, and what is left when they close', async () => {
  const kept = new Kept();
  const probe = createSocket('udp4');
  const port = await new Promise<number>((resolve) => probe.bind(0, '127.0.0.1', () => resolve(probe.address().port)));
  await new Promise<void>((resolve) => probe.close(resolve));
  const doors = await kept.open([{ syslog: `udp://127.0.0.1:${port}` }]);
  const socket = createSocket('udp4');
  const send = async (lines: number): Promise<void> => {
    for (let i = 0; i < lines; i += 1) {
      await new Promise((resolve) => socket.send(RFC3164(lineAt(kept.clock.now)), port, '127.0.0.1', resolve));
    }
    await wait(50);
  };
  await send(12);
  await doors.look();
  expect(kept.entries).toEqual([]);
  kept.clock.now += 61_000;
  await doors.look();
  expect([...kept.minutes]).toEqual([[0, 12]]);
  await send(5);
  await doors.close();
  socket.close();
  expect([...kept.minutes]).toEqual([
    [0, 12],
    [1, 5],
  ]);
  expect(kept.errors).toEqual([]);
});

test('an address that is taken is told, and the other sources go on', async () => {
  const kept = new Kept();
  const taken = createSocket('udp4');
  const port = await new Promise<number>((resolve) => taken.bind(0, '127.0.0.1', () => resolve(taken.address().port)));
  const doors = await kept.open([{ syslog: `udp://127.0.0.1:${port}` }, { logpush: true }]);
  expect(kept.errors).toHaveLength(1);
  expect(String(kept.errors[0])).toContain('EADDRINUSE');
  expect(doors.logpush('shop')).toBeDefined();
  await doors.close();
  taken.close();
});
