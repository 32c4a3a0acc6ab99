/** A network of a test's own, in which it may forbid and forget routes: a Linux network namespace, made by `unshare` and gone with its program. */
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

/** With the caller's rights, or as root of a user namespace of its own. */
const WAYS = [
  ['unshare', '--net'],
  ['unshare', '--net', '--map-root-user'],
] as const;

const way = WAYS.find(([command, ...options]) => {
  try {
    execFileSync(command, [...options, 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** Where the machine allows no namespace, tests that need one are skipped, and say so by their names. */
export const canSeparate = way !== undefined;
export const NEEDS = '(needs a network namespace: Linux with iproute2, and root or unprivileged user namespaces)';

if (!canSeparate) process.stderr.write(`No network namespace can be made here; tests that need one are skipped.\n`);

/** Runs a program of the tests on a network that has loopback and these routes; what it prints. */
export async function runSeparated(program: URL, routes: readonly string[]): Promise<string> {
  const [command, ...options] = way!;
  const script = ['ip link set lo up', ...routes.map((route) => `ip route add ${route}`), 'exec "$0" "$@"'].join(
    ' && ',
  );
  const args = [...options, 'sh', '-c', script, process.execPath, program.pathname];
  return (await promisify(execFile)(command, args)).stdout;
}
