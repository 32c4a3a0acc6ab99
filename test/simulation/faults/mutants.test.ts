/** Deliberate bugs: each still has its place in the sources, and the simulation notices some of them here; `npm run mutants` tries all. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { MUTANTS, withMutant } from './mutant-list.ts';

const ROOT = join(import.meta.dirname, '../../..');

test.each(MUTANTS)('"$harm" can be tried on $file', (mutant) => {
  const text = readFileSync(join(ROOT, mutant.file), 'utf8');
  expect(withMutant(text, mutant)).not.toBe(text);
  if (mutant.by !== undefined) expect(readFileSync(join(ROOT, mutant.by), 'utf8')).toContain("from 'vitest'");
});

test('the simulation notices what loses facts and charts', async () => {
  const script = join(import.meta.dirname, 'mutants.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--only', 'src/engine/saver', '--json']);
  const results = JSON.parse(stdout) as { caught: boolean }[];
  expect(results.map(({ caught }) => caught)).toEqual([true, true]);
}, 120_000);
