/** The tools of the Model Context Protocol over HTTP: each request by itself, with no session to keep. */
import { createMcpHandler } from '@modelcontextprotocol/server';
import { refuse } from '../../doors/refusal.ts';
import { limitBody } from '../body-limit.ts';
import { mcpServer } from '../conventions/mcp.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';
import { checkText } from '../statement-check.ts';
import { incidentOf } from './statements.ts';

const BODY_MAX = 64 * 1_024;
const TOO_LARGE = refuse(413, 'too-large', 'Too large', `A message has ${BODY_MAX} bytes at most.`);

export const addMcp: AddRoutes = (app, serving) => {
  const { engine, views, name, now, version } = serving;
  const handler = createMcpHandler(() =>
    mcpServer(
      {
        overview: (search) => views.overview(name(), search, 1),
        service: (id) => views.service(id),
        incident: (id) => views.incident(id),
        async check(id, text) {
          const found = await incidentOf(serving, id);
          return found && checkText(engine, found, text, now());
        },
      },
      version,
    ),
  );
  const size = limitBody(BODY_MAX, (c) => answerProblem(c, TOO_LARGE, undefined));
  app.post('/mcp', size, (c) => handler.fetch(c.req.raw));
};
