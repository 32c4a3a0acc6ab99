/** llms.txt: where a language model finds what, and what the figures mean. */
export const llmsText = (name: string, origin: string): string => `# ${name}

> An outage observatory: it counts what people report, what probes see, what access logs say and what vendors claim, and says what fails, since when, for whom and in how many waves. It never names a culprit.

Unknown is null, never zero. "possible" is an excess within the false-alarm budget of a month, "confirmed" within that of a year, with reports from several networks. A statement's verdict is supported, contradicted, depends on the reading, not enough data, or not testable from telemetry. Times are UTC.

## Read

- [What fails now](${origin}/api/v1/overview): JSON; ?q= searches, ?page=1 gives the first part of many services
- [Services](${origin}/api/v1/services): JSON; one of them at /api/v1/services/ID, with a day of counts beside the usual
- [Incidents](${origin}/history.json): JSON Feed, also .atom and .rss; one of them at /api/v1/incidents/ID with waves, decisions, diagnosis, statements
- [Status in Statuspage's shape](${origin}/api/v2/summary.json): also for one service at /services/ID/api/v2/summary.json
- [All routes](${origin}/openapi.json): OpenAPI 3.1; [readable](${origin}/api)
- [How figures are computed](${origin}/methodology)

## Ask

- MCP at ${origin}/mcp: search, status, incident, check_statement
`;
