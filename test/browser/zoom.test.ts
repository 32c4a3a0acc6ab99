/** Laws of looking closer: by key, button and drag; what is read out stays what is pointed at; an update keeps the stretch. */
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servicePage } from '../../src/serve/pages/index.ts';
import { openChromium } from './chromium.ts';
import * as fixtures from './fixtures.ts';
import { type Gallery, openGallery } from './gallery.ts';

let gallery: Gallery;
let browser: Browser;
let tab: Page;
beforeAll(async () => {
  gallery = await openGallery();
  browser = await openChromium();
  tab = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: 'Europe/Vienna' });
});
afterAll(async () => {
  await browser?.close();
  await gallery?.[Symbol.asyncDispose]();
});

const open = async (path = '/services/x'): Promise<void> => {
  await tab.goto(gallery.origin + path);
  await tab.getByRole('slider').waitFor();
};
const shown = async (): Promise<number> => {
  const slider = tab.getByRole('slider');
  return Number(await slider.getAttribute('max')) - Number(await slider.getAttribute('min')) + 1;
};
const drawn = () => tab.locator('.part svg.picture');

test('+ and − look closer and wider around the step that is read, and Escape shows all of it again', async () => {
  await open();
  const slider = tab.getByRole('slider');
  await slider.focus();
  for (let presses = 0; presses < 31; presses += 1) await slider.press('ArrowLeft');
  const said = await slider.getAttribute('aria-valuetext');
  expect(await shown()).toBe(288);
  await slider.press('+');
  await drawn().waitFor();
  await expect.poll(shown).toBe(144);
  expect(await slider.getAttribute('aria-valuetext'), 'the same step is read').toBe(said);
  await slider.press('+');
  await expect.poll(shown).toBe(72);
  await slider.press('-');
  await expect.poll(shown).toBe(144);
  expect(await tab.locator('.zoom [aria-live]').innerText()).toMatch(/^Shown: \d\d:\d\d to \d\d:\d\d$/);
  await slider.press('Escape');
  await expect.poll(shown).toBe(288);
  expect(await drawn().isVisible()).toBe(false);
});

test('dragging shows what was dragged over, buttons go on from there, and axe finds nothing', async () => {
  await open();
  await tab.locator('.plot').scrollIntoViewIfNeeded();
  const box = (await tab.locator('.plot').boundingBox())!;
  await tab.mouse.move(box.x + box.width * 0.75, box.y + 80);
  await tab.mouse.down();
  await tab.mouse.move(box.x + box.width * 0.8, box.y + 80);
  await tab.mouse.move(box.x + box.width, box.y + 80);
  await tab.mouse.up();
  await drawn().waitFor();
  expect(await shown()).toBe(72);
  expect(await drawn().locator('.counts').count()).toBe(1);
  const closer = tab.getByRole('button', { name: 'Closer' });
  await closer.focus();
  for (const length of [36, 18, 9, 6, 6]) {
    await closer.press('Enter');
    await expect.poll(shown).toBe(length);
  }
  await tab.evaluate(axe.source);
  expect(await tab.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))')).toEqual([]);
  await tab.getByRole('button', { name: 'All of it' }).click();
  await expect.poll(shown).toBe(288);
});

test('an update keeps the stretch, and one that ends now follows', async () => {
  await open('/services/mail');
  await tab.getByText('this page updates by itself').waitFor();
  const slider = tab.getByRole('slider');
  await slider.focus();
  await slider.press('+');
  await expect.poll(shown).toBe(48);
  const kind = fixtures.kindOf('confirmed');
  const later = fixtures.service({ ...kind, end: '2026-03-04T14:35:00.000Z' }, { symptoms: [] });
  const context = fixtures.context({ assets: { css: '', js: '', land: '', zoom: '/assets/zoom.js' } });
  gallery.pages.set('/services/mail', () => servicePage(later, context));
  await gallery.announce();
  await expect.poll(() => tab.locator('count-chart').getAttribute('data-start')).toBe(later.chart.start);
  await expect.poll(async () => slider.getAttribute('max')).toBe('95');
  expect(await shown()).toBe(48);
});

test('another length is fetched in place', async () => {
  await open();
  gallery.pages.set('/services/x', gallery.pages.get('/services/x/week')!);
  await tab.evaluate('window.here = true');
  await tab.getByRole('link', { name: '7 days' }).click();
  await tab.getByRole('heading', { name: 'The last 7 days' }).waitFor();
  expect(await tab.evaluate('window.here')).toBe(true);
  expect(tab.url()).toContain('?range=7d');
  expect(await shown()).toBe(168);
});
