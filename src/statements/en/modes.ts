/** How English sentences are meant: asserted, hedged, asked, denied; and the days in them. */
import type { Mode } from '../../model/statement.ts';
import type { Because, Span } from '../found.ts';

export const ABOUT =
  /\b(?:outages?|down|offline|unavailable|disruptions?|disrupted|failed|failure|fell|error|errors|attacks?|DDoS|crash(?:ed|es)?|unreachable|glitch|breakdown|incident|not reachable|intermitten\w+|inaccessible|blackout|packet loss|disturbance|problems?)\b/iu;

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const DATES = new RegExp(
  `\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?!\\d|,\\d{3})(?:,? \\d{4})?\\b|\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH}(?: \\d{4})?\\b|\\b${MONTH} \\d{4}\\b|\\b\\d{4}-\\d\\d-\\d\\d\\b|\\bsince (?:19|20)\\d\\d\\b`,
  'gu',
);

export const datesIn = (text: string): Span[] =>
  [...text.matchAll(DATES)].map((match) => ({ start: match.index, end: match.index + match[0].length }));

const HEDGE =
  /(?<!mid-)\b(?:may(?= (?:have|be|not|also|take|well)\b)|might|could(?= (?:have|be|take|last|mean|indicate|reach|affect|point)\b)|possibl[ey]|perhaps|maybe|reportedly|allegedly|apparently|believed to|suspect(?:s|ed)?|suspected|likely|probably|appears? to|seems?|rumou?r(?:s|ed)?|unconfirmed|it is thought|estimated?|estimates)\b/iu;
const DENIAL =
  /\b(?:no (?:evidence|indications?|sign) (?:of|that|for)|not (?:the (?:result|work) of|an? attack|caused by)|(?:denie[ds]|den(?:y|ied)|ruled out|ruling out|rules out|refuses this|exclude[ds]?)|there is no (?:cyber)?attack|was not (?:an?|the|caused))\b/iu;

const QUESTION = /\?[”’)]*$|^(?:.{0,40}\basked (?:whether|if)\b|whether\b)/iu;

export function modeOf({ text }: { readonly text: string }): { mode: Mode; because: Because[] } {
  if (QUESTION.test(text.trim())) return { mode: 'question', because: [{ field: 'mode', words: '?' }] };
  const denied = DENIAL.exec(text);
  if (denied !== null) return { mode: 'denied', because: [{ field: 'mode', words: denied[0] }] };
  const hedged = HEDGE.exec(text);
  return hedged === null
    ? { mode: 'asserted', because: [] }
    : { mode: 'hedged', because: [{ field: 'mode', words: hedged[0] }] };
}
