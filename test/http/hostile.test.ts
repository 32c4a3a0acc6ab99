/** Connections that mean harm, against the program as people start it: it answers everybody else meanwhile, stays within its memory, and lets go of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Serving, startServer } from '../cli/program.ts';

const SLOW = 400;
const SILENT = 100;
const STREAMS = 300;
/** What a few hundred connections may cost; each of them alone costs some kilobytes. */
const MORE_BYTES_MAX = 150e6;

let it: Serving;
let port: number;
const folder = mkdtempSync(join(tmpdir(), 'groundswell-hostile-'));
const opened = new Set<Socket>();

beforeAll(async () => {
  writeFileSync(
    join(folder, 'services.yaml'),
    'limits: { perSource: { burst: 100000, perSecond: 100000 } }\nservices:\n  - { id: shop, name: Shop }\n',
  );
  it = await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
  port = Number(new URL(it.url).port);
});
afterAll(async () => {
  for (const socket of opened) socket.destroy();
  await it.stop();
  rmSync(folder, { recursive: true });
});

interface Line {
  readonly socket: Socket;
  /** All that came back. */
  readonly got: () => string;
  readonly isClosed: () => boolean;
}

async function line(sent: string): Promise<Line> {
  const socket = connect(port, '127.0.0.1');
  opened.add(socket);
  let [got, closed] = ['', false];
  socket.on('data', (bytes) => {
    got += bytes;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
    opened.delete(socket);
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(sent);
  return { socket, got: () => got, isClosed: () => closed };
}
const lines = (count: number, sent: string): Promise<Line[]> =>
  Promise.all(Array.from({ length: count }, () => line(sent)));

/** A reader and a reporter like any other. */
async function others(): Promise<number[]> {
  const page = await fetch(`${it.url}/services/shop`);
  await page.arrayBuffer();
  const report = await fetch(`${it.url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"service":"shop","symptom":"slow"}',
  });
  await report.arrayBuffer();
  return [page.status, report.status];
}

async function figure(name: string): Promise<number> {
  const metrics = await (await fetch(`${it.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(metrics)![1]);
}

test('who sends headers a byte at a time, or nothing at all, is let go of, and everybody else is answered', async () => {
  const before = await figure('process_resident_memory_bytes');
  const slow = await lines(SLOW, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  const silent = await lines(SILENT, '');
  // Bodies that never end need no longer than headers do to cost nothing: they are read as they come.
  const bodies = await lines(
    SILENT,
    `POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
  );
  const gone = (): boolean => [...slow, ...silent].every(({ isClosed }) => isClosed());
  const dripping = setInterval(() => {
    for (const { socket } of [...slow, ...bodies]) if (!socket.destroyed) socket.write('a');
  }, 250);
  try {
    for (const late = Date.now() + 30_000; !gone() && Date.now() < late; await wait(200)) {
      expect(await others()).toEqual([200, 202]);
    }
  } finally {
    clearInterval(dripping);
  }
  expect(gone()).toBe(true);
  expect(slow.every(({ got }) => got().startsWith('HTTP/1.1 408'))).toBe(true);
  expect((await figure('process_resident_memory_bytes')) - before).toBeLessThan(MORE_BYTES_MAX);
}, 90_000);

test.each([
  ['headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'a'.repeat(100_000)}`, 431],
  ['an address without end', `GET /${'a'.repeat(100_000)}`, 431],
  ['thousands of headers', `GET / HTTP/1.1\r\n${'X-Many: 1\r\n'.repeat(10_000)}`, 431],
  [
    'two lengths',
    'POST /api/v1/reports HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
])('%s: answered in words that HTTP has for it, and closed', async (_, sent, status) => {
  const { got, isClosed } = await line(sent);
  await expect.poll(isClosed, { timeout: 10_000 }).toBe(true);
  expect(got()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(await others()).toEqual([200, 202]);
});

test('a body without end is refused while it comes, and is not kept', async () => {
  const before = await figure('process_resident_memory_bytes');
  const { socket, got, isClosed } = await line(
    'POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  const piece = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
  let sent = 0;
  for (; sent < 200e6 && !isClosed() && !got().startsWith('HTTP/1.1 413'); sent += piece.length) {
    if (!socket.write(piece))
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), wait(1_000)]);
  }
  await expect.poll(got, { timeout: 10_000 }).toMatch(/^HTTP\/1\.1 413 /);
  expect(sent).toBeLessThan(100e6);
  socket.destroy();
  expect((await figure('process_resident_memory_bytes')) - before).toBeLessThan(MORE_BYTES_MAX);
  expect(await others()).toEqual([200, 202]);
});

test('hundreds of live streams that nobody reads, and resets in the middle of anything, leave nothing behind', async () => {
  const streams = await lines(STREAMS, 'GET /api/v1/live?service=shop HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await expect.poll(() => figure('groundswell_live_streams'), { timeout: 10_000 }).toBe(STREAMS);
  expect(streams.every(({ got }) => got().startsWith('HTTP/1.1 200'))).toBe(true);
  for (const { socket } of streams) socket.pause();
  expect(await others()).toEqual([200, 202]);
  for (const { socket } of streams) socket.resetAndDestroy();
  const halves = [
    'GET /services/shop HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"service":',
    'POST /api/v1/signals HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"kin\r\n',
    'GET /incidents HTTP/1.1\r\nHost: loc',
  ];
  for (let round = 0; round < 25; round += 1) {
    for (const { socket } of await Promise.all(halves.map(line))) socket.resetAndDestroy();
  }
  await expect.poll(() => figure('groundswell_live_streams'), { timeout: 10_000 }).toBe(0);
  expect(await others()).toEqual([200, 202]);
  expect(it.err(), 'nothing of it is worth a line in the log').not.toContain('"level":50');
});
