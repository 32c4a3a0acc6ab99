/**
 * What a row of an address database says: its fields have several shapes in the wild. What is no country or no network
 * by the look of it is unknown.
 */
import { NOT_PUBLIC, UNKNOWN_ORIGIN } from '../../model/origin.ts';

export type Row = Record<string, unknown>;

/** Codes that registries and databases use for no country in particular (ISO 3166-1 reserves or leaves them). */
const NO_COUNTRY = new Set(['AP', 'EU', 'XX', 'ZZ']);

/** Nested (MaxMind, DB-IP), flat `country_code`, flat `country` (IPinfo); else where the block is registered (MaxMind). */
export function countryOf(row: Row | null): string | undefined {
  const nested = (row?.country as Row | undefined)?.iso_code;
  const registered = (row?.registered_country as Row | undefined)?.iso_code;
  const code = [nested, row?.country_code, row?.country, registered].find((value) => typeof value === 'string');
  return typeof code === 'string' ? countryCode(code) : undefined;
}

/** ISO 3166-1 alpha-2, upper case. */
export function countryCode(text: string): string | undefined {
  if (!/^[A-Z]{2}$/i.test(text)) return undefined;
  const code = text.toUpperCase();
  return NO_COUNTRY.has(code) ? undefined : code;
}

/** `AS64500`; 0 is nobody's number (RFC 7607). */
export function networkOf(row: Row | null): string | undefined {
  const number = row?.autonomous_system_number ?? row?.asn;
  const digits = /^(?:AS)?0*([1-9]\d{0,9})$/i.exec(String(number ?? ''))?.[1];
  return digits === undefined ? undefined : `AS${digits}`;
}

export function networkNameOf(row: Row | null): string {
  const name = row?.autonomous_system_organization ?? row?.as_name ?? row?.organization ?? row?.name;
  return typeof name === 'string' ? name : '';
}

/** Codes in the order in which they were first met, after those that stand for no code. */
export class Codes {
  readonly codes: string[] = [];
  readonly names: string[] = [];
  readonly #known = new Map<string, number>();

  constructor() {
    this.codes[UNKNOWN_ORIGIN] = 'unknown';
    this.codes[NOT_PUBLIC] = 'not public';
    this.names.push('', '');
  }

  /** Whether any code was met. */
  get found(): boolean {
    return this.#known.size > 0;
  }

  /** The index of a code; its name is taken when it is first met. */
  indexOf(code: string | undefined, name = ''): number {
    if (code === undefined) return UNKNOWN_ORIGIN;
    let index = this.#known.get(code);
    if (index === undefined) {
      index = this.codes.push(code) - 1;
      this.#known.set(code, index);
      this.names.push(name);
    }
    return index;
  }
}
