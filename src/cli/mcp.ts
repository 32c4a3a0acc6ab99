/** `groundswell mcp`: the tools of the Model Context Protocol over standard input and output, for an observatory that serves. */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Groundswell, GroundswellError } from '../client/client.ts';
import { mcpServer } from '../serve/conventions/mcp.ts';
import { type Command, EXIT, textOption, UsageError } from './command.ts';
import { VERSION } from './version.ts';

const URL_DEFAULT = 'http://localhost:8080';

export const mcp: Command = {
  summary: 'tools for language models (MCP) over standard input and output',
  options: { url: { type: 'string' }, token: { type: 'string' }, json: { type: 'boolean' } },
  help: `
Usage: groundswell mcp [options]

Speaks the Model Context Protocol on standard input and output: search, status, incident and check_statement, answered by an observatory
that serves. The same tools are at URL/mcp over HTTP. They read and store nothing. Ends with its input.

Options:
      --url URL               of the observatory  (default ${URL_DEFAULT})
      --token TOKEN           where it is private
      --json                  changes nothing: all that is said is JSON

Example, in the settings of a program that uses it:
  { "mcpServers": { "groundswell": { "command": "npx", "args": ["groundswell", "mcp", "--url", "https://status.example.org"] } } }
`,
  async run({ values }) {
    const url = textOption(values, 'url') ?? URL_DEFAULT;
    if (!URL.canParse(url)) throw new UsageError(`--url takes the address of an observatory, not "${url}"`);
    const client = new Groundswell(url, { token: textOption(values, 'token') });
    serveStdio(() =>
      mcpServer(
        {
          overview: (search) => client.overview(search, 1),
          service: (id) => found(client.service(id)),
          incident: (id) => found(client.incident(id)),
          check: (incident, text) => found(client.check(incident, text)),
        },
        VERSION,
      ),
    );
    await new Promise((resolve) => process.stdin.once('close', resolve).once('end', resolve));
    return EXIT.ok;
  },
};

async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof GroundswellError && cause.status === 404) return undefined;
    throw cause;
  }
}
