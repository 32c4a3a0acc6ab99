/** The door for redactions: which texts are to be removed, why, and who decided it. Nothing that a hold keeps passes. */
import { z } from 'zod';
import type { FoldState } from '../core/fold.ts';
import { heldSignalOf, holdsInForce, holdsOn } from '../core/holds.ts';
import { isRedactable, type Redactable } from '../core/redact.ts';
import { REDACTABLE_KINDS, REDACTED_ENTRIES_MAX, REDACTIONS_MAX } from '../model/redaction.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { invalid, type Reason, type Refusal, refuse } from './refusal.ts';
import { text } from './text.ts';

export const RedactionBody = z
  .strictObject({
    kind: z.enum(REDACTABLE_KINDS).exclude(['handed-over']).optional().describe('With `id`: of every version of it'),
    id: text(64).optional(),
    entries: z
      .array(z.int().nonnegative())
      .min(1)
      .max(REDACTED_ENTRIES_MAX)
      .optional()
      .describe('Positions in the journal, instead of kind and id'),
    reason: text(600).describe('Why, and by what right it was asked for; it is public'),
    decidedBy: text(120).describe('Who decided it; it is public'),
  })
  .refine((body) => (body.entries === undefined) === (body.kind !== undefined && body.id !== undefined), {
    message: 'name either kind and id, or entries',
  });
export type RedactionRequest = z.infer<typeof RedactionBody>;

export function readRedactionBody(body: unknown, state: Pick<FoldState, 'redactions'>): RedactionRequest | Refusal {
  const parsed = RedactionBody.safeParse(body);
  if (!parsed.success) return invalid('bad-redaction', 'Not a redaction', parsed.error);
  if (state.redactions.length >= REDACTIONS_MAX) {
    return refuse(409, 'redaction-conflict', 'Not possible', (r) => r.removals.most(REDACTIONS_MAX));
  }
  return parsed.data;
}

/** An entry as it stands in the journal. */
export interface FoundEntry {
  readonly seq: Seq;
  readonly entry: Redactable;
}

/** What was found for a request, or why nothing of it is removed. @param found undefined for a position without text of people */
export function refuseRemoval(
  request: RedactionRequest,
  found: readonly (FoundEntry | undefined)[],
  { state, now }: { readonly state: Pick<FoldState, 'holds'>; readonly now: EpochMs },
): Refusal | undefined {
  if (found.length === 0) {
    const { kind = '', id = '' } = request;
    return refuse(404, 'nothing-to-remove', 'Nothing there', (r) => r.removals.nothing(kind, id));
  }
  if (found.length > REDACTED_ENTRIES_MAX) {
    const say: Reason = (r) => r.removals.tooMany(found.length, REDACTED_ENTRIES_MAX);
    return refuse(422, 'bad-redaction', 'Too many entries', say);
  }
  const without = found.indexOf(undefined);
  if (without >= 0) {
    const position = request.entries?.[without] ?? 0;
    return refuse(422, 'nothing-to-remove', 'Nothing to remove', (r) => r.removals.noText(position));
  }
  const inForce = holdsInForce(state.holds, now);
  for (const { seq, entry } of found as readonly FoundEntry[]) {
    const signal = heldSignalOf(seq, entry);
    const [hold] = signal === undefined ? [] : holdsOn(inForce, signal);
    if (hold === undefined) continue;
    return refuse(409, 'held', 'Kept by a hold', (r) => r.removals.held(seq, hold.id));
  }
  return undefined;
}

/** The text that people wrote in an entry, or undefined where there is none. */
export const foundEntry = (seq: Seq, entry: Parameters<typeof isRedactable>[0]): FoundEntry | undefined =>
  isRedactable(entry) ? { seq, entry } : undefined;
