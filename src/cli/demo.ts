/** `groundswell demo`: something real to see at once, with no configuration: replays of the past, and one live service to try. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Player, SPEED_MAX } from '../demo/player.ts';
import { reports2019 } from '../demo/reports-2019.ts';
import type { Scenario } from '../demo/scenario.ts';
import { xOutage } from '../demo/x-2025-03-10.ts';
import { type Config, readConfig } from '../doors/config.ts';
import { type Command, numberOption, textOption } from './command.ts';
import { openJournal } from './journal-file.ts';
import { announce, LISTEN_HELP, LISTEN_OPTIONS, listenOptions, startServing, untilStopped } from './serve.ts';

const DATA_DEFAULT = 'data/demo.db';
/** Real reports lie beside a checkout, where they are at all. */
const SHARED_DEFAULT = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data');

const CONFIG = `
name: Groundswell demo
services:
  - id: example
    name: Example service
    category: Try it
    home: https://example.com
    components: [website, app, login]
`;

export const demo: Command = {
  summary: 'something real to see, with no configuration',
  options: { ...LISTEN_OPTIONS, speed: { type: 'string' }, reports: { type: 'string' } },
  help: `
Usage: groundswell demo [options]

Replays the outage of X on 10 March 2025, reconstructed from published figures, and, where the folder of real reports
is found, outage reports of six services from 2019. One live service takes reports. The speed can also be chosen on
the page. A restart goes on where the replay stood; delete the journal to start over.

Options:
      --speed N               seconds of the past in one second, 0 (paused) to ${SPEED_MAX}  (default: each replay's own)
      --reports FOLDER        where reports/outage-report-2019.csv.gz lies
  -d, --data FILE             the journal  (default ${DATA_DEFAULT})
${LISTEN_HELP}

Examples:
  groundswell demo
  groundswell demo --speed 3600 --port 9000
`,
  async run({ values }, io) {
    const listen = listenOptions(values);
    const speed = numberOption(values, 'speed', { min: 0, max: SPEED_MAX });
    const real = reports2019(textOption(values, 'reports') ?? SHARED_DEFAULT);
    const scenarios: Scenario[] = [xOutage, ...(real === undefined ? [] : [real])];
    const config: Config = readConfig(CONFIG, 'the demo');
    const { path, store } = openJournal(values, DATA_DEFAULT, { threaded: true });
    const observatory = await startServing({
      path,
      store,
      config,
      io,
      ...listen,
      async prepare(engine, onError) {
        const player = new Player(engine, scenarios, speed, onError);
        await player.load();
        return player;
      },
    });
    const { stopped } = io;
    announce(io, observatory, path, listen.host, values.json === true);
    return untilStopped(observatory, stopped);
  },
};
