/**
 * Factors on the weights of findings, fitted on tuning seeds by bench/diagnosis/fit.ts; 1 where nothing was fitted. A
 * factor never turns a weight around, so the reasons in the rules stay true.
 */
export const FACTORS: Readonly<Record<string, number>> = {};
