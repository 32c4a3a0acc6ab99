/** What one of several processes of an observatory is there for. */
import { textOption, UsageError, type Values } from './command.ts';

const ROLES = ['door', 'fold', 'serve', 'probe'] as const;
type Role = (typeof ROLES)[number];

export const ROLE_OPTION = { role: { type: 'string' } } as const;

export const ROLE_HELP = `      --role ROLE,...         what this process is there for  (default all)
                                door   takes reports and all else that is sent
                                serve  answers readers, from what it has folded itself
                                fold   writes, when no other one does
                                probe  makes the probes and reads status pages, while it writes`;

/** All of them where none is named. */
export function rolesOf(values: Values): ReadonlySet<Role> {
  const named = (textOption(values, 'role') ?? 'all').split(',').map((role) => role.trim());
  if (named.includes('all')) return new Set(ROLES);
  const wrong = named.find((role) => !ROLES.some((one) => one === role));
  if (wrong !== undefined) throw new UsageError(`--role takes ${ROLES.join(', ')} or all, not "${wrong}"`);
  const roles = new Set(named as Role[]);
  if (roles.has('probe') && !roles.has('fold')) {
    throw new UsageError(
      'the process that writes makes the probes: --role fold,probe (or, from elsewhere: groundswell probe --agent)',
    );
  }
  return roles;
}
