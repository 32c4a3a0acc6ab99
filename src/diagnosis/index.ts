/**
 * The diagnosis of one stretch: reads the evidence, weighs the hypotheses, and says what speaks for and against each, what
 * could not be seen and what would change the answer. The same evidence gives the same answer, on any machine.
 */
import { changesFor, otherwise } from './changes.ts';
import { confidenceOf } from './confidence.ts';
import type { Bearing, Claimed, Diagnosis, Finding, Unseen } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import type { Hypothesis } from './hypotheses.ts';
import { likelihoodOf, SCALE } from './likelihood.ts';
import { ENGLISH, type Feature, type FindingId, type Reading, type Say } from './reading.ts';
import { attackAnswer, ranked, verdictOf } from './verdict.ts';
import { centred, metIn, type Readings, RULES, readAll, weigh } from './weigh.ts';

/** A finding that is worth less than this, in nats, does not bear on a hypothesis. */
const BEARS_FROM = 0.1;

/** @param say the language in which it is told */
export function diagnose(evidence: Evidence, say: Say = ENGLISH): Diagnosis {
  const readings = readAll(evidence);
  const met = metIn(readings);
  const posterior = weigh(met);
  const verdict = verdictOf(posterior, met, say);
  const findings = findingsIn(readings, say);
  const unseen = unseenIn(evidence, readings, say);
  const all = otherwise(readings);
  return {
    scale: SCALE,
    verdict,
    attack: attackAnswer(evidence, posterior, verdict, met, say),
    hypotheses: ranked(posterior).map((hypothesis) => ({
      basis: 'inferred',
      hypothesis,
      name: say.weighing.names[hypothesis],
      posterior: posterior[hypothesis],
      likelihood: likelihoodOf(posterior[hypothesis]),
      ...confidenceOf(hypothesis, readings, say),
      bearings: bearingsOn(hypothesis, findings),
      unseen,
      changes: changesFor(hypothesis, posterior, all, say),
    })),
    findings,
    unseen,
    claims: claimsIn(evidence, say),
  };
}

function bearingsOn(hypothesis: Hypothesis, findings: readonly Finding[]): Bearing[] {
  return findings
    .map((finding) => ({ finding, nats: finding.strength * centred(finding.id)[hypothesis] }))
    .filter(({ nats }) => Math.abs(nats) >= BEARS_FROM)
    .toSorted((a, b) => Math.abs(b.nats) - Math.abs(a.nats))
    .map(({ finding, nats }) => ({ side: nats > 0 ? 'for' : 'against', finding, nats }));
}

function findingsIn(readings: Readings, { weighing }: Say): Finding[] {
  const found = ([feature, reading]: [Feature, Reading | null]): Finding[] => {
    if (reading === null || reading.finding === null) return [];
    const rule = RULES.get(reading.finding);
    return [
      {
        basis: feature.source === 'claims' ? 'claimed' : 'observed',
        id: reading.finding,
        source: feature.source,
        words: reading.words(weighing),
        strength: reading.strength,
        observed: reading.observed,
        usual: reading.usual,
        because:
          rule === undefined ? weighing.findings.worthless : weighing.findings.because[reading.finding as FindingId],
        reference: rule?.source ?? '',
      },
    ];
  };
  return [...readings].flatMap(found);
}

function unseenIn(evidence: Evidence, readings: Readings, { weighing }: Say): Unseen[] {
  return [...readings].flatMap(([{ id, source }, reading]) => {
    if (reading !== null) return [];
    const whole = evidence[source] === null;
    const name = weighing.features[id];
    return [{ feature: id, source, whole, words: whole ? weighing.noneAtAll(name, source) : weighing.notSeen(name) }];
  });
}

function claimsIn({ claims }: Evidence, { weighing }: Say): Claimed[] {
  const said = (claims ?? []).map(({ by, name, state, cause, since }) => ({
    basis: 'claimed' as const,
    by,
    since,
    words:
      cause === null
        ? weighing.claims(name, weighing.states[state])
        : weighing.claimsCause(name, weighing.states[state], cause),
  }));
  // By all that they say, so that the order in which they were heard does not matter.
  const key = (claim: Claimed) => `${claim.words} ${claim.by} ${claim.since}`;
  return said.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
