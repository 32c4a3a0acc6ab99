/**
 * Scales for sources and for how sure one is. Law: likelihood and confidence never share a sentence, and a grade always
 * comes with the name of its scale. Admiralty code as in NATO AJP-2.1; STIX confidence by STIX 2.1, appendix A.
 */
import type { Statement } from '../model/statement.ts';
import { measures as ENGLISH } from '../words/en/measures.ts';
import type { Outcome } from './match.ts';
import type { VerdictWord } from './why.ts';

export const admiraltyText = (
  { reliability, credibility }: Pick<Statement, 'reliability' | 'credibility'>,
  say: typeof ENGLISH = ENGLISH,
): string => say.admiralty(`${reliability}${credibility}`, say.reliability[reliability], say.credibility[credibility]);

/** STIX confidence of an Admiralty credibility; 6 has none. */
export const stixConfidence = (credibility: Statement['credibility']): number | undefined =>
  ({ 1: 90, 2: 70, 3: 50, 4: 30, 5: 10, 6: undefined })[credibility];

export type Confidence = 'low' | 'moderate' | 'high';

/** How much of what the readings ask could be answered at all. */
export function confidenceOf(answers: readonly { readonly outcome: Outcome }[], reconstructed: boolean): Confidence {
  const testable = answers.filter(({ outcome }) => outcome !== 'untestable');
  const known = testable.filter(({ outcome }) => outcome !== 'unknown').length;
  if (reconstructed || known === 0 || known < testable.length / 2) return 'low';
  return known === testable.length ? 'high' : 'moderate';
}

/** STIX opinions on a claim. */
export const opinionOf = (
  verdict: VerdictWord,
): 'strongly-disagree' | 'disagree' | 'neutral' | 'agree' | 'strongly-agree' =>
  verdict === 'supported' ? 'agree' : verdict === 'contradicted' ? 'disagree' : 'neutral';
