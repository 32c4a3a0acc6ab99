/**
 * Who may confirm: outages that everybody reports, and floods from few networks, on services whose reports usually come
 * from many small networks, from one large one and many small ones, from two, or from nowhere known yet. How often is each
 * confirmed, and how soon? Alone: `node bench/accuracy/sources.ts`
 */
import { emptyState, foldEntry } from '../../src/core/fold.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Service } from '../../src/model/service.ts';
import { type EpochMs, MINUTE_MS } from '../../src/model/units.ts';
import { runSets } from './command.ts';
import { atLeast, atMost, type BenchSet, type Columns, quantile, section } from './report.ts';
import { type Chance, chanceOf } from './simulator/chance.ts';
import { DAY } from './simulator/rhythm.ts';

const MONDAY = 28_582_560;
const SEED = 21;
const FULL = { runs: 20 };
const SHORT = { runs: 2 };
const HISTORY_DAYS = 1.5;
/** How long an outage or a flood lasts, and how long it may take to be confirmed. */
const MINUTES = 90;

/** Share of each network in the usual reports, by name. */
type Usual = Readonly<Record<string, number>>;
const many = (networks: number, total: number): Usual =>
  Object.fromEntries(Array.from({ length: networks }, (_, i) => [`AS${1_000 + i}`, total / networks]));

const SERVICES: Readonly<Record<string, Usual>> = {
  'many small networks': many(300, 1),
  'a national carrier has 40 %': { AS1: 0.4, ...many(300, 0.6) },
  'three carriers have 80 %': { AS1: 0.4, AS2: 0.25, AS3: 0.15, ...many(100, 0.2) },
  'two carriers have 98 %': { AS1: 0.5, AS2: 0.48, ...many(20, 0.02) },
};

/** Reports a minute when nothing is wrong. */
const RATES = [0.05, 2];

/** Draws the network of one report of the excess. */
type Crowd = (chance: Chance, usual: () => string, largest: string) => string;
const stranger = (chance: Chance, networks: number): string => `AS${9_000 + chance.whole(1, networks)}`;

const CROWDS: Readonly<Record<string, { genuine: boolean; draw: Crowd }>> = {
  'an outage': { genuine: true, draw: (_, usual) => usual() },
  'one network': { genuine: false, draw: () => 'AS9001' },
  'the largest network alone': {
    genuine: false,
    draw: (_, __, largest) => largest,
  },
  'three networks': { genuine: false, draw: (chance) => stranger(chance, 3) },
  'three networks, 5 % from everywhere': {
    genuine: false,
    draw: (chance, usual) => (chance.happens(0.05) ? usual() : stranger(chance, 3)),
  },
  'one network, 10 % from four others': {
    genuine: false,
    draw: (chance) => (chance.happens(0.1) ? `AS${8_000 + chance.whole(1, 4)}` : 'AS9001'),
  },
};

interface SourceRow {
  readonly crowd: string;
  readonly genuine: boolean;
  readonly service: string;
  readonly rate: number;
  readonly runs: number;
  /** Those in which an incident was seen at all. */
  readonly seen: number;
  readonly saidFew: number;
  /** Minutes until confirmed. */
  readonly confirmed: readonly number[];
}

const columns: Columns<SourceRow> = {
  'more reports from': (row) => row.crowd,
  'usual reports from': (row) => row.service,
  'usual a minute': (row) => String(row.rate),
  'seen %': (row) => share(row.seen, row),
  'confirmed %': (row) => share(row.confirmed.length, row),
  'minutes, median': (row) => (row.confirmed.length === 0 ? '' : quantile(row.confirmed, 0.5).toFixed(0)),
  'says “few” %': (row) => share(row.saidFew, row),
};

const share = (count: number, { runs }: SourceRow): string => ((100 * count) / runs).toFixed(0);

const confirmedShare = (rows: readonly SourceRow[]): number =>
  rows.reduce((sum, { confirmed }) => sum + confirmed.length, 0) / rows.reduce((sum, { runs }) => sum + runs, 0);

export const sourcesSet: BenchSet = {
  name: 'sources',
  run({ short }) {
    const rows = Object.entries(CROWDS).flatMap(([crowd, { genuine, draw }]) =>
      Object.entries(SERVICES).flatMap(([service, usual]) =>
        RATES.map((rate) => play({ crowd, genuine, service, rate }, usual, draw, short ? SHORT : FULL)),
      ),
    );
    return {
      sections: [
        section(
          `Sources: who may confirm; ${MINUTES} minutes at eight times the usual, at least a report a minute more`,
          rows,
          columns,
        ),
      ],
      failures: [
        ...atLeast('outages confirmed', confirmedShare(rows.filter(({ genuine }) => genuine)), 0.9),
        ...atMost('floods from few networks confirmed', confirmedShare(rows.filter(({ genuine }) => !genuine)), 0.01),
      ],
    };
  },
};

function play(
  row: Pick<SourceRow, 'crowd' | 'genuine' | 'service' | 'rate'>,
  usual: Usual,
  draw: Crowd,
  { runs }: { runs: number },
): SourceRow {
  const confirmed: number[] = [];
  let seen = 0;
  let saidFew = 0;
  for (let run = 0; run < runs; run++) {
    const chance = chanceOf(SEED, run, Math.round(100 * row.rate), row.crowd.length, row.service.length);
    const said = playOnce(chance, row.rate, usual, draw);
    if (said.confirmedAfter !== null) confirmed.push(said.confirmedAfter);
    if (said.seen) seen += 1;
    if (said.few) saidFew += 1;
  }
  return { ...row, runs, seen, saidFew, confirmed };
}

/** How many of `runs` are confirmed, of a crowd and on a service of those above. */
export function confirmedOf(crowd: string, service: string, rate: number, runs: number): number {
  const { genuine, draw } = CROWDS[crowd]!;
  return play({ crowd, genuine, service, rate }, SERVICES[service]!, draw, { runs }).confirmed.length;
}

function playOnce(chance: Chance, rate: number, usual: Usual, draw: Crowd) {
  const state = emptyState();
  const start = MONDAY + HISTORY_DAYS * DAY + chance.whole(0, 59);
  const anyone = drawerOf(usual, chance);
  const [[largest]] = Object.entries(usual).sort((a, b) => b[1] - a[1]) as [[string, number]];
  let minute = MONDAY;
  let people = 0;
  const said = { seen: false, few: false, confirmedAfter: null as number | null };
  const tell = (entry: Entry): void =>
    foldEntry(state, entry, {
      fact(fact: Fact): void {
        if (fact.kind !== 'incident' || fact.at < start) return;
        said.seen = true;
        said.few = fact.incident.independence === 'few';
        if (fact.incident.confirmedAt !== null) said.confirmedAfter ??= fact.incident.confirmedAt - start;
      },
      step: () => {},
      late: () => {},
    });
  const report = (network: string): void => {
    people += 1;
    const id = `p${people}`;
    tell({ kind: 'report', at: at(minute), id, service: service.id, symptom: 'error', network, reporter: id });
  };
  tell({ kind: 'service', at: at(minute), service });
  tell({ kind: 'tick', at: at(minute), timeline: service.timeline, since: at(minute - 1) });
  const excess = Math.max(1, 7 * rate);
  for (; minute < start + MINUTES; minute += 1) {
    for (let n = chance.poisson(rate); n > 0; n -= 1) report(anyone());
    if (minute >= start) for (let n = chance.poisson(excess); n > 0; n -= 1) report(draw(chance, anyone, largest));
    tell({ kind: 'tick', at: at(minute + 1), timeline: service.timeline, since: at(minute) });
  }
  return said;
}

/** Draws names by their share; many draws of the same shares. */
function drawerOf(usual: Usual, chance: Chance): () => string {
  const names = Object.keys(usual);
  let sum = 0;
  const until = names.map((name) => {
    sum += usual[name]!;
    return sum;
  });
  return () => {
    const drawn = chance.unit() * sum;
    return names[until.findIndex((end) => drawn < end)] ?? names[0]!;
  };
}

const service: Service = {
  id: 'crowded',
  name: 'Crowded',
  category: 'Bench',
  components: [],
  providers: [],
  timeline: 'bench',
  stepMinutes: 1,
  provenance: { kind: 'reconstruction', sources: [] },
};

const at = (minute: number): EpochMs => (minute * MINUTE_MS) as EpochMs;

if (import.meta.main) await runSets([sourcesSet]);
