/** What kind of failure it was: the headings and labels around what the diagnosis found. */
import { english } from './tongue.ts';

const { number } = english;

type Source = 'traffic' | 'checks' | 'reports' | 'claims';

const sources: Readonly<Record<Source, string>> = {
  traffic: 'traffic',
  checks: 'checks',
  reports: 'reports',
  claims: 'statements',
};

/** Whole sources that are missing stand for all that they would have shown. */
const missing: Readonly<Record<Source, string>> = {
  traffic: 'No access log: neither how many requests there were, nor from whom, nor how they failed',
  checks: 'No checks from outside: whether names, connections and certificates worked',
  reports: 'No reports of people',
  claims: 'Nobody looked at what the service and its providers say of themselves',
};

export const diagnosis = {
  sources,
  missing,
  noEvidence: 'No evidence was kept that would tell one kind of failure from another.',
  wasItAttack: 'Was it an attack?',
  mayHaveBeen: 'What it may have been',
  hypotheses: 'Hypotheses',
  kind: 'Kind of failure',
  likelihood: 'Likelihood',
  probability: 'Probability',
  confidence: 'Confidence',
  scale: (scale: string): string =>
    `Likelihoods in the words of ${scale}. Confidence is another thing: how much of what matters was seen, and how clear it was. All of this is inferred from what was observed; nobody is named.`,
  for: 'Speaks for it',
  against: 'Speaks against it',
  nothingSeen: 'Nothing that was seen.',
  likelihoodIs: (likelihood: string, probability: string, confidence: string): string =>
    `${likelihood} (${probability}). Confidence: ${confidence}`,
  claimed: '(claimed)',
  seenIn: (because: string, source: string): string => `– ${because}; seen in ${source}`,
  unseen: 'What could not be seen',
  nothingUnseen: 'Nothing that would matter.',
  changes: 'What would change our mind',
  noChange: 'No single finding would.',
  requests: 'Requests a minute',
  failed: 'Failed',
  clients: 'Clients a minute',
  usualUnknown: 'usual not known',
  usually: (figure: string): string => `usually ${figure}`,
  fromLogs: (during: number): string => `From access logs: ${number(during)} counted minutes of the incident.`,
  fromLogsBeside: (during: number, before: number): string =>
    `From access logs: ${number(during)} counted minutes of the incident, beside the ${number(before)} before it.`,
};
