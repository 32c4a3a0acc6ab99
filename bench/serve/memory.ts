/**
 * Memory while millions of reports pass through the whole path (journal on disk, fold, views): resident and heap size
 * after every tenth, which must not grow with the number of reports. Run: npm run bench:memory -- [reports]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Service } from '../../src/model/service.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';

const TOTAL = Number(process.argv[2] ?? 5_000_000);
const BATCH = 1_000;
const START = Date.UTC(2025, 2, 10);
/** Fifty reports a second, for over a day: an outage that does not end. */
const PER_MINUTE = 3_000;
const COUNTRIES = ['US', 'GB', 'IN', 'DE', 'FR', 'BR', 'JP', 'CH'];

const service: Service = {
  id: 'shop',
  name: 'Shop',
  category: 'Shops',
  components: [],
  providers: [],
  timeline: 'live',
  stepMinutes: 1,
  provenance: { kind: 'measured', sources: [] },
};

const folder = mkdtempSync(join(tmpdir(), 'groundswell-memory-'));
const path = join(folder, 'journal.db');
const engine = await Engine.open(openSqliteHome(path, { threaded: true }), {
  now: () => Date.now() as EpochMs,
  onFatal(cause) {
    throw cause;
  },
});
await engine.submit({ kind: 'service', at: START as EpochMs, service });
await engine.submit({ kind: 'tick', at: START as EpochMs, timeline: 'live', since: START as EpochMs });
const startedAt = performance.now();
for (let n = 0; n < TOTAL; n += BATCH) {
  await engine.submitAll(batchFrom(n));
  if ((n + BATCH) % (TOTAL / 10) === 0) {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    const rate = Math.round((n + BATCH) / ((performance.now() - startedAt) / 1_000));
    console.log(`${n + BATCH} reports: resident ${mib(rss)} MiB, heap ${mib(heapUsed)} MiB, ${rate} reports/s`);
  }
}
await engine.close();
console.log(`journal ${mib(statSync(path).size)} MiB, ${Math.round(statSync(path).size / TOTAL)} bytes a report`);
rmSync(folder, { recursive: true, force: true });

function batchFrom(first: number): Entry[] {
  const entries: Entry[] = [];
  for (let n = first; n < first + BATCH; n += 1) {
    const at = (START + Math.floor((n * 60_000) / PER_MINUTE)) as EpochMs;
    if (n % PER_MINUTE === 0 && n > 0)
      entries.push({ kind: 'tick', at, timeline: 'live', since: (at - 60_000) as EpochMs });
    entries.push({
      at,
      country: COUNTRIES[n % COUNTRIES.length],
      id: `bench-${n}`,
      kind: 'report',
      network: `AS${64_500 + (n % 500)}`,
      reporter: `person-${n}`,
      service: service.id,
      symptom: n % 3 === 0 ? 'slow' : 'unreachable',
    });
  }
  return entries;
}

function mib(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
