/** The part of the API's description that is about removed texts. */
import { RedactionBody } from '../doors/redaction.ts';
import { type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { RedactionAccepted, RedactionList } from './schema-redactions.ts';

export const redactionPaths = ({ reading, content, problems, schemaOf }: Parts): Json => ({
  '/api/v1/redactions': {
    get: reading('Texts that were removed: of what, why, by whom', RedactionList),
    post: {
      summary: 'Remove text from the journal, for good',
      description: 'Entries keep their places and hashes. What a hold keeps is refused.',
      security: TOKEN,
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(RedactionBody, 'input') } } },
      responses: {
        202: content('Removed: the text is nowhere in the journal any more', RedactionAccepted),
        ...problems(401, 403, 404, 409, 413, 422, 503),
      },
    },
  },
});
