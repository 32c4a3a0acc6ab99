/** `groundswell prune`: removes signals that are older than they are kept, at an observatory that serves or in a journal that nobody serves. */
import { PRUNABLE_KINDS } from '../model/pruning.ts';
import type { PrunedNow } from '../serve/record.ts';
import { type Command, EXIT, printJson, textOption, UsageError } from './command.ts';
import { DESK_HELP, DESK_OPTIONS, withDesk } from './desk.ts';
import { grouped } from './progress.ts';

export const prune: Command = {
  summary: 'remove signals that are older than you keep them, for good',
  help: `
Usage: groundswell prune KIND=DAYSd... --reason TEXT --by WHO [options]

Removes single signals of live services that were made longer ago than so many days. Kinds: ${PRUNABLE_KINDS.join(', ')}.
Incidents, charts, statements and decisions stay, as do the places and hashes of what goes, so the tree and every proof hold. What a
hold keeps stays. What went is an entry of the journal. There is no way back: bundles of incidents from before it cannot be packed
any more, so pack those first that you may need. A retention in services.yaml does the same once a day.

Options:
      --try                   only count what would go
      --reason TEXT           why; it is public
      --by WHO                who decided it
${DESK_HELP}
      --json                  {"seq", "number", "removed": {KIND: COUNT}, "held", "url"}

Examples:
  groundswell prune report=90d check=30d --try
  groundswell prune report=90d --reason "Privacy notice, section 4" --by "Data protection officer"
`,
  options: {
    ...DESK_OPTIONS,
    try: { type: 'boolean' },
    reason: { type: 'string' },
    by: { type: 'string' },
    json: { type: 'boolean' },
  },
  takesFile: true,
  async run({ values, positionals }, io) {
    if (positionals.length === 0) throw new UsageError('say what is kept how long, such as report=90d');
    const keep = Object.fromEntries(positionals.map(keptFor));
    const isTrial = values.try === true;
    const [reason, decidedBy] = isTrial
      ? ['A trial', 'Nobody']
      : [textOption(values, 'reason'), textOption(values, 'by')];
    if (reason === undefined || decidedBy === undefined) {
      throw new UsageError('say why, and who decided it: --reason TEXT --by WHO');
    }
    const body = { keep, try: isTrial, reason, decidedBy };
    const done = await withDesk(values, (desk) => desk.prune(body));
    if (values.json === true) printJson(io, done);
    else io.stdout.write(told(done));
    return EXIT.ok;
  },
};

function keptFor(word: string): [kind: string, days: string] {
  const [kind = '', days, ...more] = word.split('=');
  if (days === undefined || more.length > 0 || !PRUNABLE_KINDS.some((one) => one === kind)) {
    throw new UsageError(`"${word}" is not KIND=DAYSd, such as report=90d; kinds are ${PRUNABLE_KINDS.join(', ')}`);
  }
  return [kind, days];
}

function told({ seq, removed, held }: PrunedNow): string {
  const counts = Object.entries(removed).map(([kind, count]) => `${kind} ${grouped(count)}`);
  const done =
    seq === null
      ? `Would go: ${counts.join(', ')}.`
      : `Gone: ${counts.join(', ')}; entry ${seq} of the journal says so.`;
  const then = counts.length === 0 ? 'No signal that may go is older than that.' : done;
  return `${then}${held === 0 ? '' : ` ${grouped(held)} more are kept by holds.`}\n`;
}
