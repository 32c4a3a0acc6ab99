/** `groundswell bundle`: an incident's evidence as a folder or an archive that anyone can check. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { orderFor } from '../bundle/order.ts';
import { manifestHash, writeBundle } from '../bundle/write.ts';
import { zipFolder } from '../bundle/zip.ts';
import { Engine } from '../engine/engine.ts';
import { PublicLog } from '../engine/log.ts';
import type { EpochMs } from '../model/units.ts';
import { readableOf } from '../store/place.ts';
import { type Command, EXIT, printJson, textOption, UsageError } from './command.ts';
import { DATA_HELP, DATA_OPTION, openExistingJournal, refuseDamaged, withEngine } from './journal-file.ts';
import { KEYS_HELP, KEYS_OPTIONS, keyOptions, newOrigin } from './keys-folder.ts';
import { VERSION } from './version.ts';

const NAME_MAX = 200;

export const bundle: Command = {
  summary: "pack an incident's evidence, for anyone to check",
  takesFile: true,
  options: {
    ...DATA_OPTION,
    ...KEYS_OPTIONS,
    output: { type: 'string', short: 'o' },
    by: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean' },
  },
  help: `
Usage: groundswell bundle INCIDENT -o DIR|FILE.zip [options]

Packs the entries that the incident's figures come from, the figures, an account to read and print, the method's version, the
signed checkpoint and proofs: a bag (BagIt, RFC 8493) that is also an RO-Crate. The same journal and checkpoint give the same
bytes. What was left out is told in data/about.json. Handing it over is recorded in the journal. An observatory that
serves has the same behind the button on the incident's page.

Options:
  -o, --output PATH           a folder that does not exist yet, or an archive that ends in .zip
      --by NAME               who hands it over  (default "the operator")
      --to NAME               to whom
${DATA_HELP}
${KEYS_HELP}
      --json                  {"path", "incident", "size", "files", "manifest"}

Examples:
  groundswell bundle shop-20260310T1501Z -o evidence.zip
  groundswell bundle shop-20260310T1501Z -o evidence --by "A. Operator" --to "the regulator"
`,
  async run({ values, positionals }, io) {
    if (positionals.length !== 1) throw new UsageError('name one incident, as its page does');
    const incident = positionals[0]!;
    const output = textOption(values, 'output');
    if (output === undefined) throw new UsageError('say where to with -o');
    if (existsSync(output) && (output.endsWith('.zip') || readdirSync(output).length > 0)) {
      throw new UsageError(`${output} is there already`);
    }
    const by = nameOption(textOption(values, 'by')) ?? 'the operator';
    const to = nameOption(textOption(values, 'to'));
    const { store } = openExistingJournal(values);
    await refuseDamaged(store, io);
    const done = await withEngine(
      (options) => Engine.open(store, options),
      async (engine, { now }) => {
        const known = await engine.incident(incident);
        if (known === undefined) throw new UsageError(`the journal knows no incident ${incident}`);
        const log = await PublicLog.open(engine, { origin: newOrigin(), ...keyOptions(values), now });
        const order = {
          ...orderFor(engine.state, known),
          journal: readableOf(store),
          checkpoint: log.checkpoint,
          size: log.size,
          version: VERSION,
        };
        const { paths, manifest } = await pack(order, output);
        const at = Date.now() as EpochMs;
        await engine.submitAll([{ kind: 'handed-over', at, incident, size: log.size, manifest, by, to }]);
        return { path: output, incident, size: log.size, files: paths.length, manifest };
      },
    );
    if (values.json === true) printJson(io, done);
    else
      io.stdout.write(
        `${done.path}: ${done.files} files, proven against a checkpoint of ${done.size} entries.\nCheck it: groundswell verify ${done.path}\n`,
      );
    return EXIT.ok;
  },
};

async function pack(
  order: Parameters<typeof writeBundle>[0],
  output: string,
): Promise<{ paths: string[]; manifest: string }> {
  const zipped = output.endsWith('.zip');
  const folder = zipped ? mkdtempSync(join(tmpdir(), 'groundswell-bundle-')) : resolve(output);
  try {
    const paths = await writeBundle(order, folder);
    if (zipped) await zipFolder(folder, paths, output);
    return { paths, manifest: manifestHash(folder) };
  } finally {
    if (zipped) rmSync(folder, { recursive: true });
  }
}

function nameOption(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (name.trim() === '' || name.length > NAME_MAX) throw new UsageError(`a name has 1 to ${NAME_MAX} letters`);
  return name.trim();
}
