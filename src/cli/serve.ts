/** `groundswell serve`: the observatory for one's own services, with a configuration that is read again when it changes. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { BadConfigError, type Config, readConfig } from '../doors/config.ts';
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
import { DATA_HELP, DATA_OPTION, openJournal } from './journal-file.ts';
import { HOST_DEFAULT, type Observatory, PORT_DEFAULT, startObservatory } from './observatory.ts';

/** Editors write a file in several strokes. */
const SETTLE_MS = 200;
const LOOK_EVERY_MS = 1_000;

export const LISTEN_OPTIONS = {
  ...DATA_OPTION,
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const LISTEN_HELP = `  -p, --port N                port  (default ${PORT_DEFAULT}; 0 takes a free one)
      --host ADDRESS          address to listen on  (default ${HOST_DEFAULT}; 0.0.0.0 is all of IPv4)
      --json                  print {"url", "data", "entries"} instead of words when it listens`;

export const serve: Command = {
  summary: 'watch your own services',
  options: { ...LISTEN_OPTIONS, config: { type: 'string', short: 'c' } },
  help: `
Usage: groundswell serve --config services.yaml [options]

Starts the observatory. The configuration is read again whenever it changes; a wrong one is told with line and column,
and the old one stays in force. Beside the journal stand two files: ingest-token (for POST /api/v1/signals) and
reporter-key (of today's pseudonyms).

Options:
  -c, --config FILE           services, budget, databases, limits
${DATA_HELP}
${LISTEN_HELP}

A first services.yaml:
  services:
    - id: shop
      name: Web shop
      home: https://shop.example
      components: [search, checkout, login]

Examples:
  groundswell serve --config services.yaml
  groundswell serve -c services.yaml --host 0.0.0.0 --port 80 --data /var/lib/groundswell/journal.db
`,
  async run({ values }, io) {
    const file = textOption(values, 'config');
    if (file === undefined) throw new UsageError('name the configuration with --config (or try: groundswell demo)');
    const config = readConfig(readFileSync(file, 'utf8'), file);
    const { path, store } = openJournal(values, undefined, { threaded: true });
    const observatory = await startObservatory({ path, store, config, io, ...listenOptions(values) });
    announce(io, observatory, path, listenOptions(values).host, values.json === true);
    const stopWatching = reloadOnChange(file, observatory);
    try {
      return await untilStopped(observatory, io);
    } finally {
      stopWatching();
    }
  },
};

export function listenOptions(values: Values): { host: string; port: number } {
  return {
    host: textOption(values, 'host') ?? HOST_DEFAULT,
    port: numberOption(values, 'port', { min: 0, max: 65_535 }) ?? PORT_DEFAULT,
  };
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

/** Ends when asked to, or when the observatory cannot go on; then it says why. */
export async function untilStopped(observatory: Observatory, io: Io): Promise<number> {
  const outcome = await Promise.race([
    io.stopped.then(() => undefined),
    observatory.failed.then((cause) => ({ cause })),
  ]);
  await observatory.close();
  if (outcome === undefined) return EXIT.ok;
  throw outcome.cause;
}

function reloadOnChange(file: string, observatory: Observatory): () => void {
  const { log } = observatory;
  let timer: NodeJS.Timeout | undefined;
  const reload = (): void => {
    readAgain(file)
      .then((config) => observatory.apply(config))
      .then(() => log.info({ file }, 'configuration read again'))
      .catch((cause) => {
        const complaints = cause instanceof BadConfigError ? cause.complaints : [(cause as Error).message];
        log.error({ complaints }, 'the configuration is wrong; the old one stays in force');
      });
  };
  // Looked at by its path: editors put a new file in the old one's place, and clusters move a link to it.
  watchFile(file, { interval: LOOK_EVERY_MS }, () => {
    clearTimeout(timer);
    timer = setTimeout(reload, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    unwatchFile(file);
  };
}

async function readAgain(file: string): Promise<Config> {
  return readConfig(readFileSync(file, 'utf8'), file);
}
