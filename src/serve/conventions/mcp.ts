/**
 * The observatory as tools of the Model Context Protocol: search, status, incident, check_statement. They read, store nothing, and answer with the API's
 * own bodies, cut to what a model needs; a failure is told in the tool's answer, in words.
 */
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { IncidentBody, ServiceBody } from '../schema.ts';
import type { OverviewBody } from '../schema-overview.ts';
import type { StatementCheckBody } from '../schema-statements.ts';

/** Where the tools read: the observatory itself, or one that is asked over HTTP. Undefined where there is no such thing. */
export interface McpSource {
  overview(search: string): Promise<OverviewBody>;
  service(id: string): Promise<ServiceBody | undefined>;
  incident(id: string): Promise<IncidentBody | undefined>;
  check(incident: string, text: string): Promise<StatementCheckBody | undefined>;
}

const FOUND_MAX = 50;
const ABOUT =
  'Groundswell counts what people report, probes see and logs say. "possible" and "confirmed" are excesses within a budget of false alarms; unknown is null, never zero. It never says who is behind a failure.';

export function mcpServer(source: McpSource, version: string): McpServer {
  const server = new McpServer({ name: 'groundswell', version }, { instructions: ABOUT });
  const annotations = { readOnlyHint: true, openWorldHint: false } as const;
  server.registerTool(
    'search',
    {
      title: 'Find services, and what fails now',
      description:
        'Services whose name, id or category holds the query, the failing ones first; all of them without a query.',
      inputSchema: z.object({ query: z.string().max(64).default('').describe('A part of a name; empty for all') }),
      annotations,
    },
    async ({ query }) => {
      const { services, incidents } = await source.overview(query);
      return told({
        services: services.slice(0, FOUND_MAX).map(({ id, name, category, state, since, incident, url }) => ({
          id,
          name,
          category,
          state,
          since,
          incident,
          url,
        })),
        more: Math.max(0, services.length - FOUND_MAX),
        runningIncidents: incidents
          .filter(({ end }) => end === null)
          .map(({ id, serviceName, state, start }) => ({ id, serviceName, state, start })),
      });
    },
  );
  server.registerTool(
    'status',
    {
      title: 'Is a service down?',
      description:
        'State of one service, since when, the last hour against the usual, what people name, what vendors say, past incidents.',
      inputSchema: z.object({ service: z.string().max(64).describe('Id, as search gives it') }),
      annotations,
    },
    async ({ service }) => {
      const body = await source.service(service);
      if (body === undefined) return missing(`There is no service "${service}". Use search to find its id.`);
      const { spark: _, chart: __, traffic: ___, ...rest } = body;
      return told(rest);
    },
  );
  server.registerTool(
    'incident',
    {
      title: 'One incident',
      description:
        'Waves with their bounds, how it was decided, who was affected, the kind of failure with likelihoods, statements and verdicts.',
      inputSchema: z.object({ incident: z.string().max(100).describe('Id, such as x-20250310T0932Z') }),
      annotations,
    },
    async ({ incident }) => {
      const body = await source.incident(incident);
      if (body === undefined)
        return missing(`There is no incident "${incident}". Use search or status to find its id.`);
      const { chart: _, ...rest } = body;
      return told(rest);
    },
  );
  server.registerTool(
    'check_statement',
    {
      title: 'Does what is said hold up?',
      description:
        'Reads a sentence ("over 60,000 users", "two waves", "it began at 9:45") and compares every meaning it may have with what was counted: supported, contradicted, depends on the reading, not enough data, or not testable from telemetry. Nothing is stored.',
      inputSchema: z.object({
        incident: z.string().max(100).describe('Id of the incident that it is about'),
        text: z.string().min(1).max(1_000).describe('The sentence, as it was said'),
      }),
      annotations,
    },
    async ({ incident, text }) => {
      const body = await source.check(incident, text);
      return body === undefined ? missing(`There is no incident "${incident}".`) : told(body);
    },
  );
  return server;
}

const told = (body: object) => ({ content: [{ type: 'text' as const, text: JSON.stringify(body) }] });
const missing = (words: string) => ({ content: [{ type: 'text' as const, text: words }], isError: true });
