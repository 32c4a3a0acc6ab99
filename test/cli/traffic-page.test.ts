/** Laws of `groundswell traffic --html`: the page holds what the log holds, as text, and a log is never overwritten. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { combinedLine } from '../../src/traffic/keys.fixture.ts';
import { groundswell, tempFolder } from './program.ts';

const folder = tempFolder();
const log = join(folder, 'access.log');
const lines = Array.from({ length: 1_500 }, (_, n) =>
  combinedLine({
    client: `198.51.100.${n % 100}`,
    at: Date.UTC(2025, 2, 10, 9) + n * 1_000,
    target: '/<script>alert(1)</script>',
    status: 200,
    size: 700,
    referrer: 'https://<script>x</script>.example/',
    agent: '<script>alert(2)</script>',
  }),
);
writeFileSync(log, `${lines.join('\n')}\n`);

test('the page holds the counts of the log and no element that a client wrote', async () => {
  const page = join(folder, 'report.html');
  const { code, out, err } = await groundswell(['traffic', log, '--html', page]);
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain(page);
  const text = readFileSync(page, 'utf8');
  expect(text).toContain('1,500 requests from about');
  expect(text).toContain('/&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain('&lt;script&gt;alert(2)&lt;/script&gt;');
  expect(text).not.toMatch(/<script|\ssrc=|<link|@import|url\((?!#)|href="(?!#)/i);
});

test('a page never takes the place of a log', async () => {
  const { code, err } = await groundswell(['traffic', log, '--html', log]);
  expect(code).toBe(2);
  expect(err).toContain('a file of its own');
  expect(readFileSync(log, 'utf8').split('\n')).toHaveLength(1_501);
});
