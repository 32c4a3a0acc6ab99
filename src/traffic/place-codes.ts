/** Countries and networks as whole numbers, so that they can be keys: `CH` and `AS64500`, 0 unknown, 1 not public. */
import { FIELD, type Line } from './line.ts';

export const PLACE_UNKNOWN = 0;
export const PLACE_NOT_PUBLIC = 1;
const COUNTRY = 0x10000;

/** A code of a database as a number. Networks are their numbers; countries lie above COUNTRY. */
export function placeNumber(code: string): number {
  const network = /^(?:AS)?(\d{1,10})$/i.exec(code)?.[1];
  if (network !== undefined) return Number(network) | 0;
  return /^[A-Za-z]{2}$/.test(code) ? countryNumber(code.charCodeAt(0), code.charCodeAt(1)) : PLACE_UNKNOWN;
}

const countryNumber = (first: number, second: number): number => COUNTRY + 256 * (first & ~32) + (second & ~32);

export const countryText = (number: number): string =>
  String.fromCharCode(((number - COUNTRY) >> 8) & 255, (number - COUNTRY) & 255);

export const networkText = (number: number): string => `AS${number >>> 0}`;

/** Where the log itself says it; 0 where it does not. */
export function loggedCountry({ spans }: Line, bytes: Uint8Array): number {
  const from = spans[2 * FIELD.country]!;
  if (from < 0 || spans[2 * FIELD.country + 1]! - from !== 2) return 0;
  const number = countryNumber(bytes[from]!, bytes[from + 1]!);
  // Cloudflare writes XX where it does not know, and T1 for Tor.
  return isLetter(bytes[from]!) && isLetter(bytes[from + 1]!) && number !== UNKNOWN ? number : 0;
}

const UNKNOWN = countryNumber(88, 88);
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

export function loggedNetwork({ spans }: Line, bytes: Uint8Array): number {
  const from = spans[2 * FIELD.network]!;
  if (from < 0) return 0;
  let number = 0;
  for (let at = from; at < spans[2 * FIELD.network + 1]!; at += 1) {
    const digit = bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) number = number * 10 + digit;
  }
  return number | 0;
}
