/** What the operator set, as journal entries: only what differs from what the journal says already. */

import type { FoldState } from '../core/fold.ts';
import { canonical } from '../journal/canonical.ts';
import type { Budget } from '../model/budget.ts';
import type { Entry } from '../model/entry.ts';
import { LIVE, type Service } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';

export function decisionsFor(
  state: FoldState,
  wanted: { budget: Budget; services: readonly Service[] },
  at: EpochMs,
): Entry[] {
  const entries: Entry[] = [];
  const { possiblePerMonth, confirmedPerYear, per } = wanted.budget;
  const budget: Budget = { possiblePerMonth, confirmedPerYear, ...(per === 'observatory' ? { per } : {}) };
  if (canonical(budget) !== canonical(state.budget)) entries.push({ kind: 'budget', at, budget });
  for (const service of wanted.services) {
    const known = state.watches.get(service.id);
    if (known === undefined || known.retired || canonical(known.service) !== canonical(service)) {
      entries.push({ kind: 'service', at, service });
    }
  }
  const ids = new Set(wanted.services.map(({ id }) => id));
  for (const { service, retired } of state.watches.values()) {
    // Replays and imports are not of the file; they stay until they are retired by name.
    if (service.timeline === LIVE && !retired && !ids.has(service.id)) {
      entries.push({ kind: 'retired', at, service: service.id });
    }
  }
  return entries;
}
