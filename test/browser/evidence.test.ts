/** An incident's evidence in a real Chromium: the page fetches it, computes every figure again, and names what does not hold. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutesOf, SMALL } from '../evidence/world.ts';
import { type Harness, startHarness } from '../http/harness.ts';
import { openChromium } from './chromium.ts';

let it: Harness;
let browser: Browser;
let incident: string;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  it = await startHarness();
  for (const entries of minutesOf(SMALL)) await it.engine.submitAll(entries);
  it.log.publish();
  incident = (await it.engine.incidents({ services: ['shop'], limit: 1 }))[0]!.id;
  browser = await openChromium();
  page = await browser.newPage();
  page.on('pageerror', (cause) => errors.push(cause.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
});
afterAll(async () => {
  await browser?.close();
  await it?.close();
  it?.remove();
});

const said = async (words: RegExp): Promise<string> => {
  const output = page.locator('bundle-check output');
  await output.filter({ hasText: words }).waitFor({ timeout: 30_000 });
  return (await output.textContent()) ?? '';
};

test('the live bundle is checked in the browser, with the same outcome as anywhere', async () => {
  await page.goto(`${it.url}/incidents/${incident}`);
  await page.getByRole('button', { name: 'Check it in this browser' }).click();
  const text = await said(/holds/);
  expect(text).toContain('Everything holds.');
  expect(text).toMatch(/\d+ figures were computed again from \d+ entries/);
  expect(text).toContain('Not proven: that what people reported was true');
  expect(await page.locator('bundle-check progress').isHidden()).toBe(true);
  expect(errors).toEqual([]);
});

test('a downloaded bundle is checked too, and one with a changed byte does not hold, by name', async () => {
  const answer = await fetch(`${it.url}/incidents/${incident}/bundle.zip`);
  expect(answer.headers.get('content-disposition')).toContain(`${incident}.zip`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const file = (buffer: Buffer) => ({ name: 'evidence.zip', mimeType: 'application/zip', buffer });
  await page.locator('input[type=file]').setInputFiles(file(bytes));
  expect(await said(/holds\./)).toContain('Everything holds.');
  const at = bytes.indexOf('data/account.html') + 300;
  bytes[at]! ^= 1;
  await page.locator('input[type=file]').setInputFiles(file(bytes));
  expect(await said(/does not hold/)).toContain('data/account.html');
  await page.locator('input[type=file]').setInputFiles(file(Buffer.from('no archive')));
  expect(await said(/does not hold/)).toContain('the archive');
});

test('without the script the evidence can still be downloaded', async () => {
  const view = await browser.newContext({ javaScriptEnabled: false });
  const tab = await view.newPage();
  await tab.goto(`${it.url}/incidents/${incident}`);
  expect(await tab.getByRole('link', { name: 'download the evidence' }).getAttribute('href')).toContain('bundle.zip');
  expect(await tab.getByRole('button', { name: 'Check it' }).isVisible()).toBe(false);
  await view.close();
});

test('asked for twice it is packed once, and an incident that nobody knows has none', async () => {
  const get = (id: string) => fetch(`${it.url}/incidents/${id}/bundle.zip`);
  const [one, two] = await Promise.all([get(incident), get(incident)]);
  expect(Buffer.from(await one.arrayBuffer()).equals(Buffer.from(await two.arrayBuffer()))).toBe(true);
  expect((await get('shop-20000101T0000Z')).status).toBe(404);
});
