/** The part of the API's description that is about what other software expects: their own documents say what the bodies hold. */
import { WORLD_PARTS } from '../picture/world-parts.ts';
import { STATUSPAGE_PATHS } from './conventions/statuspage.ts';
import { ID, type Json, type Parts } from './openapi-parts.ts';
import { PlacesAnswer } from './places-view.ts';
import { DAY, RANGES } from './range-view.ts';
import { StatementCheck } from './schema-statements.ts';
import { IncidentSearch, IncidentsFound } from './search-view.ts';

const JSON_TYPE = 'application/json';
const FILTERS = [
  ['severity', 'possible or confirmed'],
  ['country', 'Only incidents of which a tenth of the reports came from there, such as DE'],
  ['component', 'Likewise, of a component'],
  ['symptom', 'Likewise, of a symptom'],
].map(([name, description]) => ({ name, in: 'query', description, schema: { type: 'string' } }));

const PICTURE = [
  { name: 'scheme', in: 'query', schema: { enum: ['light', 'dark'] } },
  { name: 'lang', in: 'query', schema: { enum: ['en', 'de'] } },
];

/** An incident's picture covers the incident. */
const LENGTH = [
  { name: 'range', in: 'query', description: 'What the chart covers', schema: { enum: RANGES, default: DAY } },
];

const PART = [
  { name: 'part', in: 'query', description: 'Of the world', schema: { enum: WORLD_PARTS, default: 'world' } },
];

const COMPANY: readonly (readonly [path: string, summary: string])[] = [
  ['', 'One service: status, last 15 minutes, baseline and counts of a day by quarters of an hour'],
  ['/status', 'success, warning or danger; null where it is unknown'],
  ['/last_15', 'Reports of the newest fifteen minutes'],
  ['/baseline', 'What was usual, by quarters of an hour'],
  ['/reports', 'Counts and what was usual, by quarters of an hour'],
  ['/indicators', 'What people chose as the symptom'],
  ['/events', 'Incidents as measurements: expected, actual'],
];

export function conventionPaths({ content, problems }: Parts): Json {
  const got = (summary: string, type: string, ids: readonly object[] = [], ...codes: number[]): Json => ({
    get: {
      summary,
      ...(ids.length === 0 ? {} : { parameters: ids }),
      responses: { 200: { description: summary, content: { [type]: {} } }, ...problems(...codes) },
    },
  });
  const paths: Json = {};
  for (const path of STATUSPAGE_PATHS) {
    paths[`/api/v2/${path}`] = got(`As Statuspage's API, version 2: ${path}`, JSON_TYPE);
    paths[`/services/{id}/api/v2/${path}`] = got(`The same of one service: ${path}`, JSON_TYPE, [ID], 404);
  }
  for (const [ending, type] of [
    ['atom', 'application/atom+xml'],
    ['rss', 'application/rss+xml'],
    ['json', 'application/feed+json'],
  ] as const) {
    paths[`/history.${ending}`] = got('Incidents as a feed', type, FILTERS, 422);
    paths[`/services/{id}/history.${ending}`] = got(
      'Incidents of one service as a feed',
      type,
      [ID, ...FILTERS],
      404,
      422,
    );
  }
  for (const kind of ['services', 'incidents']) {
    const chart = [ID, ...PICTURE, ...(kind === 'services' ? LENGTH : [])];
    paths[`/${kind}/{id}/chart.svg`] = got('The picture by itself', 'image/svg+xml', chart, 404, 422);
    paths[`/${kind}/{id}/map.svg`] = got(
      'Countries by report rate against the usual',
      'image/svg+xml',
      [ID, ...PICTURE, ...PART],
      404,
      422,
    );
    paths[`/api/v1/${kind}/{id}/places`] = {
      get: {
        summary: 'Countries by report rate against the usual',
        parameters: [ID],
        responses: { 200: content('null where nothing usual is known yet', PlacesAnswer), ...problems(404) },
      },
    };
    paths[`/${kind}/{id}/chart.png`] = got('The same, 1200 by 630', 'image/png', chart, 404, 422);
  }
  paths['/embed/services/{id}'] = got(
    'A frame for other pages: the answer and the picture',
    'text/html',
    [ID, ...PICTURE, ...LENGTH],
    404,
    422,
  );
  for (const [ending, type] of [
    ['json', JSON_TYPE],
    ['svg', 'image/svg+xml'],
  ] as const) {
    paths[`/badge.${ending}`] = got('State of all services as a badge', type);
    paths[`/services/{id}/badge.${ending}`] = got('State of a service as a badge', type, [ID], 404);
  }
  paths['/v2/companies/search'] = got('Services by name, in the shape of Downdetector', JSON_TYPE, [
    { name: 'name', in: 'query', schema: { type: 'string' } },
  ]);
  for (const [path, summary] of COMPANY) paths[`/v2/companies/{id}${path}`] = got(summary, JSON_TYPE, [ID], 404);
  paths['/llms.txt'] = got('Where a language model finds what', 'text/plain');
  paths['/mcp'] = {
    post: {
      summary: 'Model Context Protocol, without sessions: search, status, incident, check_statement',
      requestBody: { required: true, content: { [JSON_TYPE]: {} } },
      responses: { 200: { description: 'JSON-RPC', content: { [JSON_TYPE]: {} } }, ...problems(413) },
    },
  };
  paths['/api/v1/incidents'] = {
    get: {
      summary: 'Incidents by service, time, place and symptom',
      parameters: Object.entries(IncidentSearch.shape).map(([name, field]) => ({
        name,
        in: 'query',
        description: field.description,
        schema: { type: 'string' },
      })),
      responses: { 200: content('What was found', IncidentsFound), ...problems(422) },
    },
  };
  paths['/api/v1/incidents/{id}/check'] = {
    get: {
      summary: 'What was counted of an incident, held against a sentence; nothing is stored',
      parameters: [ID, { name: 'text', in: 'query', required: true, schema: { type: 'string', maxLength: 1_000 } }],
      responses: { 200: content('Its statements, their readings and verdicts', StatementCheck), ...problems(404, 422) },
    },
  };
  return paths;
}
