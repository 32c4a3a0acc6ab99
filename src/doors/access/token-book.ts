/**
 * The tokens that let people and programs in: a folder with one file for each, named by the token's SHA-256, so that no token
 * can be read from it. Law: a token is good while its file is there, from one request to the next.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EpochMs } from '../../model/units.ts';
import { type Account, ROLES, type Role } from './roles.ts';

/** Of a token; it stands for it where the token itself must not. */
export type TokenHash = string;

export const ACCOUNT_NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
/** The account of the token that is made with the journal: whoever can read it could as well read the journal. */
export const OWNER: Account = { name: 'owner', role: 'admin' };

const Kept = z.strictObject({
  name: z.string().regex(ACCOUNT_NAME),
  role: z.enum(ROLES),
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
});

export type KeptToken = z.infer<typeof Kept>;

/** Thrown where a token cannot be made or taken back; says what to do. */
export class TokenError extends Error {
  override name = 'TokenError';
}

export const hashOfToken = (token: string): TokenHash => createHash('sha256').update(token.trim()).digest('hex');

export class TokenBook {
  readonly #folder: string;
  readonly #owner: TokenHash;
  readonly #now: () => EpochMs;

  /** @param owner the token that was made with the journal, which has no file here */
  constructor(folder: string, owner: string, now: () => EpochMs) {
    this.#folder = folder;
    this.#owner = hashOfToken(owner);
    this.#now = now;
  }

  /** undefined: there is no such token, or no longer. */
  accountOf(hash: TokenHash): Account | undefined {
    if (hash === this.#owner) return OWNER;
    const kept = readKept(this.#folder, hash);
    if (kept === undefined || isOver(kept, this.#now())) return undefined;
    return { name: kept.name, role: kept.role };
  }
}

export const isOver = ({ expiresAt }: KeptToken, now: EpochMs): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= now;

/** @returns the token, which is written nowhere */
export function addToken(folder: string, token: { name: string; role: Role; at: EpochMs; until?: EpochMs }): string {
  const { name, role, at, until } = token;
  if (!ACCOUNT_NAME.test(name) || name === OWNER.name) {
    throw new TokenError(
      `a token's name has lower-case letters, digits, dots and hyphens, at most 64, and is not "${OWNER.name}"; "${name}" cannot be one`,
    );
  }
  if (listTokens(folder).some((kept) => kept.name === name)) {
    throw new TokenError(`there is a token for "${name}" already; revoke it first, or choose another name`);
  }
  const secret = `gs_${randomBytes(32).toString('base64url')}`;
  const kept: KeptToken = {
    name,
    role,
    madeAt: new Date(at).toISOString(),
    expiresAt: until === undefined ? null : new Date(until).toISOString(),
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(fileOf(folder, hashOfToken(secret)), `${JSON.stringify(kept)}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

/** By name. */
export const listTokens = (folder: string): readonly KeptToken[] =>
  hashesIn(folder)
    .map((hash) => readKept(folder, hash))
    .filter((kept) => kept !== undefined)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** Requests and sessions with it are refused from now on. */
export function revokeToken(folder: string, name: string): void {
  const hash = hashesIn(folder).find((one) => readKept(folder, one)?.name === name);
  if (hash === undefined) throw new TokenError(`there is no token for "${name}"; list shows those there are`);
  unlinkSync(fileOf(folder, hash));
}

const fileOf = (folder: string, hash: TokenHash): string => join(folder, `${hash}.json`);

function hashesIn(folder: string): readonly TokenHash[] {
  try {
    return readdirSync(folder).flatMap((file) => /^([0-9a-f]{64})\.json$/.exec(file)?.[1] ?? []);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

/** A file that says something else than it should stops who asks: nobody is let in by half a line. */
function readKept(folder: string, hash: TokenHash): KeptToken | undefined {
  const path = fileOf(folder, hash);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  try {
    return Kept.parse(JSON.parse(text));
  } catch (cause) {
    throw new TokenError(`${path} is damaged; remove it, and make the token again`, { cause });
  }
}
