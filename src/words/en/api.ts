/** The page about the API. What each path answers is in the OpenAPI description, which is in English. */
import { type Rich, say } from '../tongue.ts';

export const api = {
  heading: 'The API',
  intro:
    'Everything a page shows is here as data, from the same source and as fresh. Nothing needs a key, except handing in many signals at once.',
  whole: <T>(link: T): Rich<T> =>
    say`The whole description, with every field: ${link} (OpenAPI 3.1). Refusals are problem details after RFC 9457. Every answer about a service carries a freshness block; unknown is null, never zero.`,
  paths: 'Paths',
  toTry: 'To try it',
  about: 'Every page as data: paths, parameters, answers.',
  inThe: (place: string): string => `in the ${place}`,
};
