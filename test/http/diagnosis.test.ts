/** What kind of failure: an incident's diagnosis over HTTP, from traffic and reports together, while it runs and when it is over. */
import { describe, expect, test } from 'vitest';
import type { IncidentBody, ServiceBody } from '../../src/serve/schema.ts';
import { type Harness, jsonOf, postLines, withHarness } from './harness.ts';

interface Minute {
  readonly requests: number;
  readonly failed?: number;
  readonly people?: number;
  readonly networks?: Record<string, number>;
}

/** So many minutes, in each of which people report and a log is counted. */
async function minutes(
  it: Harness,
  count: number,
  { requests, failed = 0, people = 0, networks }: Minute,
  faults = 'origin-refused',
) {
  for (let i = 0; i < count; i += 1) {
    const at = new Date(Math.floor(it.clock.now / 60_000) * 60_000).toISOString();
    const lines = Array.from({ length: people }, (_, n) =>
      JSON.stringify({ kind: 'report', service: 'shop', symptom: 'error', network: `AS${1 + (n % 40)}` }),
    );
    await postLines(it.url, lines.join('\n'));
    await it.tick(1);
    if (requests < 0) continue;
    const line = {
      kind: 'traffic',
      service: 'shop',
      at,
      requests,
      statuses: { success: requests - failed, serverError: failed },
      faults: failed > 0 ? { [faults]: failed } : {},
      top: { countries: { DE: requests }, ...(networks === undefined ? {} : { networks }) },
    };
    const answer = await jsonOf(await postLines(it.url, JSON.stringify(line)));
    expect(answer).toMatchObject({ accepted: 1, refused: 0 });
  }
}
const service = async (it: Harness) => jsonOf<ServiceBody>(await fetch(`${it.url}/api/v1/services/shop`));
const incident = async (it: Harness, id: string) =>
  jsonOf<IncidentBody>(await fetch(`${it.url}/api/v1/incidents/${id}`));
const page = async (it: Harness, path: string) => (await fetch(`${it.url}${path}`)).text();
const NONE = -1;

describe('an incident', () => {
  test('in which the origin refuses is called an origin failure, while it runs and when it is over', () =>
    withHarness({}, async (it) => {
      for (let hour = 0; hour < 30; hour += 1) await it.tick(60);
      await minutes(it, 70, { requests: 300 });
      await minutes(it, 20, { requests: 280, failed: 150, people: 30 });
      const { incident: id } = await service(it);
      const running = await incident(it, id!);
      expect(running.traffic!.usual!.requests / running.traffic!.usual!.minutes).toBe(300);
      expect(running.traffic!.during.statuses.serverError).toBeGreaterThan(15 * 150);
      expect(running.diagnosis!.verdict).toMatchObject({ kind: 'called', cause: 'origin-failure' });
      expect(running.diagnosis!.hypotheses[0]).toMatchObject({ hypothesis: 'origin-failure', basis: 'inferred' });
      expect(running.diagnosis!.unseen.some(({ source, whole }) => source === 'checks' && whole)).toBe(true);
      const shown = await page(it, `/incidents/${id}`);
      for (const words of [
        'Origin failure',
        'Speaks for it',
        'What could not be seen',
        'What would change our mind',
        'Confidence: ',
      ])
        expect(shown).toContain(words);

      await minutes(it, 300, { requests: 300 });
      const over = await incident(it, id!);
      expect(over.state).toBe('over');
      expect(over.diagnosis!.verdict).toMatchObject({ kind: 'called', cause: 'origin-failure' });
      expect(
        over.traffic!.during.requests / over.traffic!.during.minutes,
        'the hours after it are no part of it',
      ).toBeLessThan(290);
    }));

  test('that no log saw is not said to be an attack, nor to be none', () =>
    withHarness({}, async (it) => {
      for (let hour = 0; hour < 30; hour += 1) await it.tick(60);
      await minutes(it, 20, { requests: NONE, people: 30 });
      const { incident: id, traffic } = await service(it);
      expect(traffic).toBeNull();
      const { diagnosis, traffic: seen } = await incident(it, id!);
      expect(seen).toBeNull();
      expect(diagnosis!.attack.kind).toBe('not-testable');
      expect(diagnosis!.unseen.some(({ source, whole }) => source === 'traffic' && whole)).toBe(true);
    }));
});

describe("a service's traffic", () => {
  test('is shown with its failures and where addresses are registered; what was not counted is null', () =>
    withHarness({}, async (it) => {
      for (let hour = 0; hour < 3; hour += 1) await it.tick(60);
      await minutes(it, 10, { requests: 90, networks: { AS64500: 60, unknown: 30 } });
      await minutes(it, 5, { requests: NONE });
      await minutes(it, 5, { requests: 40, failed: 10 });
      const { traffic } = await service(it);
      expect(traffic!.lastHour).toEqual({ requests: 1_100, failed: 50, minutes: 15 });
      expect(traffic!.countries).toEqual([{ key: 'DE', name: 'Germany', count: 1_100, share: 1 }]);
      expect(traffic!.networks.map(({ name, count }) => [name, count])).toEqual([
        ['AS64500', 600],
        ['Not listed', 300],
      ]);
      const counted = traffic!.chart.requests.filter((count) => count !== null);
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(1_100);
      expect(traffic!.chart.requests.filter((count) => count === null).length).toBeGreaterThan(200);
      const shown = await page(it, '/services/shop');
      expect(shown).toContain('Addresses registered in');
      expect(shown).not.toMatch(/attackers? from/i);
    }));

  test('of a hostile sender stays text', () =>
    withHarness({}, async (it) => {
      const at = new Date(it.clock.now - 120_000).toISOString();
      const line = {
        kind: 'traffic',
        service: 'shop',
        at,
        requests: 5,
        source: '<script>alert(1)</script>',
        top: { paths: { '<b>': 5 } },
      };
      expect(await jsonOf(await postLines(it.url, JSON.stringify(line)))).toMatchObject({ accepted: 1 });
      await it.tick(1);
      expect(await page(it, '/services/shop')).not.toMatch(/<script>alert|<b>/);
    }));
});
