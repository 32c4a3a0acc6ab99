/**
 * An answer of 202 comes after the disk has said that it holds the report. Seen from outside, by the system calls of a
 * serving process; and with a disk that fails, from outside too.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Acknowledged, aftermathOf } from './aftermath.ts';

const BIN = new URL('../../bin/groundswell.mjs', import.meta.url).pathname;
const canTrace = spawnSync('strace', ['-e', 'trace=none', 'true']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'groundswell-fsync-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'services.yaml');
writeFileSync(
  config,
  'limits: { perSource: { burst: 1000, perSecond: 1000 } }\nservices:\n  - { id: shop, name: Shop }\n',
);

interface Traced {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ended: Promise<number | null>;
  /** Asks the traced program to end; strace passes its exit code on. */
  stop(): void;
}

async function serveTraced(path: string, trace: string, ...options: string[]): Promise<Traced> {
  const program = [process.execPath, BIN, 'serve', '-c', config, '-d', path, '-p', '0', '--json'];
  const child = spawn(
    'strace',
    ['-f', '-y', '-e', 'trace=fsync,read,write,writev', ...options, '-o', trace, ...program],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"url": "([^"]+)"/.exec(output)?.[1];
      if (found !== undefined) resolve(found.replace('localhost', '127.0.0.1'));
    });
    void ended.then((code) => reject(new Error(`ended with ${code} before it listened`)));
  });
  return { child, url, ended, stop: () => spawnSync('pkill', ['-INT', '-P', String(child.pid)]) };
}

async function report(url: string): Promise<Acknowledged | undefined> {
  const answer = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"service":"shop","symptom":"error"}',
  });
  return answer.status === 202 ? ((await answer.json()) as Acknowledged) : undefined;
}

test.skipIf(!canTrace)(
  'between a report and its 202 lies an fsync of the write-ahead log (skipped without strace)',
  async () => {
    const trace = join(folder, 'order.trace');
    const { url, ended, stop } = await serveTraced(join(folder, 'order.db'), trace);
    for (let i = 0; i < 5; i += 1) expect(await report(url)).toBeDefined();
    stop();
    expect(await ended).toBe(0);
    const calls = readFileSync(trace, 'utf8').split('\n');
    const kinds = calls.flatMap((call) => {
      if (call.includes('"POST /api/v1/reports')) return ['report'];
      if (/(?:fsync\(\d+<[^>]*-wal>\)|fsync resumed>\)) += 0/.test(call)) return ['synced'];
      return call.includes('HTTP/1.1 202') ? ['answer'] : [];
    });
    expect(kinds.filter((kind) => kind === 'answer')).toHaveLength(5);
    expect(kinds.join(' ').match(/report (?:synced )+answer/g)).toHaveLength(5);
  },
);

test.skipIf(!canTrace)(
  'when fsync fails nothing more is acknowledged, the program ends, and what was acknowledged is there (skipped without strace)',
  async () => {
    const path = join(folder, 'failing.db');
    const { url, ended } = await serveTraced(
      path,
      join(folder, 'failing.trace'),
      '-e',
      // Of each thread's calls: a first start makes some forty, the reports the others.
      'inject=fsync:error=EIO:when=80+',
    );
    const acknowledged: Acknowledged[] = [];
    for (let failed = false; !failed; ) {
      const answer = await report(url).catch(() => undefined);
      if (answer === undefined) failed = true;
      else acknowledged.push({ id: answer.id, seq: answer.seq });
    }
    expect(acknowledged.length, 'anti-vacuity: it worked until the disk failed').toBeGreaterThan(0);
    expect(await ended).toBe(1);
    const { lost, problems } = await aftermathOf(path, acknowledged);
    expect(lost).toEqual([]);
    expect(problems).toEqual([]);
  },
);
