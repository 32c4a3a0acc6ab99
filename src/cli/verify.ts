/** `groundswell verify`: checks a bundle without trusting who made it, with src/verify alone. */
import { createReadStream, openAsBlob, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Bag, Problem } from '../verify/bag.ts';
import { type Verdict, verifyBundle } from '../verify/verify.ts';
import { openZip } from '../verify/zip.ts';
import { filled } from '../words/tongue.ts';
import { ENGLISH } from '../words/words.ts';
import { type Command, EXIT, printJson, textOption, UsageError } from './command.ts';
import { grouped, Progress } from './progress.ts';
import { VERSION } from './version.ts';

const PROBLEMS_SHOWN = 50;

export const verify: Command = {
  summary: 'check a bundle, and compute its figures again',
  takesFile: true,
  options: { key: { type: 'string', multiple: true }, checkpoint: { type: 'string' }, json: { type: 'boolean' } },
  help: `
Usage: groundswell verify DIR|FILE.zip [options]

Checks that every byte is as it was packed, that the checkpoint is signed, that the entries stand in the log that was signed, and
then computes every figure again from the entries and compares it with what the account says. Names what fails.

It proves the order of the entries, that none was altered since the checkpoint, and that the figures follow from them; it does not
prove that what people reported was true, nor when it happened.

Options:
      --key KEY               a key of the log that you have from elsewhere (name+id+key); may be given several times
      --checkpoint FILE       a checkpoint that you kept: the log has to have grown out of it
      --json                  {"ok", "problems": [{where, what}], "notes", "incident", "log", "entries", "figures"}

Exit code 0 when all holds, 1 when something does not.

Examples:
  groundswell verify evidence.zip
  groundswell verify evidence --key status.example.org/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
`,
  async run({ values, positionals }, io) {
    if (positionals.length !== 1) throw new UsageError('name one bundle: a folder, or an archive');
    const path = positionals[0]!;
    const { bag, problems } = await open(path);
    const file = textOption(values, 'checkpoint');
    const progress = new Progress(io, 'Verifying');
    const verdict = await verifyBundle(bag, problems, {
      version: VERSION,
      keys: values.key as string[] | undefined,
      checkpoint: file === undefined ? undefined : readFileSync(file, 'utf8'),
      onProgress: (done, of) => progress.at(done, of, 'bytes'),
    });
    progress.end();
    const { remarks: _, ...told } = verdict;
    if (values.json === true) printJson(io, { ...told, notes: notesOf(verdict) });
    else io.stdout.write(words(path, verdict));
    return verdict.ok ? EXIT.ok : EXIT.failed;
  },
};

async function open(path: string): Promise<{ bag: Bag; problems: readonly Problem[] }> {
  if (statSync(path).isFile()) return openZip(await openAsBlob(path));
  const paths = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((each) => !each.isDirectory())
    .map((each) => join(each.parentPath, each.name).slice(join(path, '/').length).replaceAll('\\', '/'));
  const bag: Bag = {
    paths,
    size: (name) => statSync(join(path, name)).size,
    read: (name) => Readable.toWeb(createReadStream(join(path, name))) as ReadableStream<Uint8Array>,
  };
  return { bag, problems: [] };
}

/** What a reader should know, as sentences. */
const notesOf = ({ remarks }: Verdict): string[] =>
  remarks.map(({ says, values }) => filled(ENGLISH.evidence.said[says], values));

function words(path: string, verdict: Verdict): string {
  const { ok, problems, incident, log, entries, figures } = verdict;
  const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ where, what }) => `FAILS  ${where}: ${what}`);
  if (problems.length > PROBLEMS_SHOWN) lines.push(`FAILS  and ${problems.length - PROBLEMS_SHOWN} more`);
  if (log !== null && entries !== null && figures !== null) {
    lines.push(
      `Incident ${incident}: ${grouped(figures.facts)} figures computed again from ${grouped(entries.enclosed)} entries, ${grouped(figures.account)} of the account compared.`,
      `Log ${log.origin}, ${grouped(log.size)} entries, root ${log.root}; of ${grouped(entries.withheld)} entries only hashes are enclosed.`,
    );
  }
  lines.push(...notesOf(verdict), ok ? `${path}: everything holds.` : `${path}: it does not hold.`);
  return `${lines.join('\n')}\n`;
}
