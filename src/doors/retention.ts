/** How long signals are kept, by kind: as set in services.yaml, and as asked for once. A kind that is not named is kept for ever. */
import { z } from 'zod';
import { PRUNABLE_KINDS, type PrunableKind, type Pruning, RETENTION_MIN_DAYS } from '../model/pruning.ts';
import { DAY_MS, type EpochMs } from '../model/units.ts';
import { invalid, type Refusal } from './refusal.ts';
import { text } from './text.ts';

const DAYS_MAX = 36_500;

const Days = z
  .string()
  .regex(/^\d{1,5}d$/, 'a number of days, such as 90d')
  .transform((said) => Number(said.slice(0, -1)))
  .refine((days) => days >= RETENTION_MIN_DAYS && days <= DAYS_MAX, {
    message: `${RETENTION_MIN_DAYS}d at least: a running incident is judged by what is younger`,
  });

/** Days by kind of signal. */
export const RetentionSetting = z.strictObject(
  Object.fromEntries(PRUNABLE_KINDS.map((kind) => [kind, Days.optional()])) as Record<
    PrunableKind,
    z.ZodOptional<typeof Days>
  >,
);
export type Retention = z.infer<typeof RetentionSetting>;

export const PruningBody = z.strictObject({
  keep: RetentionSetting.refine((kinds) => Object.keys(kinds).length > 0, { message: 'name a kind' }).describe(
    'Days by kind, such as {"report": "90d"}; other kinds stay',
  ),
  reason: text(600).describe('Why; it is public'),
  decidedBy: text(120).describe('Who decided it; it is public'),
  try: z.boolean().default(false).describe('Only count what would go'),
});
export type PruningRequest = z.infer<typeof PruningBody>;

export function readPruningBody(body: unknown): PruningRequest | Refusal {
  const parsed = PruningBody.safeParse(body);
  return parsed.success ? parsed.data : invalid('bad-pruning', 'Not a pruning', parsed.error);
}

/** Before which moment signals of each kind were made that are not kept any more. */
export const olderThan = (retention: Retention, now: EpochMs): Pruning['older'] =>
  Object.fromEntries(
    Object.entries(retention).flatMap(([kind, days]) => (days === undefined ? [] : [[kind, now - days * DAY_MS]])),
  );

/** `report 90d, check 30d`. */
export const retentionText = (retention: Retention): string =>
  Object.entries(retention)
    .map(([kind, days]) => `${kind} ${days}d`)
    .join(', ');
