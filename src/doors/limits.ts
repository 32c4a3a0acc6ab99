/**
 * How much one source may send, and all of them together: token buckets (a burst, then a steady rate). Sources that
 * have been quiet are forgotten; when there are too many to remember, those that were seen least lately go first.
 */
import type { EpochMs } from '../model/units.ts';

export interface Rate {
  /** Tokens that a full bucket holds. */
  readonly burst: number;
  readonly perSecond: number;
}

export interface Limits {
  readonly perSource: Rate;
  readonly total: Rate;
}

export const DEFAULT_LIMITS: Limits = {
  // A household behind one address may report several services in a row; nobody reports one a second.
  perSource: { burst: 20, perSecond: 0.2 },
  // Twenty times the largest sustained rate on record for one service, about 900 a second.
  total: { burst: 40_000, perSecond: 20_000 },
};

/** Sources of one generation. So many that were seen last are remembered whatever comes, and never more than twice as many. */
const GENERATION_MAX = 100_000;

interface Bucket {
  tokens: number;
  at: EpochMs;
}

export class Limiter {
  readonly #limits: Limits;
  /**
   * Two generations, of which the older is dropped as a whole. One map whose first key is deleted for each new one
   * would look through all that was deleted before it, in every request of a crowd.
   */
  #seen = new Map<string, Bucket>();
  #seenBefore = new Map<string, Bucket>();
  readonly #total: Bucket;

  constructor(limits: Limits, now: EpochMs) {
    this.#limits = limits;
    this.#total = { tokens: limits.total.burst, at: now };
  }

  /** Seconds to wait; 0 when it may pass, and then it is counted. */
  take(source: string, now: EpochMs): number {
    const { perSource, total } = this.#limits;
    const bucket = this.#bucketOf(source, now);
    refill(bucket, perSource, now);
    refill(this.#total, total, now);
    const wait = Math.max(missing(bucket, perSource), missing(this.#total, total));
    if (wait > 0) return wait;
    bucket.tokens -= 1;
    this.#total.tokens -= 1;
    return 0;
  }

  get sources(): number {
    return this.#seen.size + this.#seenBefore.size;
  }

  #bucketOf(source: string, now: EpochMs): Bucket {
    const seen = this.#seen.get(source);
    if (seen !== undefined) return seen;
    const bucket = this.#seenBefore.get(source) ?? { tokens: this.#limits.perSource.burst, at: now };
    this.#seenBefore.delete(source);
    if (this.#seen.size >= GENERATION_MAX) {
      this.#seenBefore = this.#seen;
      this.#seen = new Map();
    }
    this.#seen.set(source, bucket);
    return bucket;
  }
}

function refill(bucket: Bucket, { burst, perSecond }: Rate, now: EpochMs): void {
  // A clock that jumped back brings no tokens, and takes none.
  bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * perSecond);
  bucket.at = now;
}

function missing({ tokens }: Bucket, { perSecond }: Rate): number {
  return tokens >= 1 ? 0 : (1 - tokens) / perSecond;
}
