/** Languages over HTTP: who is answered in which, that a choice is kept, and that no page in memory is given to the wrong reader. */
import { expect, test } from 'vitest';
import { withHarness } from './harness.ts';

const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5', accept: 'text/html' };
const ENGLISH = { 'accept-language': 'en', accept: 'text/html' };

const languageIn = (page: string): string | undefined => /<html lang="(\w+)">/.exec(page)?.[1];

test('a page is in the language that the browser prefers, and from memory still is', () =>
  withHarness({}, async ({ url, tick }) => {
    await tick(3);
    for (const path of ['/', '/services/shop', '/services/shop/report', '/methodology', '/api', '/nothing-here']) {
      // Twice: made, and then as it lies ready.
      for (const _ of ['made', 'ready']) {
        for (const [headers, language] of [
          [GERMAN, 'de'],
          [ENGLISH, 'en'],
        ] as const) {
          const response = await fetch(`${url}${path}`, { headers });
          expect(languageIn(await response.text()), `${path} for ${language}`).toBe(language);
          if (response.status !== 200) continue;
          expect(response.headers.get('content-language')).toBe(language);
          expect(response.headers.get('vary')).toContain('accept-language, cookie');
        }
      }
    }
  }));

test('the switch is followed at once and kept in a cookie, which goes before what the browser prefers', () =>
  withHarness({}, async ({ url }) => {
    const chosen = await fetch(`${url}/services/shop?lang=de`, { headers: ENGLISH });
    expect(languageIn(await chosen.text())).toBe('de');
    const cookie = chosen.headers.get('set-cookie');
    expect(cookie).toMatch(/^lang=de; Path=\/; Max-Age=\d+; SameSite=Lax$/);
    const next = await fetch(`${url}/`, { headers: { ...ENGLISH, cookie: `a=b; ${cookie!.split(';')[0]}` } });
    expect(languageIn(await next.text())).toBe('de');
    expect(next.headers.get('set-cookie')).toBeNull();
    const back = await fetch(`${url}/?lang=en`, { headers: { ...GERMAN, cookie: 'lang=de' } });
    expect(languageIn(await back.text())).toBe('en');
  }));

test('a language that there is not, or a cookie that says anything, changes nothing', () =>
  withHarness({}, async ({ url }) => {
    for (const [path, cookie] of [
      ['/?lang=xx', ''],
      ['/?lang=', 'lang=constructor'],
      ['/', 'lang=../../etc'],
    ] as const) {
      const response = await fetch(`${url}${path}`, { headers: { ...GERMAN, cookie } });
      expect(languageIn(await response.text())).toBe('de');
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  }));

test('the other language is a link on every page, and a search goes along', () =>
  withHarness({}, async ({ url }) => {
    const page = await (await fetch(`${url}/?q=shop`, { headers: ENGLISH })).text();
    expect(page).toContain('href="?q=shop&amp;lang=de" lang="de" hreflang="de"');
    const german = await (await fetch(`${url}/?q=shop&lang=de`)).text();
    expect(german).toContain('1 Dienst passt zu „shop“');
  }));

test('programs are answered in English whatever they prefer', () =>
  withHarness({}, async ({ url }) => {
    for (const _ of ['made', 'ready']) {
      const response = await fetch(`${url}/api/v1/services/shop`, { headers: GERMAN });
      expect(response.headers.get('vary')).toBe('accept-encoding');
      expect(response.headers.get('content-language')).toBeNull();
    }
  }));
