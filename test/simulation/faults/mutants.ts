/**
 * Deliberate one-line bugs, each of which the simulation or a named test must catch: `npm run mutants`. Each is put into a copy of the
 * sources, one at a time; one that nothing notices fails the run.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

interface Mutant {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** What it does to whoever relies on it. */
  readonly harm: string;
  /** The test that must notice it; the simulation where none is named. */
  readonly by?: string;
}

const MUTANTS: readonly Mutant[] = [
  {
    file: 'src/engine/engine.ts',
    from: 'this.#folded = (seq + 1) as Seq;',
    to: 'this.#folded = seq as Seq;',
    harm: 'the last entry is folded again after every restart',
  },
  {
    file: 'src/engine/engine.ts',
    from: 'await this.#foldOn(() => {});',
    to: '',
    harm: 'what came after the last snapshot is forgotten at a restart',
  },
  {
    file: 'src/engine/saver.ts',
    from: 'this.#facts = [...facts, ...this.#facts];',
    to: '',
    harm: 'facts whose save failed are lost',
  },
  {
    file: 'src/engine/saver.ts',
    from: 'board.putBack();',
    to: '',
    harm: 'charts whose save failed are lost',
  },
  {
    file: 'src/engine/board.ts',
    from: 'if (seq >= (this.#readUntil.get(block) ?? 0)) addTo(block, seq, step);',
    to: 'addTo(block, seq, step);',
    harm: 'charts count again what is folded again',
  },
  {
    file: 'src/engine/base.ts',
    from: 'await views.clear();',
    to: '',
    harm: 'views of another format stay beside the new ones',
    by: 'test/cluster/home.test.ts',
  },
  {
    file: 'src/store/cluster/followed-views.ts',
    from: 'if (this.#isForeign || (await this.#followed.savedUntil()) < foundUntil(batch)) {',
    to: 'if (this.#isForeign) {',
    harm: 'whoever follows lets go of facts that nobody has saved',
  },
  {
    file: 'src/store/memory/home.ts',
    from: 'this.#frontier.append(hash, (subtree) => this.#subtrees.push(subtree));',
    to: 'this.#frontier.append(hash);',
    harm: 'the tree has no stored roots',
  },
  {
    file: 'src/store/sqlite/journal.ts',
    from: "'update head set size = ?, root = ?, frontier = ? where one = 1 and size = ?'",
    to: "'update head set size = ?, root = ?, frontier = ? where one = 1 and size <> ?'",
    harm: 'the head of the tree is never written',
  },
  {
    file: 'src/core/scopes.ts',
    from: 'const weight = rollup.count > high ? Math.min(1, Math.max(1, expected) / rollup.count) : 1;',
    to: 'const weight = 1;',
    harm: 'the first minute of a flood makes its networks the usual ones',
  },
  {
    file: 'src/core/independence.ts',
    from: "return { independence: 'few', concentration };",
    to: "return { independence: 'several', concentration };",
    harm: 'two networks can confirm an incident',
  },
  {
    file: 'src/core/snapshot.ts',
    from: 'timelines: new Map(saved.timelines),',
    to: 'timelines: new Map(),',
    harm: 'a restart forgets how far time has come',
  },
  {
    file: 'src/core/fold.ts',
    from: 'if (tick.at <= timeline.at) return;',
    to: '',
    harm: 'a clock that is set back makes time go back',
  },
  {
    file: 'src/core/reporters.ts',
    from: 'if (table.slots[2 * find(table.slots, high, low) + 1] !== 0) return false;',
    to: '',
    harm: 'a person counts as often as they report',
    by: 'src/core/reporters.test.ts',
  },
  {
    file: 'src/journal/codec.ts',
    from: 'return isPruned(body) || same(hashOfBody(body), hash);',
    to: 'return true;',
    harm: 'an altered entry is taken for what was written',
    by: 'src/journal/check.test.ts',
  },
  {
    file: 'src/doors/report.ts',
    from: 'if (!takesReports(service)) return replayTakesNone(service);',
    to: '',
    harm: 'the past takes reports',
    by: 'test/http/reports.test.ts',
  },
  {
    file: 'src/serve/access.ts',
    from: "if (need === 'anyone' || allows(account?.role, need)) return next();",
    to: 'return next();',
    harm: 'anybody may do anything',
    by: 'test/http/access.test.ts',
  },
  {
    file: 'src/alerts/alerts.ts',
    from: 'return before === undefined ? !isOver : before !== told.state;',
    to: 'return true;',
    harm: 'alerts repeat themselves',
    by: 'test/alerts/delivery.test.ts',
  },
];

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
async function isCaught({ file, from, to, by }: Mutant, folder: string): Promise<boolean> {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2)
    throw new Error(`${file} does not hold "${from}" once: bring the mutant up to date`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    return !(await isWell(by, folder));
  } finally {
    writeFileSync(path, text);
  }
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const root = new URL('../../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'groundswell-mutants-'));
let missed = 0;
try {
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const chosen = MUTANTS.filter(({ file }) => values.only === undefined || file.includes(values.only));
  // What fails without a bug says nothing of one.
  for (const by of new Set(chosen.map((mutant) => mutant.by))) {
    if (!(await isWell(by, folder))) throw new Error(`${by ?? 'the simulation'} fails without any mutant`);
  }
  for (const mutant of chosen) {
    const caught = await isCaught(mutant, folder);
    if (!caught) missed += 1;
    process.stdout.write(
      `${caught ? 'caught' : 'MISSED'}  ${mutant.file}: ${mutant.harm} (${mutant.by ?? 'simulation'})\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = missed === 0 ? 0 : 1;
