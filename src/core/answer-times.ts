/** Times to answer, counted in steps of a fourth root of two (19 %), from 1 ms to 18 minutes. */
import { exp, log } from './arithmetic.ts';

export const ANSWER_STEPS = 81;
const PER_NAT = 4 / Math.LN2;

/** Where a time to answer belongs. */
export const answerStep = (ms: number): number =>
  ms <= 1 ? 0 : Math.min(ANSWER_STEPS - 1, Math.ceil(log(ms) * PER_NAT));

/** The time at the middle of a step. */
export const answerAt = (step: number): number => exp(Math.max(0, step - 0.5) / PER_NAT);
