/**
 * Country and network of an address, from databases that the operator brings (MMDB or CSV), or from the optional
 * packages. Says where an address is registered, never who uses it; what is not in the database is unknown.
 */
import { readFileSync, statSync } from 'node:fs';
import { NOT_PUBLIC, type OriginDatabase, type OriginLookup, UNKNOWN_ORIGIN } from '../model/origin.ts';
import { wordsOf } from './places/address.ts';
import { linesOf, readCsv } from './places/csv.ts';
import { CSV, type DatabaseFiles, installedDatabases, namedDatabase } from './places/known.ts';
import { readMmdb } from './places/mmdb.ts';
import { lookupOf, type RangeTable, type Tables } from './places/ranges.ts';

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

/** What the databases hold, to be posted to worker threads: the ranges are in shared memory. */
export interface PlaceTables {
  readonly countries: readonly RangeTable[];
  readonly networks: readonly RangeTable[];
}

export class Places {
  /** To make the same again in another thread. */
  readonly tables: PlaceTables;
  /** In the order in which they are believed; a second one is there to be compared with the first. */
  readonly countries: readonly OriginLookup[];
  readonly networks: readonly OriginLookup[];

  constructor(tables: PlaceTables) {
    this.tables = tables;
    this.countries = tables.countries.map(lookupOf);
    this.networks = tables.networks.map(lookupOf);
  }

  /** The databases at these paths. */
  static open(paths: readonly string[]): Places {
    return placesOf(paths.map((path) => readDatabase(namedDatabase(path))));
  }

  /** The optional packages, as far as they are installed, without the one that is only there to disagree. */
  static installed(): Places {
    return placesOf(installedDatabases('first').map(readDatabase));
  }

  /** The package that is compared with them: needed after counting, and then only. */
  static secondOpinion(): Places {
    return placesOf(installedDatabases('second').map(readDatabase));
  }

  /** These databases without the first of countries: what remains to compare it with. */
  others(): Places {
    return new Places({ countries: this.tables.countries.slice(1), networks: [] });
  }

  get databases(): readonly OriginDatabase[] {
    return [...this.countries, ...this.networks].map(({ database }) => database);
  }

  find(address: string): Place {
    const words = wordsOf(address);
    const country = firstAnswer(this.countries, words);
    const network = firstAnswer(this.networks, words);
    return { ...(country === undefined ? {} : { country }), ...(network === undefined ? {} : { network }) };
  }
}

function firstAnswer(lookups: readonly OriginLookup[], words: readonly number[] | undefined): string | undefined {
  if (words === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = words;
  for (const lookup of lookups) {
    const index = words.length === 1 ? lookup.of4(a) : lookup.of6(a, b, c, d);
    if (index !== UNKNOWN_ORIGIN && index !== NOT_PUBLIC) return lookup.codes[index];
  }
  return undefined;
}

/** What several databases hold together, in their order. */
function placesOf(databases: readonly Tables[]): Places {
  return new Places({
    countries: databases.flatMap(({ country }) => country ?? []),
    networks: databases.flatMap(({ network }) => network ?? []),
  });
}

function readDatabase({ files, describe }: DatabaseFiles): Tables {
  const [path] = files as [string, ...string[]];
  try {
    // MMDB says when it was built; of a table of numbers only the file's own date is known.
    return /\.csv$/i.test(path)
      ? readCsv(linesOfAll(files), describe(CSV, statSync(path).mtimeMs))
      : readMmdbFile(path, describe);
  } catch (cause) {
    throw new BadDatabaseError(`cannot read the address database ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** The file's memory is given back at once: it is as large as all that is made of it. */
function readMmdbFile(path: string, describe: DatabaseFiles['describe']): Tables {
  const bytes = readFileSync(path);
  try {
    return readMmdb(bytes, describe);
  } finally {
    if (bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.length) bytes.buffer.transfer(0);
  }
}

function* linesOfAll(files: readonly string[]): Generator<Buffer> {
  for (const file of files) yield* linesOf(file);
}
