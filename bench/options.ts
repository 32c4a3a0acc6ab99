/** Options of programs that measure or try something: `--help` prints what the program is told, a wrong option what is wrong with it. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/**
 * @param help usage, options and examples
 * @returns the options' values; the program ends with status 0 where it was asked for help, 2 where an option is wrong
 */
export function optionsOf<const T extends ParseArgsOptionsConfig>(help: string, options: T) {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${help.trim()}\n`);
    process.exit(0);
  }
  try {
    return parseArgs({ args, options }).values;
  } catch (cause) {
    process.stderr.write(`${(cause as Error).message}\n\n${help.trim()}\n`);
    process.exit(2);
  }
}
