/**
 * The pages in a real Chromium: nothing for axe to find at two widths and in both schemes, no sideways scrolling, no
 * error, nothing from another host; complete without the script; brought up to date in place.
 */
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overviewPage, servicePage } from '../../src/serve/pages/index.ts';
import { wordsOf } from '../../src/words/words.ts';
import { openChromium } from './chromium.ts';
import * as fixtures from './fixtures.ts';
import { type Gallery, openGallery } from './gallery.ts';

/** The aim is 60,000; what is there should not be given away unseen. */
const FIRST_VIEW_BYTES_MAX = 40_000;
const SHIFT_MAX = 0.02;
/** What is called good of a largest contentful paint (web.dev). */
const PAINT_MAX_MS = 2_500;
/** What a page has to fit in without scrolling sideways (WCAG 2.2, 1.4.10), in CSS pixels. */
const NARROWEST = 320;

let gallery: Gallery;
let german: Gallery;
let browser: Browser;

beforeAll(async () => {
  gallery = await openGallery();
  german = await openGallery(0, wordsOf('de'));
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await gallery?.[Symbol.asyncDispose]();
  await german?.[Symbol.asyncDispose]();
});

async function visit<T>(path: string, use: (tab: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> {
  const view = await browser.newContext({
    viewport: { width: 1280, height: 844 },
    timezoneId: 'Europe/Vienna',
    ...options,
  });
  try {
    const tab = await view.newPage();
    await tab.goto(gallery.origin + path);
    return await use(tab);
  } finally {
    await view.close();
  }
}

const PATHS = [
  '/',
  '/calm',
  '/together',
  '/empty',
  '/search',
  '/services/mail',
  '/services/bank',
  '/services/trains',
  '/services/chat',
  '/services/video',
  '/services/files',
  '/services/x',
  '/services/facebook',
  '/incidents',
  '/incidents/none',
  '/services/x/week',
  '/services/mail/new',
  '/services/mail/report',
  '/services/mail/refused',
  '/thanks',
  '/incidents/x-20250310T0940Z',
  '/incidents/bank-20260304T1355Z',
  '/incidents/x-20250310T0940Z/statements/new',
  '/statements/x-said-waves',
  '/statements/x-said-who',
  '/holds',
  '/holds/hold-1',
  '/holds/closed',
  '/holds/new',
  '/holds/stranger',
  '/maintenance',
  '/maintenance/maintenance-1',
  '/maintenance/maintenance-2',
  '/maintenance/new',
  '/services/mail/history',
  '/retention',
  '/alerts',
  '/subscribe',
  '/subscribe/mail',
  '/subscribe/nothing',
  '/subscribed',
  '/subscribed/webhook',
  '/subscriptions/asked',
  '/subscriptions/told',
  '/subscriptions/ended',
  '/sign-in',
  '/desk',
  '/desk/sources',
  '/calendar',
  '/incidents/x-20250310T0940Z/clocks',
  '/methodology',
  '/api',
  '/services/vidio',
];

/** Tabs that go from page to page: to open one for each, and to compile axe in it, takes longer than to look. */
function tabs(options: BrowserContextOptions) {
  const idle: Page[] = [];
  return async (use: (tab: Page) => Promise<void>): Promise<void> => {
    const tab = idle.pop() ?? (await (await browser.newContext(options)).newPage());
    await use(tab);
    tab.removeAllListeners();
    await tab.emulateMedia({ colorScheme: null });
    await tab.setViewportSize(options.viewport!);
    idle.push(tab);
  };
}

const desk = tabs({ viewport: { width: 1280, height: 844 }, timezoneId: 'America/New_York' });
const germanPhone = tabs({ viewport: { width: 390, height: 844 }, locale: 'de-DE' });

describe.concurrent.each(PATHS)('%s', (path) => {
  test('axe finds nothing, nothing overflows, nothing fails, nobody else is asked', async () => {
    const troubles: string[] = [];
    await desk(async (tab) => {
      tab.on('console', (message) => {
        const missingPage = message.text().includes('404') && path === '/services/vidio';
        if (['error', 'warning'].includes(message.type()) && !missingPage) troubles.push(message.text());
      });
      tab.on('pageerror', (error) => troubles.push(String(error)));
      tab.on('request', (request) => {
        if (!request.url().startsWith(gallery.origin)) troubles.push(`asked ${request.url()}`);
      });
      await tab.goto(gallery.origin + path);
      await tab.evaluate(axe.source);
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [390, 1280]) {
          await tab.emulateMedia({ colorScheme });
          await tab.setViewportSize({ width, height: 844 });
          troubles.push(
            ...(await axeFindings(tab, colorScheme)).map((finding) => `${colorScheme} ${width}: ${finding}`),
          );
          troubles.push(...(await beyondScreen(tab, width)));
        }
      }
      for (const width of [NARROWEST, 800]) {
        await tab.setViewportSize({ width, height: 1000 });
        troubles.push(...(await beyondScreen(tab, width)));
      }
    });
    expect(troubles).toEqual([]);
  });

  test('in German, with its longer words, axe finds nothing and nothing overflows', async () => {
    const troubles: string[] = [];
    await germanPhone(async (tab) => {
      await tab.goto(german.origin + path);
      expect(await tab.getAttribute('html', 'lang')).toBe('de');
      await tab.evaluate(axe.source);
      troubles.push(...(await axeFindings(tab, 'light')));
      for (const width of [NARROWEST, 390, 800, 1280]) {
        await tab.setViewportSize({ width, height: 844 });
        troubles.push(...(await beyondScreen(tab, width)));
      }
    });
    expect(troubles).toEqual([]);
  });
});

async function beyondScreen(tab: Page, width: number): Promise<string[]> {
  const beyond = await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return beyond === 0 ? [] : [`${width}: ${beyond} px wider than the screen`];
}

/** Everything in the light scheme; in the dark one only what colours can break. */
async function axeFindings(tab: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const rules = colorScheme === 'light' ? '' : "runOnly: ['color-contrast'],";
  return await tab.evaluate(`axe.run(document, { ${rules} resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')))`);
}

test('without the script, the answer, the chart, its table and the buttons are all there, and a click reports', async () => {
  await visit(
    '/services/mail',
    async (tab) => {
      expect(await tab.locator('.answer-line').innerText()).toContain('13:46 UTC');
      expect(await tab.locator('svg.picture path.counts').count()).toBe(1);
      await tab.locator('.figures summary').click();
      expect(await tab.locator('.figures tbody tr').count()).toBeGreaterThan(20);
      await tab.getByRole('button', { name: 'It is slow', exact: true }).click();
      expect(await tab.locator('h1').innerText()).toContain('Thank you');
      expect(gallery.posted.at(-1)?.get('symptom')).toBe('slow');
    },
    { javaScriptEnabled: false },
  );
});

test.each([
  ['/services/mail', '/services/mail/report'],
  ['/incidents/bank-20260304T1355Z', '/services/bank/report'],
])('%s: beside what others report, one click says the same, also without the script', async (path, door) => {
  await visit(
    path,
    async (tab) => {
      const button = tab.getByRole('button', { name: 'Me too: I cannot sign in' });
      expect(await button.innerText()).toBe('Me too');
      const [request] = await Promise.all([tab.waitForRequest((sent) => sent.method() === 'POST'), button.click()]);
      expect([new URL(request.url()).pathname, request.postData()]).toEqual([door, 'symptom=login']);
    },
    { javaScriptEnabled: false },
  );
});

test('where nothing more can be reported, there is nothing to click', async () => {
  for (const path of ['/services/x', '/incidents/x-20250310T0940Z']) {
    await visit(path, async (tab) => {
      expect(await tab.getByText('I cannot sign in').count()).toBeGreaterThan(0);
      expect(await tab.getByText('Me too').count()).toBe(0);
    });
  }
});

test('with the keyboard alone: skip to the content, choose a symptom, a part and a country, send', async () => {
  await visit('/services/mail/report', async (tab) => {
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await tab.keyboard.press('Enter');
    for (let presses = 0; presses < 6 && (await focusedName(tab)) !== 'symptom'; presses += 1)
      await tab.keyboard.press('Tab');
    await tab.keyboard.press('Space');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Tab');
    expect(await focusedName(tab)).toBe('component');
    await tab.keyboard.type('Vid');
    await tab.keyboard.press('Tab');
    expect(await focusedName(tab)).toBe('country');
    await tab.keyboard.type('Austria');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.waitForSelector('.notice');
    expect(Object.fromEntries(gallery.posted.at(-1) ?? [])).toEqual({
      symptom: 'slow',
      component: 'video',
      country: 'AT',
    });
  });
});

const focusedName = (tab: Page): Promise<string> => tab.evaluate('document.activeElement.name ?? ""');

test('focus is visible on everything that can be reached', async () => {
  await visit('/services/mail', async (tab) => {
    const unseen: string[] = [];
    for (let presses = 0; presses < 30; presses += 1) {
      await tab.keyboard.press('Tab');
      const bare = await tab.evaluate<string | null>(`(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const after = getComputedStyle(element, '::after');
        return [style, after].some((one) => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2) || element === document.body ? null : element.outerHTML.slice(0, 120);
      })()`);
      if (bare !== null) unseen.push(bare);
    }
    expect(unseen).toEqual([]);
  });
});

test('the chart is read out by keyboard and by pointer', async () => {
  await visit('/services/x', async (tab) => {
    const slider = tab.getByRole('slider');
    await slider.focus();
    for (let presses = 0; presses < 31; presses += 1) await tab.keyboard.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(
      /^10 Mar, 15:00–15:05: 3\d,\d{3} reports, usual [\d.]+, up to [\d.]+$/,
    );
    expect(await tab.locator('.readout').innerText()).toBe(await slider.getAttribute('aria-valuetext'));
    await tab.locator('.plot').hover({ position: { x: 3, y: 100 } });
    expect(await tab.locator('.readout').innerText()).toMatch(/^9 Mar, 17:40–17:45: \d+ reports?/);
  });
});

test("times are in the reader's zone with UTC beside; a reader in UTC sees UTC alone", async () => {
  await visit('/services/mail', async (tab) =>
    expect(await tab.locator('.answer-line').innerText()).toContain('14:46 (13:46 UTC)'),
  );
  const options = { timezoneId: 'UTC' };
  await visit(
    '/services/mail',
    async (tab) => expect(await tab.locator('.answer-line').innerText()).toContain('since 13:46 UTC.'),
    options,
  );
});

test.each([
  ['Europe/Vienna', /^(?:0[369]|12|15|18|21):00$/],
  ['Asia/Kathmandu', /^(?:0[369]|12|15|18|21):00$/],
  ['America/New_York', /^(?:0[369]|12|15|18|21):00$/],
])('the scale of a chart has round times of the reader in %s, and days at midnight', async (timezoneId, clock) => {
  const labels = (tab: Page): Promise<string[]> =>
    tab.evaluate(`[...document.querySelectorAll('.plot > .picture text[data-time]')]
      .filter((text) => getComputedStyle(text).display !== 'none').map(({ textContent }) => textContent)`);
  const options = { timezoneId };
  await visit(
    '/services/x',
    async (tab) => {
      const shown = await labels(tab);
      expect(shown.length).toBeGreaterThan(5);
      expect(shown.filter((text) => !clock.test(text))).toEqual([expect.stringMatching(/^\d+ Mar$/)]);
      // The mark stands where the chart itself says that this time is.
      const x = await tab.evaluate<number>(
        `parseFloat([...document.querySelectorAll('.plot > .picture text[data-time]')].find((text) => / Mar$/.test(text.textContent)).getAttribute('x'))`,
      );
      const box = (await tab.locator('.plot').boundingBox())!;
      await tab.locator('.plot').hover({ position: { x: (box.width * x) / 100 + 1, y: 60 } });
      expect(await tab.locator('.readout').innerText()).toMatch(/ Mar, 00:0[05]–/);
    },
    options,
  );
  await visit(
    '/services/x/week',
    async (tab) =>
      expect(new Set((await labels(tab)).map((text) => text.replace(/^\d+ /, '')))).toEqual(new Set(['Mar'])),
    options,
  );
});

test('typing narrows the services, and says when none is left', async () => {
  await visit('/', async (tab) => {
    await tab.getByRole('searchbox').fill('vid');
    expect(await tab.locator('.card:visible').count()).toBe(1);
    await tab.getByRole('searchbox').fill('zzz');
    expect(await tab.locator('.card:visible').count()).toBe(0);
    expect(await tab.locator('.no-match').isVisible()).toBe(true);
  });
});

test('a change brings the page up to date in place: focus, scroll, open details and typed text stay', async () => {
  const context = fixtures.context({ assets: { css: '', js: '', land: '' } });
  const kind = fixtures.kindOf('possible');
  await visit('/services/bank', async (tab) => {
    await tab.getByText('this page updates by itself').waitFor();
    await tab.locator('.figures summary').click();
    await tab.getByRole('button', { name: 'It is slow', exact: true }).focus();
    await tab.evaluate('window.scrollTo(0, 300)');
    const seenAt = await chartTop(tab);
    const worse = { ...kind, state: 'confirmed' as const };
    gallery.pages.set('/services/bank', () => servicePage(fixtures.service(worse), context));
    await gallery.announce();
    await tab.getByText('Confirmed.').first().waitFor();
    expect(await tab.locator('.answer-line').innerText()).toMatch(/^Yes\. .* since 14:55 \(13:55 UTC\)\. Confirmed\.$/);
    expect(await tab.evaluate('document.activeElement.value')).toBe('slow');
    // A page scrolls by whole pixels, and lines of text are no whole pixels high.
    expect(Math.abs((await chartTop(tab)) - seenAt), 'what the reader looks at stays where it is').toBeLessThan(1);
    expect(await tab.locator('.figures[open]').count()).toBe(1);
    expect(await tab.locator('.scrub input').count()).toBe(1);
    expect(await tab.locator('[role=status]').innerText()).toMatch(/^Yes\./);
  });
});

const chartTop = (tab: Page): Promise<number> =>
  tab.evaluate(`document.querySelector('.plot').getBoundingClientRect().top`);

test('many changes ask at most once a second, and a hidden tab does not ask', async () => {
  await visit('/calm', async (tab) => {
    await tab.getByText('this page updates by itself').waitFor();
    const before = gallery.asked('/calm');
    const began = performance.now();
    for (let change = 0; change < 20; change += 1) {
      await gallery.announce();
      await tab.waitForTimeout(40);
    }
    expect(gallery.asked('/calm') - before).toBeGreaterThanOrEqual(1);
    const seconds = (performance.now() - began) / 1000;
    expect(gallery.asked('/calm') - before).toBeLessThanOrEqual(1 + Math.ceil(seconds));
    await hide(tab, true);
    await tab.waitForTimeout(1300);
    const hidden = gallery.asked('/calm');
    await gallery.announce();
    await tab.waitForTimeout(200);
    expect(gallery.asked('/calm')).toBe(hidden);
    await hide(tab, false);
    await expect.poll(() => gallery.asked('/calm')).toBe(hidden + 1);
  });
});

const hide = (tab: Page, hidden: boolean): Promise<unknown> =>
  tab.evaluate(
    `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
  );

test('services that come, go and change places are moved, not drawn anew', async () => {
  const context = fixtures.context({ assets: { css: '', js: '', land: '' } });
  await visit('/calm', async (tab) => {
    await tab.getByText('this page updates by itself').waitFor();
    await tab.evaluate(
      `document.querySelector('#service-video').marked = true; document.querySelector('#service-video a').focus()`,
    );
    gallery.pages.set('/calm', () => overviewPage(fixtures.overview(), context));
    await gallery.announce();
    await tab.locator('#service-mail').waitFor();
    expect(await tab.evaluate(`document.querySelector('#service-video').marked`)).toBe(true);
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Video');
    const shown = await tab.locator('.card').evaluateAll((cards) => cards.map(({ id }) => id));
    expect(shown).toEqual(
      ['mail', 'bank', 'chat', 'trains', 'video', 'files', 'facebook', 'x'].map((id) => `service-${id}`),
    );
  });
});

/** As a browser's own tools call it "slow 4G": the line that Lighthouse measures phones on. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

test.each([
  ['/', FIRST_VIEW_BYTES_MAX],
  ['/services/x', FIRST_VIEW_BYTES_MAX],
  ['/incidents/x-20250310T0940Z', 60_000],
])(
  'the first view of %s on a phone is small, soon there on a slow line, and does not shift',
  async (path, bytesMax) => {
    const view = await browser.newContext({ viewport: { width: 390, height: 844 }, timezoneId: 'Asia/Kolkata' });
    const tab = await view.newPage();
    const client = await view.newCDPSession(tab);
    let bytes = 0;
    await client.send('Network.enable');
    await client.send('Network.emulateNetworkConditions', SLOW_4G);
    client.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await tab.goto(gallery.origin + path, { waitUntil: 'load' });
    await tab.getByText('this page updates by itself').waitFor();
    const [shift, paint] = await tab.evaluate<[number, number]>(`new Promise((resolve) => {
    let [sum, last] = [0, 0];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) last = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => resolve([sum, last]), 300);
  })`);
    await view.close();
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes, 'bytes of page, style, script and icon').toBeLessThan(bytesMax);
    expect(shift, 'cumulative layout shift').toBeLessThan(SHIFT_MAX);
    expect(paint, 'largest contentful paint, ms; anti-vacuity: the line is slow').toBeGreaterThan(SLOW_4G.latency);
    expect(paint, 'largest contentful paint, ms').toBeLessThan(PAINT_MAX_MS);
  },
);
