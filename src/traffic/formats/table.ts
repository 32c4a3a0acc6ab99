/** Tables exported from elsewhere, with their columns named in the first line and tabs, commas or semicolons between. */
import type { LineFormat } from '../line.ts';
import { find } from './bytes.ts';
import { headedReader } from './columns.ts';
import type { ReadOptions } from './forwarded.ts';
import { columnRole } from './json-formats.ts';
import { ROLE } from './roles.ts';

const SEPARATORS = ['\t', ',', ';'] as const;
const HEADER_MAX = 4096;

/** The format of a sample whose first line names a client, a time and a status; nothing where it does not. */
export function tableFormat(sample: Uint8Array, options: ReadOptions): LineFormat | undefined {
  const end = find(sample, 0, Math.min(sample.length, HEADER_MAX), 10);
  // Without a byte order mark, which readers pass over too.
  const header = String.fromCharCode(...sample.subarray(0, end))
    .replace(/^\xef\xbb\xbf/, '')
    .trimEnd();
  for (const separator of SEPARATORS) {
    const names = header.split(separator);
    const roles = rolesOf(names);
    const has = (role: number): boolean => roles.includes(role);
    if (!(has(ROLE.client) || has(ROLE.peer)) || !(has(ROLE.time) || has(ROLE.exactTime)) || !has(ROLE.status))
      continue;
    return {
      name: 'table',
      title: `columns named ${names.join(', ')}`,
      reader: () => headedReader(separator.charCodeAt(0), rolesOf, options, header),
    };
  }
  return undefined;
}

/** What the columns mean. `host` is the client where no other column is, as in the oldest logs. */
function rolesOf(names: readonly string[]): number[] {
  const roles = names.map((name) => columnRole(name));
  const isClient = (role: number): boolean => role === ROLE.client || role === ROLE.peer;
  if (!roles.some(isClient)) {
    const host = roles.indexOf(ROLE.host);
    if (host >= 0) roles[host] = ROLE.peer;
  }
  return roles;
}
