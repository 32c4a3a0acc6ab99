/** The part of the API's description that is about how figures come about. */
import type { Json, Parts } from './openapi-parts.ts';
import { MethodologyView } from './schema-methodology.ts';

export const methodologyPaths = ({ reading, query }: Parts): Json => ({
  '/api/v1/methodology': {
    get: reading(
      'What every figure means, with the constants that are in force',
      MethodologyView,
      [],
      [query('lang', 'en (default) or de')],
    ),
  },
});
