/**
 * What the fold costs: processor time a service-minute, and state a service as a snapshot keeps it, for services that nobody
 * reports, that somebody does at times, and that many countries do. Alone: `node bench/accuracy/fold-cost.ts`
 */
import { emptyState, foldEntry } from '../../src/core/fold.ts';
import { encodeState } from '../../src/core/snapshot.ts';
import type { Entry } from '../../src/model/entry.ts';
import { LIVE } from '../../src/model/service.ts';
import { SYMPTOMS } from '../../src/model/symptom.ts';
import { type EpochMs, MINUTE_MS } from '../../src/model/units.ts';
import { runSets } from './command.ts';
import { atMost, type BenchSet, type Columns, section } from './report.ts';
import { chanceOf } from './simulator/chance.ts';
import { DAY } from './simulator/rhythm.ts';
import { countryName } from './simulator/scoped.ts';

const MONDAY = 28_582_560;
const FULL = { services: 20, days: 28 };
const SHORT = { services: 4, days: 14 };
const BYTES_MAX = 2_000;

const KINDS = [
  { kind: 'nobody reports', perMinute: 0, countries: 0 },
  { kind: 'a report in three hours, from one country', perMinute: 1 / 180, countries: 1 },
  { kind: 'a report an hour, from five countries', perMinute: 1 / 60, countries: 5 },
  { kind: 'a report in five minutes, from twenty countries', perMinute: 0.2, countries: 20 },
] as const;

interface CostRow {
  readonly kind: string;
  readonly parts: number;
  readonly nanoseconds: number;
  readonly bytes: number;
}

const columns: Columns<CostRow> = {
  services: (row) => row.kind,
  'parts followed': (row) => row.parts.toFixed(0),
  'ns a service-minute': (row) => row.nanoseconds.toFixed(0),
  'bytes a service': (row) => row.bytes.toFixed(0),
};

export const foldCostSet: BenchSet = {
  name: 'fold-cost',
  run({ short }) {
    const { services, days } = short ? SHORT : FULL;
    const rows = KINDS.map((kind) => cost(kind, services, days));
    return {
      sections: [section(`Fold: ${services} services together, ${days} days`, rows, columns)],
      failures: atMost('bytes of a service that nobody reports', rows[0]!.bytes, BYTES_MAX),
    };
  },
};

function cost({ kind, perMinute, countries }: (typeof KINDS)[number], services: number, days: number): CostRow {
  const chance = chanceOf(services, countries);
  const state = emptyState();
  const tell = (entry: Entry): void => foldEntry(state, entry, { fact: () => {}, step: () => {}, late: () => {} });
  const names = Array.from({ length: services }, (_, i) => `service-${i}`);
  for (const id of names) tell({ kind: 'service', at: at(MONDAY), service: { ...plain, id, name: id } });
  tell({ kind: 'tick', at: at(MONDAY), timeline: LIVE, since: at(MONDAY - 1) });
  let people = 0;
  const before = process.cpuUsage();
  for (let minute = MONDAY; minute < MONDAY + days * DAY; minute++) {
    for (let n = chance.poisson(perMinute * services); n > 0; n--) {
      const id = `p${people++}`;
      const country = countryName(Math.floor(countries * chance.unit() ** 2));
      const network = `AS${chance.whole(1, 200)}`;
      const symptom = chance.pick(SYMPTOMS);
      tell({
        kind: 'report',
        at: at(minute),
        id,
        service: chance.pick(names),
        symptom,
        country,
        network,
        reporter: id,
      });
    }
    tell({ kind: 'tick', at: at(minute + 1), timeline: LIVE, since: at(minute) });
  }
  const { user, system } = process.cpuUsage(before);
  const parts = [...state.watches.values()].reduce((sum, { scopes }) => sum + scopes.parts.length, 0);
  return {
    kind,
    parts: parts / services,
    nanoseconds: ((user + system) * 1_000) / (services * days * DAY),
    bytes: encodeState(state).length / services,
  };
}

const plain = {
  category: 'Bench',
  components: [],
  providers: [],
  timeline: LIVE,
  stepMinutes: 1,
  provenance: { kind: 'measured', sources: [] },
} as const;

const at = (minute: number): EpochMs => (minute * MINUTE_MS) as EpochMs;

if (import.meta.main) await runSets([foldCostSet]);
