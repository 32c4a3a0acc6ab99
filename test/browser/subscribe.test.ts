/** A follower's way in a real Chromium, with the keyboard alone: from a service's page to a confirmed subscription, and out of it again. */
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkIn, type Mailbox, startMail } from '../alerts/mailbox.ts';
import { type Harness, startHarness } from '../http/harness.ts';
import { openChromium } from './chromium.ts';

let mail: Mailbox;
let harness: Harness;
let browser: Browser;
beforeAll(async () => {
  mail = await startMail();
  harness = await startHarness({
    subscribing: true,
    yaml: `
url: https://status.example.org
subscriptions: { mail: { server: "smtp://127.0.0.1:${mail.port}", from: status@example.org } }
services:
  - { id: shop, name: Web shop, components: [{ id: search, name: Search }, { id: checkout, name: Checkout }] }
  - { id: bank, name: Bank }
`,
  });
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await harness?.close();
  harness?.remove();
  await mail?.[Symbol.asyncDispose]();
});

const focused = (tab: Page): Promise<string> =>
  tab.evaluate('document.activeElement.name || document.activeElement.textContent.trim()');

/** Goes on with the Tab key until it is there, as somebody does who sees where the focus is. */
async function tabTo(tab: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await focused(tab)) === name) return;
    await tab.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach "${name}" on ${tab.url()}`);
}

async function faults(tab: Page): Promise<string[]> {
  await tab.evaluate(axe.source);
  return tab.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))",
  );
}

test.each([
  {
    javaScriptEnabled: true,
    locale: 'en-GB',
    words: {
      link: 'Be told by e-mail or webhook',
      send: 'Subscribe',
      mailed: 'Look into your mailbox',
      yes: 'Yes, tell me',
      told: 'You are subscribed',
      ended: 'You are told no more',
      end: 'Tell me no more',
    },
  },
  {
    javaScriptEnabled: false,
    locale: 'de-DE',
    words: {
      link: 'Per E-Mail oder Webhook benachrichtigt werden',
      send: 'Abonnieren',
      mailed: 'Sehen Sie in Ihr Postfach',
      yes: 'Ja, benachrichtigen',
      told: 'Sie werden benachrichtigt',
      ended: 'Sie werden nicht mehr benachrichtigt',
      end: 'Nicht mehr benachrichtigen',
    },
  },
])(
  'asks for one part from the first signs on, confirms by the link of the mail, and leaves ($locale)',
  async ({ words, ...options }) => {
    mail.mails.length = 0;
    const view = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
    try {
      const tab = await view.newPage();
      await tab.goto(`${harness.url}/services/shop`);
      await tabTo(tab, words.link);
      await tab.keyboard.press('Enter');
      await tab.waitForURL(/\/subscribe/);
      await tabTo(tab, 'target');
      await tab.keyboard.type('reader@example.org');
      await tabTo(tab, 'component');
      await tab.keyboard.type('Check');
      await tabTo(tab, 'country');
      await tab.keyboard.type(options.locale === 'de-DE' ? 'Frank' : 'Franc');
      await tabTo(tab, 'severity');
      await tab.keyboard.press('ArrowDown');
      if (options.javaScriptEnabled) expect(await faults(tab)).toEqual([]);
      await tabTo(tab, words.send);
      await tab.keyboard.press('Enter');
      await tab.getByRole('heading', { name: words.mailed, exact: true }).waitFor();
      expect(mail.mails).toHaveLength(1);

      await tab.goto(harness.url + linkIn(mail.mails[0]!));
      const about = tab.locator('main');
      expect(await about.innerText()).toMatch(/Web shop, .*Checkout, .*(?:France|Frankreich)\./);
      if (options.javaScriptEnabled) expect(await faults(tab)).toEqual([]);
      await tabTo(tab, words.yes);
      await tab.keyboard.press('Enter');
      await tab.getByRole('heading', { name: words.told, exact: true }).waitFor();
      expect(await harness.subscriptions!.counts()).toEqual({ told: 1, asked: 0 });
      await tabTo(tab, words.end);
      if (options.javaScriptEnabled) expect(await faults(tab)).toEqual([]);
      await tab.keyboard.press('Enter');
      await tab.getByRole('heading', { name: words.ended, exact: true }).waitFor();
      expect(await harness.subscriptions!.counts()).toEqual({ told: 0, asked: 0 });
      expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    } finally {
      await view.close();
    }
  },
);
