/**
 * Paths of counted steps. One unit of x is one step, y is in pixels, and null breaks the line: what was not counted is
 * not drawn, and never drawn as zero. Relative commands and merged equal steps keep a day of minutes small.
 */
type Series = readonly (number | null)[];
type Scale = (value: number) => number;

/** The outline: one open line for each counted run. */
export function outline(values: Series, y: Scale): string {
  return runs(values)
    .map(({ from, heights }) => `M${from} ${fixed(y(heights[0] ?? 0))}${tops(heights, y)}`)
    .join('');
}

/** The area between the steps and the base line. */
export function area(values: Series, y: Scale): string {
  const base = fixed(y(0));
  return runs(values)
    .map(({ from, heights }) => `M${from} ${base}V${fixed(y(heights[0] ?? 0))}${tops(heights, y)}V${base}z`)
    .join('');
}

/** A line through the middles of the steps: for what changes smoothly, such as a baseline. */
export function ridge(values: Series, y: Scale): string {
  return runs(values)
    .map(({ from, heights }) => {
      let level = fixed(y(heights[0] ?? 0));
      let path = `M${from + 0.5} ${level}`;
      let flat = 0;
      for (const height of heights.slice(1)) {
        const next = fixed(y(height));
        flat += 1;
        if (next === level) continue;
        path += `${flat > 1 ? `h${flat - 1}` : ''}l1 ${fixed(next - level)}`;
        level = next;
        flat = 0;
      }
      return flat > 0 ? `${path}h${flat}` : path;
    })
    .join('');
}

interface Run {
  readonly from: number;
  readonly heights: readonly number[];
}

/** Stretches without a null. */
function runs(values: Series): Run[] {
  const found: { from: number; heights: number[] }[] = [];
  let open: { from: number; heights: number[] } | undefined;
  values.forEach((value, index) => {
    if (value === null) {
      open = undefined;
      return;
    }
    if (open === undefined) {
      open = { from: index, heights: [] };
      found.push(open);
    }
    open.heights.push(value);
  });
  return found;
}

/** Stretches of nulls as [from, to), for the hatching. */
export function gaps(values: Series): [number, number][] {
  const found: [number, number][] = [];
  values.forEach((value, index) => {
    const last = found.at(-1);
    if (value !== null) return;
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else found.push([index, index + 1]);
  });
  return found;
}

/** Sums of `size` steps; null where none of them was counted. */
export function grouped(values: Series, size: number): (number | null)[] {
  const sums: (number | null)[] = [];
  for (let start = 0; start < values.length; start += size) {
    const counted = values.slice(start, start + size).filter((value) => value !== null);
    sums.push(counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0));
  }
  return sums;
}

function tops(heights: readonly number[], y: Scale): string {
  let path = '';
  let level = fixed(y(heights[0] ?? 0));
  let width = 0;
  for (const height of heights) {
    const next = fixed(y(height));
    if (next !== level) {
      path += `h${width}V${next}`;
      level = next;
      width = 0;
    }
    width += 1;
  }
  return `${path}h${width}`;
}

const fixed = (value: number): number => Math.round(value * 10) / 10;
