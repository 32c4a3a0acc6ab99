/**
 * Verdicts: which hypothesis is called the cause, when none can be, and what may be said about an attack. Two that
 * explain the evidence alike are undecidable; a missing log makes the question of an attack untestable.
 */
import type { AttackAnswer, Verdict } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { ATTACKS, HYPOTHESES, type Hypothesis, type PerHypothesis } from './hypotheses.ts';
import { likelihoodOf } from './likelihood.ts';
import type { Say } from './reading.ts';
import type { Group } from './rule.ts';
import { type Met, natsOf, RULES } from './weigh.ts';

/** What is called needs this much, and this many times as much as the second. */
export const CALL_MIN = 0.5;
export const CALL_RATIO = 1.6;
/**
 * A crowd is called only where the addresses speak for visitors by so many nats, and a flood of requests only where
 * behaviour speaks for machines: bots can copy how people behave, and people can come from anywhere.
 */
const VISITORS_MIN = 0.5;
const MACHINES_MIN = 0.2;
/** Machines whose addresses speak for visitors by more than this may be visitors' own programs. */
const KNOWN_VISITORS = 0.3;
/** Nor is a crowd called where behaviour speaks for machines by so many nats. */
const PROGRAMS_MIN = 1;
/**
 * Where nothing at all is known of the addresses, a crowd that somebody sent is called by behaviour worth so many nats, and
 * the verdict says that this could be copied.
 */
const SENT_MIN = 2;
/** From this strength on, one client sent most of what came on top. */
const ONE_SOURCE = 0.6;
/** From this strength on, too much came from one client for a crowd. */
const NO_CROWD = 0.3;
/** From this strength on, most of what came on top were refused attempts to change something. */
const GUESSING = 0.5;
/** A flood below HTTP stays open at this weight, where what would be seen of it was seen. */
const OPEN_FLOOD = 0.05;

/** Where requests come from is hard to fake; how they are sent is not. */
const ADDRESSES: readonly Group[] = ['population'];
const BEHAVIOUR: readonly Group[] = ['per client', 'requests', 'browsers', 'agents'];

const LOADS: readonly Hypothesis[] = ['network-flood', 'application-flood', 'crawler', 'flash-crowd', 'client-release'];
const FAILING = new Set(['failures-up', 'failures-by-overload', 'failures-by-origin', 'checks-fail']);
/** A finding below this strength brought nothing about. */
const CLEAR = 0.25;
/** What a flood below HTTP leaves: requests that never arrive, connections that die. */
const BELOW_HTTP = new Set([
  'requests-down',
  'connections-fail',
  'connections-flood',
  'connects-time-out',
  'handshakes-hang',
]);

export const ranked = (posterior: PerHypothesis): readonly Hypothesis[] =>
  HYPOTHESES.toSorted((a, b) => posterior[b] - posterior[a] || HYPOTHESES.indexOf(a) - HYPOTHESES.indexOf(b));

export function verdictOf(posterior: PerHypothesis, met: readonly Met[], { weighing, scales }: Say): Verdict {
  const { names, percent, alike } = weighing;
  const [first, second] = ranked(posterior) as [Hypothesis, Hypothesis];
  const ratio = posterior[first] / posterior[second];
  if (met.length === 0)
    return {
      basis: 'inferred',
      kind: 'undecidable',
      why: 'too-little',
      between: HYPOTHESES,
      words: weighing.nothingTells,
    };
  const isClose = posterior[first] < CALL_MIN || ratio < CALL_RATIO;
  const peopleOrBots = [first, second].every((one) => one === 'flash-crowd' || one === 'application-flood');
  const mimicry = isClose && peopleOrBots ? 'both' : mimicryIn(first, met);
  if (isClose && !peopleOrBots)
    return {
      basis: 'inferred',
      kind: 'undecidable',
      why: 'too-close',
      between: [first, second],
      words: weighing.tooClose(names[first], percent(posterior[first]), names[second], percent(posterior[second])),
    };
  if (first === 'flash-crowd' && isOneSource(met, NO_CROWD))
    return {
      basis: 'inferred',
      kind: 'undecidable',
      why: 'too-close',
      between: [first, second],
      words: weighing.oneClient,
    };
  if (mimicry !== null)
    return {
      basis: 'inferred',
      kind: 'undecidable',
      why: 'mimicry',
      between: ['flash-crowd', 'application-flood'],
      words: weighing.mimicry(
        alike[mimicry],
        percent(posterior['flash-crowd']),
        percent(posterior['application-flood']),
      ),
    };
  const failed = met.some(({ finding, strength }) => FAILING.has(finding) && strength >= CLEAR);
  const consequence = LOADS.includes(first) && failed ? 'origin-failure' : null;
  return {
    basis: 'inferred',
    kind: 'called',
    cause: first,
    consequence,
    words:
      (consequence === null ? weighing.called : weighing.calledAndFailed)(
        names[first],
        scales.likelihoods[likelihoodOf(posterior[first])],
        percent(posterior[first]),
      ) + (first === 'flash-crowd' && !areAddressesKnown(met) ? weighing.onBehaviour : ''),
  };
}

/** Why people and machines can't be told apart here; null where they can, or where it is not about them. */
function mimicryIn(first: Hypothesis, met: readonly Met[]): keyof Say['weighing']['alike'] | null {
  const visitors = leaning(met, ADDRESSES);
  if (first === 'flash-crowd' && visitors < VISITORS_MIN && !isSent(met)) return 'likePeople';
  if (first === 'flash-crowd' && -leaning(met, BEHAVIOUR) > PROGRAMS_MIN) return 'likeMachines';
  if (first !== 'application-flood') return null;
  if (-leaning(met, BEHAVIOUR) < MACHINES_MIN) return 'elsewhere';
  // One client that sends it all mimics nobody, wherever it sits; nor do those who are refused nearly all that they send.
  const isPlain =
    isOneSource(met, ONE_SOURCE) || met.some((one) => one.finding === 'guesses' && one.strength >= GUESSING);
  return visitors > KNOWN_VISITORS && !isPlain ? 'machinesFromVisitors' : null;
}

const isOneSource = (met: readonly Met[], least: number): boolean =>
  met.some(({ finding, strength }) => finding === 'one-source' && strength >= least);

/** People that another site sent, by all their behaviour, with nothing known of their addresses that could deny it. */
const isSent = (met: readonly Met[]): boolean =>
  !areAddressesKnown(met) &&
  met.some(({ finding, strength }) => finding === 'one-referrer' && strength >= 0.5) &&
  leaning(met, BEHAVIOUR) >= SENT_MIN;

const areAddressesKnown = (met: readonly Met[]): boolean =>
  met.some(({ finding }) => ADDRESSES.includes(RULES.get(finding)?.group ?? 'claims'));

/** By how many nats the findings of some groups speak for people rather than machines. */
const leaning = (met: readonly Met[], groups: readonly Group[]): number =>
  met.reduce((sum, { finding, strength }) => {
    const group = RULES.get(finding)?.group;
    if (group === undefined || !groups.includes(group)) return sum;
    const nats = natsOf(finding);
    return sum + strength * (nats['flash-crowd'] - nats['application-flood']);
  }, 0);

export function attackAnswer(
  evidence: Evidence,
  posterior: PerHypothesis,
  verdict: Verdict,
  met: readonly Met[],
  { weighing, scales }: Say,
): AttackAnswer {
  const { percent } = weighing;
  if (evidence.traffic === null)
    return {
      basis: 'inferred',
      kind: 'not-testable',
      words: weighing.notTestable,
    };
  const attack = ATTACKS.reduce((sum, hypothesis) => sum + posterior[hypothesis], 0);
  const { holeShare } = evidence.traffic.during;
  if (holeShare !== null && met.some(({ finding, strength }) => finding === 'tries-holes' && strength >= CLEAR))
    return {
      basis: 'observed',
      kind: 'attempts',
      posterior: attack,
      words: weighing.attempts(percent(holeShare), scales.likelihoods[likelihoodOf(attack)], percent(attack)),
    };
  const open = (words: string): AttackAnswer => ({ basis: 'inferred', kind: 'undecidable', posterior: attack, words });
  // Where the cause is open, an attack is too, unless hardly anything is left for it.
  if (verdict.kind === 'undecidable' && attack >= OPEN_FLOOD) return open(weighing.attackOpen(verdict.words));
  const marks = met.some(({ finding, strength }) => BELOW_HTTP.has(finding) && strength >= CLEAR);
  if (marks && attack < 0.5 && posterior['network-flood'] >= OPEN_FLOOD) return open(weighing.belowHttp);
  if (evidence.traffic.usual === null && attack < 0.5 && attack >= OPEN_FLOOD) return open(weighing.noUsual);
  if (verdict.kind === 'called' && verdict.cause === 'nothing-unusual') return open(weighing.noSign);
  const likelihood = likelihoodOf(attack);
  return {
    basis: 'inferred',
    kind: 'answered',
    posterior: attack,
    likelihood,
    words: weighing.attack(scales.likelihoods[likelihood], percent(attack)),
  };
}
