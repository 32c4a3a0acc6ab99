/**
 * Clients as keys: an IPv4 address, an IPv6 /64 (what one household or machine has; its addresses change by the hour), or a
 * host's name. Their prefixes: /24, /48, and for a name what follows its first dot. Addresses are kept whole in the key, so
 * two of them never count as one.
 */
import { hashSpan, type Key } from './hash.ts';

/** High word of an IPv4 key: 0000:0004::/32 is nobody's IPv6. */
const IPV4 = 4;
/** Names are hashes with these top bits: e000::/4 is nobody's either. */
const NAME = 0xe0000000 | 0;

const DOT = 46;
const COLON = 58;
const words = new Int32Array(4);

/** Reads the client between `from` and `to` into `key`. Letters of names count as they are logged. */
export function readClient(bytes: Uint8Array, view: DataView, from: number, to: number, key: Key): void {
  const ipv4 = ipv4At(bytes, from, to);
  if (ipv4 === NONE) {
    readOther(bytes, view, from, to, key);
    return;
  }
  key.high = IPV4;
  key.low = ipv4 | 0;
}

function readOther(bytes: Uint8Array, view: DataView, from: number, to: number, key: Key): void {
  if (readIpv6(bytes, from, to)) {
    // ::ffff:192.0.2.1 is 192.0.2.1.
    const mapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
    key.high = mapped ? IPV4 : words[0]!;
    key.low = mapped ? words[3]! : words[1]!;
  } else {
    nameKey(view, from, to, key);
  }
}

function nameKey(view: DataView, from: number, to: number, key: Key): void {
  hashSpan(view, from, to, key);
  key.high = (key.high & 0x0fffffff) | NAME;
}

/** Reads eight groups, `::` once, an IPv4 address at the end; into `words`. False where it is something else. */
function readIpv6(bytes: Uint8Array, from: number, to: number): boolean {
  const groups = [0, 0, 0, 0, 0, 0, 0, 0];
  let count = 0;
  let gap = -1;
  let at = from;
  if (bytes[at] === COLON && bytes[at + 1] === COLON) {
    gap = 0;
    at += 2;
  }
  while (at < to) {
    const start = at;
    let value = 0;
    for (let hex = hexOf(bytes[at]!); at < to && hex >= 0; at += 1, hex = at < to ? hexOf(bytes[at]!) : -1) {
      value = value * 16 + hex;
    }
    if (at === start || at - start > 4 || count === 8) {
      if (at === start && bytes[at] === 37 && count > 0) break;
      return false;
    }
    if (at < to && bytes[at] === DOT) {
      const tail = ipv4At(bytes, start, to);
      if (tail === NONE || count > 6) return false;
      groups[count] = tail >>> 16;
      groups[count + 1] = tail & 0xffff;
      count += 2;
      break;
    }
    groups[count] = value;
    count += 1;
    if (at === to || bytes[at] === 37) break;
    if (bytes[at] !== COLON) return false;
    at += 1;
    if (at < to && bytes[at] === COLON && gap < 0) {
      gap = count;
      at += 1;
    } else if (at === to) {
      return false;
    }
  }
  if (gap < 0 ? count !== 8 : count > 7) return false;
  if (gap >= 0) {
    const moved = groups.splice(gap, count - gap);
    while (groups.length < 8 - moved.length) groups.push(0);
    groups.length = 8 - moved.length;
    groups.push(...moved);
  }
  for (let word = 0; word < 4; word += 1) words[word] = (groups[2 * word]! << 16) | groups[2 * word + 1]!;
  return true;
}

/** No IPv4 address; the others are 0 to 2^32 - 1. */
const NONE = -1;

function ipv4At(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let at = from; at < to; at += 1) {
    const digit = bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) {
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) return NONE;
    } else if (digit === DOT - 48 && part >= 0 && dots < 3) {
      value = (value << 8) | part;
      part = -1;
      dots += 1;
    } else {
      return NONE;
    }
  }
  return dots === 3 && part >= 0 ? ((value << 8) | part) >>> 0 : NONE;
}

function hexOf(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const small = byte | 32;
  return small >= 97 && small <= 102 ? small - 87 : -1;
}

export const isName = (high: number): boolean => (high & 0xf0000000) === NAME;
export const isIpv4 = (high: number): boolean => high === IPV4;

/** Start of a name's domain: after its first dot, or the name itself where that would leave no dot (or nothing). */
export function domainStart(bytes: Uint8Array, from: number, to: number): number {
  const dot = bytes.indexOf(DOT, from);
  const second = dot < 0 || dot >= to ? -1 : bytes.indexOf(DOT, dot + 1);
  return second < 0 || second >= to - 1 ? from : dot + 1;
}

/** Sets `key` to the prefix of the client in `key`; `from` and `to` are where its name is, if it is one. */
export function toPrefix(bytes: Uint8Array, view: DataView, from: number, to: number, key: Key): void {
  if (key.high === IPV4) key.low &= 0xffffff00;
  else if (isName(key.high)) nameKey(view, domainStart(bytes, from, to), to, key);
  else key.low &= 0xffff0000;
}

/** An address as people write it; an IPv6 client with its /64. */
export const clientText = (high: number, low: number): string =>
  high === IPV4 ? ipv4Text(low) : ipv6Text(high, low, 64);

export const prefixText = (high: number, low: number): string =>
  high === IPV4 ? `${ipv4Text(low)}/24` : ipv6Text(high, low, 48);

const ipv4Text = (word: number): string => `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;

function ipv6Text(high: number, low: number, bits: number): string {
  const groups = [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff];
  while (groups.length > 0 && groups.at(-1) === 0) groups.pop();
  return `${groups.map((group) => group.toString(16)).join(':')}::/${bits}`;
}
