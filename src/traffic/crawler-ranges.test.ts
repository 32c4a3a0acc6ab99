/** A crawler is verified where its address lies in the ranges that were given for it, and nowhere else. */
import { expect, test } from 'vitest';
import { CRAWLERS } from './agent.ts';
import { readClient } from './client.ts';
import { crawlerLookup, crawlerNamed, rangesIn } from './crawler-ranges.ts';
import { textBytes } from './keys.fixture.ts';

const PUBLISHED = '{"prefixes": [{"ipv4Prefix": "198.51.100.64/27"}, {"ipv6Prefix": "2001:db8:7::/48"}]}';

test('addresses of the ranges are told, with their crawler; others are not', () => {
  const bing = crawlerNamed('bingbot')!;
  expect(CRAWLERS[bing]?.name).toBe('Bingbot');
  const at = crawlerLookup([...rangesIn(PUBLISHED, bing), ...rangesIn('203.0.113.0/24\n192.0.2.7/32', bing + 1)]);
  const found = (address: string): number => {
    const bytes = textBytes(address);
    const key = { high: 0, low: 0 };
    readClient(bytes, new DataView(bytes.buffer), 0, bytes.length, key);
    return at(key.high, key.low);
  };
  expect(['198.51.100.64', '198.51.100.95', '2001:db8:7:1::1', '::ffff:198.51.100.70'].map(found)).toEqual(
    Array(4).fill(bing + 1),
  );
  expect(['203.0.113.200', '192.0.2.7'].map(found)).toEqual([bing + 2, bing + 2]);
  expect(['198.51.100.63', '198.51.100.96', '192.0.2.8', '2001:db8:8::1', 'crawler.example.com'].map(found)).toEqual(
    Array(5).fill(0),
  );
});

test('a text without ranges gives none', () => {
  expect(rangesIn('{"creationTime": "2025-03-10T10:00:00", "a": "300.1.1.1/24", "b": "x/9"}', 0)).toEqual([]);
  expect(crawlerNamed('nobody')).toBeUndefined();
});
