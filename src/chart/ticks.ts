/** Round places on a scale: for counts 1, 2 or 5 times a power of ten, for times what a clock or a calendar has. */

/** A factor, and from which ratio on it is nearer than the one below it. */
const FACTORS = [
  [10, Math.sqrt(50)],
  [5, Math.sqrt(10)],
  [2, Math.SQRT2],
  [1, 0],
] as const;
const CLOCK_MINUTES = [1, 5, 15, 30, 60, 180, 360, 720, 1_440, 2_880, 10_080];
const MINUTE_MS = 60_000;

/** Whole numbers above zero up to `top`, about as many as are wanted. */
export function countTicks(top: number, wanted: number): number[] {
  const rough = Math.max(1, top / wanted);
  let power = 1;
  while (power * 10 <= rough) power *= 10;
  const [factor] = FACTORS.find(([, from]) => rough / power >= from)!;
  const step = factor * power;
  return Array.from({ length: Math.floor(top / step) }, (_, index) => (index + 1) * step);
}

/** Milliseconds since 1970 of round moments between two, about as many as are wanted. */
export function timeTicks(startMs: number, endMs: number, wanted: number): number[] {
  const rough = (endMs - startMs) / MINUTE_MS / wanted;
  const weeks = Math.max(1, Math.round(rough / 10_080));
  const nearest = CLOCK_MINUTES.find((minutes, index) => {
    const next = CLOCK_MINUTES[index + 1];
    return next !== undefined && rough * rough < minutes * next;
  });
  const stepMs = (nearest ?? weeks * 10_080) * MINUTE_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(startMs / stepMs) * stepMs; at <= endMs; at += stepMs) ticks.push(at);
  return ticks;
}
