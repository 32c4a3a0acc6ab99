/**
 * Syslog as it comes over TCP, cut into messages: counted octets (`57 <134>…`, RFC 6587 3.4.1) or a line break at the end (3.4.2), told
 * message by message. What goes on for too long is passed over without being kept.
 */
export const MESSAGE_MAX = 1 << 16;

const LF = 10;
const SPACE = 32;
/** `65536 ` and nothing longer counts octets. */
const COUNT_DIGITS = 5;

export type Frame = Uint8Array | 'long';

export class SyslogFrames {
  #rest: Uint8Array = new Uint8Array(0);
  /** Octets of a message that is too long, or all up to the next line break. */
  #passing: number | 'line' | undefined;

  /** The messages that end in this chunk. */
  *take(chunk: Uint8Array): Generator<Frame> {
    let bytes = this.#rest.length === 0 ? chunk : concat(this.#rest, chunk);
    for (;;) {
      const passed = this.#pass(bytes);
      if (passed === undefined) break;
      bytes = passed;
      if (bytes.length === 0) break;
      const cut = this.#cut(bytes);
      if (cut === undefined) break;
      if (cut.frame !== undefined) yield cut.frame;
      bytes = bytes.subarray(cut.next);
    }
    this.#rest = this.#passing === undefined ? bytes.slice() : new Uint8Array(0);
  }

  /** What is left when the connection ends: a message without its line break. */
  end(): Frame | undefined {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return rest.length === 0 || this.#passing !== undefined ? undefined : rest;
  }

  /** What stands behind what is passed over; undefined where that has not ended. */
  #pass(bytes: Uint8Array): Uint8Array | undefined {
    if (this.#passing === undefined) return bytes;
    if (this.#passing === 'line') {
      const end = bytes.indexOf(LF);
      if (end < 0) return undefined;
      this.#passing = undefined;
      return bytes.subarray(end + 1);
    }
    if (bytes.length < this.#passing) {
      this.#passing -= bytes.length;
      return undefined;
    }
    const rest = bytes.subarray(this.#passing);
    this.#passing = undefined;
    return rest;
  }

  /** The first message, and where the next begins; undefined where it has not ended. */
  #cut(bytes: Uint8Array): { frame?: Frame; next: number } | undefined {
    if (bytes[0]! >= 49 && bytes[0]! <= 57) {
      const counted = this.#counted(bytes);
      if (counted !== 'none') return counted;
    }
    const end = bytes.indexOf(LF);
    if (end >= 0 && end <= MESSAGE_MAX)
      return end === 0 ? { next: 1 } : { frame: bytes.subarray(0, end), next: end + 1 };
    if (end > MESSAGE_MAX) return { frame: 'long', next: end + 1 };
    if (bytes.length <= MESSAGE_MAX) return undefined;
    this.#passing = 'line';
    return { frame: 'long', next: bytes.length };
  }

  #counted(bytes: Uint8Array): { frame: Frame; next: number } | undefined | 'none' {
    let count = 0;
    let at = 0;
    for (; at < bytes.length && at < COUNT_DIGITS + 1 && bytes[at]! >= 48 && bytes[at]! <= 57; at += 1) {
      count = 10 * count + bytes[at]! - 48;
    }
    if (at === bytes.length) return at <= COUNT_DIGITS ? undefined : 'none';
    if (bytes[at] !== SPACE || at > COUNT_DIGITS) return 'none';
    const start = at + 1;
    if (count > MESSAGE_MAX) {
      this.#passing = count;
      return { frame: 'long', next: start };
    }
    return bytes.length < start + count
      ? undefined
      : { frame: bytes.subarray(start, start + count), next: start + count };
  }
}

function concat(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
