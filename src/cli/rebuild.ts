/** `groundswell rebuild`: throws the views away and makes them again from the journal. */
import { linesDigest } from '../engine/base.ts';
import { rebuildViews } from '../engine/rebuild.ts';
import { type Command, EXIT, printJson } from './command.ts';
import { DATA_HELP, DATA_OPTION, openExistingJournal, refuseDamaged, withEngine } from './journal-file.ts';
import { grouped } from './progress.ts';

export const rebuild: Command = {
  summary: 'make every view again from the journal',
  options: { ...DATA_OPTION, json: { type: 'boolean' } },
  help: `
Usage: groundswell rebuild [options]

Checks the journal, throws away facts, incidents and charts, and folds the journal from its first entry. The result
is the same, byte for byte, as what the live run had; a digest before and after says so.

Options:
${DATA_HELP}
  --json                      {"entries", "seconds", "before", "after", "same"}

Example:
  groundswell rebuild
`,
  async run({ values }, io) {
    const { store } = openExistingJournal(values);
    await refuseDamaged(store, io);
    const before = await linesDigest(store.views.lines());
    const startedAt = performance.now();
    const { entries, after } = await withEngine(
      (options) => rebuildViews(store, options),
      async (engine) => {
        await engine.save(true);
        return { entries: engine.size, after: await linesDigest(store.views.lines()) };
      },
    );
    const seconds = Number(((performance.now() - startedAt) / 1_000).toFixed(2));
    const same = before === after;
    if (values.json === true) printJson(io, { entries, seconds, before, after, same });
    else {
      const verdict = same ? 'The views are the same as before.' : 'The views differ from what was stored.';
      io.stdout.write(`${grouped(entries)} entries folded in ${seconds} s. ${verdict}\n${after}\n`);
    }
    return EXIT.ok;
  },
};
