/** Laws of the pages in memory: one rendering a second whatever the crowd, and no change is lost. */
import { expect, test } from 'vitest';
import { jsonOf, withHarness } from './harness.ts';

test('under load a page is made at most once a second, and then it shows what has changed', () =>
  withHarness({}, async ({ url, clock, engine }) => {
    const rendered = async (): Promise<number> =>
      Number(/^groundswell_pages_rendered (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);
    const ask = async (): Promise<number> =>
      (await jsonOf<{ arriving: number }>(await fetch(`${url}/api/v1/services/shop`))).arriving;
    const before = await rendered();
    for (let i = 0; i < 10; i += 1) {
      await Promise.all(Array.from({ length: 30 }, ask));
      await engine.submit({
        kind: 'report',
        at: clock.now as never,
        id: `l${i}`,
        service: 'shop',
        symptom: 'slow',
        reporter: `l${i}`,
      });
    }
    expect((await rendered()) - before).toBe(1);
    clock.now += 1_000;
    expect(await ask()).toBe(10);
    expect((await rendered()) - before).toBe(2);
    // Nothing has changed, so nothing is made again, until the page has to say that it is old.
    clock.now += 10_000;
    await ask();
    expect((await rendered()) - before).toBe(2);
    clock.now += 10_000;
    await ask();
    expect((await rendered()) - before).toBe(3);
  }));

test('a change that comes while a page is being made is not lost', () =>
  withHarness({}, async ({ url, clock, engine }) => {
    const blocks = engine.board.blocks.bind(engine.board);
    let during = async (): Promise<void> => {};
    engine.board.blocks = async (...args) => {
      const read = await blocks(...args);
      await during();
      return read;
    };
    during = async () => {
      during = async () => {};
      await engine.submit({
        kind: 'report',
        at: clock.now as never,
        id: 'd',
        service: 'mail',
        symptom: 'slow',
        reporter: 'd',
      });
    };
    await fetch(`${url}/api/v1/services/mail`);
    clock.now += 1_000;
    expect(await jsonOf(await fetch(`${url}/api/v1/services/mail`))).toMatchObject({ arriving: 1 });
  }));

test("a replay's form sets its speed and leads back to the own page only", async () => {
  const set: [string, number][] = [];
  const replay = {
    speedOf: () => 60,
    setSpeed: (timeline: string, speed: number) => timeline === 'x' && speed >= 0 && set.push([timeline, speed]) > 0,
    timelines: () => [],
  };
  await withHarness({ replay }, async ({ url }) => {
    const send = (form: Record<string, string>, referer: string) =>
      fetch(`${url}/replay`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { referer },
        redirect: 'manual',
      });
    const back = async (referer: string) =>
      (await send({ timeline: 'x', speed: '600' }, referer)).headers.get('location');
    expect(await back(`${url}/services/shop?x=1`)).toBe('/services/shop');
    expect(await back(`${url}//evil.example/`)).toBe('/evil.example/');
    expect(await back('garbage')).toBe('/');
    expect(set[0]).toEqual(['x', 600]);
    for (const form of [
      { timeline: 'y', speed: '1' },
      { timeline: 'x', speed: '' },
      { timeline: 'x', speed: '-1' },
      {},
    ]) {
      expect((await send(form as Record<string, string>, url)).status).toBe(422);
    }
  });
});
