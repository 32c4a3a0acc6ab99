/** Installs Debian's packages that the tests need, where this may do so; anywhere else the tests say in one line what to install. */
import { execFileSync } from 'node:child_process';

export function installDebian(what: string, packages: readonly string[], isThere: () => boolean): void {
  if (isThere() || process.getuid?.() !== 0 || !hasApt()) return;
  process.stderr.write(`No ${what} here: installing Debian's (apt-get install ${packages.join(' ')})\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
}

function hasApt(): boolean {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
