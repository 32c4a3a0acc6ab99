/** What a request is told to be from its bytes: its agent, what it asks for, its manners, and how it may be shown. */
import { describe, expect, test } from 'vitest';
import { AGENT, agentKind, CRAWLERS } from './agent.ts';
import { formatNamed } from './formats/index.ts';
import { combinedLine, textBytes } from './keys.fixture.ts';
import { createLine } from './line.ts';
import { MANNERS, mannersOf } from './manners.ts';
import { maskAddresses } from './mask.ts';
import { hostEnd, hostStart, KIND, kindOf, pathEnd, pathStart } from './target.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

describe('agents', () => {
  test.each([
    ['', AGENT.none],
    [FIREFOX, AGENT.browser],
    ['curl/8.5.0', AGENT.tool],
    ['python-requests/2.31.0', AGENT.tool],
    ['Go-http-client/2.0', AGENT.tool],
    ['Mozilla/5.0 (compatible; unheard-of-bot/1.0; +https://bot.example)', AGENT.robot],
    ['Something else', AGENT.other],
  ])('"%s"', (text, kind) => {
    expect(agentKind(text)).toBe(kind);
  });

  test.each([
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot'],
    ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 'Bingbot'],
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
      'GPTBot',
    ],
  ])('%s names a crawler', (text, name) => {
    expect(CRAWLERS[agentKind(text) - AGENT.crawler]?.name).toBe(name);
  });

  test('no crawler is hidden by one before it in the list', () => {
    for (const { name, token } of CRAWLERS) {
      expect(
        CRAWLERS[agentKind(`Mozilla/5.0 (compatible; ${token} 1.0; https://bot.example)`) - AGENT.crawler]?.name,
      ).toBe(name);
    }
  });
});

describe('targets', () => {
  const parts = (text: string): [string, number] => {
    const bytes = textBytes(text);
    const from = pathStart(bytes, 0, bytes.length);
    const to = pathEnd(bytes, from, bytes.length);
    return [new TextDecoder().decode(bytes.subarray(from, to)), kindOf(bytes, from, to)];
  };
  test.each([
    ['/', '/', KIND.page],
    ['/a/b?c=d?e', '/a/b', KIND.page],
    ['/app.CSS?v=3', '/app.CSS', KIND.part],
    ['/img/x.webp', '/img/x.webp', KIND.part],
    ['/page.html', '/page.html', KIND.page],
    ['/robots.txt', '/robots.txt', KIND.robots],
    ['http://shop.example/cart?x', '/cart', KIND.page],
    ['*', '*', KIND.page],
  ])('%s', (target, path, kind) => {
    expect(parts(target)).toEqual([path, kind]);
  });

  test.each([
    ['https://news.example/item?id=1', 'news.example'],
    ['http://shop.example', 'shop.example'],
    ['android-app://com.example', 'com.example'],
    ['nonsense', 'nonsense'],
  ])('%s refers from its host', (referrer, host) => {
    const bytes = textBytes(referrer);
    const from = hostStart(bytes, 0, bytes.length);
    expect(referrer.slice(from, hostEnd(bytes, from, bytes.length))).toBe(host);
  });
});

describe('manners', () => {
  const format = formatNamed('combined');
  if ('error' in format) throw new Error(format.error);
  const read = format.reader();
  const manners = (method: string, protocol: string, agent: number): number => {
    const at = Date.UTC(2025, 2, 10);
    const bytes = textBytes(
      combinedLine({ client: '192.0.2.1', at, method, target: '/', protocol, status: 200, size: 1 }),
    );
    const line = createLine();
    read(bytes, 0, bytes.length, line);
    return mannersOf(line, bytes, new DataView(bytes.buffer), agent);
  };
  test.each([
    ['GET', 'HTTP/1.1', AGENT.browser, 0],
    ['HEAD', 'HTTP/2.0', AGENT.browser, 0],
    ['GET', 'HTTP/3', AGENT.browser, 0],
    ['POST', 'HTTP/1.1', AGENT.browser, MANNERS.write],
    ['DELETE', 'HTTP/2', AGENT.tool, MANNERS.write],
    ['GET', 'HTTP/1.0', AGENT.tool, 0],
    ['GET', 'HTTP/1.0', AGENT.browser, MANNERS.odd],
    ['GET', 'HTTP/1.2', AGENT.browser, MANNERS.odd],
    ['PROPFIND', 'HTTP/1.1', AGENT.tool, MANNERS.odd],
    ['get', 'HTTP/1.1', AGENT.tool, MANNERS.odd],
  ])('%s %s of an agent of kind %i', (method, protocol, agent, flags) => {
    expect(manners(method, protocol, agent)).toBe(flags);
  });
});

test('a line is shown without whole addresses and without what a terminal obeys', () => {
  expect(maskAddresses('192.0.2.77 - - [10/Mar/2025:10:11:12 +0000] "\u001b[31m')).toBe(
    '192.0.2.x - - [10/Mar/2025:10:11:12 +0000] "·[31m',
  );
  expect(maskAddresses('2001:db8:1:2:3:4:5:6 x')).toBe('2001:db8:1:x x');
  expect(maskAddresses('2001:db8::5 x')).toBe('2001:db8::x x');
});
