/** `groundswell redact`: removes text that people wrote, at an observatory that serves or in a journal that nobody serves. */
import { REDACTABLE_KINDS } from '../model/redaction.ts';
import { type Command, EXIT, printJson, textOption, UsageError } from './command.ts';
import { DESK_HELP, DESK_OPTIONS, withDesk } from './desk.ts';

export const redact: Command = {
  summary: 'remove text that people wrote from the journal, for good',
  help: `
Usage: groundswell redact KIND ID --reason TEXT --by WHO [options]
       groundswell redact ENTRY... --reason TEXT --by WHO [options]

Removes quotes, names and other words from every version of a statement, hold, reporting clock (kind: clock) or maintenance
window, or from entries by their positions in the journal. Places, hashes and the tree stay as they are; that it was
done, why and by whom is an entry itself, for everybody to read. What a hold keeps is refused. There is no way back.

Options:
      --reason TEXT           why, and by what right it was asked for
      --by WHO                who decided it
${DESK_HELP}
      --json                  as JSON

Examples:
  groundswell redact statement x-1 --reason "Article 17 GDPR, letter of 3 March" --by "Data protection officer"
  groundswell redact 4711 4712 --reason "A private address" --by "N. N." --url https://status.example.org --token gs_...
`,
  options: { ...DESK_OPTIONS, reason: { type: 'string' }, by: { type: 'string' }, json: { type: 'boolean' } },
  takesFile: true,
  async run({ values, positionals }, io) {
    const body = { ...whatOf(positionals), reason: textOption(values, 'reason'), decidedBy: textOption(values, 'by') };
    const { seq, entries } = await withDesk(values, (desk) => desk.redact(body));
    if (values.json === true) printJson(io, { seq, entries });
    else
      io.stdout.write(
        `The text of ${entries} ${entries === 1 ? 'entry' : 'entries'} is removed; entry ${seq} of the journal says so.\n`,
      );
    return EXIT.ok;
  },
};

function whatOf(words: readonly string[]): object {
  if (words.length > 0 && words.every((word) => /^\d{1,15}$/.test(word))) return { entries: words.map(Number) };
  const [kind, id, ...more] = words;
  if (id === undefined || more.length > 0) {
    throw new UsageError(
      `name a kind (${REDACTABLE_KINDS.slice(0, -1).join(', ')}) and an id, or positions in the journal`,
    );
  }
  return { kind, id };
}
