/** Finds and starts Chromium for the browser's tests. Without one the tests fail and say what to install. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: findChromium(), args: ARGS });
}

export function findChromium(): string {
  const { CHROMIUM, PATH = '' } = process.env;
  const candidates = [
    CHROMIUM,
    '/usr/bin/chromium',
    ...PATH.split(delimiter).map((folder) => join(folder, 'chromium')),
  ];
  const found = candidates.find((path) => path !== undefined && path !== '' && isExecutable(path));
  if (found === undefined)
    throw new Error('no Chromium for the browser tests: apt-get install chromium, or name one in CHROMIUM');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
