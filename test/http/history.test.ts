/** Laws of a service's past: every range holds what was reported within it, no more; kinds are where they were reported; an incident is compared with those before it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, jsonOf, startHarness } from './harness.ts';

interface History {
  chart: { counts: (number | null)[] };
  kinds: {
    symptoms: { key: string; total: number; counts: number[] }[];
    components: { key: string; total: number }[];
  };
  incidents: { id: string; start: string; state: string }[];
  summary: { confirmed: number; minutes: number; medianMinutes: number | null };
}

const DAYS = 9;
let it: Harness;
beforeAll(async () => {
  it = await startHarness();
  let reports = 0;
  const fail = async (minutes: number, symptom: 'slow' | 'unreachable'): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await it.engine.submitAll(
        Array.from({ length: 30 }, (_, i) => {
          reports += 1;
          const of = { service: 'shop', symptom, component: 'checkout', network: `AS${i % 12}` } as const;
          return { kind: 'report', at: (it.clock.now + i) as never, id: `r${reports}`, reporter: `p${reports}`, ...of };
        }),
      );
      await it.tick(1);
    }
  };
  for (let hour = 0; hour < 30; hour += 1) await it.tick(60);
  // One outage a day, each longer than the one before; the last one is of another kind.
  for (let day = 0; day < DAYS; day += 1) {
    await fail(5 + 2 * day, day === DAYS - 1 ? 'slow' : 'unreachable');
    for (let minute = 0; minute < 150; minute += 1) await it.tick(1);
    for (let hour = 0; hour < 21; hour += 1) await it.tick(60);
  }
});
afterAll(async () => {
  await it.close();
  it.remove();
});

const history = async (range: string): Promise<History> =>
  jsonOf<History>(await fetch(`${it.url}/api/v1/services/shop/history?range=${range}`));
const all = (days: number): number =>
  Array.from({ length: days }, (_, back) => 30 * (5 + 2 * (DAYS - 1 - back))).reduce((sum, count) => sum + count, 0);
const total = ({ chart }: History): number => chart.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);

test('each range holds the reports and incidents of its time', async () => {
  for (const [range, days] of [
    ['24h', 1],
    ['7d', 7],
    ['30d', DAYS],
    ['365d', DAYS],
  ] as const) {
    const body = await history(range);
    expect(total(body), range).toBe(all(days));
    expect(body.incidents, range).toHaveLength(days);
    expect(body.summary.confirmed, range).toBe(days);
    expect(body.summary.medianMinutes, range).toBeGreaterThan(0);
    for (const { total: sum, counts } of body.kinds.symptoms)
      expect(counts.reduce((one, more) => one + more, 0)).toBe(sum);
  }
  expect(total(await history('6h')), 'the last outage is longer ago').toBe(0);
  for (const path of ['/services/shop/history?range=1d', '/api/v1/services/shop/history?range=']) {
    expect((await fetch(it.url + path)).status).toBe(422);
  }
  expect((await fetch(`${it.url}/services/nobody/history`)).status).toBe(404);
});

test('symptoms and components stand where they were reported', async () => {
  const { symptoms, components } = (await history('30d')).kinds;
  expect(symptoms.map(({ key }) => key)).toEqual(['unreachable', 'slow']);
  expect(components).toMatchObject([{ key: 'checkout', total: all(DAYS) }]);
  const [unreachable, slow] = symptoms;
  expect(slow!.counts.findIndex((count) => count > 0)).toBeGreaterThan(
    unreachable!.counts.findLastIndex((count) => count > 0),
  );
  const page = await (await fetch(`${it.url}/services/shop/history?range=30d&lang=de`)).text();
  for (const words of ['Web shop: Verlauf', 'Die letzten 30 Tage', 'Was gemeldet wurde, und wann'])
    expect(page).toContain(words);
});

test('an incident is compared with the confirmed ones before it, where there are enough', async () => {
  const { incidents } = await history('30d');
  const compared = async (index: number) =>
    (await jsonOf<{ compared: object | null }>(await fetch(`${it.url}/api/v1/incidents/${incidents[index]!.id}`)))
      .compared;
  expect(await compared(0)).toEqual({ before: DAYS - 1, longerThan: 1, largerThan: 1 });
  expect(await compared(DAYS - 1), 'the first one').toBeNull();
  const page = await (await fetch(`${it.url}/incidents/${incidents[0]!.id}`)).text();
  expect(page).toContain(`confirmed incidents that the service had before`);
});

test('incidents are found by what is remembered of them, and by nothing else', async () => {
  type Found = {
    found: number;
    complete: boolean;
    incidents: { id: string; start: string; durationMinutes: number }[];
  };
  const find = async (query: string): Promise<Found> =>
    jsonOf<Found>(await fetch(`${it.url}/api/v1/incidents?${query}`));
  const { incidents, found, complete } = await find('');
  expect([found, complete]).toEqual([DAYS, true]);
  const lengths = incidents.map(({ durationMinutes }) => durationMinutes);
  expect(lengths, 'each is longer than the one before it, and the newest is first').toEqual(
    lengths.toSorted((a, b) => b - a),
  );
  for (const [query, wanted] of [
    ['q=WEB', DAYS],
    ['q=nobody', 0],
    ['symptom=slow', 1],
    ['symptom=unreachable', DAYS - 1],
    ['country=DE', 0],
    ['kind=confirmed', DAYS],
    ['kind=unconfirmed', 0],
    ['kind=running', 0],
    ['q=&kind=&from=&to=&country=&symptom=', DAYS],
  ] as const) {
    expect((await find(query)).found, query).toBe(wanted);
  }
  const day = incidents[3]!.start.slice(0, 10);
  expect((await find(`from=${day}&to=${day}`)).incidents.map(({ start }) => start.slice(0, 10))).toEqual([day]);
  expect((await find('order=longest')).incidents[0]!.id).toBe(incidents[0]!.id);
  const page = await (await fetch(`${it.url}/incidents?q=%22%3E%3Cscript%3E&lang=de`)).text();
  expect(page).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect(page).toContain('0 Störungen');
});

test('a search that cannot be read is refused, whatever it holds', async () => {
  for (const query of [
    'from=yesterday',
    'country=Germany',
    'symptom=sad',
    'kind=all',
    'order=',
    `q=${'x'.repeat(65)}`,
    'to=2026-02-30',
  ]) {
    const { status } = await fetch(`${it.url}/api/v1/incidents?${query}`);
    expect(status, query).toBe(query === 'order=' ? 200 : 422);
  }
});
