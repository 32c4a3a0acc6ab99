/**
 * Which format a file has, from a sample of it: the one that reads the most lines, and of those that read as many the one
 * that gets the most out of them.
 */
import { createLine, type Line, type LineFormat, READ } from '../line.ts';
import { find } from './bytes.ts';

export interface Detection {
  readonly format: LineFormat;
  /** Share of the sample's lines that the format reads; headers and empty lines are not counted. */
  readonly share: number;
  readonly lines: number;
  /** Others that read some of it, best first. */
  readonly runnersUp: readonly { readonly name: string; readonly share: number }[];
}

const LINES_MAX = 2000;
const SAMPLE_MAX = 1 << 20;
/** As good as the best is what reads nearly as many lines: what then decides is how much is known of each line. */
const NEAR_SHARE = 0.03;
const NEAR_LINES = 2;

export function bestFormat(sample: Uint8Array, formats: readonly LineFormat[]): Detection | undefined {
  const whole = wholeLines(sample);
  const tried = formats
    .map((format) => ({ format, ...tryFormat(whole, format) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  const top = tried[0];
  if (top === undefined) return undefined;
  const best = tried
    .filter(({ share, lines }) => share >= top.share - Math.max(NEAR_SHARE, NEAR_LINES / lines))
    .reduce((most, other) => (other.richness > most.richness ? other : most));
  return {
    format: best.format,
    share: best.share,
    lines: best.lines,
    runnersUp: tried.filter((other) => other !== best).map(({ format, share }) => ({ name: format.name, share })),
  };
}

/** Without the line at its end that the sample cuts through. */
function wholeLines(sample: Uint8Array): Uint8Array {
  const last = Math.min(sample.length, SAMPLE_MAX);
  const end = sample.lastIndexOf(10, last - 1);
  return sample.subarray(0, end > 0 ? end + 1 : last);
}

/** Reads a copy, since reading may change the bytes. */
function tryFormat(sample: Uint8Array, format: LineFormat): { share: number; lines: number; richness: number } {
  const bytes = sample.slice();
  const read = format.reader();
  const line = createLine();
  let lines = 0;
  let good = 0;
  let known = 0;
  for (let start = 0; start < bytes.length && lines < LINES_MAX; ) {
    const end = find(bytes, start, bytes.length, 10);
    const code = read(bytes, start, end, line);
    if (code !== READ.skip) lines++;
    if (code === READ.ok) {
      good++;
      known += knownOf(line);
    }
    start = end + 1;
  }
  return { share: lines === 0 ? 0 : good / lines, lines, richness: good === 0 ? 0 : known / good };
}

/** How many things are known of a line. */
function knownOf(line: Line): number {
  let known = line.originStatus >= 0 ? 1 : 0;
  if (line.durationMs >= 0) known++;
  if (line.reached >= 0) known++;
  if (line.size > 0) known++;
  for (let field = 0; field < line.spans.length; field += 2) if (line.spans[field]! >= 0) known++;
  return known;
}
