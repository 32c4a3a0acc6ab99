/**
 * Takes the screenshots: `node test/browser/look.ts FOLDER [PATH...]`, every page at 390 and 1280 px, light and dark.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openChromium } from './chromium.ts';
import { openGallery } from './gallery.ts';

const [folder = 'docs/screenshots', ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const gallery = await openGallery();
const browser = await openChromium();
try {
  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const view = await browser.newContext({
        viewport: { width, height: 844 },
        colorScheme,
        timezoneId: 'Europe/Vienna',
      });
      const tab = await view.newPage();
      for (const path of wanted.length > 0 ? wanted : gallery.pages.keys()) {
        await tab.goto(gallery.origin + path, { waitUntil: 'load' });
        const name = path === '/' ? 'overview' : path.slice(1).replaceAll('/', '-');
        await tab.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await view.close();
    }
  }
} finally {
  await browser.close();
  await gallery.close();
}
