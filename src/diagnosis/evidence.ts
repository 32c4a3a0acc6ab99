/** What a diagnosis is made from; the fold gathers it, so its words stand in the model. */
export type * from '../model/evidence.ts';
