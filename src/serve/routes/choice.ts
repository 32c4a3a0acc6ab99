/** What an address asks for, of the few that there are. */
import type { Context } from 'hono';
import { type Refusal, refuse } from '../../doors/refusal.ts';
import { WORLD_PARTS } from '../../picture/world-parts.ts';
import { DAY, RANGES } from '../range-view.ts';

export interface Choice<One extends string> {
  readonly refusal: Refusal;
  /** undefined where it is none of them. */
  asked(c: Context): One | undefined;
}

/** @param name of the query's field @param usual where the address names none */
export const choice = <One extends string>(name: string, all: readonly One[], usual: One): Choice<One> => ({
  refusal: refuse(422, `bad-${name}`, `Not a ${name}`, (r) => r.choices.oneOf(name, all)),
  asked(c) {
    const asked = c.req.query(name) ?? usual;
    return all.find((one) => one === asked);
  },
});

const BAD_PAGE = refuse(422, 'bad-page', 'Not a page', (r) => r.choices.fromOne('page'));

/** The page of a list that an address names; none where it names none. */
export function pageAsked(c: Context): { readonly page?: number } | Refusal {
  const asked = c.req.query('page');
  if (asked === undefined) return {};
  return /^[1-9]\d{0,5}$/.test(asked) ? { page: Number(asked) } : BAD_PAGE;
}

/** Of the chart on a service's page. */
export const CHART_LENGTHS = choice('range', RANGES, DAY);
export const SCHEMES = choice('scheme', ['light', 'dark'], 'light');
export const MAP_PARTS = choice('part', WORLD_PARTS, 'world');
