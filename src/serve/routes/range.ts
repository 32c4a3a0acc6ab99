/** The length that an address asks for. */
import type { Context } from 'hono';
import { refuse } from '../../doors/refusal.ts';
import { DAY, RANGES } from '../range-view.ts';

/** @param usual where the address names none */
export const lengths = <Range extends string>(ranges: readonly Range[], usual: Range) => ({
  refusal: refuse(422, 'bad-range', 'Not a range', `range is one of ${ranges.join(', ')}.`),
  /** undefined where it is none of them. */
  asked(c: Context): Range | undefined {
    const range = c.req.query('range') ?? usual;
    return ranges.find((one) => one === range);
  },
});

/** Of the chart on a service's page. */
export const CHART_LENGTHS = lengths(RANGES, DAY);
