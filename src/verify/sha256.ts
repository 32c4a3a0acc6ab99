/**
 * SHA-256 (FIPS 180-4), in plain arithmetic and at once: the browser's own is asynchronous, which for a million short
 * entries takes longer than the hashing, and is absent on pages that came over plain HTTP.
 */
import { ROUNDS, START } from './sha2-constants.ts';

const BLOCK = 64;
const K = Int32Array.from(ROUNDS.slice(0, 64), (word) => Number(word >> 32n));
const H = Int32Array.from(START, (word) => Number(word >> 32n));
const w = new Int32Array(64);

export class Sha256 {
  readonly #state = H.slice();
  readonly #block = new Uint8Array(BLOCK);
  #filled = 0;
  #length = 0;

  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let offset = 0;
    if (this.#filled > 0) {
      offset = Math.min(BLOCK - this.#filled, bytes.length);
      this.#block.set(bytes.subarray(0, offset), this.#filled);
      this.#filled += offset;
      if (this.#filled < BLOCK) return this;
      compress(this.#state, this.#block, 0);
    }
    for (; offset + BLOCK <= bytes.length; offset += BLOCK) compress(this.#state, bytes, offset);
    this.#block.set(bytes.subarray(offset));
    this.#filled = bytes.length - offset;
    return this;
  }

  digest(): Uint8Array {
    const block = this.#block.fill(0, this.#filled);
    block[this.#filled] = 0x80;
    if (this.#filled >= BLOCK - 8) {
      compress(this.#state, block, 0);
      block.fill(0);
    }
    const view = new DataView(block.buffer);
    view.setBigUint64(BLOCK - 8, BigInt(this.#length) * 8n);
    compress(this.#state, block, 0);
    const digest = new Uint8Array(32);
    const out = new DataView(digest.buffer);
    for (let i = 0; i < 8; i += 1) out.setInt32(4 * i, this.#state[i]!);
    return digest;
  }
}

export const sha256 = (bytes: Uint8Array): Uint8Array => new Sha256().update(bytes).digest();

function compress(state: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < 16; i += 1, at += 4) {
    w[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
  state[4] = (state[4]! + e) | 0;
  state[5] = (state[5]! + f) | 0;
  state[6] = (state[6]! + g) | 0;
  state[7] = (state[7]! + h) | 0;
}
