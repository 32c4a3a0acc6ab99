/**
 * Readers who subscribed. Law: nothing is sent to an address whose owner has not confirmed it, or to a webhook that has not answered a
 * challenge, but for that one question; where somebody is reached stands in this file alone, and is gone from it when he leaves.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ReadWish } from '../doors/alert/wish.ts';
import type { Cell, Tables } from '../store/ports.ts';

export const SUBSCRIBER_TABLES = `
create table if not exists HERE.subscription (id text primary key, token text not null, kind text not null, target text not null, service text, component text,
  country text, severity text not null, language text not null, secret text, made bigint not null, confirmed bigint);
create table if not exists HERE.asked (target text not null, at bigint not null);
`;
const COLUMNS = 'id, token, kind, target, service, component, country, severity, language, secret, made, confirmed';

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
  readonly #tables: Tables;

  /** @param tables made with SUBSCRIBER_TABLES */
  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Those that are told, and those that may be yet, in the order in which they were made. */
  async all(): Promise<Subscription[]> {
    return (await this.#rows('')).toSorted((a, b) => a.made - b.made || (a.id < b.id ? -1 : 1));
  }

  /** undefined where there is none, or the token is another one's. */
  async find(id: string, token: string): Promise<Subscription | undefined> {
    const [found] = await this.#rows('where id = ?', id);
    return found !== undefined && isSame(found.token, token) ? found : undefined;
  }

  /** The same wish of the same target, if it was made before. */
  async same({ kind, target, service, component, country, severity }: Wish): Promise<Subscription | undefined> {
    return (await this.#rows('where kind = ? and target = ?', kind, target)).find(
      (one) =>
        one.service === service && one.component === component && one.country === country && one.severity === severity,
    );
  }

  async add(wish: Wish, now: number): Promise<Subscription> {
    const secret = wish.kind === 'webhook' ? `whsec_${randomBytes(24).toString('base64')}` : null;
    const id = `sub-${randomBytes(9).toString('hex')}`;
    const made = { ...wish, id, token: randomBytes(24).toString('base64url'), secret, made: now, confirmed: null };
    const { token, kind, target, service, component, country, severity, language } = made;
    await this.#run(
      `insert into HERE.subscription (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)`,
      ...[id, token, kind, target, service, component, country, severity, language, secret, now],
    );
    return made;
  }

  async confirm(id: string, now: number): Promise<void> {
    await this.#run('update HERE.subscription set confirmed = ? where id = ? and confirmed is null', now, id);
  }

  /** @returns whether there was one */
  async remove(id: string): Promise<boolean> {
    return (await this.#run('delete from HERE.subscription where id = ?', id)) > 0;
  }

  /** Forgets who has not confirmed in time. */
  forgetUnconfirmed(now: number): Promise<void> {
    return this.#tables.write(async ({ run }) => {
      await run('delete from HERE.asked where at < ?', now - DAY_MS);
      await run('delete from HERE.subscription where confirmed is null and made < ?', now - CONFIRM_WITHIN_MS);
    });
  }

  /** Notes that a target is asked whether it wants this. @returns false where it, or all of them together, were asked often enough */
  mayAsk(target: string, now: number): Promise<boolean> {
    return this.#tables.write(async ({ rows, run }) => {
      const count = async (where: string, ...values: Cell[]): Promise<number> =>
        (await rows<{ n: number }>(`select count(*) as n from HERE.asked where ${where}`, ...values))[0]!.n;
      const ofOne = await count('target = ? and at > ?', target, now - DAY_MS);
      const ofAll = await count('at > ?', now - 3_600_000);
      if (ofOne >= ASKED_OF_ONE_MAX || ofAll >= ASKED_IN_AN_HOUR_MAX) return false;
      await run('insert into HERE.asked (target, at) values (?, ?)', target, now);
      return true;
    });
  }

  #rows(rest: string, ...values: Cell[]): Promise<Subscription[]> {
    return this.#tables.rows(`select ${COLUMNS} from HERE.subscription ${rest}`, ...values);
  }

  #run(sql: string, ...values: Cell[]): Promise<number> {
    return this.#tables.write(({ run }) => run(sql, ...values));
  }
}

const isSame = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};
