/**
 * Before the tests: the browser tests need a Chromium. Where there is none and this may install Debian's package, it
 * does; anywhere else the tests say in one line what to install.
 */
import { execFileSync } from 'node:child_process';
import { findChromium } from '../browser/chromium.ts';

export default function setup(): void {
  if (isThere() || process.getuid?.() !== 0 || !hasApt()) return;
  process.stderr.write('No Chromium here: installing the Debian package (apt-get install chromium)\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
}

function isThere(): boolean {
  try {
    findChromium();
    return true;
  } catch {
    return false;
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
