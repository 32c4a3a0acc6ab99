/** Who may do what: the roles that tokens carry, and what can be asked for. */

/** `ingest` is for programs that send signals and nothing else; each of the others may do what the one before it may. */
export const ROLES = ['ingest', 'viewer', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whoever showed a token that is good. */
export interface Account {
  readonly name: string;
  readonly role: Role;
}

export function allows(role: Role | undefined, asked: Role): boolean {
  if (role === undefined) return false;
  if (role === 'admin' || role === asked) return true;
  return role !== 'ingest' && asked !== 'ingest' && ROLES.indexOf(role) > ROLES.indexOf(asked);
}
