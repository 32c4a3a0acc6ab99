/** `groundswell probe --agent`: makes an observatory's probes from this machine, until it is stopped. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Agent } from '../doors/probe/agent.ts';
import { readTarget } from '../doors/probe/settings.ts';
import { placeOfToken, tokenFor } from '../doors/probe/signature.ts';
import { ID_PATTERN } from '../model/service.ts';
import { EXIT, type Io, UsageError } from './command.ts';

export interface AgentCommand {
  readonly observatory: string;
  readonly token: string | undefined;
  readonly allow: readonly string[];
  readonly resolvers: readonly string[];
  readonly anchors: readonly string[];
}

export async function runAgent(
  { observatory, token, allow, resolvers, anchors }: AgentCommand,
  io: Io,
): Promise<number> {
  if (token === undefined)
    throw new UsageError('an agent needs --token (make one with --token-for, beside the journal)');
  const vantage = placeOfToken(token);
  if (vantage === undefined) throw new UsageError('--token takes what --token-for printed: PLACE.SECRET');
  const url = URL.canParse(observatory) ? new URL(observatory) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError('--agent takes the URL of an observatory');
  for (const anchor of anchors) {
    const target = readTarget(anchor);
    if (typeof target === 'string') throw new UsageError(`--anchor: ${target}`);
  }
  const agent = new Agent({
    observatory: url,
    token,
    vantage,
    probing: { allow: [...allow], resolvers: [...resolvers], anchors: [...anchors] },
    say: (words) => io.stderr.write(`${words}\n`),
  });
  const { stopped } = io;
  await agent.start();
  await stopped;
  await agent.close();
  return EXIT.ok;
}

/** @param data the journal, beside which the ingest token lies */
export function printToken(vantage: string, data: string, io: Io): number {
  if (!ID_PATTERN.test(vantage)) {
    throw new UsageError(`--token-for takes lower-case letters, digits and hyphens, at most 64, not "${vantage}"`);
  }
  const ingestToken = readFileSync(join(dirname(data), 'ingest-token'), 'utf8').trim();
  io.stdout.write(`${tokenFor(vantage, ingestToken)}\n`);
  return EXIT.ok;
}
