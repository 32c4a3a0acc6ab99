/** `groundswell hold`: duties to keep signals, placed, looked at, extended and closed. */
import type { HoldRow } from '../serve/schema-holds.ts';
import { type Command, EXIT, type Io, printJson, textOption, UsageError, type Values } from './command.ts';
import { DESK_HELP, DESK_OPTIONS, type Desk, withDesk } from './desk.ts';
import { holdLines, holdText } from './hold-text.ts';

const ACTIONS = ['add', 'list', 'show', 'extend', 'close'] as const;
type Action = (typeof ACTIONS)[number];

const text = { type: 'string' } as const;

export const hold: Command = {
  summary: 'duties to keep signals: place, look at, extend, close',
  takesFile: true,
  options: {
    ...DESK_OPTIONS,
    id: text,
    authority: text,
    basis: text,
    scope: text,
    services: text,
    kinds: text,
    'made-from': text,
    'made-until': text,
    entries: text,
    from: text,
    until: text,
    zone: text,
    'unless-closed-before': text,
    supersedes: text,
    by: text,
    reason: text,
    json: { type: 'boolean' },
  },
  help: `
Usage: groundswell hold add|list|show ID|extend ID|close ID [options]

What a hold in force covers is neither pruned nor redacted. A hold has two times: when the signals were made, and while
they have to be kept. It is versioned: a change can only keep more, and only closing it lets go. All of it stands in the
journal, which is public.

What is kept:
      --authority, --basis    who demands it, and by what law, order or contract
      --scope WORDS           what has to be kept, in words
      --services A,B          of these services  (default all)
      --kinds A,B             report, tally, traffic, check, official, statement  (default all)
      --made-from, --made-until DAY   made in this period; the last day belongs to it  (default: at any time)
      --entries FIRST-LAST    only these positions of the journal
While it has to be kept:
      --from, --until DAY     (default: from now, until it is closed)
      --zone NAME             the zone that days are meant in, such as Europe/Brussels
      --unless-closed-before WORDS    what would end it early
      --supersedes ID,ID      holds whose place it takes
      --id ID                 its own id  (default: the next number)
Each version:
      --by, --reason          who decided it, and why
A time with its offset (2025-12-31T18:00+01:00) is taken where a day is. extend takes "open" for a bound that there is
no more, and "all" for services and kinds.

Options:
${DESK_HELP}
      --json                  list: {"holds"}; show: the hold; else {"id", "version", "seq", "url"}

Examples:
  groundswell hold add --authority "European Commission" --basis "Retention order of 17 January 2025" \\
    --scope "All that shows outages" --made-from 2025-01-17 --made-until 2025-12-31 --until 2025-12-31 \\
    --zone Europe/Brussels --unless-closed-before "the investigation ends" --by Counsel --reason "The order came"
  groundswell hold extend hold-1 --until 2026-12-31 --zone Europe/Brussels --by Counsel --reason "Extended"
  groundswell hold close hold-1 --by Counsel --reason "The investigation is closed" --url http://localhost:8080
  groundswell hold list
`,
  async run({ values, positionals }, io) {
    const [action, id, ...more] = positionals;
    if (!ACTIONS.some((known) => known === action)) throw new UsageError(`say what to do: ${ACTIONS.join(', ')}`);
    const needsId = action === 'show' || action === 'extend' || action === 'close';
    if (needsId && id === undefined) throw new UsageError(`${action} needs the id of a hold; list shows them`);
    if (more.length > 0 || (!needsId && id !== undefined))
      throw new UsageError(`${action} takes no "${more[0] ?? id}"`);
    return withDesk(values, (desk) => act(action as Action, id ?? '', values, desk, io));
  },
};

async function act(action: Action, id: string, values: Values, desk: Desk, io: Io): Promise<number> {
  if (action === 'list' || action === 'show') {
    const holds = await desk.holds();
    const found = action === 'show' ? holds.filter((one) => one.id === id) : holds;
    if (action === 'show' && found.length === 0) throw new Error(`there is no hold ${id}; list shows them`);
    show(action, found, values, io);
    return EXIT.ok;
  }
  const body = action === 'close' ? { closed: true, ...decision(values) } : bodyOf(values, action);
  const done = action === 'add' ? await desk.addHold(body) : await desk.changeHold(id, body);
  if (values.json === true) printJson(io, done);
  else io.stdout.write(`${done.id}: version ${done.version} is entry ${done.seq} of the journal.\n`);
  return EXIT.ok;
}

function show(action: 'list' | 'show', holds: readonly HoldRow[], values: Values, io: Io): void {
  if (values.json === true) printJson(io, action === 'show' ? holds[0] : { holds });
  else io.stdout.write(action === 'show' ? holdText(holds[0]!) : holdLines(holds));
}

const decision = (values: Values): object => ({
  decidedBy: textOption(values, 'by'),
  reason: textOption(values, 'reason'),
});

/** What is left out is left to the door, which says what it needs. */
function bodyOf(values: Values, action: 'add' | 'extend'): object {
  const said = (name: string): string | undefined => textOption(values, name);
  const list = (name: string): 'all' | string[] | undefined =>
    said(name) === 'all'
      ? 'all'
      : said(name)
          ?.split(',')
          .map((part) => part.trim());
  const bound = (name: string): string | null | undefined =>
    action === 'extend' && said(name) === 'open' ? null : said(name);
  if (action === 'extend' && (said('id') ?? said('supersedes')) !== undefined) {
    throw new UsageError('an id and what it supersedes are said when a hold is added');
  }
  return {
    ...(action === 'add' ? { id: said('id'), supersedes: list('supersedes') } : {}),
    authority: said('authority'),
    basis: said('basis'),
    scope: said('scope'),
    services: list('services'),
    kinds: list('kinds'),
    of: { from: bound('made-from'), until: bound('made-until') },
    entries: entriesOf(bound('entries')),
    duty: { from: said('from'), until: bound('until') },
    zone: said('zone'),
    unlessClosedBefore: bound('unless-closed-before'),
    ...decision(values),
  };
}

function entriesOf(range: string | null | undefined): object | null | undefined {
  if (range === undefined || range === null) return range;
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(range) ?? [];
  if (to === undefined) throw new UsageError(`--entries takes two positions such as 100-250, not "${range}"`);
  return { from: Number(from), to: Number(to) };
}
