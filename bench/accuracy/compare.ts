/**
 * The accuracy bench: a table or more a set, the detector beside the peers. `node bench/accuracy/compare.ts
 * [--set NAME,NAME] [--short] [--json]`, and the options that the sets' own files name. The short form takes less than a
 * minute and ends with status 1 when the detector falls under its floors.
 */
import { beginningsSet } from './beginnings.ts';
import { budgetsSet } from './budgets.ts';
import { calmSet } from './calm.ts';
import { runSets } from './command.ts';
import { curvesSet } from './curves.ts';
import { declaredSet } from './declared.ts';
import { foldCostSet } from './fold-cost.ts';
import { nabSet } from './nab.ts';
import { outbreaksSet } from './outbreaks.ts';
import { publicSet } from './public.ts';
import { reportsSet } from './reports.ts';
import { runLengthsSet } from './run-lengths.ts';
import { scopesSet } from './scopes.ts';
import { simulatedSet } from './simulated.ts';
import { sourcesSet } from './sources.ts';
import { speedSet } from './speed.ts';

await runSets([
  publicSet,
  simulatedSet,
  reportsSet,
  declaredSet,
  outbreaksSet,
  nabSet,
  curvesSet,
  runLengthsSet,
  budgetsSet,
  calmSet,
  beginningsSet,
  scopesSet,
  sourcesSet,
  speedSet,
  foldCostSet,
]);
