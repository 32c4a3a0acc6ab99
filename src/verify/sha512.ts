/** SHA-512 (FIPS 180-4): words of 64 bits as two halves, since numbers of the language hold no more than 53. */
import { ROUNDS, START } from './sha2-constants.ts';

const BLOCK = 128;
const halves = (words: readonly bigint[]): Int32Array =>
  Int32Array.from(words.flatMap((word) => [Number(word >> 32n), Number(word & 0xffffffffn)]));
const K = halves(ROUNDS);
const H = halves(START);
const w = new Int32Array(160);

export class Sha512 {
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
    if (this.#filled >= BLOCK - 16) {
      compress(this.#state, block, 0);
      block.fill(0);
    }
    new DataView(block.buffer).setBigUint64(BLOCK - 8, BigInt(this.#length) * 8n);
    compress(this.#state, block, 0);
    const digest = new Uint8Array(64);
    const out = new DataView(digest.buffer);
    for (let i = 0; i < 16; i += 1) out.setInt32(4 * i, this.#state[i]!);
    return digest;
  }
}

export const sha512 = (bytes: Uint8Array): Uint8Array => new Sha512().update(bytes).digest();

/** What the lower halves of a sum carry over; each as an unsigned number. */
const carry = (sum: number): number => Math.floor(sum / 0x100000000);

function schedule(bytes: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < 32; i += 1, at += 4) {
    w[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = 32; i < 160; i += 2) {
    const xh = w[i - 30]!;
    const xl = w[i - 29]!;
    const yh = w[i - 4]!;
    const yl = w[i - 3]!;
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
    const low = (w[i - 31]! >>> 0) + (s0l >>> 0) + (w[i - 13]! >>> 0) + (s1l >>> 0);
    w[i + 1] = low | 0;
    w[i] = (w[i - 32]! + s0h + w[i - 14]! + s1h + carry(low)) | 0;
  }
}

function compress(state: Int32Array, bytes: Uint8Array, offset: number): void {
  schedule(bytes, offset);
  const s = state.slice();
  let [ah, al, bh, bl, ch, cl, dh, dl] = [s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!];
  let [eh, el, fh, fl, gh, gl, hh, hl] = [s[8]!, s[9]!, s[10]!, s[11]!, s[12]!, s[13]!, s[14]!, s[15]!];
  for (let i = 0; i < 160; i += 2) {
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const chl = (el & fl) ^ (~el & gl);
    const oneLow = (hl >>> 0) + (s1l >>> 0) + (chl >>> 0) + (K[i + 1]! >>> 0) + (w[i + 1]! >>> 0);
    const oneHigh = (hh + s1h + ((eh & fh) ^ (~eh & gh)) + K[i]! + w[i]! + carry(oneLow)) | 0;
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const twoLow = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
    const twoHigh = (s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + carry(twoLow)) | 0;
    [hh, hl, gh, gl, fh, fl] = [gh, gl, fh, fl, eh, el];
    const low = (dl >>> 0) + ((oneLow | 0) >>> 0);
    el = low | 0;
    eh = (dh + oneHigh + carry(low)) | 0;
    [dh, dl, ch, cl, bh, bl] = [ch, cl, bh, bl, ah, al];
    const sum = ((oneLow | 0) >>> 0) + ((twoLow | 0) >>> 0);
    al = sum | 0;
    ah = (oneHigh + twoHigh + carry(sum)) | 0;
  }
  const ended = [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl];
  for (let i = 0; i < 16; i += 2) {
    const low = (state[i + 1]! >>> 0) + (ended[i + 1]! >>> 0);
    state[i + 1] = low | 0;
    state[i] = (state[i]! + ended[i]! + carry(low)) | 0;
  }
}
