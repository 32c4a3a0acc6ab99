/**
 * Places of counted clients: a client's key in, a country's or a network's number out, as counting keeps them. An IPv6
 * client is its /64, so what stands behind that (Teredo's and translated addresses) is not told; a host's name has no place.
 */
import type { OriginLookup } from '../../model/origin.ts';
import { NOT_PUBLIC } from '../../model/origin.ts';
import { isIpv4, isName } from '../../traffic/client.ts';
import { PLACE_NOT_PUBLIC, PLACE_UNKNOWN, placeNumber } from '../../traffic/place-codes.ts';
import type { Places, PlaceTables } from '../place.ts';

export type PlaceOfClient = (high: number, low: number) => number;

export interface ClientPlaces {
  readonly country: PlaceOfClient;
  readonly network: PlaceOfClient;
  /** By the second database of countries; none where there is only one. */
  readonly otherCountry: PlaceOfClient | undefined;
}

export function clientPlaces({ countries, networks }: Places): ClientPlaces {
  const [country, other] = countries.map(placeOf);
  return { country: country ?? unknown, network: networks.map(placeOf)[0] ?? unknown, otherCountry: other };
}

/** What a counting thread needs of the databases: the first of each kind, without names. Made into `Places` again there. */
export function countingTables({ tables: { countries, networks } }: Places): PlaceTables {
  return {
    countries: countries.slice(0, 1),
    networks: networks.slice(0, 1).map((table) => ({ ...table, names: [] })),
  };
}

const unknown: PlaceOfClient = () => PLACE_UNKNOWN;

function placeOf(lookup: OriginLookup): PlaceOfClient {
  const numbers = Int32Array.from(lookup.codes, placeNumber);
  numbers[NOT_PUBLIC] = PLACE_NOT_PUBLIC;
  return (high, low) => {
    if (isName(high)) return PLACE_UNKNOWN;
    return numbers[isIpv4(high) ? lookup.of4(low >>> 0) : lookup.of6(high >>> 0, low >>> 0, 0, 0)]!;
  };
}
