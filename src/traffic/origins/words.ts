/**
 * The sentences that belong to every table of origins: what it is of, after which database, how old, how much of the
 * traffic it cannot place, and how far a second database disagrees. Registered in; never sent by.
 */
import type { Disagreement, OriginDatabase, OriginShift, Origins } from '../../model/origin.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A database older than this is called old: blocks are leased on within months. */
export const OLD_DAYS = 90;
const PAIRS_MAX = 3;

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const WHAT = {
  country: 'Addresses by the country in which they are registered',
  network: 'Addresses by the network that announces them',
} as const;

/**
 * @param at when the table is shown, milliseconds since 1970 UTC
 * @param trafficAt when the traffic was
 */
export function originNotes(origins: Origins, at: number, trafficAt = at): string[] {
  return [
    `${WHAT[origins.kind]}, after ${databaseWords(origins.database, at)}. This says where machines are registered, not who sends the traffic.`,
    ...(origins.database.warning === null ? [] : [origins.database.warning]),
    ...apartWords(origins.database, trafficAt),
    `Of the requests, ${percent(origins.unknown.requests)} come from public addresses that the database does not list and ${percent(origins.notPublic.requests)} from addresses that are not public (private, loopback, reserved).`,
    ...(origins.kind === 'country' || origins.disagreement !== null
      ? [disagreementWords(origins.disagreement, at)]
      : []),
    ...(origins.shift === null ? [] : [shiftWords(origins.shift)]),
  ];
}

/** Blocks of addresses are sold and moved: a log of another time was written under other registrations. */
function apartWords({ builtAt }: OriginDatabase, trafficAt: number): string[] {
  const years = Math.round(Math.abs(builtAt - trafficAt) / (365.25 * DAY_MS));
  if (years < 1) return [];
  return [
    `The traffic is ${years === 1 ? 'a year' : `${years} years`} ${trafficAt < builtAt ? 'older' : 'younger'} than the database: many addresses were registered elsewhere then.`,
  ];
}

/** `DB-IP Lite country of 1 June 2026 (175 days old; CC BY 4.0 …)`. */
export function databaseWords({ name, builtAt, licence }: OriginDatabase, at: number): string {
  const days = Math.max(0, Math.floor((at - builtAt) / DAY_MS));
  const age = `${days} ${days === 1 ? 'day' : 'days'} old${days > OLD_DAYS ? ', replace it if you can' : ''}`;
  return `${name} of ${dateWords(builtAt)} (${[age, ...(licence === null ? [] : [licence])].join('; ')})`;
}

function disagreementWords(disagreement: Disagreement | null, at: number): string {
  if (disagreement === null)
    return 'No second database was at hand: how far these answers can be trusted on this traffic is unknown.';
  const { database, requestShare, clientShare, largest } = disagreement;
  const pairs = largest
    .slice(0, PAIRS_MAX)
    .map((row) => `${row.first}→${row.second} ${percent(row.requestShare)}`)
    .join(', ');
  return `${databaseWords(database, at)} says otherwise for ${percent(requestShare)} of these requests and ${percent(clientShare)} of these clients${pairs === '' ? '' : ` (most: ${pairs})`}.`;
}

function shiftWords({ bits, chanceBits, beyondChance, drivers }: OriginShift): string {
  const figures = `Jensen-Shannon divergence ${bits.toFixed(3)} bits; ${chanceBits.toFixed(3)} is what samples of this size show without any change`;
  return beyondChance
    ? `The mix of origins differs from the usual by more than chance (${figures}), most in ${drivers.join(', ')}.`
    : `The mix of origins differs from the usual by no more than chance (${figures}).`;
}

/** One decimal below ten in a hundred; `< 0.1 %` where that would hide that there is some. */
function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

function dateWords(at: number): string {
  const date = new Date(at);
  const month = MONTHS[date.getUTCMonth()];
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}
