/**
 * How an agent shows who it is: a token for each place, made from the ingest token, and a signature over every request (after Standard
 * Webhooks: an id, the time and the body, HMAC-SHA256). A request that is sent again, or late, is refused.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { ID_PATTERN } from '../../model/service.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A request may be so old, or so far ahead. */
const TOLERANCE_SECONDS = 300;
/** Ids that are remembered while their requests could come again; more at a time are not taken. */
const REMEMBERED_MAX = 100_000;

/** `PLACE.SECRET`. Whoever has the ingest token can make it again, so it is stored nowhere. */
export function tokenFor(vantage: string, ingestToken: string): string {
  return `${vantage}.${createHmac('sha256', ingestToken).update(`vantage:${vantage}`).digest('base64url')}`;
}

export function placeOfToken(token: string): string | undefined {
  const [place = '', secret = ''] = token.split('.');
  return ID_PATTERN.test(place) && secret !== '' ? place : undefined;
}

export interface Signed {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly vantage: string;
}

/** @param text what is signed: the body, or the path of a request that has none */
export function sign(token: string, text: string, nowMs: number): Signed {
  const id = randomUUID();
  const timestamp = String(Math.floor(nowMs / 1_000));
  return { id, timestamp, signature: signatureOf(token, id, timestamp, text), vantage: token.split('.')[0]! };
}

const signatureOf = (token: string, id: string, timestamp: string, text: string): string =>
  `v1,${createHmac('sha256', token).update(`${id}.${timestamp}.${text}`).digest('base64')}`;

export class Signatures {
  readonly #ingestToken: string;
  readonly #seen = new Map<string, number>();

  constructor(ingestToken: string) {
    this.#ingestToken = ingestToken;
  }

  /** Undefined where the request is what it says, and comes for the first time. */
  refusal(signed: Partial<Signed>, text: string, nowMs: number): Refusal | undefined {
    const { id, timestamp, signature, vantage } = signed;
    if (id === undefined || timestamp === undefined || signature === undefined || vantage === undefined) {
      return wrong('Sign with webhook-id, webhook-timestamp, webhook-signature and groundswell-vantage.');
    }
    const token = tokenFor(vantage, this.#ingestToken);
    const expected = Buffer.from(signatureOf(token, id, timestamp, text));
    const shown = signature.split(' ').map((one) => Buffer.from(one));
    if (!shown.some((one) => one.length === expected.length && timingSafeEqual(one, expected))) {
      return wrong('The signature does not fit: wrong token, or the request was changed on its way.');
    }
    const seconds = Number(timestamp);
    if (!(Math.abs(nowMs / 1_000 - seconds) <= TOLERANCE_SECONDS)) {
      return wrong(`The request is dated more than ${TOLERANCE_SECONDS} seconds off this machine's clock.`);
    }
    this.#forget(nowMs);
    const name = `${vantage} ${id}`;
    if (this.#seen.has(name)) return wrong('This request came before; each is taken once.');
    if (this.#seen.size >= REMEMBERED_MAX) {
      return refuse(503, 'too-many', 'Too many requests', 'Try again in a minute.', { retryAfter: 60 });
    }
    this.#seen.set(name, seconds);
    return undefined;
  }

  /** In the order in which they came; a few that are dated ahead wait a little longer. */
  #forget(nowMs: number): void {
    for (const [name, seconds] of this.#seen) {
      if (nowMs / 1_000 - seconds <= TOLERANCE_SECONDS) break;
      this.#seen.delete(name);
    }
  }
}

const wrong = (detail: string): Refusal => refuse(401, 'wrong-signature', 'Not signed as it should be', detail);
