/** Hypotheses: the kinds of failure that are weighed against each other. Exactly one is taken to be the first cause. */
export const HYPOTHESES = [
  'network-flood',
  'application-flood',
  'crawler',
  'flash-crowd',
  'origin-failure',
  'edge-failure',
  'network-path',
  'dns-tls',
  'client-release',
  'nothing-unusual',
] as const;

export type Hypothesis = (typeof HYPOTHESES)[number];

/** A number for each hypothesis. */
export type PerHypothesis = Readonly<Record<Hypothesis, number>>;

/** Deliberate harm by traffic. A crawler may ask too much without meaning harm, so it is none. */
export const ATTACKS: readonly Hypothesis[] = ['network-flood', 'application-flood'];
