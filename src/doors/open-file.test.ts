/** Law of what is opened: it is unpacked and told by its first line, however a pipe cuts it. */
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openInput } from './open-file.ts';

const LINE = 'time,service,symptom';
const TEXT = Buffer.from(`${LINE}\n${'2025-03-10T09:45Z,shop,slow\n'.repeat(200)}`);

test.each([
  ['plain', TEXT],
  ['gzip', gzipSync(TEXT)],
  ['zstd', zstdCompressSync(TEXT)],
  ['nothing', Buffer.alloc(0)],
])('%s from a pipe is the same, a byte at a time or all at once', async (name, bytes) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2_000 }), async (size) => {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, k) =>
        bytes.subarray(k * size, (k + 1) * size),
      );
      const { stream, head, read } = await openInput('-', Readable.from(pieces));
      const whole = Buffer.concat(await stream.toArray());
      expect(whole.toString()).toBe(name === 'nothing' ? '' : TEXT.toString());
      expect(head.toString().startsWith(name === 'nothing' ? '' : `${LINE}\n`)).toBe(true);
      expect(read()).toBe(bytes.length);
    }),
    { numRuns: 30, examples: [[1], [2], [3], [4]] },
  );
});
