/** Law of lines: however the bytes are cut, the lines are those that splitting the whole text gives. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from './lines.ts';

async function* chunked(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  for (let i = 1; i < at.length; i += 1) yield bytes.subarray(at[i - 1], at[i]);
}

async function all(chunks: AsyncIterable<Uint8Array>, bytesMax: number): Promise<(string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for await (const line of readLines(chunks, bytesMax)) lines.push(line);
  return lines;
}

/** Split as a text by somebody else: the last piece is a line only when something stands in it. */
function oracle(text: string, bytesMax: number): (string | undefined)[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => {
    if (Buffer.byteLength(line) > bytesMax) return undefined;
    const plain = line.replace(/\r$/, '');
    return index === 0 ? plain.replace(/^\uFEFF/, '') : plain;
  });
}

test('lines do not depend on where chunks end', async () => {
  const word = fc.oneof(
    fc.constantFrom('\n', '\r\n', '\r', '\uFEFF', '\u2028', '🌊', 'ä'),
    fc.string({ maxLength: 12, unit: 'grapheme' }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { maxLength: 20 }).map((words) => words.join('')),
      fc.array(fc.nat(), { maxLength: 6 }),
      fc.integer({ min: 1, max: 30 }),
      async (text, cuts, bytesMax) => {
        const bytes = new TextEncoder().encode(text);
        expect(await all(chunked(bytes, cuts), bytesMax)).toEqual(oracle(text, bytesMax));
      },
    ),
    { numRuns: 500 },
  );
});
