/**
 * Rules: what a finding is worth. Weights are natural logs of how much more often the finding is met under one hypothesis
 * than under an average one, before the fitted factor; findings that come together share a group, which is discounted.
 */
import { HYPOTHESES, type PerHypothesis } from './hypotheses.ts';

export interface Rule {
  readonly group: Group;
  readonly weights: PerHypothesis;
  /** Where that is from; `judgement` where nobody has measured it. */
  readonly source: string;
}

/**
 * What each finding of a group counts for. Findings of a group have one common reason more often than not, so each
 * brings less than it would alone; the discount is fixed, so that one finding more never takes weight from another.
 */
export const GROUPS = {
  amount: 1,
  failing: 0.75,
  population: 0.7,
  'per client': 0.7,
  requests: 0.7,
  browsers: 0.7,
  agents: 0.8,
  probes: 0.8,
  people: 0.7,
  claims: 0.8,
} as const;

export type Group = keyof typeof GROUPS;

/** In the order of HYPOTHESES, so that a table of rules can be read down its columns. */
export type Row = readonly [
  networkFlood: number,
  applicationFlood: number,
  crawler: number,
  flashCrowd: number,
  originFailure: number,
  edgeFailure: number,
  networkPath: number,
  dnsTls: number,
  clientRelease: number,
  nothingUnusual: number,
];

export type Table = Readonly<Record<string, readonly [weights: Row, source: string]>>;

export const rulesOf = (group: Group, table: Table): (readonly [string, Rule])[] =>
  Object.entries(table).map(([finding, [row, source]]) => [
    finding,
    {
      group,
      weights: Object.fromEntries(HYPOTHESES.map((hypothesis, i) => [hypothesis, row[i]])) as PerHypothesis,
      source,
    },
  ]);

/** Where rules are from. */
export const FROM = {
  judgement: 'judgement',
  crowds: 'Jung, Krishnamurthy and Rabinovich, Flash crowds and denial of service attacks, WWW 2002',
  novelty: 'Bhatia et al., ARES 2011: novelty of source addresses',
  regular: 'Thapngam et al.: correlation of arrivals, machines repeat and people do not',
  tools:
    'marks of flood tools in the CrowdSec hub (http-dos-bypass-cache, -random-uri, -switching-ua, -invalid-http-versions)',
  humans: 'Tandon et al., FRADE, ACNS 2021: dynamics and semantics of people',
  haproxy: 'HAProxy configuration manual, section 8.5, session state at disconnection',
  cloudflare: "Cloudflare's documentation of 5xx and 1xxx errors",
  march:
    'network conditions reported by ThousandEyes for X on 10 March 2025: loss and failing connections, fewer sessions',
} as const;
