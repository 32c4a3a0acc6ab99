/** Laws of what was seen in hindsight: its page says so in place of a late alarm, and no reader of feeds is told of its end before its beginning. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let it: Harness;
let id: string;

beforeAll(async () => {
  it = await startHarness();
  for (let minute = 0; minute < 300; minute += 1) {
    const reports = minute < 180 ? 30 : minute % 2;
    await it.engine.submitAll(
      Array.from({ length: reports }, (_, i) => ({
        kind: 'report' as const,
        service: 'shop',
        at: (it.clock.now + i) as never,
        id: `r${minute}-${i}`,
        reporter: `p${minute}-${i}`,
        network: `AS${(minute + i) % 40}`,
        symptom: 'unreachable' as const,
      })),
    );
    await it.tick(1);
  }
  const { incidents } = await get<{ incidents: { id: string; detected: string; end: string }[] }>('/api/v1/incidents');
  expect(incidents).toHaveLength(1);
  expect(incidents[0]!.end < incidents[0]!.detected, 'anti-vacuity: it had ended when it was seen').toBe(true);
  id = incidents[0]!.id;
});
afterAll(async () => {
  await it.close();
  it.remove();
});

const text = async (path: string): Promise<string> => await (await fetch(`${it.url}${path}`)).text();
const get = async <T>(path: string): Promise<T> => JSON.parse(await text(path)) as T;

test('the page says that it was seen in hindsight, how long after the end, and what the chart takes for usual', async () => {
  const page = await text(`/incidents/${id}`);
  expect(page).toMatch(/<dt>Seen in hindsight<\/dt>.*\d+ min after the end/);
  expect(page).toContain('What the chart shows as usual until it was seen was learnt while it ran.');
  expect(page).not.toContain('First seen as possible');
  expect(page).not.toContain('after the start');
  expect(await text(`/incidents/${id}?lang=de`)).toMatch(/<dt>Im Nachhinein gesehen<\/dt>.*\d+ min nach dem Ende/);
});

test('feeds and Statuspage tell of it in an order that time has', async () => {
  const atom = await text('/history.atom');
  const timeOf = (name: string): string => new RegExp(`<entry>[^]*<${name}>([^<]+)`).exec(atom)![1]!;
  expect(timeOf('updated') >= timeOf('published')).toBe(true);
  const { incidents } = await get<{
    incidents: {
      resolved_at: string;
      created_at: string;
      incident_updates: { status: string; created_at: string }[];
    }[];
  }>('/api/v2/incidents.json');
  const [incident] = incidents;
  const told = incident!.incident_updates.toReversed();
  expect(told.map(({ status }) => status)).toEqual(['investigating', 'investigating', 'resolved']);
  const times = told.map(({ created_at }) => created_at);
  expect(times).toEqual(times.toSorted());
  expect(incident!.resolved_at >= incident!.created_at).toBe(true);
});
