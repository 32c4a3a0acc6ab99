/**
 * Country and network of an address, from databases that the operator brings (MMDB: MaxMind, DB-IP, IPinfo, …).
 * Says where an address is registered, never who uses it; what is not in the database is unknown.
 */
import { readFileSync } from 'node:fs';
import { Reader } from 'mmdb-lib';
import { plainAddress } from './reporter.ts';

export interface PlaceDatabase {
  readonly type: string;
  readonly builtAt: Date;
  readonly path: string;
}

export interface Place {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string;
  /** `AS64500`. */
  readonly network?: string;
}

/** Thrown for a database that cannot be read. */
export class BadDatabaseError extends Error {
  override name = 'BadDatabaseError';
}

type Row = Record<string, unknown>;

export class Places {
  readonly databases: readonly PlaceDatabase[];
  readonly #readers: readonly Reader<never>[];

  constructor(paths: readonly string[]) {
    this.#readers = paths.map(openDatabase);
    this.databases = this.#readers.map(({ metadata }, index) => ({
      type: metadata.databaseType,
      builtAt: metadata.buildEpoch,
      path: paths[index]!,
    }));
  }

  find(address: string): Place {
    const place: { country?: string; network?: string } = {};
    for (const reader of this.#readers) {
      const row = lookUp(reader, plainAddress(address));
      const country = countryOf(row);
      const network = networkOf(row);
      if (country !== undefined) place.country ??= country;
      if (network !== undefined) place.network ??= network;
    }
    return place;
  }
}

function openDatabase(path: string): Reader<never> {
  try {
    return new Reader<never>(readFileSync(path));
  } catch (cause) {
    throw new BadDatabaseError(`cannot read the address database ${path}: ${(cause as Error).message}`, { cause });
  }
}

function lookUp(reader: Reader<never>, address: string): Row | null {
  try {
    return reader.get(address) as Row | null;
  } catch {
    // Not an address, or IPv6 in a database of IPv4: unknown, like any address that is not listed.
    return null;
  }
}

/** The field has three shapes in the wild: nested (MaxMind, DB-IP), flat `country_code`, flat `country` (IPinfo). */
function countryOf(row: Row | null): string | undefined {
  const nested = (row?.country as Row | undefined)?.iso_code;
  const code = [nested, row?.country_code, row?.country].find((value) => typeof value === 'string');
  return typeof code === 'string' && /^[A-Z]{2}$/i.test(code) ? code.toUpperCase() : undefined;
}

function networkOf(row: Row | null): string | undefined {
  const number = row?.autonomous_system_number ?? row?.asn;
  const digits = /^(?:AS)?(\d{1,10})$/i.exec(String(number ?? ''))?.[1];
  return digits === undefined ? undefined : `AS${digits}`;
}
