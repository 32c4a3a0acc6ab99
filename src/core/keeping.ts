/** What the fold remembers of decisions about the journal itself. They change no figure. */
import type { KeepingDecision, LogKey } from '../model/keeping.ts';

export interface Keeping {
  /** Keys of the log, the first one first. */
  readonly logKeys: LogKey[];
}

export const emptyKeeping = (): Keeping => ({ logKeys: [] });

export function takeKeeping(keeping: Keeping, decision: KeepingDecision): void {
  keeping.logKeys.push(decision);
}
