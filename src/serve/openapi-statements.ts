/** The part of the API's description that is about statements. */
import { StatementBody } from '../doors/statements.ts';
import { LANGUAGES } from '../statements/languages.ts';
import { ID, type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { ArticleView, StatementAccepted, StatementHistory, StatementList } from './schema-statements.ts';

export function statementPaths({ reading, content, problems, schemaOf }: Parts): Json {
  const exported = (summary: string, type: string): Json => ({
    get: {
      summary,
      security: [...TOKEN, {}],
      parameters: [ID],
      responses: {
        200: { description: 'Statements that their marking lets out', content: { [type]: {} } },
        ...problems(404),
      },
    },
  });
  return {
    '/api/v1/incidents/{id}/statements': {
      get: {
        summary: 'What is said about an incident, and how it holds up',
        description: 'Without the token only statements marked TLP:CLEAR.',
        security: [...TOKEN, {}],
        parameters: [ID],
        responses: { 200: content('With the verdicts of now', StatementList), ...problems(404) },
      },
      post: {
        summary: 'Record a statement, or the next version of one',
        security: TOKEN,
        parameters: [ID],
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(StatementBody, 'input') } } },
        responses: { 202: content('Durable', StatementAccepted), ...problems(401, 404, 409, 413, 422, 503) },
      },
    },
    '/api/v1/incidents/{id}/statements.csv': exported('The statements as CSV', 'text/csv'),
    '/api/v1/incidents/{id}/statements.stix.json': exported(
      'The statements as a STIX 2.1 bundle',
      'application/stix+json',
    ),
    '/api/v1/incidents/{id}/statements.misp.json': exported('The statements as a MISP event', 'application/json'),
    '/api/v1/statements/{id}': {
      get: reading('One statement: readings, verdict, history and versions', StatementHistory, ['id']),
    },
    '/api/v1/articles': {
      post: {
        summary: 'Propose statements from an article',
        description: 'Text, HTML or Markdown. Nothing is stored.',
        security: TOKEN,
        parameters: [
          {
            name: 'lang',
            in: 'query',
            description: 'The language of the article; told from its words where it is not given',
            schema: { type: 'string', enum: LANGUAGES.map(({ code }) => code) },
          },
          {
            name: 'model',
            in: 'query',
            description: 'yes: the language model that the operator named points at statements too',
            schema: { type: 'string', enum: ['yes'] },
          },
        ],
        requestBody: { required: true, content: { 'text/plain': { schema: { type: 'string' } } } },
        responses: {
          200: content('Proposals, each with the words that led to it', ArticleView),
          ...problems(400, 401, 413),
        },
      },
    },
  };
}
