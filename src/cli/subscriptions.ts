/** `groundswell subscriptions`: readers who subscribed, for the operator: who is told of what, and ending a subscription, also while the observatory serves. */
import { SubscriberBook, type Subscription } from '../alerts/subscribers.ts';
import { CLUSTER_HELP, CLUSTER_OPTIONS } from './cluster-place.ts';
import { type Command, EXIT, type Io, printJson, UsageError, type Values } from './command.ts';
import { DATA_HELP, DATA_OPTION } from './journal-file.ts';
import { table } from './table.ts';
import { withTables } from './tellers.ts';

export const subscriptions: Command = {
  summary: 'list the readers who subscribed, and end a subscription',
  help: `
Usage: groundswell subscriptions list [options]
       groundswell subscriptions end ID [options]

list shows what each reader chose, and whether he has confirmed it. Of an address only the first letter and the domain are shown, of
a webhook its host, unless --targets says otherwise. end forgets a subscription with its address; a running observatory tells
nothing more after a minute at most.

Options:
      --targets               whole addresses and URLs
${DATA_HELP}
${CLUSTER_HELP}
      --json                  as JSON

Examples:
  groundswell subscriptions list
  groundswell subscriptions list --json --targets
  groundswell subscriptions end sub-0123456789abcdef01
`,
  options: { ...DATA_OPTION, ...CLUSTER_OPTIONS, targets: { type: 'boolean' }, json: { type: 'boolean' } },
  takesFile: true,
  async run({ values, positionals }, io) {
    const [action, id, ...more] = positionals;
    if (action === 'list' && id === undefined) return list(values, io);
    if (action === 'end' && id !== undefined && more.length === 0) return end(id, values, io);
    throw new UsageError(action === 'end' ? 'end takes one ID, as list shows it' : 'say what to do: list, or end ID');
  },
};

async function list(values: Values, io: Io): Promise<number> {
  const all = await withTables(values, 'subscriptions', [], (tables) => new SubscriberBook(tables).all());
  const rows = all.map((one) => ({
    id: one.id,
    kind: one.kind,
    target: values.targets === true ? one.target : masked(one),
    service: one.service,
    component: one.component,
    country: one.country,
    severity: one.severity,
    state: one.confirmed === null ? 'asked' : 'told',
    since: new Date(one.made).toISOString(),
  }));
  if (values.json === true) printJson(io, { subscriptions: rows });
  else if (rows.length === 0) io.stdout.write('Nobody has subscribed.\n');
  else {
    const cells = rows.map(({ id, kind, target, service, component, country, severity, state, since }) => [
      ...[id, kind, target, service ?? 'all', component ?? 'all', country ?? 'all', severity, state, since],
    ]);
    io.stdout.write(table(['ID', 'HOW', 'TARGET', 'SERVICE', 'PART', 'COUNTRY', 'FROM', 'STATE', 'SINCE'], cells));
  }
  return EXIT.ok;
}

async function end(id: string, values: Values, io: Io): Promise<number> {
  const ended = await withTables(values, 'subscriptions', false, (tables) => new SubscriberBook(tables).remove(id));
  if (!ended) {
    io.stderr.write(`groundswell subscriptions: there is no subscription "${id}"; list shows them\n`);
    return EXIT.failed;
  }
  if (values.json === true) printJson(io, { id, ended });
  else io.stdout.write(`${id} is ended, and its address forgotten.\n`);
  return EXIT.ok;
}

/** Enough to tell two apart, and too little to write to. */
function masked({ kind, target }: Subscription): string {
  if (kind === 'webhook') return `${new URL(target).host}/…`;
  return `${target.charAt(0)}…${target.slice(target.lastIndexOf('@'))}`;
}
