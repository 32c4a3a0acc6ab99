/**
 * What the flash crowd of an outage does to one process: `npm run bench:load`, two minutes. It starts an observatory of its own on
 * loopback, sends a crowd that grows a thousandfold within a minute, and judges the journal afterwards.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../test/cli/program.ts';
import { aftermathOf } from '../../test/crash/aftermath.ts';
import { optionsOf } from '../options.ts';
import { type Answers, type CrowdResult, type Phase, sendCrowd } from './crowd.ts';

const NOT_ANSWERED: Readonly<Record<string, string>> = { '0': 'no answer', '-1': 'not sent' };

const HELP = `
Usage: npm run bench:load -- [options]

Sends readers, reporters and live streams to an observatory on this machine, and tells what became of them.

Options:
      --times N        how many times as many come at the peak  (default 1000)
      --ramp SECONDS   from the calm to the peak  (default 60)
      --peak SECONDS   how long it lasts  (default 20)
      --readers N      pages asked for a second in the calm  (default 1)
      --reporters N    reports sent a second in the calm  (default 0.5)
      --streams N      live streams held open in the calm  (default 1)
      --json           the figures as JSON

Examples:
  npm run bench:load
  npm run bench:load -- --times 4000 --ramp 20      # more than two cores take: what is turned away, and how
`;

const values = optionsOf(HELP, {
  times: { type: 'string', default: '1000' },
  ramp: { type: 'string', default: '60' },
  peak: { type: 'string', default: '20' },
  readers: { type: 'string', default: '1' },
  reporters: { type: 'string', default: '0.5' },
  streams: { type: 'string', default: '1' },
  json: { type: 'boolean' },
});

const folder = mkdtempSync(join(tmpdir(), 'groundswell-load-'));
try {
  writeFileSync(
    join(folder, 'services.yaml'),
    'trustedProxies: [127.0.0.1]\nlimits: { total: { burst: 1000000, perSecond: 1000000 } }\nservices:\n  - { id: shop, name: Web shop }\n',
  );
  const server = await startServer(['serve', '-c', 'services.yaml', '-d', 'j.db', '--keys', 'keys'], folder);
  const memory = async (): Promise<number> => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (.+)$/m.exec(metrics)![1]);
  };
  const before = await memory();
  let most = before;
  const looking = setInterval(() => {
    memory().then(
      (bytes) => {
        most = Math.max(most, bytes);
      },
      () => {},
    );
  }, 2_000);
  const result = await sendCrowd({
    port: Number(new URL(server.url).port),
    path: '/services/shop',
    service: 'shop',
    calm: { readers: Number(values.readers), reporters: Number(values.reporters), streams: Number(values.streams) },
    times: Number(values.times),
    seconds: { calm: 10, ramp: Number(values.ramp), peak: Number(values.peak), after: 15 },
    ...(process.stderr.isTTY ? { onSecond: (words) => process.stderr.write(`\r\x1b[K${words}`) } : {}),
  });
  clearInterval(looking);
  await server.stop();
  const { lost, problems } = await aftermathOf(join(folder, 'j.db'), result.acknowledged);
  const megabytes = { before: Math.round(before / 1e6), most: Math.round(most / 1e6) };
  const { acknowledged, ...rest } = result;
  const told = {
    ...rest,
    acknowledged: acknowledged.length,
    lost: lost.length,
    problems,
    megabytes,
    load: loadavg()[0],
  };
  if (values.json === true) console.log(JSON.stringify(told, undefined, 2));
  else print(result, told);
  process.exitCode = lost.length + problems.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Told {
  readonly lost: number;
  readonly problems: readonly string[];
  readonly megabytes: { readonly before: number; readonly most: number };
  readonly load: number | undefined;
}

function print(
  { phases, acknowledged, streamsOpened, silentRefusals, recoverySeconds }: CrowdResult,
  told: Told,
): void {
  const row = (phase: Phase, kind: string, { due, statuses, p50, p99, p999 }: Answers): string => {
    const answers = Object.entries(statuses).map(([status, count]) => `${count} × ${NOT_ANSWERED[status] ?? status}`);
    return `${phase.padEnd(6)} ${kind.padEnd(8)} ${String(due).padStart(8)} due  p50 ${String(p50).padStart(7)} ms  p99 ${String(p99).padStart(7)} ms  p99.9 ${String(p999).padStart(7)} ms  ${answers.join(', ')}`;
  };
  for (const [phase, { page, report }] of Object.entries(phases) as [Phase, CrowdResult['phases'][Phase]][]) {
    console.log(row(phase, 'pages', page));
    console.log(row(phase, 'reports', report));
  }
  console.log(
    `${acknowledged.length} reports acknowledged, ${told.lost} of them lost; ${streamsOpened} live streams opened; ${silentRefusals} refusals without Retry-After`,
  );
  for (const problem of told.problems) console.log(`the journal: ${problem}`);
  console.log(
    `as before ${recoverySeconds === null ? 'not within the time looked at' : `${recoverySeconds} s after the peak`}; memory ${told.megabytes.before} MB before, ${told.megabytes.most} MB at most; load of the machine ${told.load?.toFixed(1)}`,
  );
}
