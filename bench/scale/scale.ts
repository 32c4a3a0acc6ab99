/**
 * What grows with what: the fold's minute and state by the number of services, taking reports by their number, and a year of blocks on disk
 * by what its charts cost to read. Prints each curve with its exponent (the slope between logarithms: 1 is in proportion).
 * `npm run bench:scale -- [--reports N] [--year-services N]`
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyBlock } from '../../src/core/blocks.ts';
import { emptyState, type FoldState, foldEntry } from '../../src/core/fold.ts';
import { encodeState } from '../../src/core/snapshot.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Block } from '../../src/model/block.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs, Minute, Seq } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { optionsOf } from '../options.ts';
import { benchService } from '../service.ts';

const values = optionsOf(
  `
Usage: npm run bench:scale -- [options]

What grows with what: the fold by services, taking reports by their number, a year of charts by what it costs to read.

Options:
      --reports N        up to so many reports are taken  (default 1000000)
      --year-services N  services whose year is written  (default 20)

Examples:
  npm run bench:scale
  npm run bench:scale -- --reports 100000000 --year-services 1000
`,
  { reports: { type: 'string' }, 'year-services': { type: 'string' } },
);
const REPORTS_MAX = Number(values.reports ?? 1_000_000);
const YEAR_SERVICES = Number(values['year-services'] ?? 20);
const SERVICES = [100, 1_000, 10_000, 33_000];
/** A minute of each service has a report this often: a quiet one of the real series. */
const RATE = 0.02;
const WARM_MINUTES = 240;
const TIMED_MINUTES = 10;
const YEAR_HOURS = 8_760;
const START = Date.UTC(2026, 2, 2) as EpochMs;
const MINUTE = 60_000;
const SILENT = { fact() {}, step() {}, late() {}, traffic() {} };

const say = (words: string): void => void process.stdout.write(`${words}\n`);
const figure = (value: number, digits = 3): string => Number(value.toPrecision(digits)).toLocaleString('en');
const cpuMs = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1_000;

/** Least squares between the logarithms. */
function exponent(points: readonly (readonly [number, number])[]): string {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: (point: readonly [number, number]) => number): number =>
    logs.reduce((sum, one) => sum + of(one), 0) / logs.length;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  const slope =
    logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return slope.toFixed(2);
}

/** The same sequence on every machine. */
function* chances(): Generator<number> {
  for (let state = 1; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

function foldMinutes(state: FoldState, count: number, from: number, minutes: number, chance: Generator<number>): void {
  for (let minute = from; minute < from + minutes; minute += 1) {
    const at = (START + minute * MINUTE) as EpochMs;
    const reports = Math.round(count * RATE * 2 * chance.next().value);
    for (let i = 0; i < reports; i += 1) {
      const which = Math.floor(count * chance.next().value);
      const of = { id: `${minute}-${i}`, service: `s${which}`, symptom: 'error', reporter: `p${minute}-${i}` } as const;
      foldEntry(state, { kind: 'report', at, ...of }, SILENT);
    }
    foldEntry(state, { kind: 'tick', at: (at + MINUTE) as EpochMs, timeline: 'live', since: START }, SILENT);
  }
}

say('services    added at once    a minute of the fold    each        state of a quiet one, saved');
const added: [number, number][] = [];
const minutes: [number, number][] = [];
for (const count of SERVICES) {
  const state = emptyState();
  const chance = chances();
  const begun = cpuMs();
  for (let i = 0; i < count; i += 1)
    foldEntry(state, { kind: 'service', at: START, service: benchService(`s${i}`) }, SILENT);
  const adding = cpuMs() - begun;
  added.push([count, adding]);
  foldMinutes(state, count, 0, WARM_MINUTES, chance);
  const from = cpuMs();
  foldMinutes(state, count, WARM_MINUTES, TIMED_MINUTES, chance);
  const each = (cpuMs() - from) / TIMED_MINUTES;
  minutes.push([count, each]);
  const bytes = encodeState(state).length / count;
  say(
    `${count.toLocaleString('en').padStart(8)}    ${`${figure(adding)} ms`.padEnd(13)}    ${`${figure(each)} ms`.padEnd(20)}    ${`${figure((1_000 * each) / count)} µs`.padEnd(8)}    ${figure(bytes)} bytes`,
  );
}
say(`exponents in services: added ${exponent(added)}, a minute of the fold ${exponent(minutes)}\n`);

const folder = mkdtempSync(join(tmpdir(), 'groundswell-scale-'));
try {
  say('reports      taken in      a second    on disk, each');
  const taken: [number, number][] = [];
  for (let count = 100_000; count <= REPORTS_MAX; count *= 10) taken.push([count, await take(count)]);
  if (taken.length > 1) say(`exponent of taking reports: ${exponent(taken)}`);
  say('');
  await year();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function take(count: number): Promise<number> {
  const path = join(folder, `${count}.db`);
  const engine = await Engine.open(openSqliteHome(path, { threaded: true }), {
    now: () => START,
    onFatal(cause) {
      throw cause;
    },
  });
  await engine.submit({ kind: 'service', at: START, service: benchService('shop') });
  const from = performance.now();
  const A_MINUTE = 5_000;
  for (let done = 0; done < count; done += A_MINUTE) {
    const at = START + (done / A_MINUTE) * MINUTE;
    const entries: Entry[] = Array.from({ length: A_MINUTE }, (_, i) => {
      const of = {
        id: `r${done + i}`,
        service: 'shop',
        symptom: 'error',
        country: 'DE',
        network: `AS${i % 50}`,
      } as const;
      return { kind: 'report', at: (at + i) as EpochMs, reporter: `p${done + i}`, ...of };
    });
    await engine.submitAll([
      ...entries,
      { kind: 'tick', at: (at + MINUTE) as EpochMs, timeline: 'live', since: START },
    ]);
  }
  const ms = performance.now() - from;
  await engine.close();
  const size = statSync(path).size / count;
  say(
    `${count.toLocaleString('en').padStart(10)}   ${`${figure(ms / 1_000)} s`.padEnd(11)}   ${figure((1_000 * count) / ms).padEnd(8)}    ${figure(size)} bytes`,
  );
  return ms;
}

/** Blocks as full as those of a busy service; reading them is what a chart costs. */
async function year(): Promise<void> {
  const path = join(folder, 'year.db');
  await using store = openSqliteHome(path);
  const first = Math.floor(START / 3_600_000) - YEAR_HOURS;
  for (let which = 0; which < YEAR_SERVICES; which += 1) {
    const blocks: Block[] = Array.from({ length: YEAR_HOURS }, (_, i) => {
      const block = emptyBlock({ service: `s${which}`, at: ((first + i) * 60) as Minute, stepMinutes: 1 } as never);
      const counts = block.counts.map((_count, minute) => (minute * 7 + i) % 5);
      return {
        ...block,
        until: (i + 1) as Seq,
        counts,
        expected: [1.25, 1.5, 1.75, 2],
        high: [6, 6, 7, 7],
        symptoms: { error: 41, slow: 12 },
        countries: { DE: 30, FR: 20 },
      };
    });
    await store.views.save({ until: ((which + 1) * YEAR_HOURS) as Seq, facts: [], blocks });
  }
  const bytes = statSync(path).size / (YEAR_SERVICES * YEAR_HOURS);
  const timed = async (hours: number): Promise<number> => {
    const rounds = 5;
    const from = performance.now();
    for (let round = 0; round < rounds; round += 1) {
      const which = `s${round % YEAR_SERVICES}`;
      const found = await store.views.blocks(which, first + YEAR_HOURS - hours, first + YEAR_HOURS);
      if (found.length !== hours) throw new Error(`${found.length} blocks instead of ${hours}`);
    }
    return (performance.now() - from) / rounds;
  };
  const [day, whole] = [await timed(24), await timed(YEAR_HOURS)];
  say(
    `a year of minutes of ${YEAR_SERVICES} services: ${figure(bytes)} bytes an hour, ${figure((bytes * YEAR_HOURS) / 1e6)} MB a service and year, so ${figure((bytes * YEAR_HOURS * 1_000) / 1e9)} GB for 1,000`,
  );
  say(`reading the blocks of a chart: 24 hours ${figure(day)} ms, a year ${figure(whole)} ms`);
}
