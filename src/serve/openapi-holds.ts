/** The part of the API's description that is about holds. */
import { HoldBody, HoldChangeBody } from '../doors/holds.ts';
import { ID, type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { HoldAccepted, HoldList, HoldView } from './schema-holds.ts';

export function holdPaths({ reading, content, problems, schemaOf }: Parts): Json {
  return {
    '/api/v1/holds': {
      get: reading('Holds: duties to keep signals, the last one recorded first', HoldList),
      post: {
        summary: 'Place a hold',
        description: 'What a hold in force covers is neither pruned nor redacted.',
        security: TOKEN,
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(HoldBody, 'input') } } },
        responses: { 202: content('Durable', HoldAccepted), ...problems(401, 404, 409, 413, 422, 503) },
      },
    },
    '/api/v1/holds/{id}': {
      get: reading('One hold: what it covers, and every version', HoldView, ['id']),
      post: {
        summary: 'Record the next version of a hold, or close it',
        description: 'A change can only keep more. Only a closing lets go.',
        security: TOKEN,
        parameters: [ID],
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(HoldChangeBody, 'input') } } },
        responses: { 202: content('Durable', HoldAccepted), ...problems(401, 404, 409, 413, 422, 503) },
      },
    },
  };
}
