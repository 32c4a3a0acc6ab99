/**
 * Serving, as ratios in one run. Durable reports acknowledged a second, against the same server answering 202 without
 * storing, and against the bare framework that does nothing but parse the body; pages against a fixed answer of the same
 * bytes. Rounds take turns, since machines are noisy; the median of the rounds' ratios counts. Run: npm run bench:serve
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadResult } from './load.ts';

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 128;
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'));
const children: ChildProcess[] = [];
try {
  const settings = `services: [{ id: shop }]
trustedProxies: [127.0.0.1]
limits: { perSource: { burst: 1000000, perSecond: 1000000 }, total: { burst: 10000000, perSecond: 10000000 } }
`;
  writeFileSync(join(folder, 'services.yaml'), settings);
  const ours = await start([
    here('../../bin/groundswell.mjs'),
    'serve',
    '--json',
    '--port',
    '0',
    '--config',
    join(folder, 'services.yaml'),
    '--data',
    join(folder, 'j.db'),
  ]);
  const port = Number(new URL(JSON.parse(ours).url).port);
  const page = join(folder, 'page.gz');
  const shown = await get(port, '/services/shop');
  writeFileSync(page, shown.body);
  const bare = Number((await start([here('bare.ts'), page, JSON.stringify(shown.headers)])).trim());
  const unstored = Number((await start([here('unstored.ts'), settings])).trim());

  const reports = (peer: number) => rounds((other) => load('report', other ? peer : port, 202));
  print('reports, 202 when durable, against the same server without storing', await reports(unstored));
  print('reports, 202 when durable, against the bare framework', await reports(bare));
  const pages = await rounds((other) => load('page', other ? bare : port, 200, '/services/shop'));
  print('service page, against a fixed answer', pages);
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

interface Round {
  readonly ours: LoadResult;
  readonly peer: LoadResult;
}

async function rounds(one: (peer: boolean) => Promise<LoadResult>): Promise<Round[]> {
  await one(false);
  await one(true);
  const done: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) done.push({ ours: await one(false), peer: await one(true) });
  return done;
}

async function load(kind: string, port: number, expect: number, path = '/'): Promise<LoadResult> {
  const args = [here('load.ts'), kind, String(port), String(SECONDS), String(CONNECTIONS), String(expect), path];
  const { stdout } = await run(process.execPath, args);
  const result = JSON.parse(stdout) as LoadResult;
  if (result.other > 0) throw new Error(`${result.other} answers of ${kind} were not ${expect}`);
  return result;
}

function print(what: string, done: readonly Round[]): void {
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  const ratios = done.map(({ ours, peer }) => ours.perSecond / peer.perSecond);
  const ours = median(done.map((round) => round.ours.perSecond));
  const peer = median(done.map((round) => round.peer.perSecond));
  const p99 = median(done.map((round) => round.ours.p99));
  console.log(
    `${what}: ${ours}/s, peer ${peer}/s, ratio ${median(ratios).toFixed(2)} (rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}), p99 ${p99} ms`,
  );
}

/** An answer as it goes over the wire: still compressed, with the headers that the page itself brings. */
function get(port: number, path: string): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const ofTheConnection = ['date', 'connection', 'keep-alive', 'content-length'];
  return new Promise((resolve, reject) => {
    request({ port, path, headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const own = Object.entries(answer.headers).filter(([name]) => !ofTheConnection.includes(name));
        resolve({ headers: Object.fromEntries(own) as Record<string, string>, body: Buffer.concat(chunks) });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Starts a Node program and resolves to the first thing it prints. */
function start(args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (/^\{[\s\S]*\}\s*$|^\d+\s*$/.test(text)) resolve(text);
    });
    child.on('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)));
  });
}
