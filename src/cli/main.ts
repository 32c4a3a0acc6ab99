/** The command line: finds the command, reads its options strictly, turns failures into plain words and exit codes. */
import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { BadConfigError } from '../doors/config.ts';
import { BadCountsError } from '../doors/counts.ts';
import { CorruptJournalError } from '../journal/corrupt.ts';
import { check } from './check.ts';
import { type Command, EXIT, type Io, UsageError } from './command.ts';
import { demo } from './demo.ts';
import { detect } from './detect.ts';
import { importFile } from './import.ts';
import { rebuild } from './rebuild.ts';
import { serve } from './serve.ts';
import { VERSION } from './version.ts';

const COMMANDS: Readonly<Record<string, Command>> = { serve, demo, import: importFile, detect, rebuild, check };

export async function main(argv: readonly string[], io: Io = processIo()): Promise<void> {
  process.exitCode = await run(argv, io);
}

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-v') {
    io.stdout.write(`${VERSION}\n`);
    return EXIT.ok;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    io.stderr.write(`groundswell: there is no command "${name}"${nearest(name)}\nSee: groundswell --help\n`);
    return EXIT.usage;
  }
  return runCommand(name, command, rest, io);
}

async function runCommand(name: string, command: Command, rest: readonly string[], io: Io): Promise<number> {
  try {
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = readArgs(rest, options);
    if (values.help === true) {
      io.stdout.write(`groundswell ${name} – ${command.summary}\n\n${command.help.trim()}\n`);
      return EXIT.ok;
    }
    return await command.run({ values, positionals }, io);
  } catch (cause) {
    io.stderr.write(`groundswell ${name}: ${explain(cause)}\n`);
    if (!(cause instanceof UsageError)) return EXIT.failed;
    io.stderr.write(`See: groundswell ${name} --help\n`);
    return EXIT.usage;
  }
}

function readArgs(rest: readonly string[], options: Command['options']) {
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node's own words end in advice about its API; the first sentence says what is wrong.
    throw new UsageError((cause as Error).message.split('. ')[0]!, { cause });
  }
}

/** Failures that a person can mend are told in their words; anything else is a defect, and keeps its trace. */
function explain(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `there is no file ${(cause as NodeJS.ErrnoException).path ?? ''}`;
  if (code === 'EADDRINUSE') return `${cause.message}; another program listens there. Choose another with --port`;
  const known = [UsageError, BadConfigError, BadCountsError, CorruptJournalError].some((kind) => cause instanceof kind);
  const named =
    cause.name !== 'Error' &&
    cause.name.endsWith('Error') &&
    !['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'].includes(cause.name);
  return known || named || code !== undefined ? cause.message : (cause.stack ?? cause.message);
}

function nearest(name: string): string {
  const [best] = Object.keys(COMMANDS).sort((a, b) => distance(name, a) - distance(name, b));
  return best !== undefined && distance(name, best) <= 2 ? `; did you mean "${best}"?` : '';
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const list = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Groundswell ${VERSION}: an outage observatory.

Usage: groundswell COMMAND [options]

${list.join('\n')}

Every command takes --help (with examples) and --json.

Examples:
  groundswell demo                                something real to see, on http://localhost:8080
  groundswell serve --config services.yaml        watch your own services
  groundswell detect reports.csv                  the incidents in a file of counts
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
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
    },
  };
}
