/** The API described as OpenAPI 3.1, from the same schemas that the doors validate with and the answers are made of. */
import { z } from 'zod';
import { ChecksAnswer, ChecksBody, ProbesAnswer } from '../doors/probe/agent-door.ts';
import { ReportBody } from '../doors/report.ts';
import { SignalLine } from '../doors/signals.ts';
import { HistoryView } from './history-view.ts';
import { alertPaths } from './openapi-alerts.ts';
import { calendarPaths } from './openapi-calendar.ts';
import { conventionPaths } from './openapi-conventions.ts';
import { holdPaths } from './openapi-holds.ts';
import { maintenancePaths } from './openapi-maintenance.ts';
import { methodologyPaths } from './openapi-methodology.ts';
import type { Json, Parts } from './openapi-parts.ts';
import { pruningPaths } from './openapi-prunings.ts';
import { redactionPaths } from './openapi-redactions.ts';
import { sourcePaths } from './openapi-sources.ts';
import { statementPaths } from './openapi-statements.ts';
import { subscriptionPaths } from './openapi-subscriptions.ts';
import { PAGE_SERVICES } from './overview-view.ts';
import { Accepted, Chart, Health, IncidentView, Problem, ServiceView } from './schema.ts';
import { BatchProblem, LogpushAnswer, SignalsAnswer } from './schema-batch.ts';
import { Overview, ServiceList } from './schema-overview.ts';

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The body cannot be read',
  401: 'The token is missing or wrong',
  403: 'A page of another site sent it',
  404: 'There is no such thing; `nearest` names similar ones',
  409: 'It cannot be done with things as they are: the detail says why',
  410: 'It was there, and is not kept any more',
  413: 'The body is too large',
  422: 'The body is readable but not right',
  429: 'Too many from this source, or in all; Retry-After says when to come back',
  503: 'More is waiting than can be written; Retry-After says when to come back',
};

export function openApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Groundswell',
      version,
      description:
        'An outage observatory. Every answer about a service carries a freshness block; unknown is null, never zero.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: {
      '/api/v1/overview': {
        get: reading(
          'What is failing now',
          Overview,
          [],
          [query('q', 'Only services whose name, id or category holds this'), PAGE],
        ),
      },
      '/api/v1/services': { get: reading('All services', ServiceList, [], [PAGE]) },
      '/api/v1/services/{id}': {
        get: reading('One service: a day of counts against its baseline', ServiceView, ['id']),
      },
      '/api/v1/services/{id}/history': {
        get: reading(
          'A service over 6 hours to a year: counts, symptoms and components by part of it, incidents',
          HistoryView,
          ['id'],
          [query('range', '6h, 24h, 7d, 30d (default) or 365d')],
        ),
      },
      '/api/v1/services/{id}/chart': {
        get: reading(
          'Counts of one service over another length',
          Chart,
          ['id'],
          [query('range', '1h, 6h, 24h or 7d')],
          [422],
        ),
      },
      '/api/v1/incidents/{id}': {
        get: reading('One incident: waves, who is affected, how it was decided', IncidentView, ['id']),
      },
      ...statementPaths(PARTS),
      ...holdPaths(PARTS),
      ...calendarPaths(PARTS),
      ...redactionPaths(PARTS),
      ...conventionPaths(PARTS),
      ...alertPaths(PARTS),
      ...sourcePaths(PARTS),
      ...subscriptionPaths(PARTS),
      ...pruningPaths(PARTS),
      ...maintenancePaths(PARTS),
      ...methodologyPaths(PARTS),
      '/api/v1/reports': {
        post: {
          summary: 'Report that something fails',
          description: 'Answers once the report is on disk. One person counts once per service and half hour.',
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(ReportBody, 'input') } } },
          responses: { 202: content('Durable', Accepted), ...problems(400, 403, 404, 409, 413, 422, 429, 503) },
        },
      },
      '/api/v1/signals': {
        post: {
          summary: 'Many signals, one a line',
          description:
            'NDJSON, read as it arrives. Each line is taken or refused by itself. Tallies, and lines that bring their own time or reporter, need a token of the role ingest.',
          security: [{ token: [] }, {}],
          requestBody: {
            required: true,
            content: { 'application/x-ndjson': { schema: schemaOf(SignalLine, 'input') } },
          },
          responses: {
            200: content('All lines read', SignalsAnswer),
            ...problems(401, 403),
            ...problemsOf(BatchProblem, 400, 413, 503),
          },
        },
      },
      '/api/v1/logpush/{service}': {
        post: {
          summary: 'A batch of Cloudflare Logpush',
          description:
            'http_requests as NDJSON, gzipped or not. A batch counts as a whole and once: answered when it is on disk, as if it had never come where it breaks off.',
          security: [{ token: [] }],
          parameters: [{ name: 'service', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: {
            required: true,
            content: { 'application/x-ndjson': { schema: { type: 'string' } }, 'application/gzip': {} },
          },
          responses: { 200: content('All lines read', LogpushAnswer), ...problems(400, 401, 404, 413, 503) },
        },
      },
      '/api/v1/probes': {
        get: {
          summary: 'The probes that an agent has to make',
          security: [{ agentSignature: [] }],
          responses: { 200: content('All of them', ProbesAnswer), ...problems(401, 403, 404, 503) },
        },
      },
      '/api/v1/checks': {
        post: {
          summary: 'What an agent saw',
          description: 'Answers when it is on disk. Each request is signed, and taken once.',
          security: [{ agentSignature: [] }],
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(ChecksBody, 'input') } } },
          responses: {
            200: content('Taken', ChecksAnswer),
            ...problems(400, 401, 403, 404, 413, 422, 503),
          },
        },
      },
      '/api/v1/live': {
        get: {
          summary: 'Server-sent events: something changed',
          parameters: [query('service', 'Only changes of this service')],
          responses: {
            200: {
              description: 'Events named change: {service, timeline, asOf}',
              content: { 'text/event-stream': {} },
            },
            ...problems(429),
          },
        },
      },
      '/healthz': {
        get: {
          summary: 'Whether the observatory works',
          responses: { 200: content('It does', Health), 503: content('Its clock stands still', Health) },
        },
      },
      ...logPaths(),
      '/openapi.json': {
        get: {
          summary: 'This description',
          responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
        },
      },
      '/metrics': {
        get: {
          summary: 'Prometheus metrics',
          responses: { 200: { description: 'Text format', content: { 'text/plain': {} } } },
        },
      },
    },
    components: {
      schemas: components(),
      securitySchemes: {
        agentSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description:
            'v1, and the base64 HMAC-SHA256 of ID.TIMESTAMP.BODY (of the path where there is no body) with the token of the place; beside it webhook-id, webhook-timestamp (seconds) and groundswell-vantage',
        },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Made with groundswell token, or from the file ingest-token beside the journal',
        },
      },
    },
  };
}

const bytesOf = (description: string, type: string): Json => ({ 200: { description, content: { [type]: {} } } });
const PATH = { in: 'path', required: true, schema: { type: 'string' } };

/** The journal as a public log (C2SP tlog-tiles), with a proof for each entry. */
const logPaths = (): Json => ({
  '/log/checkpoint': {
    get: {
      summary: 'The last signed tree head',
      responses: { ...bytesOf('C2SP tlog-checkpoint', 'text/plain'), ...problems(404) },
    },
  },
  '/log/keys': {
    get: {
      summary: 'Keys that the log was signed with, the first one first',
      responses: bytesOf('C2SP verifier keys, one a line', 'text/plain'),
    },
  },
  '/log/tile/{path}': {
    get: {
      summary: '256 hashes or entries: LEVEL/NUMBER or entries/NUMBER, with .p/WIDTH where there are fewer',
      parameters: [{ name: 'path', ...PATH }],
      responses: { ...bytesOf('C2SP tlog-tiles', 'application/octet-stream'), ...problems(404) },
    },
  },
  '/log/proof/{index}': {
    get: {
      summary: 'That an entry stands in the log, to be checked without it',
      parameters: [{ name: 'index', ...PATH }],
      responses: { ...bytesOf('C2SP tlog-proof', 'text/plain'), ...problems(404) },
    },
  },
});

function reading(
  summary: string,
  schema: z.ZodType,
  path: string[] = [],
  queries: Json[] = [],
  codes: number[] = [],
): Json {
  const parameters = [
    ...path.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...queries,
  ];
  return {
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    responses: {
      200: { ...content('As of its freshness block', schema), headers: { ETag: { schema: { type: 'string' } } } },
      304: { description: 'Unchanged since If-None-Match' },
      ...(path.length > 0 ? problems(404, ...codes) : {}),
    },
  };
}

const query = (name: string, description: string): Json => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string' },
});
const PAGE = query('page', `Which ${PAGE_SERVICES} of them, from 1 on; all in one without it`);

const content = (description: string, schema: z.ZodType): Json => ({
  description,
  content: { 'application/json': { schema: schemaOf(schema, 'output') } },
});

const problems = (...codes: number[]): Json => problemsOf(Problem, ...codes);

/** What each part of the description is put together with. */
const PARTS: Parts = { reading, query, content, problems, schemaOf };

function problemsOf(schema: z.ZodType, ...codes: number[]): Json {
  const body = { 'application/problem+json': { schema: schemaOf(schema, 'output') } };
  return Object.fromEntries(codes.map((code) => [code, { description: PROBLEMS[code], content: body }]));
}

/** A named schema by reference, any other in place. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const name = z.globalRegistry.get(schema)?.id;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
}

/** zod names references `#/components/schemas/ID` through `uri`; its own $id and $schema do not belong here. */
function components(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, id: ___, ...schema }]) => [name, schema]),
  );
}
