/** One run of a program: how long it took, on the clock and of all processors, and how much memory it held at most, by the kernel's marks. */
import { spawn } from 'node:child_process';
import { createReadStream, openSync, readFileSync } from 'node:fs';

const POLL_MS = 20;
/** A second, as Linux counts processor time. */
const TICKS = 100;

export interface Run {
  readonly seconds: number;
  /** Of all its threads; what others do on the machine disturbs it less than the clock. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly code: number | null;
}

export interface RunOptions {
  /** A file that is written to standard input, so many times. */
  readonly input?: { readonly path: string; readonly times: number };
}

/** Runs a program to its end; its output goes nowhere. */
export async function run(command: string, args: readonly string[], { input }: RunOptions = {}): Promise<Run> {
  const startedAt = performance.now();
  const nowhere = openSync('/dev/null', 'w');
  const child = spawn(command, args, { stdio: [input === undefined ? 'ignore' : 'pipe', nowhere, nowhere] });
  let peakMb = 0;
  let cpuSeconds = 0;
  const look = (): void => {
    peakMb = Math.max(peakMb, highWaterMb(child.pid));
    cpuSeconds = Math.max(cpuSeconds, processorSeconds(child.pid));
  };
  const timer = setInterval(look, POLL_MS);
  if (input !== undefined) void feed(child.stdin!, input.path, input.times);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  }).finally(() => clearInterval(timer));
  return { seconds: (performance.now() - startedAt) / 1_000, cpuSeconds, peakMb, code };
}

async function feed(stdin: NodeJS.WritableStream, path: string, times: number): Promise<void> {
  stdin.on('error', () => {});
  for (let i = 0; i < times; i += 1) {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      if (!stdin.write(chunk)) await new Promise((resolve) => stdin.once('drain', resolve));
    }
  }
  stdin.end();
}

/** Ticks of the kernel's clock in user and system mode. */
function processorSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

function highWaterMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    // It has ended; what was read before stands.
    return 0;
  }
}

/** The quickest of several runs: what disturbs a run only makes it slower. */
export async function best(runs: number, once: () => Promise<Run>): Promise<Run> {
  let found = await once();
  for (let i = 1; i < runs; i += 1) {
    const next = await once();
    found = { ...(next.seconds < found.seconds ? next : found), peakMb: Math.max(found.peakMb, next.peakMb) };
  }
  return found;
}
