/** Live logs in the program as people start it: `traffic --follow`, and `serve` with a source of traffic through stops and starts. */
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { lineAt } from '../../src/doors/traffic/doors.fixture.ts';
import { TrafficLine } from '../../src/doors/traffic-line.ts';
import type { ServiceBody } from '../../src/serve/schema.ts';
import { BIN, groundswell, startServer, tempFolder } from './program.ts';

const write = (path: string, lines: number, status = 200): void =>
  appendFileSync(path, Array.from({ length: lines }, () => `${lineAt(Date.now(), { status })}\n`).join(''));

/** Runs until it is told to stop. */
async function following(
  args: readonly string[],
  work: () => Promise<void>,
): Promise<{ out: string; err: string; code: number }> {
  const child = spawn(process.execPath, [BIN, 'traffic', '--follow', ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  while (!err.includes('following') && child.exitCode === null) await wait(50);
  await work();
  child.kill('SIGTERM');
  return { code: await ended, out, err };
}

describe('traffic --follow', () => {
  test('tells each minute of a log that comes later and is rotated, and what it refused', async () => {
    const log = join(tempFolder(), 'access.log');
    const { code, out, err } = await following([log], async () => {
      write(log, 30);
      write(log, 10, 503);
      appendFileSync(log, 'rubbish\n');
      await wait(1_200);
      renameSync(log, `${log}.1`);
      write(log, 5);
      await wait(4_000);
    });
    expect(code).toBe(0);
    const rows = out.trim().split('\n').slice(1);
    expect(rows.reduce((sum, row) => sum + Number(row.slice(16).trim().split(/\s+/)[0]), 0)).toBe(45);
    expect(out).toContain('10 (');
    expect(err).toMatch(/1 lines refused/);
  });

  test('with --json gives lines that the door for signals takes', async () => {
    const log = join(tempFolder(), 'access.log');
    const { out } = await following(['--json', '--service', 'shop', log], async () => {
      write(log, 12);
      await wait(1_200);
    });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => TrafficLine.parse(JSON.parse(line)));
    expect(lines.every(({ service }) => service === 'shop')).toBe(true);
    expect(lines.reduce((sum, { requests }) => sum + requests, 0)).toBe(12);
    expect(out).not.toContain('192.0.2.1');
  });

  test.each([
    [['--follow', '-'], 'not standard input'],
    [['--follow', '--addresses', 'x.log'], '--addresses does not go with --follow'],
    [['--follow'], 'name one or more log files'],
  ])('%j is wrong use', async (args, words) => {
    const { code, err } = await groundswell(['traffic', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });
});

const trafficOf = async (url: string): Promise<ServiceBody['traffic']> =>
  ((await (await fetch(`${url}/api/v1/services/shop`)).json()) as ServiceBody).traffic;

const requestsOf = (traffic: ServiceBody['traffic']): number =>
  traffic!.chart.requests.reduce<number>((sum, count) => sum + (count ?? 0), 0);

const shownUntil = (traffic: ServiceBody['traffic']): number => {
  const { start, stepMinutes, requests } = traffic!.chart;
  return Date.parse(start) + requests.length * stepMinutes * 60_000;
};

test('serve follows a log through stops, a kill and a rotation, and counts every line once', async () => {
  const folder = tempFolder();
  const log = join(folder, 'access.log');
  const config = join(folder, 'services.yaml');
  writeFileSync(config, `services:\n  - id: shop\n    traffic:\n      - { files: ${log} }\n`);
  const start = () => startServer(['serve', '--config', config, '--data', join(folder, 'j.db')], folder);
  let server = await start();
  write(log, 20);
  await wait(1_500);
  await server.stop();
  write(log, 10);
  server = await start();
  write(log, 5);
  await wait(1_500);
  await server.stop('SIGKILL');
  renameSync(log, `${log}.1`);
  write(log, 7);
  const written = Date.now();
  server = await start();
  await wait(4_000);
  await server.stop();
  server = await start();
  // A chart ends at the last tick: what was counted after it comes into view with the next, a minute later at most.
  let traffic = await trafficOf(server.url);
  for (let tries = 0; shownUntil(traffic) <= written && tries < 90; tries++) {
    await wait(1_000);
    traffic = await trafficOf(server.url);
  }
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const { err } = await server.stop();
  expect([requestsOf(traffic), err]).toEqual([42, expect.not.stringContaining('trouble')]);
  expect(traffic!.sources).toBe(1);
  expect(metrics).toContain('# HELP groundswell_traffic_lines');
  expect(readFileSync(join(folder, 'j.db')).includes('192.0.2.1')).toBe(false);
}, 150_000);

test('a configuration with a source that cannot be is told with its place', async () => {
  const folder = tempFolder();
  const config = join(folder, 'services.yaml');
  writeFileSync(
    config,
    'services:\n  - id: shop\n    traffic: [{ syslog: "udp://127.0.0.1:5514" }]\n  - id: mail\n    traffic:\n      - { syslog: "udp://127.0.0.1:5514" }\n',
  );
  const { code, err } = await groundswell(['serve', '--config', config], { cwd: folder });
  expect(code).not.toBe(0);
  expect(err).toContain('services.yaml:6:');
  expect(err).toContain('two sources listen on udp://127.0.0.1:5514');
});
