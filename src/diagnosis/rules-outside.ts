/** Rules for probes, people and claims. Columns: NF AF CR FC OF EF NP DT CL NO, the order of HYPOTHESES. */
import { FROM, type Table } from './rule.ts';

export const PROBES: Table = {
  'checks-fail': [[1, 0.3, 0, 0.3, 1, 1, 0.6, 1, 0, -2.5], FROM.judgement],
  'checks-succeed': [[-2, 0, 0.5, 0.3, -1.8, -1.5, -1, -2.2, 0.4, 1], FROM.judgement],
  'some-places-fail': [[-1, -0.5, -0.5, -0.5, -1.5, 0.2, 2.5, -0.3, -0.5, -1], FROM.judgement],
  'every-place-fails': [[0.5, 0.1, 0, 0.1, 0.6, 0.3, -2, 0.5, 0, -1], FROM.judgement],
  'names-not-resolved': [[-1, -1.5, -1.5, -1.5, -1, -0.5, -0.3, 4, -1.5, -2], FROM.judgement],
  'certificate-fails': [[-1, -1.5, -1.5, -1.5, -1, -0.5, -0.3, 4, -1.5, -2], FROM.judgement],
  'connections-refused': [[0, -0.3, -0.3, -0.3, 1.5, 0.3, -0.5, -0.5, -0.3, -1], FROM.cloudflare],
  'connects-time-out': [[1.6, -0.2, -0.4, -0.3, 0.2, 0.2, 1, -0.8, -0.4, -1], FROM.march],
  'handshakes-hang': [[1.8, -0.1, -0.3, -0.2, 0, 0.4, 0.3, 0.4, -0.3, -1], FROM.march],
  'no-answer': [[0.4, 0.4, 0.2, 0.4, 0.8, 0.2, -0.2, -1, 0, -1], FROM.judgement],
  'checked-failures-by-edge': [[0, -0.5, -0.5, -0.5, -1.5, 3, -0.5, -0.5, -0.7, -1], FROM.cloudflare],
  'checked-failures-by-origin': [[-0.5, 0.1, 0, 0.1, 1.8, -2, -1, -1, 0, -1], FROM.cloudflare],
  'checked-failures-by-overload': [[0, 0.8, 0.4, 0.8, 0.5, -1.5, -1, -1, 0.5, -1], FROM.cloudflare],
  'checked-failures-by-names': [[-1, -1.5, -1, -1.5, -0.5, -1, -0.5, 3, -1, -1.5], FROM.cloudflare],
};

export const PEOPLE: Table = {
  'reports-up': [[0.8, 0.2, -0.3, 0.1, 0.8, 0.8, 0.6, 0.8, 0.2, -2], FROM.judgement],
  'reports-usual': [[-0.8, 0, 0.3, 0.1, -0.7, -0.7, -0.5, -0.7, 0, 0.7], FROM.judgement],
  'reports-from-one-place': [[-0.7, -0.2, 0, -0.3, -0.7, 0.1, 2.2, -0.2, -0.2, -0.5], FROM.judgement],
  'reports-from-everywhere': [[0.2, 0.1, 0, 0.1, 0.3, 0, -1.2, 0.1, 0.1, 0], FROM.judgement],
  'people-cannot-reach': [[0.7, -0.2, -0.2, -0.2, -0.2, 0.2, 0.6, 0.8, -0.3, 0], FROM.judgement],
  'people-see-errors': [[-0.6, 0.1, 0, 0.1, 0.7, 0.7, -0.7, -0.5, 0.3, 0], FROM.judgement],
  'people-wait': [[0.1, 0.6, 0.3, 0.6, 0.1, -0.2, 0.1, -1, 0.1, 0], FROM.judgement],
};

export const CLAIMS: Table = {
  'edge-says-outage': [[-0.2, -0.2, -0.2, -0.3, -0.8, 2.5, 0, 0, -0.3, -0.8], FROM.judgement],
  'edge-says-degraded': [[-0.1, -0.1, -0.1, -0.2, -0.5, 1.6, 0, 0, -0.2, -0.4], FROM.judgement],
  'edge-says-operational': [[0.1, 0.1, 0.1, 0.1, 0.1, -0.7, 0.1, 0.1, 0.1, 0.1], FROM.judgement],
  'dns-says-outage': [[-0.2, -0.3, -0.3, -0.3, -0.5, 0, 0, 2.5, -0.3, -0.8], FROM.judgement],
  'dns-says-degraded': [[-0.1, -0.2, -0.2, -0.2, -0.3, 0, 0, 1.5, -0.2, -0.4], FROM.judgement],
  'network-says-outage': [[-0.2, -0.3, -0.3, -0.3, -0.5, 0, 2.5, 0, -0.3, -0.8], FROM.judgement],
  'network-says-degraded': [[-0.1, -0.2, -0.2, -0.2, -0.3, 0, 1.5, 0, -0.2, -0.4], FROM.judgement],
  'hosting-says-outage': [[-0.2, -0.3, -0.3, -0.3, 1.6, -0.2, 0.3, -0.2, -0.3, -0.8], FROM.judgement],
  'hosting-says-degraded': [[-0.1, -0.2, -0.2, -0.2, 0.9, -0.1, 0.2, -0.1, -0.2, -0.4], FROM.judgement],
  'service-says-outage': [[0.1, 0, 0, 0, 0.3, 0.1, 0, 0.1, 0, -1], FROM.judgement],
  'service-says-degraded': [[0.1, 0, 0, 0, 0.2, 0.1, 0, 0.1, 0, -0.5], FROM.judgement],
  'service-says-maintenance': [[-0.3, -0.3, -0.2, -0.3, 1, 0, -0.1, 0, 0, 0], FROM.judgement],
};
