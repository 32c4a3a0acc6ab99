/** The length that an address asks for. */
import type { Context } from 'hono';
import { refuse } from '../../doors/refusal.ts';
import { DAY, isRange, RANGES, type Range } from '../range-view.ts';

export const BAD_RANGE = refuse(422, 'bad-range', 'Not a range', `range is one of ${RANGES.join(', ')}.`);

export function rangeOf(c: Context): Range | undefined {
  const asked = c.req.query('range') ?? DAY;
  return isRange(asked) ? asked : undefined;
}
