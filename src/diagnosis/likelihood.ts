/**
 * Words for likelihoods, by the scale of Intelligence Community Directive 203 (Office of the Director of National
 * Intelligence, Analytic Standards, 2015, section D.6.e.2.a; first row of terms). One word, one range.
 */
export const SCALE = 'ICD 203';

export type LikelihoodWord =
  | 'almost no chance'
  | 'very unlikely'
  | 'unlikely'
  | 'roughly even chance'
  | 'likely'
  | 'very likely'
  | 'almost certain';

/** A border belongs to the word above it. The scale itself ends at 1 % and at 99 %; what lies beyond keeps the outer words. */
export const LIKELIHOODS: readonly { readonly word: LikelihoodWord; readonly from: number; readonly to: number }[] = [
  { word: 'almost no chance', from: 0, to: 0.05 },
  { word: 'very unlikely', from: 0.05, to: 0.2 },
  { word: 'unlikely', from: 0.2, to: 0.45 },
  { word: 'roughly even chance', from: 0.45, to: 0.55 },
  { word: 'likely', from: 0.55, to: 0.8 },
  { word: 'very likely', from: 0.8, to: 0.95 },
  { word: 'almost certain', from: 0.95, to: 1 },
];

export const likelihoodOf = (posterior: number): LikelihoodWord =>
  LIKELIHOODS.find(({ to }) => posterior < to)?.word ?? 'almost certain';
