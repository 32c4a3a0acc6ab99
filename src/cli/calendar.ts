/** `groundswell calendar`: what is due, and reporting clocks: started, answered, stopped. */
import { REPORT_STAGES } from '../model/reporting.ts';
import type { CalendarRow } from '../serve/schema-calendar.ts';
import { type Command, EXIT, type Io, printJson, textOption, UsageError, type Values } from './command.ts';
import { DESK_HELP, DESK_OPTIONS, withDesk } from './desk.ts';
import { table } from './table.ts';

const ACTIONS = ['start', 'submitted', 'requested', 'handled', 'stopped'] as const;

const text = { type: 'string' } as const;

export const calendar: Command = {
  summary: 'due dates of holds and reports; start, answer and stop reporting clocks',
  takesFile: true,
  options: {
    ...DESK_OPTIONS,
    id: text,
    'aware-at': text,
    'aware-by': text,
    zone: text,
    at: text,
    due: text,
    words: text,
    by: text,
    json: { type: 'boolean' },
  },
  help: `
Usage: groundswell calendar [options]
       groundswell calendar start INCIDENT --aware-at TIME --aware-by WHO --zone ZONE --words TEXT --by WHO [options]
       groundswell calendar submitted CLOCK STAGE | requested CLOCK | handled CLOCK | stopped CLOCK --words TEXT --by WHO

Without more, lists what is due: reports that a started clock asks for (NIS2: 24 hours, 72 hours, one month) and ends of holds. A
clock is started by a decision: an incident alone starts none. All of it stands in the journal, which is public.

      --id ID                 of the clock that is started  (default: after the incident)
      --aware-at TIME         when it became known, with its offset, such as 2026-03-10T14:05+01:00
      --aware-by WHO          who became aware
      --zone ZONE             in which a month is counted, such as Europe/Brussels
      --at TIME               when it was submitted, or handled  (default: now)
      --due TIME              when the authority wants what it requested
      --words TEXT            why; to whom, under which reference
      --by WHO                who decided it
STAGE is one of ${REPORT_STAGES.join(', ')}.

Options:
${DESK_HELP}
      --json                  list: {"items"}; else {"id", "version", "seq", "url"}

Examples:
  groundswell calendar
  groundswell calendar start shop-20260310T1501Z --aware-at 2026-03-10T16:05+01:00 --aware-by "On call" \\
    --zone Europe/Brussels --words "Significant under Article 23(3)" --by Counsel
  groundswell calendar submitted shop-20260310T1501Z-c1 early-warning --words "CSIRT, reference 4711" --by Counsel
`,
  async run({ values, positionals }, io) {
    const [action, ...rest] = positionals;
    if (action === undefined) return list(values, io);
    if (!ACTIONS.some((one) => one === action))
      throw new UsageError(`calendar takes ${ACTIONS.join(', ')}, or nothing`);
    const told =
      action === 'start'
        ? await withDesk(values, (desk) => desk.startClock(only(rest, 'an incident'), startOf(values)))
        : await withDesk(values, (desk) =>
            desk.stepClock(rest[0] ?? only(rest, 'a clock'), stepOf(action, rest, values)),
          );
    if (values.json === true) printJson(io, told);
    else io.stdout.write(`${told.id}: step ${told.version}, entry ${told.seq} of the journal. See ${told.url}\n`);
    return EXIT.ok;
  },
};

async function list(values: Values, io: Io): Promise<number> {
  const items = await withDesk(values, (desk) => desk.calendar());
  if (values.json === true) printJson(io, { items });
  else if (items.length === 0) io.stdout.write('Nothing is due.\n');
  else io.stdout.write(table(['DUE', 'STATE', 'WHAT', 'HOW IT STANDS'], items.map(rowOf)));
  return EXIT.ok;
}

const rowOf = ({ at, said, state, title, words }: CalendarRow): string[] => [
  said ?? at ?? 'no date yet',
  state,
  title,
  words,
];

const startOf = (values: Values): object => ({
  ...present({ id: textOption(values, 'id') }),
  awareAt: textOption(values, 'aware-at'),
  awareBy: textOption(values, 'aware-by'),
  zone: textOption(values, 'zone'),
  ...wordsOf(values),
});

function stepOf(step: string, [, stage, ...more]: readonly string[], values: Values): object {
  const at = textOption(values, 'at');
  const rest = stage === undefined ? [] : [stage, ...more];
  switch (step) {
    case 'submitted':
      return {
        step,
        stage: only(rest, `a stage (${REPORT_STAGES.join(', ')})`),
        ...present({ submittedAt: at }),
        ...wordsOf(values),
      };
    case 'requested':
      return { step, ...none(rest), ...present({ due: textOption(values, 'due') }), ...wordsOf(values) };
    case 'handled':
      return { step, ...none(rest), ...present({ handledAt: at }), ...wordsOf(values) };
    default:
      return { step, ...none(rest), ...wordsOf(values) };
  }
}

const wordsOf = (values: Values): object => ({
  words: textOption(values, 'words'),
  decidedBy: textOption(values, 'by'),
});

/** Without what was not given: a default is the door's. */
const present = (fields: Readonly<Record<string, string | undefined>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function only(words: readonly string[], what: string): string {
  if (words.length !== 1) throw new UsageError(`name ${what}`);
  return words[0]!;
}

function none(words: readonly string[]): object {
  if (words.length > 0) throw new UsageError(`nothing can follow the clock, unlike "${words[0]}"`);
  return {};
}
