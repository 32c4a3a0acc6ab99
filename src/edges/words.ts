/** A check's finding as a person would say it. The words name the place where it failed, never who did it. */
import type { CheckFinding } from '../model/check.ts';
import { checks as ENGLISH } from '../words/en/checks.ts';
import { edgeName } from './edge.ts';

/** @param words of the language in which it is said */
export function findingWords(finding: CheckFinding, words: typeof ENGLISH = ENGLISH): string {
  const { reason, by, status } = finding;
  const who = by === null ? words.it : by === 'origin' ? words.theOrigin : edgeName(by);
  switch (reason) {
    case 'well':
      return status === null ? words.isWell : words.answered(who, String(status));
    case 'cut-off':
      return words.brokeOff(who, String(status));
    case 'transfer-timeout':
      return words.didNotEnd(who, String(status));
    case 'other-body':
      return words.otherBody(who, String(status));
    case 'turned-away':
      return words.turnedAway(who, coded(finding));
    case 'error-answer':
      return errorWords(finding, who, words);
    default:
      return words.plain[reason];
  }
}

/** "Cloudflare reached, but the origin refused the connection (521)". */
function errorWords(finding: CheckFinding, who: string, words: typeof ENGLISH): string {
  const { by, fault, among } = finding;
  const status = String(finding.status);
  if (by === 'origin' && (finding.status === 502 || finding.status === 504)) return words.asProxy(status);
  if (by === 'origin' || fault === null || among.length === 0) return words.answered(who, status);
  if (among.length === 1) return words.reachedBut(who, words.faults[fault], coded(finding));
  const alike = among.map((one) => words.faults[one]);
  return words.reachedAlike(who, coded(finding), alike.slice(0, -1), alike.at(-1)!);
}

const coded = ({ status, code }: CheckFinding): string =>
  code === null || code === String(status) ? String(status) : `${status}, ${code}`;
