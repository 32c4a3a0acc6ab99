/** The part of the API's description that is about what feeds each service. */
import { type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { SourceList } from './schema-sources.ts';

export const sourcePaths = ({ content, problems }: Parts): Json => ({
  '/api/v1/sources': {
    get: {
      summary: 'What feeds each service, and when each of it was last heard',
      security: TOKEN,
      responses: { 200: content('Services by name', SourceList), ...problems(401, 403) },
    },
  },
});
