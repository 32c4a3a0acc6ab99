#!/usr/bin/env node
// Starts the command line. Runs the TypeScript as it is in a checkout, the emitted JavaScript in an installed package.
// Under a Node older than 24 it hands over to the `node` package that `npm ci` brought, if it is there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
// By its namespace: an old Node lacks some of it, and must get as far as the message below.
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'cli', 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Taking the types off takes longer than many a run, in every thread anew: once a checkout is enough.
  if (existsSync(source)) cacheCompiled(join(root, 'node_modules', '.cache', 'groundswell'));
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

/** Threads read the variable. Kept inside the checkout, where nobody else may write; without that right nothing is kept. */
function cacheCompiled(folder) {
  process.env.NODE_COMPILE_CACHE ??= folder;
  nodeModule.enableCompileCache(process.env.NODE_COMPILE_CACHE);
}

function bundledNode() {
  try {
    const path = join(dirname(nodeModule.createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
