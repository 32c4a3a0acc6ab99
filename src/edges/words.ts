/** A check's finding as a person would say it. The words name the place where it failed, never who did it. */
import type { CheckFinding, CheckReason } from '../model/check.ts';
import type { Fault } from '../model/fault.ts';
import { edgeName } from './edge.ts';

const FAULT_WORDS: Readonly<Record<Fault, string>> = {
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

const PLAIN: Readonly<Partial<Record<CheckReason, string>>> = {
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

export function findingWords(finding: CheckFinding): string {
  const { reason, by, status } = finding;
  const plain = PLAIN[reason];
  if (plain !== undefined) return plain;
  const who = by === null ? 'It' : by === 'origin' ? 'The origin' : edgeName(by);
  switch (reason) {
    case 'well':
      return status === null ? 'Well' : `${who} answered ${status}`;
    case 'cut-off':
      return `${who} answered ${status}, but the answer broke off`;
    case 'transfer-timeout':
      return `${who} answered ${status}, but the answer did not end in time`;
    case 'other-body':
      return `${who} answered ${status}, but the expected text is not in the answer`;
    case 'turned-away':
      return `${who} turned the probe away (${coded(finding)}), so nothing is known of the service`;
    default:
      return errorWords(finding, who);
  }
}

/** "Cloudflare reached, but the origin refused the connection (521)". */
function errorWords(finding: CheckFinding, who: string): string {
  const { by, fault, among } = finding;
  if (by === 'origin' && (finding.status === 502 || finding.status === 504)) {
    return `Something answered ${finding.status}, as a proxy would, and left no mark of who it is`;
  }
  if (by === 'origin') return `The origin answered ${finding.status}`;
  if (fault === null || among.length === 0) return `${who} answered ${finding.status}`;
  if (among.length === 1) return `${who} reached, but ${FAULT_WORDS[fault]} (${coded(finding)})`;
  const alike = among.map((one) => FAULT_WORDS[one]);
  return `${who} reached, but it answered ${coded(finding)}: either ${alike.slice(0, -1).join(', or ')}, or ${alike.at(-1)}; from outside these look alike`;
}

const coded = ({ status, code }: CheckFinding): string =>
  code === null || code === String(status) ? String(status) : `${status}, ${code}`;
