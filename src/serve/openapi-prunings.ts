/** The part of the API's description that is about retention. */
import { PruningBody } from '../doors/retention.ts';
import { type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { PruningAccepted, PruningList } from './schema-prunings.ts';

export const pruningPaths = ({ reading, content, problems, schemaOf }: Parts): Json => ({
  '/api/v1/prunings': {
    get: reading('How long signals are kept, and which are gone', PruningList),
    post: {
      summary: 'Remove signals that are older than they are kept, for good',
      description: 'Their hashes and places stay, as does what was counted from them. What a hold keeps stays.',
      security: TOKEN,
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(PruningBody, 'input') } } },
      responses: {
        202: content('Removed, or counted', PruningAccepted),
        ...problems(401, 403, 409, 413, 422, 503),
      },
    },
  },
});
