/** What people recorded last, newest first: statements, holds, steps of reporting clocks and announced work, each with who decided it and as whom. */
import type { FoldState } from '../core/fold.ts';
import type { Hold } from '../model/hold.ts';
import type { Maintenance } from '../model/maintenance.ts';
import type { ClockStep } from '../model/reporting.ts';
import type { Statement } from '../model/statement.ts';
import { clocksHref } from './clock-view.ts';
import { holdHref } from './hold-view.ts';
import { maintenanceHref } from './maintenance-view.ts';
import { statementHref } from './pages/statements.ts';

const ROWS_MAX = 12;

export interface RecordedRow {
  readonly kind: 'statement' | 'hold' | 'clock' | 'maintenance';
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly url: string;
  readonly words: string;
  /** Who decided it, as it was written down; a statement says nothing of that. */
  readonly decidedBy: string | null;
  /** null: at the terminal of the machine itself. */
  readonly account: string | null;
}

export function recordedRows(state: Pick<FoldState, 'statements' | 'holds' | 'clocks' | 'maintenance'>): RecordedRow[] {
  const { statements, holds, clocks, maintenance } = state;
  const all = [...statements.values(), ...holds.values(), ...clocks.values(), ...maintenance.values()].flat();
  return all
    .toSorted((a, b) => b.at - a.at)
    .slice(0, ROWS_MAX)
    .map((one) => ({
      kind: one.kind,
      id: one.id,
      version: one.version,
      at: new Date(one.at).toISOString(),
      account: one.account ?? null,
      ...toldOf(one),
    }));
}

function toldOf(one: Statement | Hold | ClockStep | Maintenance): Pick<RecordedRow, 'url' | 'words' | 'decidedBy'> {
  switch (one.kind) {
    case 'statement':
      return { url: statementHref(one.id), words: `“${one.quote}” – ${one.speaker}`, decidedBy: null };
    case 'hold':
      return { url: holdHref(one.id), words: `${one.authority}: ${one.reason}`, decidedBy: one.decidedBy };
    case 'maintenance':
      return { url: maintenanceHref(one.id), words: one.words, decidedBy: one.decidedBy };
    case 'clock':
      return { url: clocksHref(one.incident), words: one.words, decidedBy: one.decidedBy };
  }
}
