/** Many seeds on demand: `npm run simulate -- --seeds 1-1000`. */
import { optionsOf } from '../../../bench/options.ts';
import { type Outcome, shorter, simulate } from './simulate.ts';

const HELP = `
Usage: npm run simulate -- [--seeds FROM-TO] [--json]

Runs a world under faults for each seed (default 1-200), and checks after every life of a process that no law is broken.
Exit code 1 where one is, with the seed and a short stretch of deliveries after which it happens.

Examples:
  npm run simulate
  npm run simulate -- --seeds 17-17
  npm run simulate -- --seeds 1-5000 --json
`;

const values = optionsOf(HELP, {
  seeds: { type: 'string', default: '1-200' },
  json: { type: 'boolean' },
});
const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(values.seeds) ?? [];
if (from === '') {
  process.stderr.write(`--seeds is a number, or two of them as 1-200, not ${values.seeds}\n`);
  process.exit(2);
}
const fired: Record<string, number> = {};
const broken: Outcome[] = [];
let [entries, lives] = [0, 0];
for (let seed = Number(from); seed <= Number(to); seed += 1) {
  if (process.stderr.isTTY) process.stderr.write(`\rseed ${seed} of ${to}`);
  const outcome = await simulate(seed);
  entries += outcome.entries;
  lives += outcome.lives;
  for (const [fault, times] of Object.entries(outcome.fired)) fired[fault] = (fired[fault] ?? 0) + times;
  if (outcome.broken !== null) broken.push(await shorter(seed, outcome));
}
const seeds = Number(to) - Number(from) + 1;
if (values.json === true)
  process.stdout.write(`${JSON.stringify({ seeds, entries, lives, fired, broken }, undefined, 2)}\n`);
else {
  process.stdout.write(`${seeds} worlds, ${entries} entries acknowledged, ${lives} lives of processes\n`);
  for (const [fault, times] of Object.entries(fired).toSorted())
    process.stdout.write(`${String(times).padStart(7)}  ${fault}\n`);
  for (const { seed, broken: what } of broken)
    process.stdout.write(`seed ${seed}, after ${what!.delivery} deliveries: ${what!.law}\n`);
}
// Timers of processes that have died would keep this one.
process.exit(broken.length === 0 ? 0 : 1);
