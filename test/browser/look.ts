/**
 * Takes pictures of pages at 390, 800 and 1280 px, light and dark. `node test/browser/look.ts FOLDER [PATH...]` shows the
 * fixtures; with an address first, `... FOLDER http://localhost:8080 PATH...`, a running observatory. The pictures in
 * docs/screenshots are of `npm start`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openChromium } from './chromium.ts';
import { openGallery } from './gallery.ts';

const [folder = 'docs/screenshots', ...rest] = process.argv.slice(2);
const running = rest[0]?.startsWith('http') ? rest.shift() : undefined;
mkdirSync(folder, { recursive: true });
await using gallery = running === undefined ? await openGallery() : undefined;
const origin = running ?? gallery?.origin;
const paths = rest.length > 0 ? rest : [...(gallery?.pages.keys() ?? ['/'])];
const browser = await openChromium();
try {
  for (const width of [390, 800, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const view = await browser.newContext({
        viewport: { width, height: width < 1000 ? 1000 : 1180 },
        colorScheme,
        timezoneId: 'Europe/Vienna',
      });
      const tab = await view.newPage();
      for (const path of paths) {
        await tab.goto(`${origin}${path}`, { waitUntil: 'load' });
        // A running observatory is shown as it meets the eye, the fixtures whole.
        await tab.screenshot({
          path: join(folder, `${nameOf(path)}-${width}-${colorScheme}.png`),
          fullPage: running === undefined,
        });
      }
      await view.close();
    }
  }
} finally {
  await browser.close();
}

/** `/services/x` of a running observatory is `service`, `/services/x/history` is `history`; a fixture keeps its whole path. */
function nameOf(path: string): string {
  if (path === '/') return 'overview';
  if (running === undefined) return path.slice(1).replaceAll('/', '-');
  const [, kind = '', , part] = path.split('?')[0]!.split('/');
  return part ?? kind.replace(/s$/, '');
}
