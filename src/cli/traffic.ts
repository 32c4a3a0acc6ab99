/** `groundswell traffic`: what traffic is in access logs, which stretches of it stand out, and what kind of trouble each was. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnose } from '../diagnosis/index.ts';
import { type CountedLogs, type CountOptions, countLogs, WORKERS } from '../doors/count-logs.ts';
import { type Inspected, inspectFiles } from '../doors/log-files.ts';
import { Places } from '../doors/place.ts';
import { countingTables, originSources } from '../doors/places/clients.ts';
import { trafficPage } from '../picture/traffic-page.ts';
import { CRAWLERS } from '../traffic/agent.ts';
import { type CrawlerRange, crawlerNamed, rangesIn } from '../traffic/crawler-ranges.ts';
import { FORMAT_NAMES, formatNamed, type ReadOptions } from '../traffic/formats/index.ts';
import { makeReport } from '../traffic/make-report.ts';
import type { ReportFile, TrafficReport } from '../traffic/report.ts';
import { type Command, EXIT, type Io, numberOption, textOption, UsageError, type Values } from './command.ts';
import { Progress } from './progress.ts';
import { type FollowCommand, followTraffic } from './traffic-follow.ts';
import { trafficText } from './traffic-text.ts';

const TOP = 10;
const TOP_MAX = 100;
const FORWARDED = ['no', 'first', 'last'] as const;

export const traffic: Command = {
  summary: 'what traffic a log holds: attack, crowd or failure',
  takesFile: true,
  options: {
    json: { type: 'boolean' },
    follow: { type: 'boolean', short: 'f' },
    service: { type: 'string' },
    html: { type: 'string' },
    format: { type: 'string' },
    forwarded: { type: 'string' },
    zone: { type: 'string' },
    addresses: { type: 'boolean' },
    top: { type: 'string' },
    workers: { type: 'string' },
    database: { type: 'string', multiple: true },
    'crawler-ranges': { type: 'string', multiple: true },
  },
  help: `
Usage: groundswell traffic FILE… [options]

FILEs are access logs, of one site, in any order; error logs of nginx or Apache may be among them and explain the failures.
"-" reads standard input; gzip and zstd are unpacked; a pattern in quotes stands for the files that match it. Each file's
format is told from its lines. Lines that cannot be read are counted by reason and never stop the reading.

Says how much traffic there was, from how many clients, and what stood out: stretches with more or fewer requests, failures,
refusals or clients than usual, one client that asks too much, and silences. Each comes with a diagnosis, what speaks for
it and against it, and what could not be seen. A silence is unknown, not zero. IPv6 clients are counted by their /64.

Addresses are not shown, only their prefixes (/24, /48), unless you ask for them.

Prints tables on a terminal, and JSON where the output goes to a file or another program.

Options:
  --json              everything, as one JSON object (docs/methodology-traffic.md has its fields)
  -f, --follow        follow the files while they are written, through rotation and truncation: a line a minute, or with --json
                      minutes of traffic as NDJSON, such as POST /api/v1/signals takes, for --service  (default log)
  --html FILE         a page with the same figures and drawings, which needs no other file, no script and no network; without
                      --json nothing else goes to a file or another program
  --format NAME       format of all files: ${FORMAT_NAMES.slice(0, -3)
    .map(({ name }) => name)
    .join(', ')},
                      or one spelt out: 'nginx: $remote_addr - …', 'apache: %h %l …', 'haproxy: %ci:%cp …'
  --forwarded WHICH   whose address counts behind a proxy: no (who connected), first or last of X-Forwarded-For
  --zone MINUTES      zone of times that do not say theirs, minutes east of UTC  (default 0)
  --database FILE     address database (MMDB or CSV) for countries and networks; may be named several times
  --crawler-ranges NAME=FILE
                      addresses of a crawler, as its owner publishes them: who asks from there is verified, such as
                      Googlebot=googlebot.json; may be named several times
  --addresses         show the addresses of the heaviest clients
  --top N             rows of each list  (default ${TOP})
  --workers N         counting threads  (default ${WORKERS})

Exit code: 0 when lines were counted, 1 when there were none, 2 for wrong use.

Examples:
  groundswell traffic /var/log/nginx/access.log
  groundswell traffic '/var/log/nginx/access.log*' /var/log/nginx/error.log
  groundswell traffic access.log --html report.html
  groundswell traffic --follow /var/log/nginx/access.log
  groundswell traffic --follow --json --service shop access.log | while read -r minute; do
    curl -sH "authorization: Bearer $TOKEN" --data-binary "$minute" https://observatory.example/api/v1/signals; done
  zcat access.log.gz | groundswell traffic - --json | jq '.events[] | {from, to, verdict: .diagnosis.verdict.words}'
`,
  async run({ values, positionals }, io) {
    if (positionals.length === 0) throw new UsageError('name one or more log files, or - for standard input');
    const top = numberOption(values, 'top', { min: 1, max: TOP_MAX }) ?? TOP;
    const workers = numberOption(values, 'workers', { min: 1, max: 16 }) ?? WORKERS;
    const format = formatOption(values);
    const read = readOptions(values);
    if (values.follow === true) {
      return await followTraffic(
        {
          source: followed(values, positionals, format, read),
          databases: databasesOf(values),
          service: sentAs(values),
        },
        io,
      );
    }
    const page = pageOption(values, positionals);
    const inspected = await inspectFiles(positionals, {
      ...(format === undefined ? {} : { format }),
      read,
      stdin: io.stdin,
    });
    for (const { path, problem } of inspected.unread) io.stderr.write(`groundswell traffic: ${path}: ${problem}\n`);
    if (inspected.files.every(({ errors }) => errors)) {
      io.stderr.write('groundswell traffic: no access log was named\n');
      return EXIT.failed;
    }
    const databases = databasesOf(values);
    const opened = databases.length === 0 ? undefined : Places.open(databases);
    const places = opened === undefined ? undefined : countingTables(opened);
    const crawlers = crawlerRanges(values);
    const counted = await count(inspected, { workers: Math.floor(workers), read, places, crawlers }, io);
    const report = makeReport(counted.counts, {
      ...filesOf(inspected, counted),
      addresses: values.addresses === true,
      top: Math.floor(top),
      verifiable: CRAWLERS.map((_, index) => crawlers.some(({ crawler }) => crawler === index)),
      diagnose,
      places: opened === undefined ? [] : originSources(opened, opened.others()),
    });
    if (page !== undefined) {
      writeFileSync(page, trafficPage(report, { at: Date.now() }));
      io.stderr.write(`groundswell traffic: the page is in ${page}\n`);
    }
    return print(report, values, io);
  },
};

const databasesOf = ({ database }: Values): string[] => (Array.isArray(database) ? database : []).map(String);

/** Lines for an observatory, as this service's. */
const sentAs = (values: Values): string | undefined =>
  values.json === true ? (textOption(values, 'service') ?? 'log') : undefined;

function followed(
  values: Values,
  files: readonly string[],
  format: string | undefined,
  read: Partial<ReadOptions>,
): FollowCommand['source'] {
  const other = ['html', 'addresses', 'top', 'workers', 'crawler-ranges'].find((name) => values[name] !== undefined);
  if (other !== undefined) throw new UsageError(`--${other} does not go with --follow`);
  if (files.includes('-')) throw new UsageError('--follow takes files by name, not standard input');
  const { forwarded = 'no', zoneMinutes = 0 } = read;
  return { files: [...files], from: 'end', format, forwarded, zoneMinutes, show: [] };
}

async function count(inspected: Inspected, options: CountOptions, io: Io): Promise<CountedLogs> {
  const progress = new Progress(io, 'Reading');
  const counted = await countLogs(inspected, {
    ...options,
    onProgress: (done, of) => progress.at(done, of, 'bytes'),
  });
  progress.end();
  for (const { path, problem } of counted.problems) io.stderr.write(`groundswell traffic: ${path}: ${problem}\n`);
  return counted;
}

function filesOf({ files, unread }: Inspected, { problems }: CountedLogs): { files: ReportFile[]; counted: number[] } {
  const read = files.map(({ path, size, format }) => ({
    path,
    size: size ?? null,
    format,
    problem: problems.find((one) => one.path === path)?.problem ?? null,
  }));
  const left = unread.map(({ path, problem }) => ({ path, size: null, format: null, problem }));
  return { files: [...read, ...left], counted: files.map((_, index) => index) };
}

function print(report: TrafficReport, values: Values, io: Io): number {
  const forPeople = io.stdout.isTTY === true;
  if (values.json === true || (!forPeople && values.html === undefined)) io.stdout.write(`${compactJson(report)}\n`);
  else if (forPeople) io.stdout.write(trafficText(report, Date.now()));
  if (report.lines.counted > 0) return EXIT.ok;
  io.stderr.write('groundswell traffic: no line could be read\n');
  return EXIT.failed;
}

/** A series of numbers stands on one line. */
const compactJson = (report: TrafficReport): string =>
  JSON.stringify(report, null, 2).replaceAll(/\[\n\s+(?:(?:[-\d.e+]+|null),?\s+)+\]/g, (list) =>
    list.replaceAll(/\s+/g, ''),
  );

/** A log is never overwritten by its own report. */
function pageOption(values: Values, logs: readonly string[]): string | undefined {
  const page = textOption(values, 'html');
  if (page !== undefined && logs.some((log) => resolve(log) === resolve(page))) {
    throw new UsageError(`--html takes a file of its own, not the log ${page}`);
  }
  return page;
}

function formatOption(values: Values): string | undefined {
  const format = textOption(values, 'format');
  const named = format === undefined ? undefined : formatNamed(format);
  if (named !== undefined && 'error' in named) throw new UsageError(named.error);
  return format;
}

function crawlerRanges(values: Values): CrawlerRange[] {
  const named = Array.isArray(values['crawler-ranges']) ? values['crawler-ranges'] : [];
  return named.map(String).flatMap((spec) => {
    const [, name = '', path = ''] = /^([^=]+)=(.+)$/.exec(spec) ?? [];
    const crawler = crawlerNamed(name);
    if (crawler === undefined) {
      throw new UsageError(
        `--crawler-ranges takes NAME=FILE with the name of a crawler such as Googlebot, not "${spec}"`,
      );
    }
    const ranges = rangesIn(readFileSync(path, 'utf8'), crawler);
    if (ranges.length === 0) throw new UsageError(`${path} holds no range of addresses such as 192.0.2.0/24`);
    return ranges;
  });
}

function readOptions(values: Values): Partial<ReadOptions> {
  const forwarded = textOption(values, 'forwarded');
  const which = FORWARDED.find((name) => name === forwarded);
  if (forwarded !== undefined && which === undefined) {
    throw new UsageError(`--forwarded takes ${FORWARDED.join(', ')}, not "${forwarded}"`);
  }
  const zoneMinutes = numberOption(values, 'zone', { min: -900, max: 900 });
  return {
    ...(which === undefined ? {} : { forwarded: which }),
    ...(zoneMinutes === undefined ? {} : { zoneMinutes }),
  };
}
