/**
 * Origins of what was counted: of a whole log, or of a stretch of it against the usual. Requests are counted by place;
 * clients by place, and how far a second database disagrees, are told from the samples of clients that counting keeps.
 */
import type {
  DisagreementTally,
  OriginCount,
  OriginDatabase,
  OriginShares,
  Origins,
  OriginTally,
} from '../../model/origin.ts';
import type { Counts } from '../counts.ts';
import type { Gathered } from '../gather.ts';
import { heavyEntry } from '../heavy.ts';
import { sampleOf } from '../keyed.ts';
import { NOTHING, originsOf } from '../origins.ts';
import { countryText, networkText, PLACE_NOT_PUBLIC, PLACE_UNKNOWN } from '../place-codes.ts';
import { COLUMN, COLUMNS } from '../rows.ts';
import { isHosting } from './hosting.ts';

type PlaceOfClient = (high: number, low: number) => number;

export interface OriginSource {
  readonly kind: Origins['kind'];
  readonly database: OriginDatabase;
  /** Place of a client, as it was counted. */
  readonly placeOf: PlaceOfClient;
  readonly second?: { readonly database: OriginDatabase; readonly placeOf: PlaceOfClient } | undefined;
  /** Name of a network. */
  readonly nameOf?: (code: string) => string | undefined;
}

/** Rows that are kept; what the others amount to goes to the rest. There are fewer countries than that. */
const ROWS_MAX = 300;

/** Whether a network, by its number, rents out machines; undefined without a database of networks. */
export function hostingTest(sources: readonly OriginSource[]): ((network: number) => boolean) | undefined {
  const networks = sources.find(({ kind }) => kind === 'network');
  if (networks === undefined) return undefined;
  return (network) => isHosting(networkText(network), networks.nameOf?.(networkText(network)));
}

/** @param minutes in which the log was being written */
export function originsOfLog(counts: Counts, minutes: number, source: OriginSource): Origins {
  const { heavy } = counts.keyed[source.kind === 'country' ? 'countries' : 'networks'];
  const tally = new Tally(source);
  for (let i = 0; i < heavy.size; i += 1) tally.add(heavy.keys[2 * i + 1]!, heavy.counts[i]!, 0, heavy.bytes[i]!);
  addClients(tally, source, sampleOf(counts.keyed.clients));
  let [requests, bytes] = [0, 0];
  counts.rows.grid.starts.forEach((_, row) => {
    requests += counts.rows.values[row * COLUMNS]!;
    bytes += counts.rows.bytes[row]!;
  });
  const now = tally.done(minutes, requests, bytes);
  return cut(originsOf({ ...named(source), now, second: disagreement(counts, source) }));
}

/** Bytes are counted by place for the whole log alone, so they are 0 here. @param rowsMax rows that are kept */
export function originsOfStretch(
  counts: Counts,
  now: Gathered,
  usual: Gathered | undefined,
  source: OriginSource,
  rowsMax = ROWS_MAX,
): Origins {
  const origins = originsOf({
    ...named(source),
    now: tallyOf(now, source),
    usual: usual === undefined || usual.minutes === 0 ? undefined : tallyOf(usual, source),
    second: disagreement(counts, source),
  });
  return cut(origins, rowsMax);
}

const named = ({ kind, database, nameOf }: OriginSource) => ({ kind, database, nameOf });

function cut(origins: Origins, rowsMax = ROWS_MAX): Origins {
  const left = origins.rows.slice(rowsMax);
  if (left.length === 0) return origins;
  const more = (part: keyof OriginShares): number =>
    left.reduce((sum, { share }) => sum + share[part], origins.rest[part]);
  const rest = { requests: more('requests'), clients: more('clients'), bytes: more('bytes') };
  return { ...origins, rows: origins.rows.slice(0, rowsMax), rest };
}

function tallyOf({ cells, values, minutes }: Gathered, source: OriginSource): OriginTally {
  const top = cells.top[source.kind === 'country' ? 'countries' : 'networks'];
  const { keys, levels, sizes } = cells.samples.clients;
  const tally = new Tally(source);
  for (let i = 0; i < top.sizes[0]!; i += 1) tally.add(top.keys[2 * i + 1]!, top.counts[i]!, 0, 0);
  addClients(tally, source, { keys, size: sizes[0]!, level: levels[0]! });
  return tally.done(minutes, values[COLUMN.requests]!, 0);
}

interface ClientSample {
  readonly keys: Int32Array;
  readonly size: number;
  /** Each client stands for 2^level. */
  readonly level: number;
}

function addClients(tally: Tally, { placeOf }: OriginSource, { keys, size, level }: ClientSample): void {
  for (let i = 0; i < size; i += 1) tally.add(placeOf(keys[2 * i]!, keys[2 * i + 1]!), 0, 2 ** level, 0);
}

/** By number of the place. */
class Tally {
  readonly #byPlace = new Map<number, OriginCount>();
  readonly #text: (place: number) => string;

  constructor({ kind }: OriginSource) {
    this.#text = kind === 'country' ? countryText : networkText;
  }

  add(place: number, requests: number, clients: number, bytes: number): void {
    const known = this.#byPlace.get(place) ?? NOTHING;
    this.#byPlace.set(place, {
      requests: known.requests + requests,
      clients: known.clients + clients,
      bytes: known.bytes + bytes,
    });
  }

  /** Places whose requests were let go of count to the rest: what the total leaves over, and their clients. */
  done(minutes: number, requests: number, bytes: number): OriginTally {
    const unknown = this.#take(PLACE_UNKNOWN);
    const notPublic = this.#take(PLACE_NOT_PUBLIC);
    const kept = [...this.#byPlace].filter(([, count]) => count.requests > 0);
    const left = [...this.#byPlace.values()].filter((count) => count.requests === 0);
    const counted = [...kept.map(([, count]) => count), unknown, notPublic];
    const over = (total: number, of: (count: OriginCount) => number): number =>
      Math.max(0, total - counted.reduce((sum, count) => sum + of(count), 0));
    return {
      minutes,
      byCode: Object.fromEntries(kept.map(([place, count]) => [this.#text(place), count])),
      unknown,
      notPublic,
      rest: {
        requests: over(requests, (count) => count.requests),
        clients: left.reduce((sum, { clients }) => sum + clients, 0),
        bytes: over(bytes, (count) => count.bytes),
      },
    };
  }

  #take(place: number): OriginCount {
    const count = this.#byPlace.get(place) ?? NOTHING;
    this.#byPlace.delete(place);
    return count;
  }
}

/** Of the whole log: the heaviest clients one by one, and a sample of the others. */
function disagreement(counts: Counts, { placeOf, second }: OriginSource) {
  if (second === undefined) return undefined;
  const { heavy } = counts.keyed.clients;
  const pairs = new Map<string, OriginCount>();
  const add = (high: number, low: number, requests: number, clients: number): void => {
    const [one, other] = [placeOf(high, low), second.placeOf(high, low)];
    if (one <= PLACE_NOT_PUBLIC || other <= PLACE_NOT_PUBLIC) return;
    const pair = `${countryText(one)}>${countryText(other)}`;
    const known = pairs.get(pair) ?? NOTHING;
    pairs.set(pair, { requests: known.requests + requests, clients: known.clients + clients, bytes: 0 });
  };
  const { keys } = heavy;
  for (let i = 0; i < heavy.size; i += 1) add(keys[2 * i]!, keys[2 * i + 1]!, heavy.counts[i]!, 0);
  const sample = sampleOf(counts.keyed.clients);
  const each = 2 ** sample.level;
  for (let i = 0; i < sample.size; i += 1) {
    const [high, low] = [sample.keys[2 * i]!, sample.keys[2 * i + 1]!];
    add(high, low, heavyEntry(heavy, high, low) < 0 ? each * sample.counts[i]! : 0, each);
  }
  const compared = [...pairs.values()].reduce(
    (sum, { requests, clients }) => ({ requests: sum.requests + requests, clients: sum.clients + clients, bytes: 0 }),
    NOTHING,
  );
  const tally: DisagreementTally = { compared, byPair: Object.fromEntries(pairs) };
  return { database: second.database, tally };
}
