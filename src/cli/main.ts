/** The command line: finds the command, reads its options strictly, turns failures into plain words and exit codes. */
import { parseArgs } from 'node:util';
import { type Command, EXIT, type Io, UsageError } from './command.ts';
import { VERSION } from './version.ts';

/** A command is loaded when it is asked for: half a second of the others' parts is longer than many a run takes. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  demo: async () => (await import('./demo.ts')).demo,
  import: async () => (await import('./import.ts')).importFile,
  detect: async () => (await import('./detect.ts')).detect,
  traffic: async () => (await import('./traffic.ts')).traffic,
  probe: async () => (await import('./probe.ts')).probe,
  bundle: async () => (await import('./bundle.ts')).bundle,
  verify: async () => (await import('./verify.ts')).verify,
  statements: async () => (await import('./statements.ts')).statements,
  calendar: async () => (await import('./calendar.ts')).calendar,
  hold: async () => (await import('./hold.ts')).hold,
  move: async () => (await import('./move.ts')).move,
  alert: async () => (await import('./alert.ts')).alert,
  subscriptions: async () => (await import('./subscriptions.ts')).subscriptions,
  mcp: async () => (await import('./mcp.ts')).mcp,
  token: async () => (await import('./token.ts')).token,
  prune: async () => (await import('./prune.ts')).prune,
  redact: async () => (await import('./redact.ts')).redact,
  rebuild: async () => (await import('./rebuild.ts')).rebuild,
  check: async () => (await import('./check.ts')).check,
};

export async function main(argv: readonly string[], io: Io = processIo()): Promise<void> {
  process.exitCode = await run(argv, io);
}

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-v') {
    io.stdout.write(`${VERSION}\n`);
    return EXIT.ok;
  }
  if (name === 'help' && rest[0] !== undefined) return run([rest[0], '--help'], io);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(await overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    io.stderr.write(
      `groundswell: there is no command "${name}"${await nearest(name, Object.keys(COMMANDS))}\nSee: groundswell --help\n`,
    );
    return EXIT.usage;
  }
  return runCommand(name, await load(), rest, io);
}

async function runCommand(name: string, command: Command, rest: readonly string[], io: Io): Promise<number> {
  try {
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = await readArgs(rest, options);
    if (values.help === true) {
      io.stdout.write(`groundswell ${name} – ${command.summary}\n\n${command.help.trim()}\n`);
      return EXIT.ok;
    }
    if (command.takesFile !== true && positionals.length > 0) {
      throw new UsageError(`${name} takes no "${positionals[0]}"; what it works on is named with options`);
    }
    return await command.run({ values, positionals }, io);
  } catch (cause) {
    // Who reads the output (head, less) has read enough.
    if ((cause as NodeJS.ErrnoException).code === 'EPIPE') return EXIT.ok;
    io.stderr.write(`groundswell ${name}: ${explain(cause)}\n`);
    if (!(cause instanceof UsageError)) return EXIT.failed;
    io.stderr.write(`See: groundswell ${name} --help\n`);
    return EXIT.usage;
  }
}

async function readArgs(rest: readonly string[], options: Command['options']) {
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node's own words end in advice about its API; the first sentence says what is wrong.
    const words = (cause as Error).message.split('. ')[0]!;
    const asked = /^Unknown option '--([^']+)'/.exec(words)?.[1];
    throw new UsageError(`${words}${asked === undefined ? '' : await nearest(asked, Object.keys(options), '--')}`, {
      cause,
    });
  }
}

/** Failures that a person can mend are told in their words; anything else is a defect, and keeps its trace. */
function explain(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code, path } = cause as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : SYSTEM_WORDS[code];
  if (words !== undefined) return words(path ?? '', cause as ListenError);
  return DEFECTS.some((kind) => cause instanceof kind) && code === undefined
    ? (cause.stack ?? cause.message)
    : cause.message;
}

/** Failures of our own making; everything else is told in its words. */
const DEFECTS = [TypeError, RangeError, ReferenceError, SyntaxError] as const;

interface ListenError extends Error {
  readonly address?: string;
  readonly port?: number;
}

const SYSTEM_WORDS: Readonly<Record<string, (path: string, cause: ListenError) => string>> = {
  ENOENT: (path) => `there is no file ${path}`,
  EISDIR: (path) => `${path || 'this'} is a folder, not a file`,
  ENOTDIR: (path) => `a part of ${path} is a file, not a folder`,
  EACCES: (path, { port }) =>
    port === undefined
      ? `no permission for ${path}`
      : `no permission to listen on port ${port}; choose another with --port`,
  EADDRINUSE: (_, { address, port }) =>
    `port ${port} of ${address} is taken: another program listens there. Choose another with --port, or 0 for a free one`,
  EADDRNOTAVAIL: (_, { address }) => `this machine has no address ${address}; see --host`,
  ENOTFOUND: () => 'there is no host of this name; see --host',
  Z_BUF_ERROR: () => 'the compressed file is cut short',
  Z_DATA_ERROR: () => 'the compressed file is damaged',
};

/** Loaded when it is needed: `verify` works without any package, so that whoever checks has nothing else to trust. */
async function nearest(name: string, known: readonly string[], prefix = ''): Promise<string> {
  const { distance } = await import('fastest-levenshtein');
  const [best] = known.toSorted((a, b) => distance(name, a) - distance(name, b));
  return best !== undefined && distance(name, best) <= 2 ? `; did you mean "${prefix}${best}"?` : '';
}

async function overview(): Promise<string> {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const loaded = Object.entries(COMMANDS).map(async ([name, load]) => ({ name, summary: (await load()).summary }));
  const list = (await Promise.all(loaded)).map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Groundswell ${VERSION}: an outage observatory.

Usage: groundswell COMMAND [options]

${list.join('\n')}

Every command takes --help (with examples) and --json.

Examples:
  groundswell demo                                something real to see, on http://localhost:8080
  groundswell serve --config services.yaml        watch your own services
  groundswell detect reports.csv                  the incidents in a file of counts
  groundswell traffic access.log                  what traffic a log holds: attack, crowd or failure
  groundswell probe https://shop.example          who answers, and whose fault a failure is
  groundswell statements article.html             what an article says that can be measured, and by whom
`;
}

function processIo(): Io {
  // A reader that goes away (head, less) is no failure.
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause;
  });
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    // Listening for a signal takes away its usual effect, so only who waits for it listens.
    get stopped() {
      return new Promise<void>((resolve) => {
        // Ctrl-C reaches a program and the one that started it, which hands it on: the second one changes nothing.
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
      });
    },
  };
}
