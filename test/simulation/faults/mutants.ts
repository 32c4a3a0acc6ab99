/**
 * Deliberate one-line bugs, each of which the simulation or a named test must catch: `npm run mutants`. Each is put into a copy of the
 * sources, one at a time; one that nothing notices fails the run.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { optionsOf } from '../../../bench/options.ts';
import { MUTANTS, type Mutant, withMutant } from './mutant-list.ts';

const HELP = `
Usage: npm run mutants -- [--only TEXT] [--json]

Puts one deliberate bug after the other into a copy of the sources, and runs what must notice it: the simulation, or a named test.
Exit code 1 where nothing noticed one.

Options:
      --only TEXT    only bugs in files whose path holds the text
      --json         as JSON

Examples:
  npm run mutants
  npm run mutants -- --only src/engine
`;

const SEEDS = '1-25';
const RUN_MS = 240_000;
const COPIED = ['src', 'test', 'bench', 'bin', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
const run = promisify(execFile);

/** Runs the simulation, or a test, on the copy as it stands. @returns whether all is well there @throws where it was not told in time */
async function isWell(by: string | undefined, folder: string): Promise<boolean> {
  const args =
    by === undefined
      ? ['test/simulation/faults/cli.ts', '--seeds', SEEDS]
      : ['node_modules/vitest/vitest.mjs', 'run', by];
  try {
    await run(process.execPath, args, { cwd: folder, timeout: RUN_MS });
    return true;
  } catch (cause) {
    const { killed, code } = cause as { killed?: boolean; code?: unknown };
    if (killed === true || typeof code !== 'number')
      throw new Error(`${by ?? 'the simulation'} did not end in time`, { cause });
    return false;
  }
}

/** Whether something notices it. */
async function isCaught(mutant: Mutant, folder: string): Promise<boolean> {
  const path = join(folder, mutant.file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, withMutant(text, mutant));
  try {
    return !(await isWell(mutant.by, folder));
  } finally {
    writeFileSync(path, text);
  }
}

const values = optionsOf(HELP, { only: { type: 'string' }, json: { type: 'boolean' } });
const chosen = MUTANTS.filter(({ file }) => values.only === undefined || file.includes(values.only));
if (chosen.length === 0) {
  process.stderr.write(`no bug is in a file whose path holds "${values.only}"\n`);
  process.exit(2);
}
const root = new URL('../../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'groundswell-mutants-'));
const results: { file: string; harm: string; by: string; caught: boolean }[] = [];
try {
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // What fails without a bug says nothing of one.
  for (const by of new Set(chosen.map((mutant) => mutant.by))) {
    if (!(await isWell(by, folder))) throw new Error(`${by ?? 'the simulation'} fails without any mutant`);
  }
  for (const mutant of chosen) {
    const { file, harm, by = 'simulation' } = mutant;
    const caught = await isCaught(mutant, folder);
    results.push({ file, harm, by, caught });
    if (values.json !== true) process.stdout.write(`${caught ? 'caught' : 'MISSED'}  ${file}: ${harm} (${by})\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (values.json === true) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = results.every(({ caught }) => caught) ? 0 : 1;
