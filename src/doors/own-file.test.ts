/** Laws of the observatory's own files: whole, the owner's alone, and the first one's where several processes make one. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { putFirst, putInPlace } from './own-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('of processes that make it at the same moment one does, and all read what that one wrote', async () => {
  const path = join(folder, 'deep', 'token');
  const script = `
    import { readFileSync } from 'node:fs';
    import { putFirst } from ${JSON.stringify(join(import.meta.dirname, 'own-file.ts'))};
    const [, path, mine] = process.argv;
    const made = putFirst(path, mine);
    process.stdout.write(JSON.stringify({ made, read: readFileSync(path, 'utf8') }));`;
  const all = await Promise.all(
    Array.from({ length: 6 }, async (_, i) => {
      const args = ['--input-type=module', '-e', script, path, `mine-${i}`];
      return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as { made: boolean; read: string };
    }),
  );
  expect(all.filter(({ made }) => made)).toHaveLength(1);
  expect(new Set(all.map(({ read }) => read)).size).toBe(1);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['token']);
});

test('what is put in place of another is the owner’s alone, and nothing else is left', () => {
  const path = join(folder, 'key', 'file');
  expect(putFirst(path, 'first')).toBe(true);
  expect(putFirst(path, 'second')).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('first');
  putInPlace(path, 'third');
  expect(readFileSync(path, 'utf8')).toBe('third');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'key'))).toEqual(['file']);
});
