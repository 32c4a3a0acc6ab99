/** Every law in docs/INVARIANTS.md names a test that there is: the file exists and holds a test of that name. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const rows = readFileSync(`${ROOT}docs/INVARIANTS.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]\d/.test(line));

test.each(rows.map((row) => [row.split('|')[1]!.trim(), row] as const))('%s names tests that there are', (_, row) => {
  const cell = row.split('|')[3]!;
  const named = [...cell.matchAll(/`([^`]+\.test\.ts)`((?:(?!`).)*)/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, file, rest] of named) {
    expect(existsSync(`${ROOT}${file}`), file).toBe(true);
    const text = readFileSync(`${ROOT}${file}`, 'utf8');
    for (const [, name] of rest!.matchAll(/"([^"]+)"/g))
      expect(text, `${file} holds a test of that name`).toContain(name);
  }
});

test('there are laws to hold', () => expect(rows.length).toBeGreaterThan(20));

test('each law has a name of its own', () => {
  const names = rows.map((row) => row.split('|')[1]!.trim());
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
