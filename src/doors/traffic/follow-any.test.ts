/** Law of following: rotations, cuts, stops, kills and full disks in any order lose no line and count none twice. */
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scene } from './scene.fixture.ts';

test('whatever is done to the file, and however often the program is stopped or killed, every line counts once', async () => {
  const happening = fc.oneof(
    { weight: 5, arbitrary: fc.nat({ max: 30 }).map((lines) => ({ do: 'write', lines }) as const) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 90 }).map((seconds) => ({ do: 'later', seconds }) as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'rename' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'cut' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'kill' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'full' } as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 25 }), async (list) => {
      const it = new Scene();
      try {
        await it.start();
        for (const one of list) {
          switch (one.do) {
            case 'write':
              it.write(one.lines);
              break;
            case 'later':
              await it.later(one.seconds);
              break;
            case 'rename':
              // A server notices within seconds, and two rotations are minutes apart.
              await it.later(1);
              it.rename();
              it.kept.clock.now += 1_000;
              it.write(1);
              await it.settle();
              break;
            case 'cut':
              // Whoever copies and cuts loses what was written in between; what the follower had read is safe.
              await it.later(1);
              it.copyTruncate();
              it.kept.clock.now += 1_000;
              it.write(1);
              await it.later(1);
              break;
            case 'kill':
              if (it.kept.entries.length === 0) break;
              it.doors = undefined;
              await it.start();
              break;
            case 'restart':
              await it.stop();
              if (it.kept.entries.length === 0 && existsSync(it.path)) await it.start({ from: 'start' });
              else await it.start();
              break;
            case 'full':
              it.kept.room = 1;
              await it.later(70);
              it.kept.room = Number.POSITIVE_INFINITY;
              break;
          }
        }
        it.kept.room = Number.POSITIVE_INFINITY;
        await it.settle();
        expect(it.kept.requests).toBe(it.written);
      } finally {
        await it.stop();
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 30) },
  );
});
