/** `groundswell alert`: tries a channel, and shows what was sent and what came of it. */
import { readFile } from 'node:fs/promises';
import { testFor } from '../alerts/message.ts';
import { Outbox } from '../alerts/outbox.ts';
import { SEND_TIMEOUT_MS, send } from '../alerts/send.ts';
import { readConfig } from '../doors/config.ts';
import { wordsOf } from '../words/words.ts';
import { CLUSTER_HELP, CLUSTER_OPTIONS } from './cluster-place.ts';
import { type Command, EXIT, type Io, printJson, textOption, UsageError, type Values } from './command.ts';
import { DATA_HELP, DATA_OPTION } from './journal-file.ts';
import { table } from './table.ts';
import { withTables } from './tellers.ts';

const SHOWN_MAX = 100;

export const alert: Command = {
  summary: 'try the channels that alerts go to, and see what was delivered',
  help: `
Usage: groundswell alert test [CHANNEL] --config FILE [options]
       groundswell alert log [options]

test sends one message, marked as a test, to a channel or to all of them. log shows the newest ${SHOWN_MAX} deliveries: each is
waiting, delivered or dead (given up), with how often it was tried and why it failed last.

Options:
      --config FILE           services.yaml, whose alerts are tried
${DATA_HELP}
${CLUSTER_HELP}
      --json                  as JSON

Examples:
  groundswell alert test ops --config services.yaml
  groundswell alert log --json
  groundswell alert log --nats a:4222 --postgres postgres://gs@db/gs
`,
  options: { ...DATA_OPTION, ...CLUSTER_OPTIONS, config: { type: 'string' }, json: { type: 'boolean' } },
  takesFile: true,
  async run({ values, positionals }, io) {
    const [action, channel, ...more] = positionals;
    if (more.length > 0) throw new UsageError(`alert takes no "${more[0]}"`);
    if (action === 'test') return tryChannels(channel, values, io);
    if (action === 'log' && channel === undefined) return showLog(values, io);
    throw new UsageError('say what to do: test [CHANNEL], or log');
  },
};

async function tryChannels(name: string | undefined, values: Values, io: Io): Promise<number> {
  const file = textOption(values, 'config');
  if (file === undefined) throw new UsageError('name the configuration with --config');
  const { alerts } = readConfig(await readFile(file, 'utf8'), file);
  const channels = alerts.channels.filter(({ id }) => name === undefined || id === name);
  if (channels.length === 0) {
    throw new UsageError(name === undefined ? `${file} has no alerts.channels` : `${file} has no channel "${name}"`);
  }
  const now = Date.now();
  const results = await Promise.all(
    channels.map(async (channel) => {
      const { id, message } = testFor(channel.id, now, wordsOf(channel.language));
      const error = await send(channel, id, message, { allow: alerts.allow, now, timeoutMs: SEND_TIMEOUT_MS });
      return { channel: channel.id, delivered: error === undefined, error: error ?? null };
    }),
  );
  if (values.json === true) printJson(io, { results });
  else for (const { channel, error } of results) io.stdout.write(`${channel}: ${error ?? 'delivered'}\n`);
  return results.every(({ delivered }) => delivered) ? EXIT.ok : EXIT.failed;
}

async function showLog(values: Values, io: Io): Promise<number> {
  const deliveries = await withTables(values, 'alerts', [], (tables) => new Outbox(tables).newest(SHOWN_MAX));
  if (values.json === true) printJson(io, { deliveries });
  else if (deliveries.length === 0) io.stdout.write('No alert was sent yet.\n');
  else {
    const rows = deliveries.map(({ made, channel, state, attempts, error, message }) => [
      new Date(made).toISOString(),
      channel,
      state,
      String(attempts),
      error ?? '',
      message.data.text.split('\n')[0]!,
    ]);
    io.stdout.write(table(['MADE', 'CHANNEL', 'STATE', 'TRIED', 'WHY NOT', 'TEXT'], rows));
  }
  return EXIT.ok;
}
