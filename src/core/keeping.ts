/** What the fold remembers of decisions about the journal itself. They change no figure. */
import type { HandedOver, KeepingDecision, LogKey } from '../model/keeping.ts';

const HANDED_OVER_KEPT = 1_000;

export interface Keeping {
  /** Keys of the log, the first one first. */
  readonly logKeys: LogKey[];
  /** The last ones; all of them are in the journal. */
  readonly handedOver: HandedOver[];
}

export const emptyKeeping = (): Keeping => ({ logKeys: [], handedOver: [] });

export function takeKeeping(keeping: Keeping, decision: KeepingDecision): void {
  switch (decision.kind) {
    case 'log-key':
      keeping.logKeys.push(decision);
      return;
    case 'handed-over':
      keeping.handedOver.push(decision);
      if (keeping.handedOver.length > HANDED_OVER_KEPT) keeping.handedOver.shift();
      return;
  }
}
