/**
 * Seeds, kept apart: what constants may be chosen on, and what is only ever measured on. Nothing that chooses anything
 * imports the scoring seeds.
 */
const range = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => from + i);

export const TUNING_SEEDS = range(1, 3_000);
/**
 * A range is scored once rules are settled. Those from 1,000,001, 2,000,001 and 3,000,001 are retired: their figures were read
 * before rules about failures without requests, about single clients and scans, and about retry storms were changed.
 */
export const SCORING_SEEDS = range(4_000_001, 2_000);
/** For the tests: a few of the tuning seeds, so that the scoring seeds stay unseen. */
export const SHORT_SEEDS = range(1, 240);
