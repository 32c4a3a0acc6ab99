/** The traffic report as text for a terminal: what was read, the traffic as a line of bars, lists, and what stood out. */
import type { Origins } from '../model/origin.ts';
import type { Ranked, ReportEvent, ReportMinutes, TopLists, TrafficReport } from '../traffic/report.ts';
import { originChanges, originsText } from './origins-text.ts';
import { grouped } from './progress.ts';
import { table } from './table.ts';

const BARS = '▁▂▃▄▅▆▇█';
const WIDTH = 72;
const NAME_MAX = 60;
const ORIGIN_ROWS = 10;
/** Origins of a stretch that are told. */
const CHANGES_MAX = 4;
/** Events told in full; the rest in one line each. */
const FULL_EVENTS = 5;
const EVENTS_MAX = 30;

const SIGNALS: Readonly<Record<string, string>> = {
  'more-requests': 'more requests than usual',
  'fewer-requests': 'fewer requests than usual',
  failures: 'failures (5xx)',
  refusals: 'refusals (4xx)',
  'more-clients': 'more clients than usual',
  'one-client': 'requests of one client',
  silence: 'no line at all',
};

/** @param at when it is shown, milliseconds since 1970 UTC: a database's age counts to then */
export function trafficText(report: TrafficReport, at: number): string {
  return [
    head(report),
    report.remarks.map((remark) => `! ${remark}\n`).join(''),
    timeline(report),
    origins(report, at),
    lists(
      report.top,
      report.origins.map(({ kind }) => kind),
    ),
    crawlers(report),
    events(report),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function head({ files, lines, span, totals, statuses }: TrafficReport): string {
  const read = files.filter(({ format }) => format !== null);
  const out = [
    `${grouped(lines.counted)} requests in ${grouped(lines.read)} lines of ${read.length} ${read.length === 1 ? 'file' : 'files'} (${[...new Set(read.map(({ format }) => format))].join(', ')})`,
  ];
  if (span !== null) out.push(`${span.from} to ${span.until}`);
  out.push(
    `${grouped(totals.clients)} clients from ${grouped(totals.prefixes)} prefixes (estimates), ${grouped(totals.bytes / 1e6)} MB`,
  );
  out.push(
    Object.entries(statuses)
      .map(([status, count]) => `${status}: ${grouped(count)}`)
      .join('  '),
  );
  const faults = Object.entries(totals.faults).map(([fault, count]) => `${fault}: ${grouped(count)}`);
  if (faults.length > 0) out.push(`faults  ${faults.join('  ')}`);
  for (const { reason, lines: refused, examples } of lines.reasons) {
    out.push(`${grouped(refused)} lines refused: ${reason}, such as ${shortened(examples[0]?.text ?? '')}`);
  }
  return `${out.join('\n')}\n`;
}

function timeline({ minutes }: TrafficReport): string {
  if (minutes === null) return '';
  const { requests, failed } = minutes;
  return `requests ${bars(requests)}\nfailures ${bars(failed)}\n         ${axis(minutes)}\n`;
}

/** One bar for several steps where there are more than fit; a gap where nothing is known. */
function bars(series: readonly (number | null)[]): string {
  const per = Math.max(1, Math.ceil(series.length / WIDTH));
  const means: (number | null)[] = [];
  for (let at = 0; at < series.length; at += per) {
    const known = series.slice(at, at + per).filter((value) => value !== null);
    means.push(known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length);
  }
  const most = Math.max(...means.map((value) => value ?? 0), 1e-9);
  return means.map((value) => (value === null ? ' ' : barOf(value / most))).join('');
}

const barOf = (share: number): string =>
  share === 0 ? '▁' : (BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))] ?? '█');

function axis({ from, stepMinutes, requests }: ReportMinutes): string {
  const per = Math.max(1, Math.ceil(requests.length / WIDTH));
  return `from ${from}, ${per * stepMinutes} min a bar; a gap is unknown, not zero`;
}

const origins = ({ origins: all, span }: TrafficReport, at: number): string =>
  all.map((one) => originsText(one, ORIGIN_ROWS, at, span === null ? at : Date.parse(span.until))).join('\n');

/** @param placed kinds of places that have a table of their own */
function lists(top: TopLists, placed: readonly Origins['kind'][]): string {
  const parts: [string, readonly Ranked[] | null][] = [
    ['prefixes', top.prefixes],
    ['clients', top.clients],
    ['countries', placed.includes('country') ? null : top.countries],
    ['networks', placed.includes('network') ? null : top.networks],
    ['paths', top.paths],
    ['user agents', top.agents],
    ['referring hosts', top.referrers],
  ];
  return parts
    .filter(([, list]) => list !== null && list.length > 0)
    .map(([name, list]) => listOf(name, list!))
    .join('\n');
}

const listOf = (name: string, list: readonly Ranked[]): string =>
  table(
    ['requests', name],
    list.map(({ requests, missed, name: key }) => [`${grouped(requests)}${missed > 0 ? '+' : ''}`, shortened(key)]),
  );

function crawlers({ crawlers: found }: TrafficReport): string {
  if (found.length === 0) return '';
  return table(
    ['requests', 'crawler', 'by', ''],
    found.map(({ name, by, requests, verified }) => [
      grouped(requests),
      name,
      by,
      verified === null ? 'says it is' : `${grouped(verified)} from its addresses`,
    ]),
  );
}

function events({ events: found }: TrafficReport): string {
  if (found.length === 0) return 'nothing stood out\n';
  const byWeight = found.filter(({ silence }) => !silence).toSorted((a, b) => weight(b) - weight(a));
  const largest = new Set(byWeight.slice(0, FULL_EVENTS));
  const shown = new Set([...byWeight, ...found].slice(0, EVENTS_MAX));
  const told = found
    .filter((event) => shown.has(event))
    .map((event) => (largest.has(event) ? full(event) : short(event)));
  const rest = found.length - told.length;
  return `what stood out\n\n${told.join('\n')}${rest > 0 ? `\nand ${rest} smaller ones (--json has them)\n` : ''}`;
}

const weight = ({ signs }: ReportEvent): number =>
  Math.max(...signs.map(({ counted, expected }) => Math.abs(counted - expected)));

function short({ from, to, minutes, signs, diagnosis, silence }: ReportEvent): string {
  const words = silence
    ? `no line at all for ${minutes} min: unknown, not zero`
    : `${signs.map(({ signal }) => SIGNALS[signal]).join(', ')}: ${diagnosis?.verdict.words ?? ''}`;
  return `${from} to ${to}  ${words}\n`;
}

function full(event: ReportEvent): string {
  const { from, to, minutes, signs, during, usual, top, diagnosis, open } = event;
  const out = [
    `${from} to ${to} (${minutes} min${open.start ? ', was on when the log begins' : ''}${open.end ? ', was on when the log ends' : ''})`,
  ];
  for (const { signal, counted, expected } of signs) {
    out.push(`  ${SIGNALS[signal]}: ${grouped(counted)}, usually ${grouped(expected)}`);
  }
  if (diagnosis !== null) {
    out.push(`  ${diagnosis.verdict.words}`, `  Attack? ${diagnosis.attack.words}`);
    const [first] = diagnosis.hypotheses;
    for (const { side, finding } of first?.bearings.slice(0, 6) ?? []) out.push(`    ${side}: ${finding.words}`);
  }
  if (during !== null) {
    out.push(
      `  ${grouped(during.requests)} requests from about ${grouped(during.clients)} clients${usual === null ? '' : `; usually ${grouped((usual.requests / Math.max(1, usual.minutes)) * during.minutes)} requests in that time`}`,
    );
  }
  for (const one of event.origins) if (one.rows.length > 0) out.push(`  ${originChanges(one, CHANGES_MAX)}`);
  if (top !== null) {
    const best = (name: string, list: readonly Ranked[]): void => {
      const [first] = list;
      if (first !== undefined)
        out.push(`  most frequent ${name}: ${shortened(first.name)} (${grouped(first.requests)})`);
    };
    best('prefix', top.prefixes);
    best('path', top.paths);
    best('agent', top.agents);
  }
  return `${out.join('\n')}\n`;
}

function shortened(text: string): string {
  // What a client sent may hold what a terminal obeys.
  const safe = text.replaceAll(/\p{Cc}/gu, '·');
  // Agents and addresses differ at their ends as well as at their beginnings.
  return safe.length > NAME_MAX ? `${safe.slice(0, NAME_MAX / 2)}…${safe.slice(1 - NAME_MAX / 2)}` : safe;
}
