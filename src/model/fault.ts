/**
 * Fault classes: whose fault a failed request was, as far as the marks on it tell. One vocabulary for edge logs and for
 * probes. `client` and `policy` are no failure of the service.
 */
export const FAULTS = [
  'client',
  'policy',
  'edge',
  'origin-refused',
  'origin-unreachable',
  'origin-timeout-connect',
  'origin-timeout-response',
  'origin-bad-response',
  'origin-tls',
  'origin-dns',
  'origin-overload',
  'origin-app',
  'config',
  'unknown',
] as const;

export type Fault = (typeof FAULTS)[number];
