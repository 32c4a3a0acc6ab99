/**
 * How right the diagnosis is on simulated worlds: one table of true against called causes, rates and calibration.
 * `npm run bench:diagnosis -- [--tuning] [--seeds N] [--misses] [--json]`; without --tuning on the scoring seeds.
 */
import { optionsOf } from '../options.ts';
import { answerOf } from './answer.ts';
import { isRight, type Scores, scoresOf } from './score.ts';
import { SCORING_SEEDS, TUNING_SEEDS } from './seeds.ts';

const values = optionsOf(
  `
Usage: npm run bench:diagnosis -- [options]

How right the diagnosis is on simulated worlds whose causes are known.

Options:
      --tuning         the seeds that rules were chosen on, in place of those that score
      --seeds N        only so many of them
      --misses         name each world that was called something else
      --json           the figures as JSON

Examples:
  npm run bench:diagnosis
  npm run bench:diagnosis -- --tuning --seeds 100 --misses
`,
  {
    tuning: { type: 'boolean', default: false },
    seeds: { type: 'string' },
    misses: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
);
const set = values.tuning ? TUNING_SEEDS : SCORING_SEEDS;
const seeds = set.slice(0, values.seeds === undefined ? set.length : Number(values.seeds));
const answers = seeds.map((seed) => ({ seed, ...answerOf(seed) }));
const scores = scoresOf(answers);
const misses = answers.filter((one) => !isRight(one));

if (values.json) {
  const told = { set: values.tuning ? 'tuning' : 'scoring', ...scores };
  console.log(JSON.stringify(values.misses ? { ...told, misses } : told, null, 2));
} else {
  print(scores);
  if (values.misses)
    for (const { seed, story, cause, called, shown } of misses)
      console.log(`seed ${seed}  ${story}: ${cause}${shown ? '' : ' (not shown)'} called ${called}`);
}

function print(of: Scores): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  console.log(
    `${of.scenarios} ${values.tuning ? 'tuning' : 'scoring'} scenarios, ${of.shownScenarios} of them with what shows the cause\n`,
  );
  const called = [
    ...new Set([...Object.keys(of.confusion), ...Object.values(of.confusion).flatMap(Object.keys)]),
  ].sort();
  const rows = Object.entries(of.confusion).map(([cause, counts]) => [
    cause,
    ...called.map((name) => String(counts[name] ?? '·')),
  ]);
  const header = ['true \\ called', ...called.map((_, i) => `(${i + 1})`)];
  const width = Math.max(...rows.map(([cause]) => cause!.length), header[0]!.length);
  for (const [first, ...rest] of [header, ...rows])
    console.log(first!.padEnd(width) + rest.map((cell) => cell.padStart(6)).join(''));
  console.log(`${called.map((name, i) => `(${i + 1}) ${name}`).join('  ')}\n`);
  console.log(`right                          ${percent(of.right)}`);
  console.log(`right, where it was shown      ${percent(of.rightShown)}`);
  console.log(`right, causes counting alike   ${percent(of.balanced)}`);
  console.log(`called a wrong cause           ${percent(of.wrongCalls)}`);
  console.log(`crowd called attack            ${percent(of.crowdCalledAttack)}`);
  console.log(`attack called crowd            ${percent(of.attackCalledCrowd)}`);
  console.log(`attack with a log denied       ${percent(of.attackDenied)}`);
  console.log(`mimics called undecidable      ${percent(of.mimicsUndecided)}`);
  console.log(`consequence found              ${percent(of.consequenceFound)}`);
  console.log(`Brier score (0 to 2)           ${of.brier.toFixed(3)}\n`);
  console.log('word                   said     mean   happened');
  for (const { word, said, meanPosterior, happened } of of.reliability)
    console.log(
      `${word.padEnd(20)} ${String(said).padStart(6)} ${percent(meanPosterior).padStart(8)} ${percent(happened).padStart(10)}`,
    );
  console.log('\nright   of   story');
  for (const [story, { scenarios, right }] of Object.entries(of.stories))
    console.log(`${percent(right).padStart(7)} ${String(scenarios).padStart(4)}  ${story}`);
}
