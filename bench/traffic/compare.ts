/**
 * Speed and memory of `groundswell traffic` against the tools people use, on the same files in one run. Files are made in a
 * folder of the system's for temporary ones and removed afterwards. Run: npm run bench:traffic [-- --quick] [-- --stream GB]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf } from '../options.ts';
import { generateLog } from './generate.ts';
import { best, type Run, run } from './run.ts';

const BIN = new URL('../../bin/groundswell.mjs', import.meta.url).pathname;
const MILLION = 1_000_000;
/** fail2ban-regex needs minutes for a million lines; its rate does not depend on their number. */
const FAIL2BAN_LINES = 30_000;
const TIMES = 3;

const values = optionsOf(
  `
Usage: npm run bench:traffic -- [options]

Speed and memory of "groundswell traffic" beside the tools that people use, on the same files in one run.

Options:
      --quick          a twentieth of the lines
      --stream GB      how much goes through a pipe, to see the memory

Examples:
  npm run bench:traffic
  npm run bench:traffic -- --quick
`,
  { quick: { type: 'boolean' }, stream: { type: 'string' } },
);
const quick = values.quick === true;
const lines = quick ? MILLION / 10 : 2 * MILLION;
const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'));

try {
  console.log(
    `${cpus().length} CPUs (${cpus()[0]?.model}), Node ${process.version}, ${lines} lines a file, load ${loadavg()[0]!.toFixed(1)}\n`,
  );
  await compare('ordinary', 'an ordinary day: visits of about ten requests by 50,000 clients', 50_000, 10);
  await compare('distinct', 'the worst day: every line another client', lines, 1);
  await memory();
  await stream();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The peers on one file, after ours. */
async function compare(name: string, title: string, clients: number, visit: number): Promise<void> {
  const log = join(folder, `${name}.log`);
  generateLog(log, { lines, clients, visit });
  console.log(`${title} (${Math.round(statSync(log).size / 1e6)} MB)`);
  const ours = await best(TIMES, () => traffic(log));
  told('groundswell traffic', lines, ours);
  const awk = ['mawk', 'gawk', 'awk'].find(installed);
  if (awk !== undefined) {
    const program = '{c[$9]++} END{for(k in c) print k,c[k]}';
    const counted = await best(TIMES, () => run(awk, [program, log]));
    told(`${awk} '{c[$9]++}'`, lines, counted);
    console.log(`    ours takes ${(ours.seconds / counted.seconds).toFixed(2)} times as long (target: 3 at most)`);
  }
  await against('goaccess', lines, ours, () =>
    run('goaccess', [log, '--log-format=COMBINED', '-o', join(folder, 'goaccess.json'), '--no-global-config']),
  );
  if (name === 'ordinary') await fail2ban(ours);
  console.log();
  rmSync(log);
}

async function fail2ban(ours: Run): Promise<void> {
  const small = join(folder, 'small.log');
  generateLog(small, { lines: FAIL2BAN_LINES, clients: 2_000 });
  await against('fail2ban-regex', FAIL2BAN_LINES, ours, () => run('fail2ban-regex', [small, '^<HOST> .*" 404 ']));
  await against('crowdsec', FAIL2BAN_LINES, ours, () =>
    run('crowdsec', ['-dsn', `file://${small}`, '-type', 'nginx', '-no-api']),
  );
}

async function against(tool: string, count: number, ours: Run, once: () => Promise<Run>): Promise<void> {
  if (!installed(tool)) {
    console.log(`  ${tool} is not installed`);
    return;
  }
  const theirs = await once();
  if (theirs.code !== 0) {
    console.log(`  ${tool} ended with code ${theirs.code}`);
    return;
  }
  told(tool, count, theirs);
  const ratio = lines / ours.seconds / (count / theirs.seconds);
  console.log(
    `    ours reads ${ratio.toFixed(1)} times its lines a second${tool === 'goaccess' ? ' (target: 20)' : ''}`,
  );
}

/** Ten times the clients must not cost more memory. */
async function memory(): Promise<void> {
  if (quick) return;
  console.log('memory');
  for (const millions of [1, 10]) {
    const log = join(folder, 'clients.log');
    generateLog(log, { lines: millions * MILLION, clients: millions * MILLION });
    told(`${millions} million clients`, millions * MILLION, await traffic(log));
    rmSync(log);
  }
  console.log('    target: 300 MB at most, and no more for ten million\n');
}

/** A stream of any length in the same memory. */
async function stream(): Promise<void> {
  const gigabytes = Number(values.stream ?? 0);
  if (!(gigabytes > 0)) return;
  const log = join(folder, 'stream.log');
  generateLog(log, { lines, clients: lines });
  const times = Math.ceil((gigabytes * 1e9) / statSync(log).size);
  const streamed = await run(process.execPath, [BIN, 'traffic', '-', '--json'], { input: { path: log, times } });
  told(`${gigabytes} GB on standard input`, lines * times, streamed);
}

function traffic(log: string): Promise<Run> {
  return run(process.execPath, [BIN, 'traffic', log, '--json']);
}

function installed(tool: string): boolean {
  return spawnSync('which', [tool]).status === 0;
}

function told(what: string, count: number, { seconds, cpuSeconds, peakMb }: Run): void {
  const rate = Math.round(count / seconds).toLocaleString('en');
  console.log(
    `  ${what.padEnd(28)} ${seconds.toFixed(2).padStart(7)} s  ${rate.padStart(10)} lines/s  ${cpuSeconds.toFixed(2).padStart(7)} s of processors  ${Math.round(peakMb)} MB`,
  );
}
