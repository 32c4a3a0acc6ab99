/** Laws of the assets: a name is its bytes, nothing points nowhere, what is sent is what was read, whatever the coding. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { answerAsset, readAssets } from './assets.ts';

const assets = readAssets();
const text = (path: string): string => Buffer.from(assets.byPath.get(path)?.body ?? []).toString();

test('every file of the browser is served, and every import leads to one of them', () => {
  const source = new URL('../web/', import.meta.url);
  const modules = readdirSync(source).filter((name) => name.endsWith('.ts'));
  const served = [...assets.byPath.keys()].filter((path) => path.endsWith('.js'));
  const names = served.map((path) => path.replace(/^.*\/([^/.]+)\.[0-9a-f]{12}\.js$/, '$1.ts'));
  expect(modules.filter((name) => !names.includes(name))).toEqual([]);
  for (const path of served) {
    for (const [, target] of text(path).matchAll(/from '([^']+)'/g)) expect(assets.byPath.has(target ?? '')).toBe(true);
  }
});

test('what checks a bundle is not fetched with the page, and reaches the fold itself', () => {
  const withPage = [assets.hrefs.js, ...(assets.hrefs.preload ?? [])];
  const reached = new Set<string>();
  const follow = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const [, target] of text(path).matchAll(/from '([^']+)'/g)) follow(target!);
  };
  follow(assets.hrefs.verifyWorker!);
  expect([...reached].some((path) => path.includes('/fold.'))).toBe(true);
  expect([...reached].filter((path) => withPage.includes(path))).toEqual([]);
  expect(new Set([...withPage, ...reached, assets.hrefs.zoom])).toEqual(
    new Set([...assets.byPath.keys()].filter((path) => path.endsWith('.js'))),
  );
});

test('the style sheet is whole: no import is left, and every token that is used is set', () => {
  const css = text(assets.hrefs.css);
  expect(css).not.toContain('@import');
  const set = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map((match) => match[1]));
  const used = new Set([...css.matchAll(/var\((--[a-z0-9-]+)\)/g)].map((match) => match[1]));
  expect([...used].filter((token) => !set.has(token))).toEqual([]);
  expect([...set].filter((token) => !used.has(token))).toEqual([]);
});

test('a changed file has another name, and so has what imports it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  const write = (inner: string) => {
    writeFileSync(join(folder, 'main.css'), 'a{}');
    writeFileSync(join(folder, 'icon.svg'), '<svg/>');
    writeFileSync(join(folder, 'verify-worker.ts'), 'void 0;\n');
    writeFileSync(join(folder, 'part-of-chart.ts'), 'void 1;\n');
    writeFileSync(join(folder, 'main.ts'), "import { inner } from './inner.ts';\ninner();\n");
    writeFileSync(join(folder, 'inner.ts'), inner);
    return readAssets(pathToFileURL(`${folder}/`)).hrefs;
  };
  const before = write('export const inner = (a: number): void => void a;\n');
  const after = write('export const inner = (a: string): void => void a + 1;\n');
  expect(after.js).not.toBe(before.js);
  expect(after.preload).not.toEqual(before.preload);
  expect(after.css).toBe(before.css);
});

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['', null, (bytes: Buffer) => bytes],
] as const)('asked with "%s" the bytes are the same', async (acceptEncoding, coding, decode) => {
  const answer = await answerAsset(assets, assets.hrefs.css, acceptEncoding);
  expect(answer?.headers.get('content-encoding') ?? null).toBe(coding);
  expect(answer?.headers.get('cache-control')).toContain('immutable');
  expect(decode(Buffer.from(await answer!.arrayBuffer())).toString()).toBe(text(assets.hrefs.css));
});

test('what is not there is not answered', async () => {
  expect(await answerAsset(assets, '/assets/../assets.ts', '')).toBeUndefined();
});
