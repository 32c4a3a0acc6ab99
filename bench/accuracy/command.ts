/**
 * The command line of the accuracy bench: runs sets one after the other and prints each as soon as it is measured, and
 * with --write puts it into docs/accuracy-peers.md too. In the short form it ends with status 1 when the detector falls
 * under a floor.
 */
import { optionsOf } from '../options.ts';
import { writeTables } from './page.ts';
import { type BenchSet, markdownOf, type Options } from './report.ts';

const helpOf = (sets: readonly BenchSet[]): string => `Usage: node bench/accuracy/compare.ts [options]

Measures the detector beside its peers and prints a table or more a set.

  --set NAME,NAME       only these sets: ${sets.map(({ name }) => name).join(', ')}
  --only NAME           only this method, say Groundswell
  --split tune|score|all
                        which half of the public set (default: score)
  --seeds N,N           seeds of the simulated sets (default: 1,2)
  --cases N             services of each seed (default: 84)
  --services N          services of the sets budgets and scopes (default: 200)
  --misses, --alarms    name each missed incident; each alarm on real series that no list has
  --short               a short form with floors; status 1 under one of them
  --json                rows in place of tables
  --write, --svg        put tables and curves into docs/accuracy-peers.md; curves alone

Examples:
  node bench/accuracy/compare.ts --short
  node bench/accuracy/compare.ts --set public --split all --only Groundswell --misses
  node bench/accuracy/compare.ts --set simulated --seeds 51,52 --only Groundswell`;

const SPLITS: readonly string[] = ['tune', 'score', 'all'] satisfies Options['split'][];

export async function runSets(sets: readonly BenchSet[]): Promise<void> {
  const values = optionsOf(helpOf(sets), {
    set: { type: 'string', multiple: true },
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
    alarms: { type: 'boolean', default: false },
    svg: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    split: { type: 'string', default: 'score' },
    seeds: { type: 'string', default: '1,2' },
    cases: { type: 'string', default: '84' },
    services: { type: 'string', default: '200' },
  });
  if (!SPLITS.includes(values.split)) throw new Error(`--split is one of ${SPLITS.join(', ')}, not ${values.split}`);
  if (values.write && (values.short || values.only !== '')) throw new Error('--write takes whole tables only');
  const options: Options = {
    ...values,
    svg: values.svg || values.write,
    split: values.split as Options['split'],
    seeds: values.seeds.split(',').map(Number),
    cases: Number(values.cases),
    services: Number(values.services),
  };
  const rows: object[] = [];
  for (const set of chosen(sets, values.set)) {
    const outcome = await set.run(options);
    if (typeof outcome === 'string') {
      console.error(`${set.name}: skipped, ${outcome}`);
      continue;
    }
    const { sections } = outcome;
    if (values.json)
      rows.push(...sections.flatMap((section) => section.rows.map((row) => ({ set: set.name, ...row }))));
    else console.log(`\n${sections.map(markdownOf).join('\n\n')}`);
    if (values.write) writeTables(set.name, sections);
    if (!values.short) continue;
    for (const failure of outcome.failures) {
      console.error(`${set.name}: the detector fell under its floor: ${failure}`);
      process.exitCode = 1;
    }
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2));
}

/** The sets that were asked for, by name, in the order of the list; all where none was. */
function chosen(sets: readonly BenchSet[], names: readonly string[] | undefined): readonly BenchSet[] {
  if (names === undefined) return sets;
  const wanted = names.flatMap((name) => name.split(','));
  const unknown = wanted.filter((name) => sets.every((set) => set.name !== name));
  if (unknown.length > 0)
    throw new Error(`no set is named ${unknown.join(', ')}; there are ${sets.map(({ name }) => name).join(', ')}`);
  return sets.filter((set) => wanted.includes(set.name));
}
