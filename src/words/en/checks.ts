/** What a check found, in one sentence: the place where it failed, never who did it. */
import type { CheckReason } from '../../model/check.ts';
import type { Fault } from '../../model/fault.ts';

/** Reasons whose sentence needs no more than themselves. */
export type PlainReason = Exclude<
  CheckReason,
  'well' | 'cut-off' | 'transfer-timeout' | 'other-body' | 'turned-away' | 'error-answer'
>;

const faults: Readonly<Record<Fault, string>> = {
  client: 'the request was at fault',
  policy: "the owner's rules turned it away",
  edge: 'it failed itself',
  'origin-refused': 'the origin refused the connection',
  'origin-unreachable': 'the origin could not be reached',
  'origin-timeout-connect': 'no connection to the origin came about in time',
  'origin-timeout-response': 'the origin did not answer in time',
  'origin-bad-response': "the origin's answer was broken or cut off",
  'origin-tls': 'the TLS handshake with the origin failed',
  'origin-dns': "the origin's name did not resolve",
  'origin-overload': 'the origin is overloaded',
  'origin-app': 'the origin answered with an error',
  config: 'it is not set up for this request',
  unknown: 'it is not known why',
};

const plain: Readonly<Record<PlainReason, string>> = {
  'name-gone': 'The name does not exist: no address for it was found',
  'name-failed': 'The name could not be resolved: its name servers failed or did not answer',
  refused: 'The connection was refused: the machine is there, and nothing listens',
  unreachable: 'The machine could not be reached: there is no route to it',
  'connect-timeout': 'No connection came about in time',
  'certificate-expired': 'Connected, but the certificate has expired',
  'certificate-early': 'Connected, but the certificate is not valid yet',
  'certificate-name': 'Connected, but the certificate is for another name',
  'certificate-untrusted': 'Connected, but nobody known vouches for the certificate',
  handshake: 'Connected, but the TLS handshake failed',
  'handshake-timeout': 'Connected, but the TLS handshake did not end in time',
  closed: 'Connected, but the connection was closed before an answer came',
  'answer-timeout': 'Connected, but no answer came in time',
  'bad-answer': 'Connected, but what came is not a readable answer',
  'redirect-loop': 'Redirects lead in a circle',
  'redirects-many': 'Too many redirects',
  'redirect-refused': 'A redirect leads to a place that is not probed',
  oversize: 'The answer is longer than is read, and the text was not in what was read',
  'target-refused': 'Not probed: the name leads to an address that is not public',
  'own-network': 'Nothing is known: the prober itself had trouble',
};

export const checks = {
  faults,
  plain,
  it: 'It',
  theOrigin: 'The origin',
  isWell: 'Well',
  answered: (who: string, status: string): string => `${who} answered ${status}`,
  brokeOff: (who: string, status: string): string => `${who} answered ${status}, but the answer broke off`,
  didNotEnd: (who: string, status: string): string => `${who} answered ${status}, but the answer did not end in time`,
  otherBody: (who: string, status: string): string =>
    `${who} answered ${status}, but the expected text is not in the answer`,
  turnedAway: (who: string, coded: string): string =>
    `${who} turned the probe away (${coded}), so nothing is known of the service`,
  asProxy: (status: string): string => `Something answered ${status}, as a proxy would, and left no mark of who it is`,
  reachedBut: (who: string, fault: string, coded: string): string => `${who} reached, but ${fault} (${coded})`,
  /** @param others all that look alike but the last */
  reachedAlike: (who: string, coded: string, others: readonly string[], last: string): string =>
    `${who} reached, but it answered ${coded}: either ${[others].flat().join(', or ')}, or ${last}; from outside these look alike`,
};
