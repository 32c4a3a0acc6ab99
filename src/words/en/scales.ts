/** The words of the scales: likelihoods by ICD 203, and confidence, which is another thing. */
import type { CONFIDENCES, LIKELIHOOD_WORDS } from '../../model/statement.ts';

const likelihoods: Readonly<Record<(typeof LIKELIHOOD_WORDS)[number], string>> = {
  'almost no chance': 'almost no chance',
  'very unlikely': 'very unlikely',
  unlikely: 'unlikely',
  'roughly even chance': 'roughly even chance',
  likely: 'likely',
  'very likely': 'very likely',
  'almost certain': 'almost certain',
};

const confidences: Readonly<Record<(typeof CONFIDENCES)[number], string>> = {
  low: 'low',
  moderate: 'moderate',
  high: 'high',
};

export const scales = { likelihoods, confidences };
