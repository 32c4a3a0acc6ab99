/**
 * Both sets of real reports: `node bench/accuracy/real.ts [--set reports|declared] [--only NAME]
 * [--alarms]`
 */
import { runSets } from './command.ts';
import { declaredSet } from './declared.ts';
import { reportsSet } from './reports.ts';

await runSets([reportsSet, declaredSet]);
