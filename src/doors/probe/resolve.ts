/** Names to addresses, with a limit of time: by the system, or by name servers that the operator named. */
import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** gone: the name does not exist, or has no address. failed: nobody could say. */
export type Resolved =
  | { readonly addresses: readonly string[] }
  | { readonly failure: 'gone' | 'failed'; readonly said: string };

const GONE = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA']);

/** As it stands in a URL, to as the system takes it: an IPv6 address without its brackets. */
export const bareHost = (host: string): string => host.replace(/^\[|\]$/g, '');

export async function resolveName(host: string, servers: readonly string[], timeoutMs: number): Promise<Resolved> {
  const bare = bareHost(host);
  if (isIP(bare) !== 0) return { addresses: [bare] };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Resolved>((resolve) => {
    timer = setTimeout(() => resolve({ failure: 'failed', said: 'no answer in time' }), timeoutMs);
  });
  const asked = servers.length === 0 ? bySystem(bare) : byServers(bare, servers, timeoutMs);
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function bySystem(host: string): Promise<Resolved> {
  try {
    const found = await lookup(host, { all: true, verbatim: true });
    return { addresses: found.map(({ address }) => address) };
  } catch (cause) {
    return failureOf(cause);
  }
}

async function byServers(host: string, servers: readonly string[], timeoutMs: number): Promise<Resolved> {
  const resolver = new Resolver({ timeout: Math.max(100, Math.floor(timeoutMs / 2)), tries: 2 });
  resolver.setServers(servers);
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length > 0) return { addresses };
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [failureOf(answer.reason)] : []));
  // A server that fails for one family may have addresses of it.
  return failures.find((one) => 'failure' in one && one.failure === 'failed') ?? failures[0]!;
}

function failureOf(cause: unknown): Resolved {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return { failure: GONE.has(code) ? 'gone' : 'failed', said: code };
}
