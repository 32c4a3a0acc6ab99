/** What tests of pruning share: a day of one service, the order to prune, and what is found afterwards. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareViews } from '../../src/engine/rebuild.ts';
import { checkJournal } from '../../src/journal/check.ts';
import type { Entry } from '../../src/model/entry.ts';
import { PRUNABLE_KINDS, type Pruning } from '../../src/model/pruning.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import type { Store, ViewsHome } from '../../src/store/ports.ts';
import { at, report, START, service } from './streams.ts';

export const nextFile = (): string => join(mkdtempSync(join(tmpdir(), 'groundswell-prune-')), 'journal.db');
export const DAY_MS = 86_400_000;
export const NOW = at(START + 100_000);
export const now = () => NOW;
/** Of engines and pruners; whoever uses them looks at the end that there are none. */
export const failures: unknown[] = [];
export const options = { now, onFatal: (cause: unknown) => failures.push(cause) };

export async function linesOf(views: ViewsHome): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of views.lines()) lines.push(line);
  return lines;
}
export async function differencesOf(store: Store): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const difference of compareViews(store, options)) found.push(difference);
  return found;
}
export const olderThan = (moment: number): Pruning['older'] =>
  Object.fromEntries(PRUNABLE_KINDS.map((kind) => [kind, moment as EpochMs]));
export const order = (moment: number) => ({ older: olderThan(moment), reason: 'The rule', decidedBy: 'The settings' });
export const rowsOf = ({ journal }: Store) => journal.read(0 as Seq, 1_000_000);
export const problemsOf = async ({ journal }: Store) => (await checkJournal(journal)).problems;

/** A day of one service with somebody every other minute, and an outage in its middle. */
export function day(from = START, minutes = 1_440): Entry[] {
  const entries: Entry[] = [];
  for (let minute = from; minute < from + minutes; minute += 1) {
    const many = minute - from > 700 && minute - from < 720 ? 40 : minute % 2;
    for (let who = 0; who < many; who += 1) {
      entries.push(
        report({ at: at(minute, who), service: 'shop', reporter: `r${minute}-${who}`, network: `AS${who}` }),
      );
    }
    entries.push({ kind: 'tick', at: at(minute + 1), timeline: 'live', since: at(START) });
  }
  return entries;
}
export const SHOP: Entry = { kind: 'service', at: at(START), service: service('shop') };
