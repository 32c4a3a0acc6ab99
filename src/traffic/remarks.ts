/**
 * Remarks: what a log is like as a whole, against what sites that people visit are like. What is so from the first line to the
 * last changes nowhere and makes no event; it is said here.
 */
import type { TrafficSummary } from '../model/traffic.ts';
import type { Timeline } from './timeline.ts';

/** So many requests are needed before a share of them is worth a remark. */
const REQUESTS_MIN = 200;

interface Remark {
  readonly share: (totals: TrafficSummary) => number | null;
  /** From here on, or, with `few`, up to here. */
  readonly border: number;
  readonly few?: true;
  readonly words: string;
}

const REMARKS: readonly Remark[] = [
  {
    share: ({ holeShare }) => holeShare,
    border: 0.01,
    words: 'of the requests try for holes in programs: attempts to break in',
  },
  {
    share: ({ writeShare }) => writeShare,
    border: 0.2,
    words: 'of the requests try to change something: forms, logins, an API; people who read ask for far less of that',
  },
  {
    share: ({ statuses, faults, requests }) => (statuses.clientError - (faults.policy ?? 0)) / requests,
    border: 0.3,
    words: 'of the requests are for what does not exist or is not allowed',
  },
  {
    share: ({ oddShare }) => oddShare,
    border: 0.05,
    words: 'of the requests are such as no browser sends',
  },
  {
    share: ({ toolShare }) => toolShare,
    border: 0.3,
    words: 'of the requests name a tool or library, or nothing, as agent',
  },
  {
    share: ({ crawlerShare }) => crawlerShare,
    border: 0.3,
    words: 'of the requests say that they are a known crawler',
  },
  {
    share: ({ topClientShare }) => topClientShare,
    border: 0.4,
    words: 'of the requests come from a single client',
  },
  {
    share: ({ assetShare, topAgentShare }) => (topAgentShare === null ? null : assetShare),
    border: 0.02,
    few: true,
    words:
      'of the requests are for parts of pages: either these come from elsewhere, or programs ask rather than browsers',
  },
];

/** What is so of the whole log. @param line null where no request was read */
export function remarksOn(totals: TrafficSummary, line: Timeline | null): string[] {
  if (totals.requests < REQUESTS_MIN) return [];
  const remarks = REMARKS.flatMap(({ share, border, few, words }) => {
    const value = share(totals);
    if (value === null || (few ? value > border : value < border)) return [];
    return [`${(100 * value).toFixed(value < 0.1 ? 1 : 0)} % ${words}.`];
  });
  if (line === null) return remarks;
  if (areTimesRounded(line))
    remarks.push(
      'The requests of each hour stand in a few of its minutes: times were rounded or altered, so no stretch is said to stand out.',
    );
  if (line.leftOut > 0)
    remarks.push(`${line.leftOut} requests lie so far from all others in time that no series holds them.`);
  return remarks;
}

const HOUR = 60;
/** Hours that a log must hold before its minutes of the hour tell anything, and how few of them must hold how much. */
const HOURS_MIN = 6;
const MINUTES_FEW = 6;
const HELD = 0.98;

/** Whether all requests stand in the same few minutes of each hour, as no traffic does. */
export function areTimesRounded({ requests, step, from }: Timeline): boolean {
  if (step !== 1 || requests.length < HOURS_MIN * HOUR) return false;
  const byMinute = new Float64Array(HOUR);
  requests.forEach((count, at) => {
    byMinute[(from + at) % HOUR]! += count;
  });
  const sorted = byMinute.sort().reverse();
  const sum = (counts: Float64Array): number => counts.reduce((all, count) => all + count, 0);
  return sum(sorted.subarray(0, MINUTES_FEW)) >= HELD * sum(sorted);
}
