/**
 * Five people in a real Chromium on a real observatory, in which a shop fails just now and X has failed: a reader, a reporter, a follower,
 * an operator and an analyst. With a folder in PICTURES each step is taken at three widths and in both schemes, as docs/journeys.md shows.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Player } from '../../src/demo/player.ts';
import { xOutage } from '../../src/demo/x-2025-03-10.ts';
import type { Role } from '../../src/doors/access/roles.ts';
import { addToken, revokeToken } from '../../src/doors/access/token-book.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { type Harness, startHarness } from '../http/harness.ts';
import { openChromium } from './chromium.ts';

const { PICTURES } = process.env;
const WIDTHS = [390, 800, 1280];

let it: Harness;
let browser: Browser;
beforeAll(async () => {
  it = await startHarness({
    yaml: `
name: Status of the north
url: https://status.example.org
subscriptions: { mail: { server: "smtp://127.0.0.1:1", from: status@example.org } }
services:
  - { id: shop, name: Web shop, components: [{ id: search, name: Search }, { id: checkout, name: Checkout }] }
  - { id: bank, name: Bank }
`,
    subscribing: true,
  });
  await new Player(it.engine, [{ ...xOutage, playFrom: xOutage.end }], undefined, (cause) =>
    it.errors.push(cause),
  ).load();
  await minutes(26 * 60, () => 0);
  await minutes(14, (minute) => 6 + 3 * minute);
  await it.engine.save(false);
  browser = await openChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  expect(it?.errors).toEqual([]);
  await it?.close();
  it?.remove();
});

let reports = 0;
const COUNTRIES = ['DE', 'DE', 'AT', 'CH', 'FR'];
const SYMPTOMS = ['unreachable', 'unreachable', 'error', 'slow'] as const;

/** So many reports of the shop in each minute, and now and then one of a quiet day. */
async function minutes(count: number, many: (minute: number) => number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    const quiet = minute % 37 === 0 ? 1 : 0;
    const entries = Array.from({ length: many(minute) + quiet }, (_, i): Entry => {
      reports += 1;
      return {
        kind: 'report',
        at: (it.clock.now + i) as EpochMs,
        id: `r${reports}`,
        reporter: `p${reports}`,
        service: 'shop',
        symptom: SYMPTOMS[reports % 4]!,
        component: reports % 3 === 0 ? 'search' : 'checkout',
        network: `AS${64_500 + (reports % 12)}`,
        country: COUNTRIES[reports % 5]!,
      };
    });
    await it.engine.submitAll(entries);
    await it.tick(1);
  }
}

async function as(options: BrowserContextOptions, way: (tab: Page) => Promise<void>): Promise<void> {
  const view = await browser.newContext({
    viewport: { width: 390, height: 844 },
    timezoneId: 'Europe/Vienna',
    ...options,
  });
  try {
    await way(await view.newPage());
  } finally {
    await view.close();
  }
}

/** Where somebody is on the way: nothing is wrong with the page, and it is taken if that is wanted. */
async function step(tab: Page, name: string): Promise<void> {
  await tab.evaluate(axe.source);
  const faults = await tab.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 200)))",
  );
  expect(faults, name).toEqual([]);
  const { width, height } = tab.viewportSize()!;
  expect(await tab.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const at of WIDTHS) {
    await tab.setViewportSize({ width: at, height: at < 1_000 ? 1_000 : 1_180 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme });
      writeFileSync(join(PICTURES, `${name}-${at}-${colorScheme}.png`), await tab.screenshot());
    }
  }
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize({ width, height });
}

const mainOf = (tab: Page): Promise<string> => tab.locator('main').innerText();
const tokenOf = (name: string, role: Role): string =>
  addToken(join(it.folder, 'tokens'), { name, role, at: it.clock.now as EpochMs });

async function signIn(tab: Page, token: string): Promise<void> {
  await tab.getByLabel('Token').fill(token);
  await tab.getByRole('button', { name: 'Sign in' }).click();
}

test('a reader in a hurry sees what fails, since when, where and how that was decided, and what was before', async () => {
  await as({}, async (tab) => {
    await tab.goto(it.url);
    expect(await tab.locator('h1').innerText()).toBe('One service is failing');
    await step(tab, 'reader-overview');
    await tab.getByRole('link', { name: 'Web shop' }).first().click();
    await tab.waitForURL(/\/services\/shop$/);
    expect(await tab.locator('.answer-line').innerText()).toMatch(
      /^Yes\. People report that Web shop has been failing since/,
    );
    await step(tab, 'reader-service');
    await tab.getByRole('link', { name: 'Waves, places, and how this was decided' }).click();
    await tab.waitForURL(/\/incidents\/shop-/);
    expect(await mainOf(tab)).toMatch(/Germany/);
    await step(tab, 'reader-incident');
    await tab.goto(`${it.url}/incidents?q=x`);
    await tab.locator('main a[href^="/incidents/x-"]').first().click();
    await tab.waitForURL(/\/incidents\/x-/);
    await tab.locator('a[href^="/statements/"]').first().click();
    await tab.waitForURL(/\/statements\//);
    await step(tab, 'reader-statement');
  });
});

test('a reporter says with one click what fails, then says more; each counts once', async () => {
  await as({}, async (tab) => {
    const before = (await it.entries()).length;
    await tab.goto(`${it.url}/services/shop`);
    await tab.getByRole('button', { name: 'It is slow', exact: true }).click();
    await tab.waitForURL(/\/report\/\d+/);
    expect(await tab.locator('h1').innerText()).toContain('Thank you');
    await step(tab, 'reporter-thanks');
    await tab.goto(`${it.url}/services/shop`);
    await tab.getByRole('link', { name: 'Say which part, and where' }).click();
    await tab.getByText('I cannot sign in').click();
    await tab.getByLabel('Which part').selectOption('checkout');
    await tab.getByLabel('country').selectOption('AT');
    await step(tab, 'reporter-more');
    await tab.getByRole('button', { name: 'Send' }).click();
    await tab.waitForURL(/\/report\/\d+/);
    const sent = (await it.entries()).slice(before);
    expect(sent.map((entry) => entry.kind)).toEqual(['report', 'report']);
    expect(sent[0]).toMatchObject({ service: 'shop', symptom: 'slow' });
    expect(sent[1]).toMatchObject({ symptom: 'login', component: 'checkout', country: 'AT' });
    // Whose address it was nobody can read there.
    expect(JSON.stringify(sent)).not.toContain('127.0.0.1');
  });
});

test('a follower finds the feeds, the picture and the form of a service (test/browser/subscribe.test.ts goes on)', async () => {
  await as({}, async (tab) => {
    await tab.goto(`${it.url}/services/shop`);
    const follow = tab.locator('.follow');
    for (const name of ['Atom', 'RSS', 'JSON Feed', 'Statuspage', 'SVG', 'PNG', 'badge']) {
      const href = await follow.getByRole('link', { name, exact: true }).getAttribute('href');
      expect((await fetch(it.url + href)).status, name).toBe(200);
    }
    await follow.getByText('Show it in your own page').click();
    const frame = /src="https:\/\/status\.example\.org([^"]+)"/.exec(await follow.locator('code').innerText())![1]!;
    expect((await fetch(it.url + frame.replaceAll('&amp;', '&'))).status).toBe(200);
    await follow.getByRole('link', { name: 'Be told by e-mail or webhook' }).click();
    await tab.waitForURL(/\/subscribe/);
    await step(tab, 'follower-subscribe');
  });
});

test('an operator signs in, announces work, sees it on the service’s page and in the journal, and is out when the token is revoked', async () => {
  const token = tokenOf('olga', 'admin');
  await as({ viewport: { width: 1280, height: 900 } }, async (tab) => {
    await tab.goto(`${it.url}/desk`);
    await tab.waitForURL(/\/sign-in/);
    await signIn(tab, 'not-a-token');
    expect(await tab.getByRole('alert').innerText()).toContain('Wrong token');
    await step(tab, 'operator-sign-in');
    await signIn(tab, token);
    await tab.waitForURL(/\/desk$/);
    expect(await mainOf(tab)).toContain('Web shop');
    await step(tab, 'operator-desk');
    await tab.getByRole('link', { name: 'Announce' }).first().click();
    await tab.locator('[name=service]').fill('bank');
    const day = new Date(it.clock.now + 86_400_000).toISOString().slice(0, 10);
    await tab.locator('[name=from]').fill(`${day}T02:00Z`);
    await tab.locator('[name=until]').fill(`${day}T01:00Z`);
    await tab.locator('[name=words]').fill('The database moves. Transfers wait.');
    await tab.locator('main form button.primary').click();
    expect(await tab.getByRole('alert').innerText()).toContain('End: it ends before it begins');
    await step(tab, 'operator-refused');
    await tab.locator('[name=until]').fill(`${day}T03:30Z`);
    await tab.locator('main form button.primary').click();
    await tab.waitForURL(/\/maintenance\/maintenance-1/);
    const [entry] = (await it.entries()).filter(({ kind }) => kind === 'maintenance');
    expect(entry).toMatchObject({ service: 'bank', account: 'olga' });
    await tab.goto(`${it.url}/services/bank`);
    expect(await mainOf(tab)).toContain('The database moves. Transfers wait.');
    revokeToken(join(it.folder, 'tokens'), 'olga');
    await tab.goto(`${it.url}/desk`);
    await tab.waitForURL(/\/sign-in/);
  });
});

test('an analyst reads an article, confirms what it says, sees the verdict, and keeps what may be asked for later', async () => {
  const token = tokenOf('anna', 'analyst');
  const article =
    'Downdetector counted more than 40,000 reports at about 10 a.m. ET on Monday. A company spokesperson said the outage began at 5:45 a.m. ET.';
  await as({ viewport: { width: 1280, height: 900 } }, async (tab) => {
    const incident = (await it.engine.incidents({ services: ['x'], limit: 1 }))[0]!.id;
    await tab.goto(`${it.url}/incidents/${incident}/statements/new`);
    await signIn(tab, token);
    await tab.waitForURL(/\/statements\/new$/);
    await tab.locator('#article').fill(article);
    await tab.getByRole('button', { name: 'Read it' }).click();
    await tab.locator('.said-draft').first().waitFor();
    await step(tab, 'analyst-proposals');
    const before = it.engine.state.statements.size;
    await tab.locator('.said-draft [name$=".take"]').first().check();
    await tab.locator('form:has(.said-draft) button.primary').click();
    await tab.getByRole('status').filter({ hasText: /./ }).first().waitFor();
    expect(it.engine.state.statements.size).toBe(before + 1);
    const stored = [...it.engine.state.statements.values()].at(-1)!.at(-1)!;
    expect(stored).toMatchObject({ incident, account: 'anna' });
    await tab.goto(`${it.url}/statements/${stored.id}`);
    expect(await mainOf(tab)).toMatch(/holds|does not hold|depends on the reading|cannot be/i);
    await step(tab, 'analyst-statement');
    await tab.goto(`${it.url}/holds/new`);
    for (const [name, value] of Object.entries({
      authority: 'A supervisory authority',
      basis: 'Article 23',
      scope: 'What was reported about X',
      services: 'x',
      reason: 'It was asked for in writing',
    })) {
      await tab.locator(`[name="${name}"]`).fill(value);
    }
    await tab.locator('main form button.primary').click();
    await tab.waitForURL(/\/holds\/hold-1/);
    expect(await mainOf(tab)).toContain('A supervisory authority');
    await step(tab, 'analyst-hold');
    await tab.getByRole('button', { name: /Sign out/ }).click();
    expect((await fetch(`${it.url}/desk`, { redirect: 'manual' })).status).not.toBe(200);
  });
});
