/** The part of the API's description that is about subscriptions of readers. */
import { SubscriptionBody } from '../doors/alert/wish.ts';
import { ID, type Json, type Parts } from './openapi-parts.ts';
import { SubscriptionAsked, SubscriptionTaken, SubscriptionView } from './schema-subscriptions.ts';

const OWN = [ID, { name: 'token', in: 'query', required: true, schema: { type: 'string' } }];

export const subscriptionPaths = ({ content, problems, schemaOf }: Parts): Json => ({
  '/api/v1/subscriptions': {
    post: {
      summary: 'Be told by e-mail or webhook',
      description:
        'An address is asked by mail first. A webhook is sent {"type": "subscription.challenge", "data": {"challenge": …}} and must answer with the challenge in its body, within ten seconds.',
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(SubscriptionBody, 'input') } } },
      responses: {
        201: content('The webhook is told from now on', SubscriptionTaken),
        202: content('The address was asked', SubscriptionAsked),
        ...problems(400, 403, 404, 409, 422, 429, 503),
      },
    },
  },
  '/api/v1/subscriptions/{id}': {
    get: {
      summary: 'A subscription, for whoever has its token',
      parameters: OWN,
      responses: { 200: content('As it is', SubscriptionView), ...problems(404) },
    },
    delete: {
      summary: 'End a subscription',
      parameters: OWN,
      responses: { 204: { description: 'It is over, and what was kept of it is deleted' }, ...problems(404) },
    },
  },
});
