/** `groundswell probe URL`: looks once from here, and says who answered, whose fault a failure is, and by what marks. */
import { readFileSync } from 'node:fs';
import { isAllowable, reachOf } from '../doors/probe/reach.ts';
import { type ProbeResult, runProbe } from '../doors/probe/run.ts';
import { isServer, REDIRECTS_MAX, readTarget } from '../doors/probe/settings.ts';
import { edgeName } from '../edges/edge.ts';
import { PHASES } from '../model/check.ts';
import { outside } from '../words/en/outside.ts';
import {
  type Command,
  EXIT,
  type Io,
  numberOption,
  printJson,
  textOption,
  UsageError,
  type Values,
} from './command.ts';
import { DATA_HELP, DATA_OPTION, journalPath } from './journal-file.ts';
import { printToken, runAgent } from './probe-agent.ts';

const TIMEOUT_DEFAULT_SECONDS = 10;
const EXIT_INCONCLUSIVE = 3;

export const probe: Command = {
  summary: 'look at a URL from here: who answers, and whose fault a failure is',
  takesFile: true,
  options: {
    json: { type: 'boolean' },
    timeout: { type: 'string' },
    expect: { type: 'string' },
    status: { type: 'string' },
    allow: { type: 'string', multiple: true },
    resolver: { type: 'string', multiple: true },
    ca: { type: 'string' },
    agent: { type: 'string' },
    token: { type: 'string' },
    anchor: { type: 'string', multiple: true },
    'token-for': { type: 'string' },
    ...DATA_OPTION,
  },
  help: `
Usage: groundswell probe URL [options]
       groundswell probe --agent OBSERVATORY --token TOKEN [options]
       groundswell probe --token-for PLACE [--data FILE]

URL is http://, https:// (also where no scheme is named), tcp://HOST:PORT, tls://HOST[:PORT] or dns://NAME.

Says in words what came of it: who answered (an edge, a proxy or the origin), whose fault a failure is, and the marks
that tell it. Where several causes look alike from outside, all of them are named. Redirects are followed, at most ${REDIRECTS_MAX}.

Addresses that are not public (private, loopback, link-local, metadata) are refused, also behind a redirect, unless
--allow names the host, the address or its network.

Options:
      --json                  the finding with phase times, redirects, certificate and marks
      --timeout SECONDS       for everything together  (default ${TIMEOUT_DEFAULT_SECONDS})
      --expect TEXT           text that must stand in the answer
      --status N[,N...]       statuses that are well  (default: all below 400)
      --allow WHAT            host name, address or CIDR range that may be probed although it is not public; repeatable
      --resolver ADDRESS      name server to ask instead of the system's, with or without a port; repeatable
      --ca FILE               certificates (PEM) that vouch besides the usual ones

As an agent it makes the probes that the observatory lists, from this machine, and sends what it saw, signed:
      --agent URL             the observatory
      --token TOKEN           of this place (or in GROUNDSWELL_TOKEN)
      --anchor URL            what tells whether this machine's own network works; repeatable
      --token-for PLACE       prints the token of a place, beside the journal; name it under probing.vantages too
${DATA_HELP}

Exit codes: 0 well, 1 failed, 2 not probed (wrong use, or an address that is not public), 3 inconclusive.

Examples:
  groundswell probe https://shop.example
  groundswell probe shop.example --expect 'Add to cart' --json | jq .words
  groundswell probe http://localhost:8080 --allow localhost
  groundswell probe --token-for paris
  groundswell probe --agent https://status.example --token paris.… --anchor tcp://1.1.1.1:443
  groundswell probe dns://shop.example --resolver 127.0.0.1:5353
`,
  async run({ values, positionals }, io) {
    const place = textOption(values, 'token-for');
    if (place !== undefined) return printToken(place, journalPath(values), io);
    const observatory = textOption(values, 'agent');
    if (observatory !== undefined) {
      const token = textOption(values, 'token') ?? process.env.GROUNDSWELL_TOKEN;
      const [resolvers, anchors] = [servers(values), texts(values, 'anchor')];
      return runAgent({ observatory, token, allow: allowed(values), resolvers, anchors }, io);
    }
    if (positionals.length !== 1) throw new UsageError('name one URL');
    const target = readTarget(positionals[0]!);
    if (typeof target === 'string') throw new UsageError(target);
    const timeoutMs = 1_000 * (numberOption(values, 'timeout', { min: 0.1, max: 60 }) ?? TIMEOUT_DEFAULT_SECONDS);
    const result = await runProbe(
      { target, timeoutMs, expect: { text: textOption(values, 'expect'), statuses: statusesOf(values) } },
      {
        reach: reachOf(allowed(values)),
        resolvers: servers(values),
        authorities: authorities(values),
        now: Date.now,
      },
    );
    if (values.json === true) printJson(io, result);
    else printWords(io, result);
    if (result.reason === 'target-refused') return EXIT.usage;
    return { ok: EXIT.ok, failed: EXIT.failed, inconclusive: EXIT_INCONCLUSIVE }[result.outcome];
  },
};

function texts(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function allowed(values: Values): string[] {
  const entries = texts(values, 'allow');
  const wrong = entries.find((entry) => !isAllowable(entry));
  if (wrong !== undefined)
    throw new UsageError(`--allow takes a host name, an address or a CIDR range, not "${wrong}"`);
  return entries;
}

function servers(values: Values): string[] {
  const named = texts(values, 'resolver');
  const wrong = named.find((one) => !isServer(one));
  if (wrong !== undefined) throw new UsageError(`--resolver takes an address, with or without a port, not "${wrong}"`);
  return named;
}

function statusesOf(values: Values): number[] | undefined {
  const text = textOption(values, 'status');
  if (text === undefined) return undefined;
  const statuses = text.split(',').map(Number);
  if (statuses.some((status) => !Number.isInteger(status) || status < 100 || status > 599)) {
    throw new UsageError(`--status takes numbers from 100 to 599, not "${text}"`);
  }
  return statuses;
}

function authorities(values: Values): string | undefined {
  const file = textOption(values, 'ca');
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

function printWords(io: Io, result: ProbeResult): void {
  const line = (name: string, text: string): string => `  ${name.padEnd(12)} ${text}\n`;
  const { times, certificate, redirects, marks, by, fault, among, sure } = result;
  const took = [
    ...PHASES.map((phase) => [phase, outside.phases[phase]] as const),
    ['total', 'in all'] as const,
  ].flatMap(([phase, name]) => (times[phase] === null ? [] : [`${name} ${times[phase]} ms`]));
  io.stdout.write(`${result.words}.\n`);
  io.stdout.write(line('outcome', result.outcome));
  if (by !== null)
    io.stdout.write(line('answered', by === 'origin' ? 'the origin; no edge left a mark' : edgeName(by)));
  if (fault !== null) io.stdout.write(line('fault', `${among.join(' or ')}${sure ? '' : ', not sure'}`));
  if (marks.length > 0) io.stdout.write(line('by', marks.join('; ')));
  for (const { url, status } of redirects) io.stdout.write(line('redirect', `${status} from ${url}`));
  io.stdout.write(line('times', took.join(', ')));
  if (certificate !== null) {
    const { days, until, issuer } = certificate;
    const left = days < 0 ? `ended ${-days} days ago` : `${days} days left`;
    io.stdout.write(line('certificate', `${left}, until ${until}${issuer === null ? '' : `, by ${issuer}`}`));
  }
  if (result.reason === 'target-refused') {
    io.stdout.write('Name the host, the address or its network with --allow to probe it all the same.\n');
  }
}
