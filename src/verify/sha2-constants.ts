/** The constants of SHA-2 (FIPS 180-4): the first 64 bits of the fractions of square and cube roots of primes. */

const MASK = (1n << 64n) - 1n;

function firstPrimes(count: number): bigint[] {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < count; n += 1n) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  return primes;
}

/** The largest integer whose `power` is at most `value`. */
function rootOf(value: bigint, power: bigint): bigint {
  let low = 0n;
  for (let high = 1n << 72n; high - low > 1n; ) {
    const middle = (low + high) >> 1n;
    if (middle ** power <= value) low = middle;
    else high = middle;
  }
  return low;
}

const PRIMES = firstPrimes(80);

/** Eight words to start from. */
export const START: readonly bigint[] = PRIMES.slice(0, 8).map((prime) => rootOf(prime << 128n, 2n) & MASK);
/** A word for each round. */
export const ROUNDS: readonly bigint[] = PRIMES.map((prime) => rootOf(prime << 192n, 3n) & MASK);
