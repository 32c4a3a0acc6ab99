#!/usr/bin/env node
// Starts the command line. Runs the TypeScript as it is in a checkout, the emitted JavaScript in an installed package.
// Under a Node older than 24 it hands over to the `node` package that `npm ci` brought, if it is there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'cli', 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { main } = await import(existsSync(source) ? '../src/cli/main.ts' : '../dist/cli/main.js');
  await main(process.argv.slice(2));
} else {
  const newer = bundledNode();
  if (newer === undefined) {
    process.stderr.write(
      `groundswell needs Node 24 or newer; this is ${process.version}. Install it, or run npm ci in the checkout.\n`,
    );
    process.exitCode = 1;
  } else {
    const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === null ? 1 : 128);
    });
  }
}

function bundledNode() {
  try {
    const path = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
