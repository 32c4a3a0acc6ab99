/** What a case begins with where signals before it are gone: the state that followed from them. */
import type { FoldState } from '../core/fold.ts';
import { decodeBase } from '../core/snapshot.ts';

export interface CaseBase {
  readonly state: FoldState;
  /** The clock that a service lived by then; undefined for one that came later. */
  timelineOf(service: string): string | undefined;
}

/** undefined where another version made it. @param text as `decodeBase` takes it; throws where it is none */
export function readCaseBase(text: string): CaseBase | undefined {
  const state = decodeBase(text);
  return state && { state, timelineOf: (service) => state.watches.get(service)?.service.timeline };
}
