/** Rules for what edge logs show. Columns: NF AF CR FC OF EF NP DT CL NO, the order of HYPOTHESES. */
import { FROM, type Table } from './rule.ts';

export const AMOUNT: Table = {
  'requests-up': [[-0.5, 2, 1.6, 2, -0.5, -0.7, -1.5, -1.5, 1.3, -2.5], FROM.crowds],
  'requests-down': [[1.5, -2, -2, -2.5, 0.3, 1.2, 1.3, 1.5, -1.5, -2], FROM.march],
  'requests-usual': [[-1, -1, -1, -2, 0.7, 0.5, 0, -0.3, -0.5, 1], FROM.judgement],
  'networks-gone': [[-0.5, -1, -1, -1, -1, 0, 3, 0, -1, -1], FROM.judgement],
  'networks-stay': [[0.2, 0, 0, 0, 0.3, 0, -1.5, 0, 0, 0.2], FROM.judgement],
};

export const FAILING: Table = {
  'failures-up': [[-0.3, 0.2, -0.2, 0.2, 2, 1.8, -1.5, 0, 0, -2.5], FROM.crowds],
  'failures-none': [[0, -0.2, 0.2, 0, -2, -0.8, 0.3, 0.2, 0.2, 0.8], FROM.judgement],
  'failures-by-edge': [[0, -0.7, -0.7, -0.7, -1.5, 3, -0.5, -0.5, -0.7, -1], FROM.cloudflare],
  'failures-by-origin': [[-0.2, 0, 0, 0, 1.8, -2, -1, -1, 0, -1], FROM.cloudflare],
  'failures-by-overload': [[0, 0.8, 0.4, 0.8, 0.5, -1.5, -1, -1, 0.5, -1], FROM.haproxy],
  'failures-by-names': [[-1, -1.5, -1, -1.5, -0.5, -1, -0.5, 3, -1, -1.5], FROM.cloudflare],
  'requests-first': [[0, 1.2, 0.7, 1.2, -2, -1.5, -1, -1, 0.6, -1], FROM.judgement],
  'failures-first': [[0, -1.3, -1, -2, 1.8, 1.4, 0, 0.5, -0.3, -1], FROM.judgement],
  'failures-without-requests': [[0.2, -1.5, -1.2, -2.5, 2, 1.5, 0, 0.5, -0.8, -1], FROM.judgement],
  'serves-less': [[0, -0.8, -0.8, -1.6, 1.4, 1.2, 0, 0.3, -0.6, -1], FROM.judgement],
  'serves-more': [[0, 0.9, 0.8, 0.9, -0.9, -0.8, 0, -0.3, 0.6, -0.5], FROM.judgement],
  'connections-fail': [[1.8, 0, -0.3, -0.3, -0.3, 0.2, 0.3, 1.6, 0.2, -2], FROM.haproxy],
  'connections-flood': [[3.4, 0, -0.3, -0.3, -0.5, 0, 0.2, 0.3, 0.2, -2], FROM.haproxy],
  'connections-hold': [[-2, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, -0.3, 0.1, 0.2], FROM.haproxy],
  'answers-slow': [[-0.2, 0.5, 0.2, 0.4, 0.5, -0.1, -0.2, -0.5, 0.2, -0.8], FROM.judgement],
  'answers-usual': [[0, -0.2, 0, -0.2, -0.4, 0.1, 0.2, 0.2, 0, 0.4], FROM.judgement],
  'rules-refuse': [[0, 1, 0.8, -0.5, -0.5, 0, -0.5, -0.5, 0.3, -0.5], FROM.judgement],
};

export const POPULATION: Table = {
  'new-prefixes': [[0, 1.8, 0.6, 0, -0.5, -0.5, -0.5, -0.5, -1.5, -0.5], FROM.novelty],
  'old-prefixes': [[-0.5, -2, -0.6, 1, 0.9, 0.9, 0, 0, 1.5, 0.2], FROM.crowds],
  'same-prefixes': [[0, -0.7, -0.3, -0.2, 0.3, 0.3, 0, 0.1, 0.2, 0.5], FROM.crowds],
  'hosting-sources': [[0, 1, 1.3, -1.5, -0.3, -0.3, -0.3, -0.3, -1, -0.5], FROM.judgement],
  'access-sources': [[0, 0, -1.2, 0.8, 0.2, 0.2, 0.1, 0.1, 0.8, 0.2], FROM.judgement],
  'countries-shift': [[0, 1.2, 0.6, -0.2, -0.4, 0, 0.5, -0.3, -0.8, -0.5], FROM.judgement],
  'countries-stay': [[0, -0.9, -0.2, 0.4, 0.3, 0.2, -0.3, 0.2, 0.6, 0.4], FROM.judgement],
  'one-network': [[0, 0.8, 1.2, -1, -0.2, -0.2, -0.2, -0.2, -0.8, -0.2], FROM.crowds],
  'sources-spread': [[0, 0.6, 0.1, -0.3, 0, 0, 0, 0, -0.2, 0], FROM.crowds],
  'sources-cluster': [[0, -0.4, 0.1, 0.4, 0, 0, 0, 0, 0.2, 0], FROM.crowds],
};

export const PER_CLIENT: Table = {
  'one-source': [[0, 1.2, 1.3, -4, -0.2, -0.2, -0.2, -0.2, -2.5, -0.3], FROM.crowds],
  'no-heavy-source': [[0, 0.1, -1, 0.5, 0.4, 0.4, 0, 0, 0.5, 0], FROM.judgement],
  'clients-ask-more': [[0, 1, 1, -1.2, 0.4, 0.4, 0, 0, 1.2, -0.5], FROM.crowds],
  'clients-ask-once': [[0, 1.6, -0.3, -0.5, -0.5, -0.5, 0, 0, -0.5, -0.2], FROM.judgement],
  'clients-ask-as-usual': [[0, -0.5, -0.5, 0.8, -0.1, -0.1, 0.1, 0.1, -0.2, 0.3], FROM.crowds],
  'single-requests': [[0, 1, -0.2, -0.1, 0, 0, 0, 0, -0.2, -0.1], FROM.humans],
};
