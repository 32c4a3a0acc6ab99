/** `groundswell serve`: the observatory for one's own services, with a configuration that is read again when it changes. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { BadConfigError, type Config, readConfig } from '../doors/config.ts';
import { CLUSTER_HELP, CLUSTER_OPTIONS, clusterPlace } from './cluster-place.ts';
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
import { DATA_HELP, DATA_OPTION, journalPath, openJournal } from './journal-file.ts';
import { KEYS_HELP, KEYS_OPTIONS, keyOptions } from './keys-folder.ts';
import type { Observatory, ObservatoryOptions } from './observatory.ts';
import { ROLE_HELP, ROLE_OPTION } from './roles.ts';

const PORT_DEFAULT = 8080;
const HOST_DEFAULT = '127.0.0.1';
const LOOK_EVERY_MS = 500;
/** No text starts so. */
const UNREADABLE = '\0';

export const LISTEN_OPTIONS = {
  ...DATA_OPTION,
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  ...KEYS_OPTIONS,
  json: { type: 'boolean' },
} as const;

export const LISTEN_HELP = `  -p, --port N                port  (default ${PORT_DEFAULT}; 0 takes a free one)
      --host ADDRESS          address to listen on  (default ${HOST_DEFAULT}; 0.0.0.0 is all of IPv4)
${KEYS_HELP}
      --json                  print {"url", "data", "entries"} instead of words when it listens`;

export const serve: Command = {
  summary: 'watch your own services',
  options: {
    ...LISTEN_OPTIONS,
    ...CLUSTER_OPTIONS,
    'reached-at': { type: 'string' },
    ...ROLE_OPTION,
    config: { type: 'string', short: 'c' },
  },
  help: `
Usage: groundswell serve --config services.yaml [options]
       groundswell serve [options]                        where all that the journal holds was imported

Starts the observatory. The configuration is read again whenever it changes; a wrong one is told with line and column,
and the old one stays in force. Beside the journal stand two files: ingest-token (the owner's token) and
reporter-key (of today's pseudonyms).

Options:
  -c, --config FILE           services, budget, databases, limits
${DATA_HELP}
${LISTEN_HELP}

On several machines, each with the same options:
${CLUSTER_HELP}
      --reached-at URL        where the other ones reach this one  (default http://HOST:PORT)
${ROLE_HELP}
One of them writes. The others fold what it writes, answer readers from that, hand on to it what is sent, and take
over a few seconds after it is gone.

A first services.yaml:
  services:
    - id: shop
      name: Web shop
      home: https://shop.example
      components: [search, checkout, login]

Examples:
  groundswell serve --config services.yaml
  groundswell serve -c services.yaml --host 0.0.0.0 --port 80 --data /var/lib/groundswell/journal.db
  groundswell serve -c services.yaml --nats a:4222,b:4222,c:4222 --postgres postgres://gs@db/gs
  groundswell serve -c services.yaml --nats a:4222,b:4222,c:4222 --postgres postgres://gs@db/gs --role serve,door
`,
  async run({ values }, io) {
    const listen = listenOptions(values);
    const named = configurationOf(textOption(values, 'config'));
    const place = clusterPlace(values);
    if (named === undefined && (place !== undefined || !existsSync(journalPath(values)))) {
      throw new UsageError('name the configuration with --config (or try: groundswell demo)');
    }
    if (place !== undefined) {
      const { serveCluster } = await import('./serve-cluster.ts');
      return serveCluster({ place, file: named!.file, values, io, ...listen });
    }
    if (textOption(values, 'role') !== undefined) throw new UsageError('--role goes with --nats and --postgres');
    const { path, store } = openJournal(values, undefined, { threaded: true });
    const observatory = await startServing({ path, store, config: named?.config, io, ...listen });
    const { stopped } = io;
    announce(io, observatory, path, listen.host, values.json === true);
    const stopWatching = named && followFile(named.file, named.text, observatory);
    try {
      return await untilStopped(observatory, stopped);
    } finally {
      stopWatching?.();
    }
  },
};

function configurationOf(file: string | undefined): { file: string; text: string; config: Config } | undefined {
  if (file === undefined) return undefined;
  const text = readFileSync(file, 'utf8');
  return { file, text, config: readConfig(text, file) };
}

export function listenOptions(values: Values): Pick<ObservatoryOptions, 'host' | 'port' | 'keys'> {
  return {
    keys: keyOptions(values),
    host: textOption(values, 'host') ?? HOST_DEFAULT,
    port: numberOption(values, 'port', { min: 0, max: 65_535 }) ?? PORT_DEFAULT,
  };
}

/** The observatory is read in only now: commands that do not serve start sooner. */
export async function startServing(options: ObservatoryOptions): Promise<Observatory> {
  const { startObservatory } = await import('./observatory.ts');
  return startObservatory(options);
}

export function announce(io: Io, { port, engine }: Observatory, data: string, host: string, json: boolean): void {
  const shown = host === HOST_DEFAULT || host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${shown}:${port}`;
  if (json) printJson(io, { url, data, entries: engine.size });
  else
    io.stdout.write(
      `Groundswell listens on ${url}  (journal: ${data}, ${engine.size.toLocaleString('en')} entries)\nStop it with Ctrl-C.\n`,
    );
}

/**
 * Ends when asked to, or when the observatory cannot go on; then it says why.
 * @param stopped listened for before the observatory is announced, since who reads that may ask at once
 */
export async function untilStopped(observatory: Observatory, stopped: Promise<void>): Promise<number> {
  const outcome = await Promise.race([stopped.then(() => undefined), observatory.failed.then((cause) => ({ cause }))]);
  await observatory.close();
  if (outcome === undefined) return EXIT.ok;
  throw outcome.cause;
}

/**
 * Looks at the file by its path and its content: editors put a new file in the old one's place, clusters move a link to
 * it, and it may have changed since it was first read. What reads the same twice in a row is taken.
 */
export function followFile(file: string, first: string, { log, apply }: Observatory): () => void {
  let taken = first;
  let seen = first;
  let timer: NodeJS.Timeout;
  const look = async (): Promise<void> => {
    const text = await readFile(file, 'utf8').catch((cause: Error) => `${UNREADABLE}${cause.message}`);
    if (text !== taken && text === seen) {
      taken = text;
      await takeText(text);
    }
    seen = text;
    later();
  };
  const takeText = async (text: string): Promise<void> => {
    try {
      if (text.startsWith(UNREADABLE)) throw new Error(text.slice(UNREADABLE.length));
      await apply(readConfig(text, file));
      log.info({ file }, 'configuration read again');
    } catch (cause) {
      const complaints = cause instanceof BadConfigError ? cause.complaints : [(cause as Error).message];
      log.error({ complaints }, 'the configuration is wrong; the old one stays in force');
    }
  };
  let stopped = false;
  const later = (): void => {
    if (!stopped) timer = setTimeout(look, LOOK_EVERY_MS);
  };
  later();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
