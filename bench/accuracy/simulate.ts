/**
 * Simulated services with labels, in the public benchmark's format but with other and more noise: the unseen test.
 * One seed is one set. `node bench/accuracy/simulate.ts --seed 1 --cases 60 --out DIR`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionsOf } from '../options.ts';
import { type Chance, chanceOf } from './simulator/chance.ts';
import { drawShape, type Family, families } from './simulator/incidents.ts';
import { DEFINITIONS, type Harmless, readTruth, type TrueIncident } from './simulator/labels.ts';
import { addBlips, cutGaps, drawDispersion, drawGaps, drawLifts, drawRateNoise, tidy } from './simulator/noise.ts';
import { DAY, drawRhythm } from './simulator/rhythm.ts';

/** Minutes kept free between incidents, so that each is one by definition. */
const APART = 640;
/** Expected evidence under which an incident is faint. */
const FAINT = 150;

export interface SimulatedCase {
  /** Count of each minute from the case's start; -1 where the collector was dead. */
  counts: Int32Array;
  /** The usual rate, without incidents, passing lifts and noise: what an oracle of the season knows. */
  usual: Float64Array;
  /** The rate that the counts were drawn from, less the incidents: what an oracle of the true rate knows. */
  calm: Float64Array;
  startMinute: number;
  label: CaseLabel;
  /** Lines of the CSV file, header first. */
  readonly csvRows: string[];
}

export type CaseLabel = ReturnType<typeof labelOf>;

type Placed = TrueIncident & { family: Family; scored: boolean };

/** Draws case `index` of the set `seed`: the same numbers give the same case. */
export function simulateCase(seed: number, index: number): SimulatedCase {
  const chance = chanceOf(seed, index, 20250310);
  const minutes = DAY * chance.whole(22, 31);
  const evalStart = DAY * chance.whole(14, Math.min(17, minutes / DAY - 8));
  const drawnStart = Math.floor(Date.UTC(2022 + chance.whole(0, 3), 0, 1) / 60_000) + 60 * chance.whole(0, 8000);
  const { startMinute, usual, harmless, meta } = drawRhythm(chance, drawnStart, minutes);
  const noise = drawRateNoise(chance, minutes);
  const dispersion = drawDispersion(chance, meta.base);
  const lifts = drawLifts(chance, minutes, evalStart, harmless);
  const gaps = drawGaps(chance, minutes);
  const quiet = chance.happens(2 / 7);
  const excess = new Float64Array(minutes);
  const world = { minutes, evalStart, usual, sigma: noise.sigma, alpha: dispersion.alpha, gaps, lift: lifts.lift };
  const incidents = placeIncidents(chance, world, excess, quiet);
  const missing = tidy(gaps);
  const calm = usual.map((rate, t) => rate * noise.factor[t]! * lifts.factor[t]!);
  const counts = new Int32Array(minutes);
  for (let t = 0; t < minutes; t++) {
    const rate = calm[t]! + excess[t]! * noise.factor[t]!;
    counts[t] = chance.negativeBinomial(rate, dispersion.at(startMinute + t));
  }
  addBlips(chance, usual, counts, harmless);
  cutGaps(chance, counts, missing, harmless);
  const label = labelOf(
    { index, quiet, startMinute, minutes, evalStart, incidents, harmless, missing },
    {
      ...meta,
      sigma: noise.sigma,
      alpha: dispersion.alpha,
      missing: missing.reduce((sum, [from, to]) => sum + to - from, 0),
    },
  );
  return {
    counts,
    usual,
    calm,
    startMinute,
    label,
    get csvRows() {
      const rows = ['time,count'];
      counts.forEach((count, t) => {
        if (count >= 0) rows.push(`${isoOf(startMinute + t)},${count}`);
      });
      return rows;
    },
  };
}

interface World {
  minutes: number;
  evalStart: number;
  usual: Float64Array;
  sigma: number;
  alpha: number;
  /** Grows when an incident begins in a gap. */
  gaps: [number, number][];
  lift: [number, number] | null;
}

/** Up to two incidents in the history, one to three after evalStart; their excess is added to `excess`. */
function placeIncidents(chance: Chance, world: World, excess: Float64Array, quiet: boolean): Placed[] {
  const placed: Placed[] = [];
  const before = chance.pick([0, 0, 0, 1, 1, 2, 2]);
  for (let i = 0; i < before; i++) placeOne(chance, world, excess, placed, false, [DAY, world.evalStart - 300]);
  if (quiet) return placed.sort((a, b) => a.startMin - b.startMin);
  const after = chance.pick([1, 1, 1, 2, 2, 3, 3]);
  for (let i = 0; i < after; i++) {
    const { lift } = world;
    const onLift = lift !== null && lift[0] > world.evalStart && chance.happens(0.4);
    const span: [number, number] = onLift ? [lift[0] + 60, lift[1]] : [world.evalStart + 61, world.minutes - 100];
    placeOne(chance, world, excess, placed, true, span);
    const last = placed[placed.length - 1];
    if (last?.scored && i === 0 && chance.happens(0.12)) {
      const from = last.endMin + DEFINITIONS.mergeGap + chance.whole(10, 250);
      placeOne(chance, world, excess, placed, true, [from, from + 60], DEFINITIONS.mergeGap + 5);
    }
  }
  return placed.sort((a, b) => a.startMin - b.startMin);
}

function placeOne(
  chance: Chance,
  world: World,
  excess: Float64Array,
  placed: Placed[],
  scored: boolean,
  [from, to]: [number, number],
  apart = APART,
): void {
  const { minutes, evalStart, usual } = world;
  const end = scored ? minutes - 80 : evalStart - 120;
  const family = chance.weighted(families);
  let louder = 1;
  for (let attempt = 0; attempt < 90; attempt++, louder *= 1.04) {
    const shape = drawShape(chance, family);
    const at = chance.whole(from, to);
    if (at + shape.heights.length > end) continue;
    const curve = new Float64Array(minutes);
    const around = usual.subarray(at, at + shape.heights.length);
    const typical = around.reduce((sum, rate) => sum + rate, 0) / around.length;
    const peak = shape.multiple * louder - 1;
    shape.heights.forEach((height, t) => {
      curve[at + t] = height * peak * (shape.follows ? usual[at + t]! : typical);
    });
    const gap: [number, number] | null = chance.happens(0.03)
      ? [at - chance.whole(5, 60), at + chance.whole(1, 12)]
      : null;
    const gaps = gap === null ? world.gaps : [...world.gaps, gap];
    const seen = (t: number) => !gaps.some(([a, b]) => t >= a && t < b);
    const truth = readTruth(curve, usual, { sigma: world.sigma, alpha: world.alpha, seen });
    if (truth === undefined || !fits(truth, shape.follows)) continue;
    // Faint ones are the hardest and are kept, but not so many that they are the rule.
    if (truth.expectedLLR < FAINT && chance.happens(0.65)) continue;
    if (gap !== null) world.gaps.push(gap);
    for (let t = 0; t < minutes; t++) excess[t]! += curve[t]!;
    placed.push({ ...truth, family, scored });
    return;
  }

  function fits(truth: TrueIncident, follows: boolean): boolean {
    if (follows && truth.waves.length > 1) return false;
    if (truth.startMin < from || truth.endMin > end) return false;
    return placed.every((other) => truth.startMin > other.endMin + apart || truth.endMin + apart < other.startMin);
  }
}

function labelOf(
  drawn: {
    index: number;
    quiet: boolean;
    startMinute: number;
    minutes: number;
    evalStart: number;
    incidents: Placed[];
    harmless: Harmless[];
    missing: [number, number][];
  },
  meta: Record<string, number | string | null> & { dst: number | null },
) {
  const id = `s${String(drawn.index + 1).padStart(3, '0')}`;
  const iso = (t: number) => isoOf(drawn.startMinute + t);
  const span = (x: { startMin: number; endMin: number }) => ({ start: iso(x.startMin), end: iso(x.endMin) });
  return {
    id,
    file: `${id}.csv`,
    kind: drawn.incidents.some((incident) => incident.scored) ? 'incident' : 'quiet',
    start: iso(0),
    minutes: drawn.minutes,
    evalStart: iso(drawn.evalStart),
    evalStartMin: drawn.evalStart,
    incidents: drawn.incidents.map((incident) => ({
      ...incident,
      ...span(incident),
      waves: incident.waves.map((wave) => ({ ...wave, ...span(wave), peak: iso(wave.peakMin) })),
    })),
    harmless: drawn.harmless.map(({ type, size, ...at }) => ({ type, ...span(at), size: Number(size.toPrecision(3)) })),
    missing: drawn.missing.map(([from, to]) => [iso(from), iso(to)]),
    meta,
  };
}

function isoOf(minute: number): string {
  return `${new Date(minute * 60_000).toISOString().slice(0, 19)}Z`;
}

function main(): void {
  const values = optionsOf(
    `
Usage: node bench/accuracy/simulate.ts [options]

Simulated services with labels, as files of the public benchmark's format.

Options:
      --seed N         the set  (default 1)
      --cases N        services in it  (default 60)
      --out FOLDER     where the files go  (default simulated)

Examples:
  node bench/accuracy/simulate.ts --seed 7 --out /tmp/set-7
`,
    {
      seed: { type: 'string', default: '1' },
      cases: { type: 'string', default: '60' },
      out: { type: 'string', default: 'simulated' },
    },
  );
  const seed = Number(values.seed);
  const out = values.out;
  mkdirSync(out, { recursive: true });
  const cases: CaseLabel[] = [];
  for (let index = 0; index < Number(values.cases); index++) {
    const { csvRows, label } = simulateCase(seed, index);
    writeFileSync(join(out, label.file), `${csvRows.join('\n')}\n`);
    cases.push(label);
  }
  writeFileSync(
    join(out, 'labels.json'),
    JSON.stringify({ set: `simulated-${seed}`, definitions: DEFINITIONS, cases }),
  );
  console.log(`${cases.length} cases of seed ${seed} in ${out}`);
}

if (import.meta.main) main();
