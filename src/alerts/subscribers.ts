/**
 * Readers who subscribed. Law: nothing is sent to an address whose owner has not confirmed it, or to a webhook that has not answered a
 * challenge, but for that one question; where somebody is reached stands in this file alone, and is gone from it when he leaves.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ReadWish } from '../doors/alert/wish.ts';
import { openFile } from './file.ts';

const TABLES = `
pragma secure_delete = on;
create table if not exists subscription (id text primary key, token text not null, kind text not null, target text not null, service text, component text,
  country text, severity text not null, language text not null, secret text, made integer not null, confirmed integer);
create table if not exists asked (target text not null, at integer not null);
`;

const DAY_MS = 24 * 3_600_000;
/** Who has not confirmed within so long is forgotten. */
export const CONFIRM_WITHIN_MS = DAY_MS;
/** Questions that one target is sent within a day, and all targets within an hour: nobody is bombed through this. */
const ASKED_OF_ONE_MAX = 3;
const ASKED_IN_AN_HOUR_MAX = 200;

/** What a reader chose, and in which language. */
export interface Wish extends ReadWish {
  readonly language: string;
}

export interface Subscription extends Wish {
  readonly id: string;
  /** Whoever shows it may confirm and end it. */
  readonly token: string;
  /** Of a webhook. */
  readonly secret: string | null;
  readonly made: number;
  /** When it was confirmed; null before that. */
  readonly confirmed: number | null;
}

export class SubscriberBook {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = openFile(path, TABLES);
  }

  close(): void {
    this.#database.close();
  }

  /** Those that are told, and those that may be yet. */
  all(): Subscription[] {
    return this.#rows('order by made, id');
  }

  /** undefined where there is none, or the token is another one's. */
  find(id: string, token: string): Subscription | undefined {
    const [found] = this.#rows('where id = ?', id);
    return found !== undefined && isSame(found.token, token) ? found : undefined;
  }

  /** The same wish of the same target, if it was made before. */
  same({ kind, target, service, component, country, severity }: Wish): Subscription | undefined {
    return this.#rows('where kind = ? and target = ?', kind, target).find(
      (one) =>
        one.service === service && one.component === component && one.country === country && one.severity === severity,
    );
  }

  add(wish: Wish, now: number): Subscription {
    const secret = wish.kind === 'webhook' ? `whsec_${randomBytes(24).toString('base64')}` : null;
    const id = `sub-${randomBytes(9).toString('hex')}`;
    const made = { ...wish, id, token: randomBytes(24).toString('base64url'), secret, made: now, confirmed: null };
    const { token, kind, target, service, component, country, severity, language } = made;
    this.#run(
      'insert into subscription values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)',
      ...[id, token, kind, target, service, component, country, severity, language, secret, now],
    );
    return made;
  }

  confirm(id: string, now: number): void {
    this.#run('update subscription set confirmed = ? where id = ? and confirmed is null', now, id);
  }

  remove(id: string): void {
    this.#run('delete from subscription where id = ?', id);
    // Nothing of it stays in the log that is written first.
    this.#database.exec('pragma wal_checkpoint(truncate)');
  }

  /** Forgets who has not confirmed in time. @returns whether there was one */
  forgetUnconfirmed(now: number): boolean {
    this.#run('delete from asked where at < ?', now - DAY_MS);
    const { changes } = this.#run(
      'delete from subscription where confirmed is null and made < ?',
      now - CONFIRM_WITHIN_MS,
    );
    return Number(changes) > 0;
  }

  /** Notes that a target is asked whether it wants this. @returns false where it, or all of them together, were asked often enough */
  mayAsk(target: string, now: number): boolean {
    const count = (sql: string, ...values: (string | number)[]): number =>
      (this.#database.prepare(sql).get(...values) as { n: number }).n;
    const ofOne = count('select count(*) as n from asked where target = ? and at > ?', target, now - DAY_MS);
    const ofAll = count('select count(*) as n from asked where at > ?', now - 3_600_000);
    if (ofOne >= ASKED_OF_ONE_MAX || ofAll >= ASKED_IN_AN_HOUR_MAX) return false;
    this.#run('insert into asked values (?, ?)', target, now);
    return true;
  }

  #rows(rest: string, ...values: string[]): Subscription[] {
    return this.#database.prepare(`select * from subscription ${rest}`).all(...values) as unknown as Subscription[];
  }

  #run(sql: string, ...values: (string | number | null)[]) {
    return this.#database.prepare(sql).run(...values);
  }
}

const isSame = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};
