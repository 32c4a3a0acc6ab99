/**
 * How long a bundle of many signals takes to pack and to check, in Node and in Chromium, and how much memory a page takes for it.
 * `npm run bench:evidence -- [--signals N]`
 */
import { mkdtempSync, openAsBlob, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { openChromium } from '../../test/browser/chromium.ts';
import { bundleOf, makeWorld, minutesOf, SMALL, verifyZip } from '../../test/evidence/world.ts';
import { startHarness } from '../../test/http/harness.ts';
import { optionsOf } from '../options.ts';

const OUTAGE_MINUTES = 60;
const values = optionsOf(
  `
Usage: npm run bench:evidence -- [options]

How long a bundle takes to pack and to check, in Node and in Chromium, and how much memory a page takes for it.

Options:
      --signals N      signals in the bundle  (default 1000000)

Examples:
  npm run bench:evidence -- --signals 100000
`,
  { signals: { type: 'string', default: '1000000' } },
);
const signals = Number(values.signals);

const seconds = (since: number): number => Number(((performance.now() - since) / 1_000).toFixed(1));
const mebibytes = (bytes: number): number => Math.round(bytes / 1_048_576);
const say = (words: string): void => void process.stdout.write(`${words}\n`);

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const done = await work();
  say(`${what}: ${seconds(since)} s`);
  return done;
}

/** The most memory that any process of a page has had. */
async function pageMemory(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1_024);
  return Math.max(...peaks);
}

async function inChromium(what: string, url: string, incident: string, zip: string): Promise<void> {
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/incidents/${incident}`);
    const since = performance.now();
    await page.locator('input[type=file]').setInputFiles(zip);
    const output = page.locator('bundle-check output');
    await output.filter({ hasText: /holds\.|does not hold/ }).waitFor({ timeout: 600_000 });
    const [verdict] = await output.locator('p').allTextContents();
    const peak = await pageMemory(await browser.newBrowserCDPSession());
    say(`${what} in Chromium: ${seconds(since)} s, ${verdict} Peak of the page's process: ${mebibytes(peak)} MiB`);
  } finally {
    await browser.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'));
const large = { ...SMALL, outageMinutes: OUTAGE_MINUTES, reportsAMinute: Math.ceil(signals / OUTAGE_MINUTES) };
const page = await startHarness();
try {
  await using small = await makeWorld(SMALL);
  const world = await timed(`taking ${signals.toLocaleString('en')} signals into a journal`, () =>
    makeWorld(large, openSqliteHome(join(folder, 'j.db'))),
  );
  const bundle = await timed('packing', () => bundleOf(world, 'large'));
  say(`the bundle: ${mebibytes(statSync(bundle.zip).size)} MiB`);
  const verdict = await timed('verifying in Node', async () => verifyZip(await openAsBlob(bundle.zip)));
  say(
    `${verdict.ok ? 'Everything holds' : 'It does not hold'}: ${verdict.entries?.enclosed.toLocaleString('en')} entries`,
  );
  // Any incident's page checks any file.
  for (const entries of minutesOf(SMALL)) await page.engine.submitAll(entries);
  const [shown] = await page.engine.incidents({ limit: 1 });
  const few = await bundleOf(small, 'small');
  await inChromium('a small bundle', page.url, shown!.id, few.zip);
  await inChromium('the large bundle', page.url, shown!.id, bundle.zip);
  await world[Symbol.asyncDispose]();
} finally {
  await page.close();
  page.remove();
  rmSync(folder, { recursive: true, force: true });
}
