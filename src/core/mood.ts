/**
 * A service's mood: how its last hours compare with what level and shape expected. Three views of the same counts: the
 * mood of the last hours, late so that an incident is not taken for it; a lull, that only lowers what is expected, and a
 * lift, that only raises it. All forget.
 */
import { shortened } from './arithmetic.ts';

export interface Mood {
  /** Counts over what level and shape expected, forgetting over MOOD.minutes, after MOOD.delayMinutes. */
  count: number;
  expected: number;
  /** The same over LULL.minutes, without delay. */
  lullCount: number;
  lullExpected: number;
  /** The same over LIFT.minutes, after LIFT.delayMinutes. */
  liftCount: number;
  liftExpected: number;
  /** Counts and expectations of the last slots, which the mood does not know yet; oldest first. */
  readonly pending: number[];
}

export const createMood = (): Mood => ({
  count: 0,
  expected: 0,
  lullCount: 0,
  lullExpected: 0,
  liftCount: 0,
  liftExpected: 0,
  pending: [],
});

/**
 * Upward mood is usual up to `most`: an incident is an excess of half the usual rate or more, a lift is less. It learns
 * late, so that an incident which grows slowly is not taken for mood. The prior is in counts: 1 / 0.15², the squared drift
 * that services show within hours.
 */
const MOOD = { minutes: 240, delayMinutes: 120, most: 1.5, strength: 40 };
/** While the time of day is new, the mood is all there is and follows closely: what rises as a morning does is no outage. */
const YOUNG = { minutes: 60, delayMinutes: 15, most: 8, strength: 3 };
/** A service that has been quieter than usual lately is expected to stay so for a while, down to this share. */
const LULL = { minutes: 60, least: 0.65, strength: 20 };
/**
 * A service that has been busier than usual lately, up to this factor, is expected to stay so for a while. Late by half an
 * hour, for an incident that begins to be no lift yet.
 */
const LIFT = { minutes: 60, delayMinutes: 30, most: 1.4, strength: 20 };

/**
 * What is raised further than a mood can be is none: it is believed less and less from here, and no more from there on. That
 * is judged with a prior of few counts, for otherwise a service with few reports could not be far from its usual for hours.
 */
const NO_MOOD = { from: 1.6, to: 2, strength: 10 };

/** What of a raise is believed to be a mood, `most` at most. */
function believed(count: number, expected: number, strength: number, most: number): number {
  const raised = Math.min(most, (count + strength) / (expected + strength));
  const seen = (count + NO_MOOD.strength) / (expected + NO_MOOD.strength);
  const beyond = (seen - NO_MOOD.from) / (NO_MOOD.to - NO_MOOD.from);
  return beyond <= 0 ? raised : Math.max(1, raised - (raised - 1) * beyond);
}

/** The factor on the usual rate; `known`, from 0 to 1, is how well this time of day is known. */
export function moodFactor(mood: Mood, known: number): number {
  const strength = known * MOOD.strength + (1 - known) * YOUNG.strength;
  const hours = (mood.count + strength) / (mood.expected + strength);
  const lull = (mood.lullCount + LULL.strength) / (mood.lullExpected + LULL.strength);
  const low = known * Math.max(LULL.least, Math.min(1, lull)) + (1 - known) * hours;
  const lift = known * believed(mood.liftCount, mood.liftExpected, LIFT.strength, LIFT.most);
  // Only where the time of day is known is there a usual that a raise could be told from.
  const high =
    known < 1
      ? Math.min(known * MOOD.most + (1 - known) * YOUNG.most, hours)
      : believed(mood.count, mood.expected, MOOD.strength, MOOD.most);
  return Math.max(lift, hours < 1 ? low : high);
}

/** Takes in one slot; `usual` is what level and shape expected of it. */
export function learnMood(mood: Mood, count: number, usual: number, slotMinutes: number, young: boolean): void {
  const { pending } = mood;
  const keep = (minutes: number) => Math.max(0, 1 - slotMinutes / minutes);
  mood.lullCount = shortened(mood.lullCount * keep(LULL.minutes) + count);
  mood.lullExpected = shortened(mood.lullExpected * keep(LULL.minutes) + usual);
  pending.push(shortened(count), shortened(usual));
  const due = pending.length - 2 * (Math.ceil(LIFT.delayMinutes / slotMinutes) + 1);
  if (due >= 0) {
    mood.liftCount = shortened(mood.liftCount * keep(LIFT.minutes) + pending[due]!);
    mood.liftExpected = shortened(mood.liftExpected * keep(LIFT.minutes) + pending[due + 1]!);
  }
  const { minutes, delayMinutes } = young ? YOUNG : MOOD;
  const most = (2 * delayMinutes) / slotMinutes;
  let known = 0;
  for (; pending.length - known > most; known += 2) {
    mood.count = shortened(mood.count * keep(minutes) + pending[known]!);
    mood.expected = shortened(mood.expected * keep(minutes) + pending[known + 1]!);
  }
  if (known === 0) return;
  for (let i = known; i < pending.length; i++) pending[i - known] = pending[i]!;
  for (; known > 0; known--) pending.pop();
}
