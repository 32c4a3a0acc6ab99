/** `groundswell token`: who may do what. Tokens are made and taken back beside the journal, also while the observatory serves. */
import { dirname, join } from 'node:path';
import { ROLES, type Role } from '../doors/access/roles.ts';
import { addToken, isOver, type KeptToken, listTokens, revokeToken } from '../doors/access/token-book.ts';
import { DAY_MS, type EpochMs } from '../model/units.ts';
import {
  type Command,
  EXIT,
  type Io,
  numberOption,
  printJson,
  textOption,
  UsageError,
  type Values,
} from './command.ts';
import { DATA_HELP, DATA_OPTION, journalPath, TOKENS_FOLDER } from './journal-file.ts';
import { table } from './table.ts';

const DAYS_MAX = 3_650;

export const token: Command = {
  summary: 'make, list and revoke the tokens that people sign in with and programs show',
  help: `
Usage: groundswell token add NAME --role ROLE [--days N] [options]
       groundswell token list [options]
       groundswell token revoke NAME [options]

A token is shown once, and kept nowhere: only its hash lies beside the journal. What is recorded with it carries NAME,
in the journal, for everybody to read. A revoked token ends its sessions at once.

Roles:  ingest    sends signals, and nothing else
        viewer    reads what is not for everybody, and a private observatory
        analyst   also records statements, holds, reporting clocks and maintenance windows
        admin     all of it

Options:
      --role ROLE             one of ${ROLES.join(', ')}
      --days N                how long it is good for; without it, until it is revoked
${DATA_HELP}
      --json                  as JSON

Examples:
  groundswell token add alice --role analyst --days 90
  groundswell token add edge-logs --role ingest
  groundswell token list
  groundswell token revoke alice
`,
  options: { ...DATA_OPTION, role: { type: 'string' }, days: { type: 'string' }, json: { type: 'boolean' } },
  takesFile: true,
  async run({ values, positionals }, io) {
    const [action, name, ...more] = positionals;
    const folder = join(dirname(journalPath(values)), TOKENS_FOLDER);
    const needsName = action === 'add' || action === 'revoke';
    if (!needsName && action !== 'list') throw new UsageError('say what to do: add NAME, list, or revoke NAME');
    if (needsName && name === undefined) throw new UsageError(`${action} needs a name`);
    if (more.length > 0 || (!needsName && name !== undefined)) {
      throw new UsageError(`${action} takes no "${more[0] ?? name}"`);
    }
    if (action === 'list') return list(folder, values, io);
    if (action === 'add') return add(folder, name!, values, io);
    revokeToken(folder, name!);
    if (values.json === true) printJson(io, { name, revoked: true });
    else io.stdout.write(`${name} is revoked; requests and sessions with it are refused from now on.\n`);
    return EXIT.ok;
  },
};

function add(folder: string, name: string, values: Values, io: Io): number {
  const role = textOption(values, 'role');
  if (!isRole(role)) throw new UsageError(`--role takes one of ${ROLES.join(', ')}${role ? `, not "${role}"` : ''}`);
  const days = numberOption(values, 'days', { min: 1, max: DAYS_MAX });
  const at = Date.now() as EpochMs;
  const secret = addToken(folder, {
    name,
    role,
    at,
    ...(days === undefined ? {} : { until: (at + days * DAY_MS) as EpochMs }),
  });
  if (values.json === true) printJson(io, { name, role, token: secret });
  else io.stdout.write(`${secret}\n`);
  if (values.json !== true && io.stdout.isTTY === true) {
    io.stderr.write('It is shown this once. Sign in with it at /sign-in, or send: Authorization: Bearer TOKEN\n');
  }
  return EXIT.ok;
}

function list(folder: string, values: Values, io: Io): number {
  const tokens = listTokens(folder);
  if (values.json === true) printJson(io, { tokens });
  else if (tokens.length === 0) io.stdout.write('There is no token but that of the owner, in ingest-token.\n');
  else io.stdout.write(table(['NAME', 'ROLE', 'MADE', 'GOOD UNTIL'], tokens.map(rowOf)));
  return EXIT.ok;
}

function rowOf(kept: KeptToken): string[] {
  const { name, role, madeAt, expiresAt } = kept;
  const until =
    expiresAt === null ? 'it is revoked' : `${expiresAt}${isOver(kept, Date.now() as EpochMs) ? ' (over)' : ''}`;
  return [name, role, madeAt, until];
}

const isRole = (text: string | undefined): text is Role => (ROLES as readonly (string | undefined)[]).includes(text);
