/**
 * Places of counted clients: a client's key in, a country's or a network's number out, as counting keeps them. An IPv6
 * client is its /64, so what stands behind that (Teredo's and translated addresses) is not told; a host's name has no place.
 */
import { NOT_PUBLIC } from '../../model/origin.ts';
import { isIpv4, isName } from '../../traffic/client.ts';
import type { OriginSource } from '../../traffic/origins/of-counts.ts';
import { PLACE_NOT_PUBLIC, PLACE_UNKNOWN, placeNumber } from '../../traffic/place-codes.ts';
import type { Places } from '../place.ts';
import { lookupOf, type RangeTable } from './ranges.ts';

export type PlaceOfClient = (high: number, low: number) => number;

export interface ClientPlaces {
  readonly country: PlaceOfClient;
  readonly network: PlaceOfClient;
}

/** What a counting thread needs of a database: its ranges, and a number for each of its values. All of it is shared memory. */
interface CountingTable {
  readonly table: RangeTable;
  readonly numbers: Int32Array;
}

export interface CountingTables {
  readonly country: CountingTable | undefined;
  readonly network: CountingTable | undefined;
}

/** Of the first database of each kind; to be posted to a thread. */
export function countingTables({ tables: { countries, networks } }: Places): CountingTables {
  const [country, network] = [countries[0], networks[0]];
  return { country: country && countingTable(country), network: network && countingTable(network) };
}

function countingTable(table: RangeTable): CountingTable {
  const numbers = new Int32Array(new SharedArrayBuffer(4 * table.codes.length));
  for (const [index, code] of table.codes.entries()) numbers[index] = placeNumber(code);
  numbers[NOT_PUBLIC] = PLACE_NOT_PUBLIC;
  return { table: { ...table, codes: [], names: [] }, numbers };
}

/** In a counting thread, of what was posted there. */
export function countingPlaces({ country, network }: CountingTables): ClientPlaces {
  return { country: placeOf(country), network: placeOf(network) };
}

/**
 * What the origins of a log are told from, once it is counted.
 * @param second databases of countries that the first is compared with; one is enough
 */
export function originSources(places: Places, second: Places): OriginSource[] {
  const { country, network } = countingPlaces(countingTables(places));
  const [countries, others, networks] = [places.countries[0], second.countries[0], places.networks[0]];
  const other = others && { database: others.database, placeOf: countingPlaces(countingTables(second)).country };
  const sources: OriginSource[] = [];
  if (countries !== undefined) {
    sources.push({ kind: 'country', database: countries.database, placeOf: country, second: other });
  }
  if (networks !== undefined) {
    sources.push({ kind: 'network', database: networks.database, placeOf: network, nameOf: networks.nameOf });
  }
  return sources;
}

function placeOf(counting: CountingTable | undefined): PlaceOfClient {
  if (counting === undefined) return () => PLACE_UNKNOWN;
  const { numbers, table } = counting;
  const lookup = lookupOf(table);
  return (high, low) => {
    if (isName(high)) return PLACE_UNKNOWN;
    return numbers[isIpv4(high) ? lookup.of4(low >>> 0) : lookup.of6(high >>> 0, low >>> 0, 0, 0)]!;
  };
}
