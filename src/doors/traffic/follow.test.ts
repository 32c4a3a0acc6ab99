/** Following files: whatever happens to them, every line counts once, as far as the file allows; also after a restart. */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineAt } from './doors.fixture.ts';
import { scene } from './scene.fixture.ts';

describe('a followed file', () => {
  test('is read from its end at first: what was there before is not counted, nor the minute that was not seen whole', () =>
    scene(async (it) => {
      it.write(10);
      await it.start();
      it.write(5);
      await it.later(60);
      it.write(7);
      await it.settle();
      expect([...it.kept.minutes]).toEqual([[1, 7]]);
    }));

  test('is read from its start where that is asked for', () =>
    scene(async (it) => {
      it.write(10);
      await it.start({ from: 'start' });
      await it.settle();
      expect([...it.kept.minutes]).toEqual([[0, 10]]);
    }));

  test('that comes later is read from its start', () =>
    scene(async (it) => {
      await it.start();
      await it.later(90);
      it.write(8);
      await it.settle();
      expect([...it.kept.minutes]).toEqual([[1, 8]]);
    }));

  test('that is renamed is read to its end, also what is still written under its new name', () =>
    scene(async (it) => {
      await it.start();
      it.write(10);
      await it.later(5);
      it.write(3);
      it.rename();
      await it.later(1);
      appendFileSync(`${it.path}.1`, `${lineAt(it.kept.clock.now)}\n`);
      it.written += 1;
      await it.later(1);
      it.write(4);
      await it.later(1);
      appendFileSync(`${it.path}.1`, `${lineAt(it.kept.clock.now)}\n`);
      it.written += 1;
      await it.settle();
      expect(it.kept.requests).toBe(19);
      expect(it.written).toBe(19);
    }));

  test('that is copied and cut to nothing begins anew, also when it has grown beyond its old length since', () =>
    scene(async (it) => {
      await it.start();
      it.write(20);
      await it.later(3);
      it.copyTruncate();
      it.write(2);
      await it.later(3);
      it.copyTruncate();
      it.kept.clock.now += 1_000;
      it.write(30);
      await it.settle();
      expect(it.kept.requests).toBe(52);
    }));

  test('holds a line back until it has its line break, and passes over one that goes on for too long', () =>
    scene(async (it) => {
      await it.start();
      writeFileSync(it.path, '');
      it.write(1);
      const line = lineAt(it.kept.clock.now);
      appendFileSync(it.path, line.slice(0, 50));
      await it.later(70);
      expect(it.kept.requests).toBe(1);
      appendFileSync(it.path, `${line.slice(50)}\n`);
      appendFileSync(it.path, 'x'.repeat(300_000));
      await it.later(60);
      appendFileSync(it.path, `${'x'.repeat(300_000)}\n`);
      it.write(2);
      await it.settle();
      expect(it.kept.requests).toBe(4);
      expect(it.kept.refused.map(([, fault, lines]) => [fault, lines])).toEqual([['long', 1]]);
    }));

  test('names what it refuses by its reason, and goes on', () =>
    scene(async (it) => {
      await it.start();
      it.write(3);
      appendFileSync(it.path, 'rubbish of 192.0.2.99\n');
      it.write(3);
      await it.settle();
      expect(it.kept.requests).toBe(6);
      expect(it.kept.refused).toEqual([[it.path, expect.any(String), 1, 'rubbish of 192.0.2.x']]);
    }));
});

describe('a pattern', () => {
  test('stands for what matches it, also later, and not for what a rotation has put aside', () =>
    scene(async (it) => {
      const other = join(it.path, '../other.log');
      it.doors = await it.kept.open([{ files: join(it.path, '../*.log*'), format: 'combined' }]);
      it.write(5);
      writeFileSync(other, `${lineAt(it.kept.clock.now)}\n`);
      await it.later(10);
      it.rename();
      it.write(6);
      await it.later(10);
      it.rename();
      it.write(1);
      await it.settle();
      expect(it.kept.requests).toBe(13);
      expect(new Set(it.kept.entries.map(({ source }) => source))).toEqual(new Set([it.path, other]));
    }));
});

describe('after a restart', () => {
  test('reading goes on where what is durable ends, in whatever files that now is', () =>
    scene(async (it) => {
      await it.start();
      it.write(10);
      await it.later(70);
      it.write(5);
      // Killed: what was read and is not durable is read again.
      it.doors = undefined;
      it.write(5);
      it.rename();
      it.kept.clock.now += 1_000;
      it.write(8);
      it.rename();
      it.kept.clock.now += 1_000;
      it.write(9);
      await it.start();
      await it.settle();
      expect(it.kept.requests).toBe(37);
    }));

  test('in the middle of storing, what was stored in part counts once', () =>
    scene(async (it) => {
      await it.start({ from: 'start' });
      for (let i = 0; i < 5; i += 1) {
        it.write(3);
        it.kept.clock.now += 20_000;
      }
      it.kept.room = 1;
      await it.later(60);
      expect(it.kept.errors).toHaveLength(1);
      it.kept.errors.length = 0;
      it.kept.room = Number.POSITIVE_INFINITY;
      it.doors = undefined;
      it.write(4);
      await it.start();
      await it.settle();
      expect(it.kept.requests).toBe(19);
    }));

  test('the marked file is gone: the new one is read from its start', () =>
    scene(async (it) => {
      await it.start();
      it.write(10);
      await it.later(70);
      await it.stop();
      rmSync(it.path);
      it.kept.clock.now += 1_000;
      it.write(6);
      await it.start();
      await it.settle();
      expect(it.kept.requests).toBe(16);
    }));
});

test('a full disk loses nothing: what could not be stored is read again', () =>
  scene(async (it) => {
    await it.start();
    it.write(10);
    it.kept.room = 0;
    await it.later(70);
    it.write(5);
    await it.later(60);
    expect(it.kept.errors.length).toBeGreaterThan(0);
    it.kept.errors.length = 0;
    it.kept.room = Number.POSITIVE_INFINITY;
    await it.settle();
    expect(it.kept.requests).toBe(15);
  }));
