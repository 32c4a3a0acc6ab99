/** Laws of bases: which one stands for signals that are gone, what it is worth to another version, and that nobody alters it, or what is gone, unseen. */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { holdOf } from '../../src/core/holds.fixture.ts';
import { Engine } from '../../src/engine/engine.ts';
import { prune } from '../../src/engine/prune.ts';
import { Pruner } from '../../src/engine/pruner.ts';
import { rebuildViews } from '../../src/engine/rebuild.ts';
import { decodeEntry, isPruned, prunedBody } from '../../src/journal/codec.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import {
  DAY_MS,
  day,
  differencesOf,
  failures,
  nextFile,
  now,
  olderThan,
  options,
  order,
  problemsOf,
  rowsOf,
  SHOP,
} from './prune.fixture.ts';
import { at, report, START } from './streams.ts';

afterAll(() => expect(failures).toEqual([]));

test('of the bases that are kept, the oldest one behind all that goes stands for it; retention is carried out once a day', async () => {
  let time = at(START);
  const engine = await Engine.open(openSqliteHome(nextFile()), { ...options, now: () => time });
  const pruner = new Pruner(
    engine,
    () => time,
    (cause) => failures.push(cause),
  );
  const keptFor = (days: number) => ({
    older: (moment: EpochMs) => olderThan(moment - days * DAY_MS),
    reason: `Kept: report ${days}d`,
    shortestDays: days,
  });
  pruner.apply(keptFor(8));
  await engine.submit(SHOP);
  for (let days = 0; days < 20; days += 1) {
    const from = START + days * 1_440;
    await engine.submitAll([
      report({ at: at(from + 10), service: 'shop', reporter: `r${days}` }),
      { kind: 'tick', at: at(from + 20), timeline: 'live' },
    ]);
    time = at(from + 30);
    await pruner.look();
    time = at(from + 300);
    await pruner.look();
  }
  // Of 20 days' reports, those of the last eight are there, and each base behind the last one that went.
  const whole = (await rowsOf(engine.store)).filter(({ body }) => !isPruned(body));
  expect(whole.filter(({ body }) => decodeEntry(body).kind === 'report')).toHaveLength(8);
  expect(engine.state.prunings).toHaveLength(12);
  const bases = await engine.store.views.bases!.list();
  expect(bases.map(({ madeAt }) => (madeAt - at(START)) / DAY_MS).map(Math.floor)).toEqual([
    11, 12, 13, 14, 15, 16, 17, 18, 19,
  ]);
  expect(bases[0]!.until).toBe((await engine.store.views.bases!.settled())!.until);
  // A rule that was changed is carried out at once.
  pruner.apply(keptFor(10));
  await pruner.look();
  expect(engine.state.prunings).toHaveLength(12);
  pruner.apply(keptFor(7));
  await pruner.look();
  expect(engine.state.prunings.at(-1)).toMatchObject({
    number: 13,
    reason: 'Kept: report 7d',
    decidedBy: 'services.yaml',
  });
  expect(await problemsOf(engine.store)).toEqual([]);
  expect(await differencesOf(engine.store)).toEqual([]);
  await engine.close();
});

test('a base of another form is not read: the views stay, and the fold goes on without taking for silence what is gone', async () => {
  const path = nextFile();
  const engine = await Engine.open(openSqliteHome(path), options);
  await engine.submitAll([SHOP, ...day(), holdOf()]);
  const first = await prune(engine, { ...order(at(START + 1_440)), older: { report: at(START + 1_440) } }, now);
  expect(first, 'a hold on everything').toBeUndefined();
  await engine.submit({ ...holdOf(), version: 2, closed: true });
  await prune(engine, order(at(START + 1_400)), now);
  const incidents = await engine.incidents({ limit: 9 });
  expect(incidents, 'anti-vacuity').toHaveLength(1);
  await engine.close();
  const database = new DatabaseSync(path);
  const { until, body } = database.prepare('select until, body from base').get() as { until: number; body: string };
  const other = body.replace(/"format":\d+/, '"format":1');
  const hash = createHash('sha256').update(`${until}\n${other}`).digest('hex');
  database.prepare('update base set body = ?, hash = ?').run(other, hash);
  database.close();
  const again = await rebuildViews(openSqliteHome(path), options);
  expect(await again.incidents({ limit: 9 })).toEqual(incidents);
  expect(again.state.watches.get('shop')?.service.name).toBe('SHOP');
  expect(again.state.holds.get('h1')).toHaveLength(2);
  expect(await differencesOf(again.store)).toEqual([{ name: `base ${until}`, what: 'not what the journal says' }]);
  await again.submitAll(day(START + 1_440, 1_440));
  const later = await again.incidents({ limit: 9 });
  expect(later.length).toBeGreaterThanOrEqual(2);
  expect(later.slice(0, -1).every(({ start }) => start > START + 1_440 + 690)).toBe(true);
  await again.close();
});

test('a signal that is gone without a pruning, or another one than it says, is found; so are altered views of before', async () => {
  const path = nextFile();
  const engine = await Engine.open(openSqliteHome(path), options);
  await engine.submitAll([SHOP, ...day()]);
  await prune(engine, order(at(START + 300)), now);
  const rows = await rowsOf(engine.store);
  const whole = rows.filter(({ body }) => !isPruned(body) && decodeEntry(body).kind === 'report');
  const seq = whole[0]!.seq;
  const { body } = whole[0]!;
  for (const number of [1, 2]) {
    await engine.store.journal.replace!([{ seq, body: prunedBody(number) }]);
    const problems = await problemsOf(engine.store);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.what).toContain(number === 1 ? 'not those that pruning 1 removed' : 'a pruning 2');
  }
  const database = new DatabaseSync(path);
  database.prepare('update entry set body = ? where seq = ?').run(body, seq);
  expect(await problemsOf(engine.store)).toEqual([]);
  expect(await differencesOf(engine.store)).toEqual([]);
  const hour = database.prepare('select service, hour, body from block order by hour limit 1').get() as {
    hour: number;
    body: string;
  };
  database
    .prepare('update block set body = ? where hour = ?')
    .run(hour.body.replace('"counts":[', '"counts":[7,'), hour.hour);
  const { until } = (await engine.store.views.bases!.settled())!;
  expect(await differencesOf(engine.store)).toEqual([{ name: `base ${until}`, what: 'not what the journal says' }]);
  database.close();
  await engine.close();
});
