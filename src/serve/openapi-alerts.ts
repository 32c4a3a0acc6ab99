/** The part of the API's description that is about alerts. */
import { type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { AlertList, AlertTried } from './schema-alerts.ts';

export const alertPaths = ({ content, problems }: Parts): Json => ({
  '/api/v1/alerts': {
    get: {
      summary: 'Whom alerts go to, and what was sent',
      security: TOKEN,
      responses: { 200: content('Channels and the newest deliveries', AlertList), ...problems(401, 403) },
    },
  },
  '/api/v1/alerts/{channel}/test': {
    post: {
      summary: 'Send a message that is marked as a test',
      parameters: [{ name: 'channel', in: 'path', required: true, schema: { type: 'string' } }],
      security: TOKEN,
      responses: {
        202: content('It is on its way; the list tells what came of it', AlertTried),
        ...problems(401, 403, 404),
      },
    },
  },
});
