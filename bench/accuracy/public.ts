/**
 * Scores the detector on the public benchmark: node_modules/.bin/node bench/accuracy/public.ts [--split tune|score|all]
 * [--misses]. The set and its scorer are read from ../shared/data/bench at run time, neither is copied.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Detection, detectAll, type Row } from '../../src/core/detect.ts';
import type { Minute } from '../../src/model/units.ts';
import split from './split.json' with { type: 'json' };

const SET = new URL('../../../shared/data/bench/', import.meta.url);

interface Case {
  readonly id: string;
  readonly start: string;
  readonly minutes: number;
}

function main(): void {
  const chosen = argument('--split') ?? 'tune';
  const ids = chosen === 'all' ? [...split.tune, ...split.score] : chosen === 'score' ? split.score : split.tune;
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-public-'));
  try {
    execFileSync('tar', ['xJf', new URL('public.tar.xz', SET).pathname, '-C', folder]);
    score(folder, ids, chosen).catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

async function score(folder: string, ids: readonly string[], chosen: string): Promise<void> {
  const scorer = await import(pathToFileURL(new URL('score.mjs', SET).pathname).href);
  const labels: Case[] = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')).cases;
  const perCase = [];
  let seconds = 0;
  let steps = 0;
  for (const label of labels.filter((one) => ids.includes(one.id))) {
    const rows = readRows(join(folder, `${label.id}.csv`));
    const before = performance.now();
    const found = detectAll(rows);
    seconds += (performance.now() - before) / 1000;
    steps += rows.length;
    const scored = scorer.scoreCase(scorer.labelOf(label), offsets(found, label));
    perCase.push(scored);
    if (process.argv.includes('--misses')) printMisses(label.id, scored);
  }
  rmSync(folder, { recursive: true });
  const total = scorer.aggregate(perCase);
  console.log(
    `public benchmark, ${chosen}: ${ids.length} services, ${total.incidents} incidents, ${total.serviceYears.toFixed(2)} quiet service-years`,
  );
  console.table({
    'recall %': percent(total.recall),
    'false alarms a service-year': total.faPerYear.toFixed(2),
    'delay, median min': total.delayMedian,
    'delay, p90 min': total.delayP90.toFixed(1),
    'waves exact %': percent(total.waveExact),
    'multi-wave exact %': percent(total.waveExactMulti),
    'wave IoU': total.waveIou.toFixed(3),
    'boundary error, median min': total.boundaryMedian,
    'start, end bias min': `${total.startBias.toFixed(2)}, ${total.endBias.toFixed(2)}`,
    'million rows a second': (steps / seconds / 1e6).toFixed(2),
  });
  console.log('false alarms by cause:', JSON.stringify(total.faWhy), 'extra alarms:', total.extra);
}

const percent = (share: number): string => (100 * share).toFixed(1);

interface Scored {
  readonly rows: readonly {
    family: string;
    hit: boolean;
    delay?: number;
    waves: number;
    found?: number;
    exact?: boolean;
  }[];
  readonly fa: readonly { detected: number; why: string }[];
}

function printMisses(id: string, scored: Scored): void {
  for (const row of scored.rows) {
    if (!row.hit) console.log(id, row.family, 'missed');
    else if (!row.exact) console.log(id, row.family, `waves ${row.found} for ${row.waves}`);
    if ((row.delay ?? 0) > 26) console.log(id, row.family, 'delay', row.delay);
  }
  for (const alarm of scored.fa) console.log(id, 'false alarm', alarm.detected, alarm.why);
}

/** What the scorer takes: minutes since the first row, an open end at the end of the case. */
function offsets(found: Detection, label: Case) {
  const origin = Date.parse(label.start) / 60_000;
  const off = (minute: number | null) => (minute === null ? label.minutes : minute - origin);
  return found.incidents.map((incident) => ({
    start: off(incident.start),
    detected: off(incident.detected),
    end: off(incident.end),
    waves: incident.waves.map((wave) => ({ start: off(wave.start), peak: off(wave.peak), end: off(wave.end) })),
  }));
}

function readRows(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const comma = line.indexOf(',');
    return { at: (Date.parse(line.slice(0, comma)) / 60_000) as Minute, count: Number(line.slice(comma + 1)) };
  });
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

main();
