/**
 * The accuracy bench: one table a set, the detector beside the peers. `node bench/accuracy/compare.ts [--set NAME,NAME]
 * [--short] [--json]`, and the options of single sets in their files. The short form takes under a minute and ends with
 * status 1 when the detector falls under its floors.
 */
import { runSets } from './command.ts';
import { publicSet } from './public.ts';
import { declaredSet, reportsSet } from './real.ts';
import { simulatedSet } from './simulated.ts';

await runSets([publicSet, simulatedSet, reportsSet, declaredSet]);
