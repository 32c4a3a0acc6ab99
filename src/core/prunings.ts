/** Which signals are old enough to go, and whether a pruning was carried out. Law: nothing that a hold keeps is due. */
import type { Entry } from '../model/entry.ts';
import type { Hold } from '../model/hold.ts';
import { PRUNABLE_KINDS, type PrunableKind, type Pruning } from '../model/pruning.ts';
import { LIVE } from '../model/service.ts';
import type { Seq } from '../model/units.ts';
import type { FoldState } from './fold.ts';
import { type Holds, heldSignalOf, isHeld } from './holds.ts';

/** How many versions of holds there are. */
export const versionsOf = (holds: Holds): number =>
  [...holds.values()].reduce((sum, versions) => sum + versions.length, 0);

/** A pruning that did not know of every hold, or of every pruning, removes nothing; it is made again. */
export const isCarriedOut = ({ prunings, holds }: Pick<FoldState, 'prunings' | 'holds'>, pruning: Pruning): boolean =>
  pruning.number === prunings.length + 1 && pruning.holds === versionsOf(holds);

/**
 * What becomes of an entry: it is too young, or of a kind that stays (undefined), it is due, or it is due and a hold keeps it. Only
 * live signals grow old; an import or a replay was put there to be kept.
 */
export function dueOf(
  seq: Seq,
  entry: Entry,
  older: Pruning['older'],
  { inForce, watches }: { readonly inForce: readonly Hold[]; readonly watches: FoldState['watches'] },
): { readonly kind: PrunableKind; readonly held: boolean } | undefined {
  const kind = PRUNABLE_KINDS.find((one) => one === entry.kind);
  const signal = heldSignalOf(seq, entry);
  if (kind === undefined || signal === undefined) return undefined;
  const behind = signal.until ?? signal.at + 1;
  if (behind > (older[kind] ?? Number.NEGATIVE_INFINITY)) return undefined;
  if (watches.get(signal.service)?.service.timeline !== LIVE) return undefined;
  return { kind, held: isHeld(inForce, signal) };
}
