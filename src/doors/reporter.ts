/**
 * Who reports, without knowing who: an address becomes a keyed pseudonym (of the address, or of the /64 in IPv6), and
 * its prefix another. The key lives a day, in a file of its own; when it is replaced, nobody can tell
 * any more which address a pseudonym was. Processes that share the file have the same key: whoever takes over counts nobody twice.
 */
import { hash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import type { EpochMs } from '../model/units.ts';
import { putFirst, putInPlace } from './own-file.ts';

export const KEY_LIFE_MS = 24 * 60 * 60_000;
const KEY_BYTES = 32;
const SECRET_CHARS = 43;
/** 72 bits: two people of a million get the same pseudonym with a chance of about one in ten billion. */
const PSEUDONYM_CHARS = 12;
const PREFIXES_MAX = 10_000;

interface Key {
  readonly madeAt: EpochMs;
  /** Base64url, always of the same length. */
  readonly secret: string;
}

export class Pseudonyms {
  readonly #path: string | undefined;
  /** Names made with the present key. */
  readonly #prefixes = new Map<string, string>();
  #key: Key;

  /** @param path where the key is kept across restarts; without one it lives in memory only */
  constructor(path: string | undefined, now: EpochMs) {
    this.#path = path;
    this.#key = (path === undefined ? undefined : readKey(path)) ?? this.#renew(now);
    this.rotate(now);
  }

  /** Replaces a key that is a day old. To be called now and then, so that a quiet day does not prolong its life. */
  rotate(now: EpochMs): void {
    if (isOver(this.#key, now)) this.#key = this.#renew(now);
  }

  /** Pseudonyms of an address and of its prefix (/24 in IPv4, /48 in IPv6). */
  of(address: string, now: EpochMs): { reporter: string; prefix: string } {
    this.rotate(now);
    const { person, prefix } = partsOf(address);
    return { reporter: this.#name(person), prefix: this.#prefixName(prefix) };
  }

  /** Pseudonym of anything else that must not be known: the same text, the same name, for a day. */
  nameOf(text: string, now: EpochMs): string {
    this.rotate(now);
    return this.#name(text);
  }

  /** A crowd comes from fewer prefixes than people. */
  #prefixName(prefix: string): string {
    const known = this.#prefixes.get(prefix);
    if (known !== undefined) return known;
    if (this.#prefixes.size >= PREFIXES_MAX) this.#prefixes.clear();
    const name = `p-${this.#name(prefix)}`;
    this.#prefixes.set(prefix, name);
    return name;
  }

  /**
   * SHA-256 of key and text, cut to 72 bits. A key in front of fixed length is a sound MAC when most of the hash is
   * withheld (length extension has nothing to extend), and costs a tenth of an Hmac object on the way of every report.
   */
  #name(text: string): string {
    return hash('sha256', this.#key.secret + text, 'base64url').slice(0, PSEUDONYM_CHARS);
  }

  #renew(now: EpochMs): Key {
    this.#prefixes.clear();
    const key = { madeAt: now, secret: randomBytes(KEY_BYTES).toString('base64url') };
    if (this.#path === undefined || putFirst(this.#path, JSON.stringify(key))) return key;
    const kept = readKey(this.#path);
    if (kept !== undefined && !isOver(kept, now)) return kept;
    putInPlace(this.#path, JSON.stringify(key));
    return key;
  }
}

const isOver = ({ madeAt }: Key, now: EpochMs): boolean => now - madeAt >= KEY_LIFE_MS || now < madeAt - KEY_LIFE_MS;

function readKey(path: string): Key | undefined {
  try {
    const { madeAt, secret } = JSON.parse(readFileSync(path, 'utf8'));
    const whole = typeof madeAt === 'number' && typeof secret === 'string' && secret.length === SECRET_CHARS;
    return whole ? { madeAt: madeAt as EpochMs, secret } : undefined;
  } catch {
    // No key yet, or not a whole one: people of the last minutes may count twice, which is better than not at all.
    return undefined;
  }
}

/** What stands for a person, and what for their network's neighbourhood. IPv4 in IPv6 (::ffff:) is IPv4. */
export function partsOf(address: string): { person: string; prefix: string } {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return { person: plain, prefix: plain.split('.').slice(0, 3).join('.') };
  if (!isIPv6(plain)) return { person: plain, prefix: plain };
  const groups = ipv6Groups(plain);
  return { person: groups.slice(0, 4).join(':'), prefix: groups.slice(0, 3).join(':') };
}

/** Without zone, and IPv4 in IPv6 (`::ffff:192.0.2.1`, `::ffff:c000:201`) written as IPv4. */
export function plainAddress(address: string): string {
  const bare = address.split('%')[0]!;
  if (!/^[0:]*:ffff:/i.test(bare) || !isIPv6(bare)) return bare;
  const groups = ipv6Groups(bare);
  const tail = groups.slice(6);
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return bare;
  if (tail.length === 1) return tail[0]!;
  return tail.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.');
}

/** Eight groups without leading zeros; seven where the last two are written as IPv4. */
function ipv6Groups(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = address.includes('.') ? 7 : 8;
  const middle = new Array<string>(tail === undefined ? 0 : Math.max(0, groups - left.length - right.length)).fill('0');
  return [...left, ...middle, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}
