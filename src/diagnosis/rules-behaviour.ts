/** Rules for how clients behave. Columns: NF AF CR FC OF EF NP DT CL NO, the order of HYPOTHESES. */
import { FROM, type Table } from './rule.ts';

export const REQUESTS: Table = {
  'one-path': [[0, 1.3, -1.5, -0.2, 0, 0, 0, 0, 0.9, -0.3], FROM.crowds],
  'new-paths': [[0, 0.8, 1.2, -0.6, -0.1, -0.1, -0.1, -0.1, -0.5, -0.3], FROM.tools],
  'known-paths': [[0, -0.2, -0.8, 0.6, 0.5, 0.5, 0, 0, 0.3, 0], FROM.crowds],
  'not-found': [[0, 1.2, -0.8, -1, -0.2, -0.2, 0, 0, 0, -0.2], FROM.tools],
  found: [[0, -0.2, 0.2, 0.3, 0.3, 0.3, 0, 0, 0.1, 0], FROM.judgement],
  'queries-never-repeat': [[0, 1.3, 0.2, -0.8, 0, 0, 0, 0, -0.2, -0.3], FROM.tools],
  'says-crawler': [[-0.3, -0.8, 2.8, -2, -0.3, -0.3, -0.3, -0.3, -1, -0.3], FROM.judgement],
  walks: [[-0.3, -0.6, 2.2, -1, -0.2, -0.2, -0.2, -0.2, -1, -0.3], FROM.judgement],
  'no-walks': [[0, 0.2, -1, 0.3, 0.3, 0.3, 0, 0, 0.3, 0], FROM.judgement],
  writes: [[0, 0.8, -1, -0.5, 0, 0, 0, 0, 0.4, -0.3], FROM.judgement],
  guesses: [[0, 1.8, -1, -1.5, -0.2, -0.2, 0, 0, 0.5, -0.5], FROM.judgement],
  'tries-holes': [[0, 0.6, 1.2, -2.5, -0.3, -0.3, -0.3, -0.3, -1.5, -0.5], FROM.judgement],
};

export const BROWSERS: Table = {
  'parts-missing': [[0, 0.9, 0.8, -1.8, 0.3, 0.2, 0, 0, 0.5, -0.4], FROM.humans],
  'parts-follow': [[0, -1.2, -1.2, 1, -0.3, 0, 0, 0, -1, 0], FROM.humans],
  'companions-missing': [[0, 0.8, 0.4, -1.3, 0, 0, 0, 0, 0.2, -0.2], FROM.humans],
  'companions-there': [[0, -0.8, -0.2, 0.6, 0, 0, 0, 0, -0.2, 0.1], FROM.humans],
  'one-referrer': [[0, -0.8, -1.2, 2, 0, 0, 0, 0, -1, -0.2], FROM.crowds],
  'no-referrer': [[0, 0.6, 0.6, -0.7, 0, 0, 0, 0, 0.4, -0.2], FROM.judgement],
  'referrers-as-usual': [[0, -0.3, -0.6, 0.3, 0.2, 0.2, 0, 0, -0.2, 0.1], FROM.judgement],
  'odd-requests': [[0.2, 1.5, 0.2, -1.5, 0, 0, 0, 0, -1, -0.4], FROM.tools],
  tools: [[0, 0.9, 0.9, -1.5, 0, 0, 0, 0, -1.5, -0.3], FROM.judgement],
  clockwork: [[0, 0.8, 0.5, -1.5, 0, 0, 0, 0, 1.2, -0.3], FROM.regular],
};

export const AGENTS: Table = {
  'one-agent': [[0, 0.8, 1, -1.3, 0, 0, 0, 0, 1.3, -0.3], FROM.judgement],
  'agents-as-usual': [[0, -0.2, -0.8, 0.5, 0.5, 0.5, 0, 0, -1.5, 0.1], FROM.judgement],
  'new-agents': [[0, 0.5, 0.5, -0.8, -0.2, -0.2, -0.2, -0.2, 2.5, -0.4], FROM.judgement],
  'no-new-agents': [[0, 0.1, 0, 0.2, 0.2, 0.2, 0, 0, -2, 0], FROM.judgement],
  'agents-rotate': [[0, 1.8, 0.2, -0.8, 0, 0, 0, 0, -0.8, -0.3], FROM.tools],
};
