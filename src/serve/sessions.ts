/**
 * Who is signed in. A session lasts half a day, ends with the token that it was opened with, when it is closed, and when the
 * observatory stops: it lives in memory alone, under the hash of what the browser holds.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { TokenHash } from '../doors/access/token-book.ts';
import type { EpochMs } from '../model/units.ts';

const LASTS_MS = 12 * 3_600_000;
/** Of all people together; the oldest ends when another is opened. */
const SESSIONS_MAX = 10_000;
const COOKIE = 'groundswell-session';
const IN_COOKIES = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{43})(?:;|$)`);

export class Sessions {
  readonly #now: () => EpochMs;
  readonly #open = new Map<string, { readonly token: TokenHash; readonly until: EpochMs }>();

  constructor(now: () => EpochMs) {
    this.#now = now;
  }

  /** @returns what the browser holds from now on */
  open(token: TokenHash): string {
    const id = randomBytes(32).toString('base64url');
    if (this.#open.size >= SESSIONS_MAX) this.#open.delete(this.#open.keys().next().value!);
    this.#open.set(keyOf(id), { token, until: (this.#now() + LASTS_MS) as EpochMs });
    return id;
  }

  /** The token of the session that a request belongs to. */
  tokenOf(cookies: string | undefined): TokenHash | undefined {
    const id = sessionIn(cookies);
    if (id === undefined) return undefined;
    const session = this.#open.get(keyOf(id));
    if (session === undefined || session.until > this.#now()) return session?.token;
    this.#open.delete(keyOf(id));
    return undefined;
  }

  close(cookies: string | undefined): void {
    this.#open.delete(keyOf(sessionIn(cookies) ?? ''));
  }
}

const keyOf = (id: string): string => createHash('sha256').update(id).digest('base64url');

/** Cheap, for requests that are answered from memory. */
export const sessionIn = (cookies: string | undefined): string | undefined =>
  cookies === undefined ? undefined : IN_COOKIES.exec(cookies)?.[1];

/** @param id empty to make the browser forget it */
export const sessionCookie = (id: string, secure: boolean): string =>
  `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${id === '' ? 0 : LASTS_MS / 1000}${secure ? '; Secure' : ''}`;
