/** `groundswell check`: the journal against its hashes, and the views against the journal. */
import { Engine } from '../engine/engine.ts';
import { compareViews, type Difference } from '../engine/rebuild.ts';
import { type CheckResult, checkJournal, describeProblem } from '../journal/check.ts';
import { CorruptJournalError } from '../journal/corrupt.ts';
import { databaseProblems, openScratchViews } from '../store/sqlite/home.ts';
import { type Command, EXIT, type Io, printJson, type Values } from './command.ts';
import { DATA_HELP, DATA_OPTION, openExistingJournal, withEngine } from './journal-file.ts';
import { grouped, Progress } from './progress.ts';

const DIFFERENCES_SHOWN = 20;
/** Views that differ all over need no longer list. */
const DIFFERENCES_MAX = 1_000;

export const check: Command = {
  summary: 'find any altered, missing or reordered byte of the journal',
  options: { ...DATA_OPTION, json: { type: 'boolean' }, 'journal-only': { type: 'boolean' } },
  help: `
Usage: groundswell check [options]

Computes every hash of the journal again from the entries' bytes, compares the tree's stored roots and its head, and
then folds the journal beside the stored views and compares the two, for which it needs as much room beside the journal
as the views take. Says where anything differs.

Options:
${DATA_HELP}
  --journal-only              leave the views out
  --json                      {"ok", "entries", "root", "problems": [{from, to, what}], "file", "views": [{name, what}]}

Exit code 0 when everything matches, 1 when something does not.

Examples:
  groundswell check
  groundswell check --data backup.db --json
`,
  async run({ values }, io) {
    try {
      return await checkFile(values, io);
    } catch (cause) {
      // A journal too damaged to be opened is still an answer, and has the same form.
      if (!(cause instanceof CorruptJournalError) || values.json !== true) throw cause;
      const problem = { from: cause.from ?? null, to: cause.to ?? null, what: cause.message };
      printJson(io, { ok: false, entries: null, root: null, problems: [problem], file: [], views: [] });
      return EXIT.failed;
    }
  },
};

async function checkFile(values: Values, io: Io): Promise<number> {
  const { path, store } = openExistingJournal(values);
  const file = databaseProblems(path);
  const progress = new Progress(io, 'Checking');
  const result = await checkJournal(store.journal, (checked, of) => progress.at(checked, of, 'entries'));
  progress.end();
  const views: Difference[] = [];
  if (result.problems.length === 0 && values['journal-only'] !== true) {
    await withEngine(
      (options) => Engine.open(store, options),
      async (engine, options) => {
        // Views may lag behind after a crash; they are brought up to date before they are compared.
        await engine.save(true);
        using scratch = openScratchViews(`${path}-check`);
        for await (const difference of compareViews(store, options, scratch.views)) {
          if (views.push(difference) >= DIFFERENCES_MAX) break;
        }
      },
    );
  } else {
    await store[Symbol.asyncDispose]();
  }
  const ok = result.problems.length === 0 && views.length === 0 && file.length === 0;
  if (values.json === true) printJson(io, { ok, ...result, file, views });
  else io.stdout.write(words(path, result, file, views));
  return ok ? EXIT.ok : EXIT.failed;
}

function words(
  path: string,
  { entries, root, problems }: CheckResult,
  file: readonly string[],
  views: readonly Difference[],
): string {
  const lines = [
    ...problems.map((problem) => `DAMAGED  ${describeProblem(problem)}`),
    ...file.map((what) => `DAMAGED  the file itself: ${what}`),
    ...views.slice(0, DIFFERENCES_SHOWN).map(({ name, what }) => `DIFFERS  ${name}: ${what}`),
  ];
  const more = views.length - DIFFERENCES_SHOWN;
  if (more > 0) lines.push(`DIFFERS  and ${grouped(more)} more${views.length < DIFFERENCES_MAX ? '' : ', at least'}`);
  if (problems.length > 0) lines.push('The journal is damaged. Restore it from a backup.');
  else if (views.length > 0)
    lines.push('The journal is whole; its views are not. Make them again: groundswell rebuild');
  else if (file.length === 0) lines.push(`${path}: ${grouped(entries)} entries match their hashes. Root ${root}`);
  return `${lines.join('\n')}\n`;
}
