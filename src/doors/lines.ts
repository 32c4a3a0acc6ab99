/**
 * Bytes as lines: split at LF, a CR before it dropped, so that a chunk may end anywhere, even inside a character. A line
 * that is too long is passed over without being kept, and told as undefined.
 */

const LF = 0x0a;
const CR = 0x0d;
const BOM = /^\uFEFF/;

export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<string | undefined, void> {
  /** The pieces of a line that has not ended yet. */
  let pieces: Uint8Array[] = [];
  let length = 0;
  let first = true;
  const take = (last: Uint8Array): string | undefined => {
    const size = length + last.length;
    const bytes =
      pieces.length === 0 ? Buffer.from(last.buffer, last.byteOffset, last.length) : Buffer.concat([...pieces, last]);
    pieces = [];
    length = 0;
    const line = size > bytesMax ? undefined : textOf(bytes);
    const text = first ? line?.replace(BOM, '') : line;
    first = false;
    return text;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      yield take(chunk.subarray(from, end));
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    // Of a line that is too long already, nothing more is kept.
    if (length <= bytesMax && rest.length > 0) pieces.push(rest);
    length += rest.length;
  }
  if (length > 0) yield take(new Uint8Array(0));
}

function textOf(bytes: Buffer): string {
  const end = bytes.at(-1) === CR ? bytes.length - 1 : bytes.length;
  return bytes.toString('utf8', 0, end);
}
