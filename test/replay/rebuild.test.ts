/**
 * Rebuild equals live, byte for byte: wherever a run saves, keeps a snapshot, ends or is cut off, its views are those
 * of one uninterrupted fold. And the fold's state survives being written down anywhere.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { emptyState, type FoldState, foldEntry } from '../../src/core/fold.ts';
import { decodeState, encodeState, StateCopy } from '../../src/core/snapshot.ts';
import type { Sink } from '../../src/core/watch.ts';
import { Engine } from '../../src/engine/engine.ts';
import { compareViews, rebuildViews } from '../../src/engine/rebuild.ts';
import { canonical } from '../../src/journal/canonical.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openMemoryHome } from '../../src/store/memory/home.ts';
import type { Store, ViewsHome } from '../../src/store/ports.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { type Move, moves, streamOf } from './streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** Random streams in each property; RUNS=1000 for a longer look. */
const RUNS = Number(process.env.RUNS ?? 40);
const PATIENCE_MS = 60_000 + 1_000 * RUNS;
let files = 0;
const nextFile = (): string => {
  files += 1;
  return join(folder, `${files}.db`);
};

const failures: unknown[] = [];
const options = { now: () => 1_741_564_800_000 as EpochMs, onFatal: (cause: unknown) => failures.push(cause) };

async function linesOf(views: ViewsHome): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of views.lines()) lines.push(line);
  return lines;
}

async function uninterrupted(entries: readonly Entry[]): Promise<string[]> {
  const store = openMemoryHome();
  const engine = await Engine.open(store, options);
  await engine.submitAll(entries);
  await engine.close();
  return linesOf(store.views);
}

/** What may happen to a run between two entries. `cut` ends the process without a word. */
type Event = 'save' | 'snapshot' | 'timer' | 'close' | 'cut' | 'torn' | 'rebuild';
interface Happening {
  readonly after: number;
  /** Right after an entry that added to the charts; else anywhere. */
  readonly busy: boolean;
  readonly event: Event;
}
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    after: fc.double({ min: 0, max: 1, noNaN: true }),
    busy: fc.boolean(),
    event: fc.constantFrom<Event>('save', 'save', 'snapshot', 'timer', 'close', 'cut', 'cut', 'torn', 'rebuild'),
  }),
  { maxLength: 14 },
);

/** Saved and let go of, the first hours get a late report two days on; twice, with a save between. */
const early: Move = { kind: 'report', service: 'one', ago: 60, early: true, who: 1, symptom: 0, country: 0 };
const LATE_BY_DAYS: [Move[], Happening[]] = [
  [
    { kind: 'listen', minutes: 200 },
    { kind: 'gap', minutes: 2_900, since: true },
    { kind: 'listen', minutes: 130 },
    early,
    { kind: 'listen', minutes: 130 },
    { ...early, who: 2 },
  ],
  [0.2, 0.4, 0.6, 0.7, 0.8, 0.9].map((after) => ({ after, busy: false, event: 'save' })),
];

/** A tick that closes a step with reports in it, or a late report. */
/** An incident with traffic before it, in it and after it, some of it twice, and cuts among them. */
const WITH_TRAFFIC: [Move[], Happening[]] = [
  [
    { kind: 'listen', minutes: 900 },
    { kind: 'traffic', service: 'one', minutes: 90, ago: 0, requests: 300, source: 0, part: 0 },
    { kind: 'crowd', service: 'one', minutes: 12, each: 40, networks: 60, country: 0 },
    { kind: 'traffic', service: 'one', minutes: 15, ago: 1, requests: 120, source: 0, part: 1 },
    { kind: 'traffic', service: 'one', minutes: 15, ago: 1, requests: 40, source: 1, part: 0 },
    { kind: 'again', back: 20, many: 10 },
    { kind: 'crowd', service: 'one', minutes: 6, each: 30, networks: 60, country: 1 },
    { kind: 'listen', minutes: 200 },
    { kind: 'traffic', service: 'one', minutes: 20, ago: 1_100, requests: 9, source: 2, part: 2 },
    { kind: 'listen', minutes: 30 },
  ],
  [
    { after: 0.93, busy: false, event: 'close' },
    { after: 0.6, busy: true, event: 'cut' },
    { after: 0.9, busy: true, event: 'snapshot' },
    { after: 0.97, busy: false, event: 'cut' },
  ],
];

/** A rise so slow that it is possible first, and confirmed minutes later. */
const SLOW_RISE: [Move[], Happening[]] = [
  [
    { kind: 'listen', minutes: 900 },
    { kind: 'crowd', service: 'one', minutes: 30, each: 2, networks: 60, country: 3 },
    { kind: 'listen', minutes: 300 },
  ],
  [
    { after: 0.6, busy: false, event: 'torn' },
    { after: 0.8, busy: false, event: 'cut' },
    { after: 0.85, busy: false, event: 'torn' },
  ],
];

function isBusy(entry: Entry, before: Entry | undefined): boolean {
  return entry.kind === 'report' || (entry.kind === 'tick' && before?.kind === 'report');
}

async function interrupted(entries: readonly Entry[], events: readonly Happening[], path: string): Promise<string[]> {
  let store: Store = openSqliteHome(path);
  let engine = await Engine.open(store, options);
  const reopen = async (): Promise<void> => {
    store = openSqliteHome(path);
    engine = await Engine.open(store, options);
  };
  let next = 0;
  const busyPlaces = entries.flatMap((entry, index) => (isBusy(entry, entries[index - 1]) ? [index + 1] : []));
  const places = events.map(({ after, busy, event }) => {
    const among = busy ? busyPlaces[Math.floor(after * busyPlaces.length)] : undefined;
    return { after: among ?? Math.floor(after * entries.length), event };
  });
  for (const { after, event } of places.sort((a, b) => a.after - b.after)) {
    const until = Math.max(next, after);
    await engine.submitAll(entries.slice(next, until));
    next = until;
    switch (event) {
      case 'save':
        await engine.save(false);
        break;
      case 'snapshot':
        await engine.save(true);
        break;
      case 'timer': {
        // A save that the clock started runs beside what is submitted meanwhile.
        const saving = engine.save(true);
        const more = Math.min(entries.length, next + 300);
        await Promise.all([saving, engine.submitAll(entries.slice(next, more)), engine.save(true)]);
        next = more;
        break;
      }
      case 'close':
        await engine.close();
        await reopen();
        break;
      case 'cut':
        await store[Symbol.asyncDispose]();
        await reopen();
        break;
      case 'torn': {
        // Blocks go first, in pieces, where there are many.
        const { views } = store;
        const whole = views.save.bind(views);
        views.save = async ({ until: before, blocks }) => {
          await whole({ until: before, facts: [], blocks: blocks.slice(0, Math.ceil(blocks.length / 2)) });
          throw new Error('torn');
        };
        await engine.save(true).catch((cause) => expect(cause.message).toBe('torn'));
        await store[Symbol.asyncDispose]();
        await reopen();
        break;
      }
      case 'rebuild':
        await engine.close();
        store = openSqliteHome(path);
        engine = await rebuildViews(store, options);
        break;
    }
  }
  await engine.submitAll(entries.slice(next));
  await engine.close();
  const closed = openSqliteHome(path);
  const lines = await linesOf(closed.views);
  await closed[Symbol.asyncDispose]();
  return lines;
}

test('however a run is saved, closed and cut off, its views are byte for byte those of one uninterrupted fold', {
  timeout: PATIENCE_MS,
}, async () => {
  const seen = { facts: new Map<string, number>(), late: 0 };
  await fc.assert(
    fc.asyncProperty(moves, happenings, async (list, events) => {
      const entries = streamOf(list);
      const whole = await uninterrupted(entries);
      expect(await interrupted(entries, events, nextFile())).toEqual(whole);
      for (const line of whole) {
        const why = /"why":"(\w+)"/.exec(line)?.[1];
        if (why !== undefined) seen.facts.set(why, (seen.facts.get(why) ?? 0) + 1);
      }
    }),
    { numRuns: RUNS, examples: [LATE_BY_DAYS, WITH_TRAFFIC, SLOW_RISE] },
  );
  for (const why of ['opened', 'confirmed', 'closed']) {
    expect(seen.facts.get(why) ?? 0, `anti-vacuity: incidents were ${why}`).toBeGreaterThan(0);
  }
});

test('views that were altered are told from those that follow from the journal', async () => {
  const entries = streamOf([
    { kind: 'crowd', service: 'one', minutes: 10, each: 30, networks: 40, country: 0 },
    { kind: 'listen', minutes: 250 },
  ]);
  const store = openMemoryHome();
  const engine = await Engine.open(store, options);
  await engine.submitAll(entries);
  await engine.save(true);
  const found = async (): Promise<string[]> => {
    const differences: string[] = [];
    for await (const { name, what } of compareViews(store, options)) differences.push(`${name}: ${what}`);
    return differences;
  };
  expect(await found()).toEqual([]);
  const [incident] = await store.views.incidents({ limit: 1 });
  expect(incident, 'anti-vacuity: there is an incident').toBeDefined();
  const [first, second] = await store.views.facts(0 as never, 2);
  const altered = { ...first!, fact: { ...first!.fact, at: 7 as never } };
  const stranger = { ...second!, ordinal: 99 };
  await store.views.save({ until: 0 as never, facts: [altered, stranger], blocks: [] });
  expect(await found()).toEqual([
    `fact ${first!.seq} ${first!.ordinal}: not what the journal says`,
    `fact ${second!.seq} 99: does not follow from the journal`,
  ]);
});

/** Everything that leaves the fold, as text at the moment at which it leaves. */
function outputOf(
  entries: readonly Entry[],
  between: (state: FoldState, index: number, next: Entry) => FoldState,
): string[] {
  const output: string[] = [];
  const sink: Sink = {
    fact: (fact) => output.push(canonical(fact)),
    step: (step) => output.push(`step ${canonical(step)}`),
    late: (step) => output.push(`late ${canonical(step)}`),
    traffic: (step) => output.push(`traffic ${canonical(step)}`),
  };
  let state = emptyState();
  entries.forEach((entry, index) => {
    state = between(state, index, entry);
    foldEntry(state, entry, sink);
  });
  return output;
}

test('a state that is written down and read back anywhere goes on as if nothing had been', {
  timeout: PATIENCE_MS,
}, () => {
  fc.assert(
    fc.property(moves, fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 12 }), (list, cuts) => {
      const entries = streamOf(list);
      const at = new Set(cuts.map((cut) => cut % entries.length));
      const cutUp = outputOf(entries, (state, index) => {
        if (!at.has(index)) return state;
        const text = encodeState(state);
        const again = decodeState(text)!;
        expect(encodeState(again)).toBe(text);
        return again;
      });
      expect(cutUp).toEqual(outputOf(entries, (state) => state));
    }),
    { numRuns: RUNS },
  );
});

test('a state that is written down while the fold goes on is that of the moment at which it was begun', {
  timeout: PATIENCE_MS,
}, () => {
  let copied = 0;
  let whole = 0;
  fc.assert(
    fc.property(moves, fc.infiniteStream(fc.nat({ max: 12 })), (list, chance) => {
      let copy: StateCopy | undefined;
      let then = '';
      outputOf(streamOf(list), (state, _index, next) => {
        const dice = chance.next().value;
        if (copy === undefined && dice === 0) {
          copy = new StateCopy(state);
          then = encodeState(state);
        } else if (copy !== undefined && dice < 3) {
          if (!copy.write(1)) whole += 1;
          copied += 1;
          if (dice === 1) {
            expect(copy.text()).toBe(then);
            copy = undefined;
          }
        }
        copy?.before(next);
        return state;
      });
      if (copy !== undefined) expect(copy.text()).toBe(then);
    }),
    { numRuns: RUNS },
  );
  expect([copied > RUNS, whole < copied], 'anti-vacuity: pieces were written, some of them not the last ones').toEqual([
    true,
    true,
  ]);
});

test('what a fact says does not change after it has left the fold', () => {
  const kept: { text: string; fact: unknown }[] = [];
  const sink: Sink = {
    fact: (fact) => kept.push({ text: canonical(fact), fact }),
    step: () => {},
    late: () => {},
  };
  const state = emptyState();
  for (const entry of streamOf([
    { kind: 'crowd', service: 'one', minutes: 10, each: 1, networks: 40, country: 0 },
    { kind: 'crowd', service: 'one', minutes: 10, each: 40, networks: 40, country: 0 },
    { kind: 'listen', minutes: 250 },
  ])) {
    foldEntry(state, entry, sink);
  }
  const decided = kept.map(({ text }) => text.split('"threshold"').length - 1);
  expect([...new Set(decided)], 'anti-vacuity: a second decision came after the first was told').toEqual([0, 1, 2]);
  for (const { text, fact } of kept) expect(canonical(fact)).toBe(text);
});

test('a state of another format is not read', () => {
  const { format, ...rest } = JSON.parse(encodeState(emptyState()));
  expect(decodeState(JSON.stringify({ ...rest, format: format + 1 }))).toBeUndefined();
});
