/**
 * Checking an Ed25519 signature (RFC 8032), in plain arithmetic: the same in Node and in every browser, over plain HTTP
 * too. Only checking: nothing here is secret, so nothing has to run in constant time.
 */
import { sha512 } from './sha512.ts';

const P = 2n ** 255n - 19n;
/** The order of the base point. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value: bigint): bigint => ((value % P) + P) % P;
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

/** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly t: bigint;
}

const ZERO: Point = { x: 0n, y: 1n, z: 1n, t: 0n };
const BASE = pointOf(mod(4n * power(5n, P - 2n)), 0n)!;

export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = decode(publicKey);
  const r = signature.subarray(0, 32);
  const s = numberOf(signature.subarray(32));
  if (key === undefined || s >= ORDER) return false;
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(r);
  hashed.set(publicKey, 32);
  hashed.set(message, 64);
  const k = numberOf(sha512(hashed)) % ORDER;
  const minusKey: Point = { ...key, x: mod(-key.x), t: mod(-key.t) };
  const expected = encode(add(times(BASE, s), times(minusKey, k)));
  return expected.every((byte, index) => byte === r[index]);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let factor = base % P, rest = exponent; rest > 0n; rest >>= 1n, factor = (factor * factor) % P) {
    if (rest & 1n) result = (result * factor) % P;
  }
  return result;
}

function add(one: Point, two: Point): Point {
  const a = (one.y - one.x) * (two.y - two.x);
  const b = (one.y + one.x) * (two.y + two.x);
  const c = 2n * one.t * D * two.t;
  const d = 2n * one.z * two.z;
  const [e, f, g, h] = [mod(b - a), mod(d - c), mod(d + c), mod(b + a)];
  return { x: mod(e * f), y: mod(g * h), z: mod(f * g), t: mod(e * h) };
}

function times(point: Point, count: bigint): Point {
  let sum = ZERO;
  for (let doubled = point, rest = count; rest > 0n; rest >>= 1n, doubled = add(doubled, doubled)) {
    if (rest & 1n) sum = add(sum, doubled);
  }
  return sum;
}

/** The point with this y, and with the x that has this last bit; undefined where there is none. */
function pointOf(y: bigint, sign: bigint): Point | undefined {
  if (y >= P) return undefined;
  const square = mod((y * y - 1n) * power(mod(D * y * y + 1n), P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square) !== 0n) x = mod(x * ROOT_OF_MINUS_ONE);
  if (mod(x * x - square) !== 0n || (x === 0n && sign === 1n)) return undefined;
  if ((x & 1n) !== sign) x = P - x;
  return { x, y, z: 1n, t: mod(x * y) };
}

function decode(bytes: Uint8Array): Point | undefined {
  const number = numberOf(bytes);
  return pointOf(number & (2n ** 255n - 1n), number >> 255n);
}

function encode({ x, y, z }: Point): Uint8Array {
  const inverse = power(z, P - 2n);
  let number = mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n);
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i += 1, number >>= 8n) bytes[i] = Number(number & 255n);
  return bytes;
}

/** Little-endian. */
function numberOf(bytes: Uint8Array): bigint {
  let number = 0n;
  for (let i = bytes.length - 1; i >= 0; i -= 1) number = (number << 8n) | BigInt(bytes[i]!);
  return number;
}
