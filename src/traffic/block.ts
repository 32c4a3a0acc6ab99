/** A block of bytes as lines: each is read by its format and counted, or refused with its reason. */
import { type Counter, countLine } from './counter.ts';
import { addExample, EXAMPLES } from './counts.ts';
import { createLine, type Line, READ, type ReadLine } from './line.ts';

const LF = 10;
const EXAMPLE_MAX = 200;

/** One file being read: how its lines are read, and where it stands in the list of files. */
export interface Source {
  readonly file: number;
  readonly read: ReadLine;
  readonly line: Line;
}

export const createSource = (file: number, read: ReadLine): Source => ({ file, read, line: createLine() });

/**
 * Counts the lines of `bytes` from `from` to `to`, which begins and ends with whole lines.
 * @param offset place in the file at which `bytes` begins, for naming refused lines
 */
export function countBlock(
  counter: Counter,
  source: Source,
  bytes: Uint8Array,
  from: number,
  to: number,
  offset: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { read, line } = source;
  const { counts } = counter;
  let lines = 0;
  for (let start = from; start < to; ) {
    let end = bytes.indexOf(LF, start);
    if (end < 0 || end > to) end = to;
    lines += 1;
    const how = read(bytes, start, end, line);
    counts.reads[how]! += 1;
    if (how === READ.ok) countLine(counter, line, bytes, view);
    else if (how !== READ.skip) refuse(counter, source, how, bytes, start, end, offset);
    start = end + 1;
  }
  counts.lines += lines;
}

function refuse(
  { counts }: Counter,
  { file }: Source,
  reason: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  offset: number,
): void {
  const at = offset + start;
  const same = counts.examples.filter((example) => example.reason === reason);
  const last = same.at(-1);
  if (same.length === EXAMPLES && last !== undefined && (last.file < file || (last.file === file && last.at < at)))
    return;
  const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + EXAMPLE_MAX)));
  addExample(counts, { reason, file, at, text });
}
