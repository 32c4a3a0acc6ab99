/** What a command is: its options, its help with examples, and what it does. Returns the exit code. */
import type { Readable, Writable } from 'node:stream';
import type { ParseArgsConfig } from 'node:util';

export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable & { isTTY?: boolean };
  readonly stderr: Writable & { isTTY?: boolean };
  /** Resolves when the user or the system asks the program to end. */
  readonly stopped: Promise<void>;
}

export interface Values {
  readonly [name: string]: string | boolean | (string | boolean)[] | undefined;
}

export interface Command {
  readonly summary: string;
  /** Everything after the first line of --help: usage, options, examples. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Whether it works on a file that is named without an option. */
  readonly takesFile?: boolean;
  run(args: { values: Values; positionals: string[] }, io: Io): Promise<number>;
}

/** Wrong use of the command line: told with a pointer to --help, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export function textOption(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberOption(values: Values, name: string, range: { min: number; max: number }): number | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !(number >= range.min && number <= range.max)) {
    throw new UsageError(`--${name} takes a number from ${range.min} to ${range.max}, not "${text}"`);
  }
  return number;
}

export function onlyFile(positionals: readonly string[]): string {
  if (positionals.length !== 1) throw new UsageError('name one file, or - for standard input');
  return positionals[0]!;
}

export function printJson(io: Io, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
