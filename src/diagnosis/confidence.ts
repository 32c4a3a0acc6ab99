/**
 * Confidence: how much of what matters for a hypothesis was seen, and how far from the border it lay. It only ever adds
 * up what was seen, so taking a source away never raises it.
 */
import type { Confidence } from './diagnosis.ts';
import { HYPOTHESES, type Hypothesis, type PerHypothesis } from './hypotheses.ts';
import type { Feature, Reading, Say } from './reading.ts';
import { centred, FEATURES, FINDINGS_OF, type Readings } from './weigh.ts';

export const HIGH = 0.5;
export const MODERATE = 0.28;
/** A feature that was seen and tells nothing counts so much; the rest comes with its distance from the border. */
const SEEN = 0.4;

export function confidenceOf(
  hypothesis: Hypothesis,
  readings: Readings,
  { weighing }: Say,
): { readonly confidence: Confidence; readonly confidenceWords: string } {
  let whole = 0;
  let seen = 0;
  let clear = 0;
  for (const feature of FEATURES) {
    const matters = MATTERS.get(feature)![hypothesis];
    const reading = readings.get(feature) ?? null;
    whole += matters;
    seen += reading === null ? 0 : matters;
    clear += matters * clarityOf(reading);
  }
  const share = clear / whole;
  const confidence = share >= HIGH ? 'high' : share >= MODERATE ? 'moderate' : 'low';
  return {
    confidence,
    confidenceWords: weighing.confidence(
      weighing.percent(seen / whole),
      weighing.percent(seen === 0 ? 0 : clear / seen),
    ),
  };
}

const clarityOf = (reading: Reading | null): number =>
  reading === null ? 0 : reading.finding === null ? SEEN : SEEN + (1 - SEEN) * reading.strength;

/** How much a feature could bring for or against each hypothesis at most. */
const MATTERS: ReadonlyMap<Feature, PerHypothesis> = new Map(
  FEATURES.map((feature) => {
    const each = (FINDINGS_OF[feature.id] ?? []).map(centred);
    const most = (hypothesis: Hypothesis) => Math.max(0, ...each.map((nats) => Math.abs(nats[hypothesis])));
    return [
      feature,
      Object.fromEntries(HYPOTHESES.map((hypothesis) => [hypothesis, most(hypothesis)])) as PerHypothesis,
    ];
  }),
);
