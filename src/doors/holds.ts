/**
 * The door for holds: a new one, or the next version of one. Law: a change never lets go of what is kept; only a closing does,
 * with its reason and whoever decided it.
 */
import { z } from 'zod';
import type { FoldState } from '../core/fold.ts';
import { letGo, takenOver } from '../core/holds.ts';
import { canonical } from '../journal/canonical.ts';
import { HELD_KINDS, HOLD_VERSIONS_MAX, HOLDS_MAX, type Hold, type HoldQuery, type Period } from '../model/hold.ts';
import { ID_PATTERN } from '../model/service.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { readBound } from './bounds.ts';
import { nearestServices } from './directory.ts';
import { invalid, isRefusal, type Reason, type Refusal, refuse } from './refusal.ts';
import { text } from './text.ts';

const SERVICES_MAX = 500;

const BoundText = text(40).describe('A day such as 2025-12-31, with `zone`, or a time with its offset');
const Services = z.union([z.literal('all'), z.array(text(64)).min(1).max(SERVICES_MAX)]);
const Kinds = z.union([z.literal('all'), z.array(z.enum(HELD_KINDS)).min(1).max(HELD_KINDS.length)]);
const Entries = z
  .strictObject({ from: z.int().nonnegative(), to: z.int().nonnegative() })
  .refine(({ from, to }) => from <= to, 'ends before it begins')
  .describe('First and last position in the journal');
const Decision = {
  decidedBy: text(120).describe('Who decided this version'),
  reason: text(600).describe('Why'),
  zone: text(60).optional().describe('The zone in which days are meant, such as Europe/Brussels'),
};

export const HoldBody = z.strictObject({
  id: z.string().regex(ID_PATTERN, 'lower-case letters, digits and hyphens, at most 64').optional(),
  authority: text(200).describe('Who demands it'),
  basis: text(300).describe('By what law, order or contract'),
  scope: text(2_000).describe('What has to be kept, in words'),
  services: Services.default('all'),
  kinds: Kinds.default('all'),
  of: z
    .strictObject({ from: BoundText.optional(), until: BoundText.optional() })
    .default({})
    .describe('The period that the signals are of; an open side has no bound. A day belongs to it until its end'),
  entries: Entries.optional(),
  duty: z
    .strictObject({ from: BoundText.optional(), until: BoundText.optional() })
    .default({})
    .describe('While they have to be kept: from now on, and until it is closed, where nothing else is said'),
  unlessClosedBefore: text(300).optional().describe('What ends it before; it ends only when that is recorded'),
  supersedes: z.array(text(64)).max(20).default([]).describe('Holds that this one takes the place of'),
  ...Decision,
});

const ChangedBound = BoundText.nullable().optional();
export const HoldChangeBody = z.strictObject({
  authority: text(200).optional(),
  basis: text(300).optional(),
  scope: text(2_000).optional(),
  services: Services.optional(),
  kinds: Kinds.optional(),
  of: z.strictObject({ from: ChangedBound, until: ChangedBound }).default({}).describe('null opens a side'),
  entries: Entries.nullable().optional(),
  duty: z.strictObject({ from: BoundText.optional(), until: ChangedBound }).default({}),
  unlessClosedBefore: text(300).nullable().optional(),
  closed: z.literal(true).optional().describe('Ends it now. Nothing else may be changed with it'),
  ...Decision,
});

export interface HoldContext {
  readonly state: Pick<FoldState, 'holds' | 'watches'>;
  readonly now: EpochMs;
}

export function readHold(body: unknown, { state, now }: HoldContext): Hold | Refusal {
  const parsed = HoldBody.safeParse(body);
  if (!parsed.success) return invalid('bad-hold', 'Not a hold', parsed.error);
  const { id = freeId(state.holds), services, kinds, of, entries, duty, zone, ...said } = parsed.data;
  if (state.holds.has(id)) return conflict((r) => r.holds.exists(id));
  if (state.holds.size >= HOLDS_MAX) return conflict((r) => r.holds.most(HOLDS_MAX));
  const ofPeriod = readPeriod('of', of, zone);
  const dutyPeriod = readPeriod('duty', duty, zone);
  if (isRefusal(ofPeriod)) return ofPeriod;
  if (isRefusal(dutyPeriod)) return dutyPeriod;
  const hold: Hold = {
    kind: 'hold',
    at: now,
    id,
    version: 1,
    ...said,
    query: { services, kinds, of: ofPeriod, ...(entries && { entries: positions(entries) }) },
    duty: { ...dutyPeriod, from: dutyPeriod.from ?? { said: new Date(now).toISOString(), at: now } },
  };
  return refuseQuery(hold, state) ?? refuseSuccession(hold, state.holds, now) ?? hold;
}

/** The next version of a hold. */
export function readHoldChange(id: string, body: unknown, { state, now }: HoldContext): Hold | Refusal {
  const last = state.holds.get(id)?.at(-1);
  if (last === undefined) return noSuchHold(id);
  const parsed = HoldChangeBody.safeParse(body);
  if (!parsed.success) return invalid('bad-hold', 'Not a change of a hold', parsed.error);
  const { services, kinds, of, entries, duty, zone, closed, decidedBy, reason, unlessClosedBefore, ...words } =
    parsed.data;
  if (last.closed === true) return conflict((r) => r.holds.closed(id));
  const taker = takenOver(state.holds, now).get(id);
  if (taker !== undefined) return conflict((r) => r.holds.replaced(id, taker.id));
  if (last.version >= HOLD_VERSIONS_MAX) return conflict((r) => r.holds.versions(HOLD_VERSIONS_MAX));
  const version = { ...last, at: now, version: last.version + 1, decidedBy, reason };
  if (closed === true) {
    const alone = Object.keys(body as object).every((key) => ['closed', 'decidedBy', 'reason'].includes(key));
    return alone ? { ...version, closed } : unclear((r) => r.field('closed', r.holds.closesAlone));
  }
  const ofPeriod = readPeriod('of', of, zone, last.query.of);
  const dutyPeriod = readPeriod('duty', duty, zone, last.duty);
  if (isRefusal(ofPeriod)) return ofPeriod;
  if (isRefusal(dutyPeriod)) return dutyPeriod;
  const range = entries === undefined ? last.query.entries : entries === null ? undefined : positions(entries);
  const query: HoldQuery = {
    services: services ?? last.query.services,
    kinds: kinds ?? last.query.kinds,
    of: ofPeriod,
    ...(range && { entries: range }),
  };
  const before = unlessClosedBefore === undefined ? last.unlessClosedBefore : (unlessClosedBefore ?? undefined);
  const next: Hold = {
    ...version,
    authority: words.authority ?? last.authority,
    basis: words.basis ?? last.basis,
    scope: words.scope ?? last.scope,
    query,
    duty: { ...dutyPeriod, from: dutyPeriod.from ?? last.duty.from },
    unlessClosedBefore: before,
  };
  return refuseQuery(next, state) ?? refuseRelease(last, next) ?? refuseSame(last, next) ?? next;
}

const noSuchHold = (id: string): Refusal => refuse(404, 'no-such-hold', 'No such hold', `There is no hold "${id}".`);
const conflict = (say: Reason): Refusal => refuse(409, 'hold-conflict', 'Not possible for this hold', say);
const unclear = (say: Reason): Refusal => refuse(422, 'bad-hold', 'Not a hold', say);

const refuseField = (path: string, say: Reason): Refusal =>
  refuse(422, 'bad-hold', 'Not a hold', (r) => r.field(path, say(r)));

const positions = ({ from, to }: { from: number; to: number }) => ({ from: from as Seq, to: to as Seq });

function freeId(holds: FoldState['holds']): string {
  let number = holds.size + 1;
  while (holds.has(`hold-${number}`)) number += 1;
  return `hold-${number}`;
}

type PeriodText = { readonly from?: string | null | undefined; readonly until?: string | null | undefined };

/** @param known what stays where nothing is said; null opens a side */
function readPeriod(name: string, said: PeriodText, zone: string | undefined, known: Period = {}): Period | Refusal {
  const read = (side: 'from' | 'until') => {
    const words = said[side];
    return words === undefined ? known[side] : words === null ? undefined : readBound(words, zone, side);
  };
  const [from, until] = [read('from'), read('until')];
  if (typeof from === 'function') return refuseField(`${name}.from`, from);
  if (typeof until === 'function') return refuseField(`${name}.until`, until);
  return { from, until };
}

function refuseQuery({ query, duty }: Hold, { watches }: Pick<FoldState, 'watches'>): Refusal | undefined {
  for (const [name, { from, until }] of [
    ['of', query.of],
    ['duty', duty],
  ] as const) {
    if (from !== undefined && until !== undefined && until.at <= from.at) {
      return unclear((r) => r.field(name, r.times.backwardsFrom(until.said, from.said)));
    }
  }
  const { services } = query;
  const unknown = services === 'all' ? undefined : services.find((id) => !watches.has(id));
  if (unknown === undefined) return undefined;
  const nearest = nearestServices(watches, unknown);
  const say: Reason = (r) => r.services.noneToHold(unknown, nearest);
  return refuse(422, 'no-such-service', 'No such service', say, { nearest });
}

function refuseRelease(held: Hold, next: Hold): Refusal | undefined {
  const lost = letGo(held, next);
  // Until another hold begins, the one whose place it takes goes on; a version is there at once.
  if (next.id === held.id && next.duty.from.at > held.duty.from.at)
    lost.push({ what: 'allBefore', said: next.duty.from.said });
  if (lost.length === 0) return undefined;
  const say: Reason = ({ holds }) =>
    holds.keepsMore(held.id, lost.map(({ what, said }) => holds.lost[what](said)).join(', '));
  return refuse(422, 'would-let-go', 'This would let go of what is kept', say);
}

function refuseSame(last: Hold, next: Hold): Refusal | undefined {
  const told = ({ at: _, version: __, decidedBy: ___, reason: ____, ...rest }: Hold): string => canonical(rest);
  return told(last) === told(next) ? unclear((r) => r.holds.unchanged) : undefined;
}

function refuseSuccession(next: Hold, holds: FoldState['holds'], now: EpochMs): Refusal | undefined {
  for (const id of next.supersedes) {
    const held = holds.get(id)?.at(-1);
    if (held === undefined) return noSuchHold(id);
    if (held.closed === true) return conflict((r) => r.holds.nothingLeft(id));
    const waiting = [...holds.values()].map((versions) => versions.at(-1)!).filter(({ closed }) => closed !== true);
    const taker = takenOver(holds, now).get(id) ?? waiting.find(({ supersedes }) => supersedes.includes(id));
    if (taker !== undefined) return conflict((r) => r.holds.replacedAlready(id, taker.id));
    const refusal = refuseRelease(held, next);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
