/** The program as people start it: `node bin/groundswell.mjs …`, in a folder of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../../bin/groundswell.mjs', import.meta.url));

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'groundswell-cli-'));

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function groundswell(
  args: readonly string[],
  options: { cwd?: string; input?: string | Buffer; nodeOptions?: string } = {},
): Promise<Outcome> {
  const env = options.nodeOptions === undefined ? process.env : { ...process.env, NODE_OPTIONS: options.nodeOptions };
  const child = spawn(process.execPath, [BIN, ...args], { cwd: options.cwd ?? tempFolder(), env });
  const [out, err] = [gather(child.stdout), gather(child.stderr)];
  // A program that has read enough closes its side.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out: out(), err: err() }));
  });
}

export interface Serving {
  readonly url: string;
  readonly err: () => string;
  /** Such as SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  /** When it has ended, by itself or not. */
  readonly ended: Promise<Outcome>;
  /** Ends it as a service manager would. */
  stop(signal?: NodeJS.Signals): Promise<Outcome>;
}

/** Starts a server with --json and waits until it says where it listens. */
export async function startServer(args: readonly string[], cwd: string): Promise<Serving> {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [BIN, ...args, '--port', '0', '--json'],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [out, err] = [gather(child.stdout), gather(child.stderr)];
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => resolve({ code, out: out(), err: err() }));
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (/\}\s*$/.test(out())) resolve(JSON.parse(out()).url);
    });
    void ended.then((outcome) => reject(new Error(`it ended: ${JSON.stringify(outcome)}`)));
  });
  return {
    url: url.replace('localhost', '127.0.0.1'),
    err,
    ended,
    signal: (signal) => void child.kill(signal),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

function gather(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
