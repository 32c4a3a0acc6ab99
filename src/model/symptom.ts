/** Symptoms: what a person says fails. A kind from this short list, and optionally the component that shows it. */
export const SYMPTOMS = ['unreachable', 'slow', 'error', 'login', 'wrong', 'refused', 'other'] as const;
export type Symptom = (typeof SYMPTOMS)[number];
