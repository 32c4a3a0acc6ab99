/**
 * The answer: weighed hypotheses and what they rest on. Every statement says by its `basis` whether it was observed, is
 * inferred, or is only claimed by somebody; nothing here can name who is behind it.
 */
import type { Minute } from '../model/units.ts';
import type { ClaimSource, Source } from './evidence.ts';
import type { Hypothesis } from './hypotheses.ts';
import type { LikelihoodWord } from './likelihood.ts';

/** One thing that the evidence shows. */
export interface Finding {
  /** Claims of trouble are findings too, and never more than claims. */
  readonly basis: 'observed' | 'claimed';
  readonly id: string;
  readonly source: Source;
  readonly words: string;
  /** From 0 at the border to 1 where nothing is doubtful. */
  readonly strength: number;
  readonly observed: number | null;
  readonly usual: number | null;
  /** Why it is worth something, and where that is from. */
  readonly because: string;
  readonly reference: string;
}

/** A finding as it bears on one hypothesis. */
export interface Bearing {
  readonly side: 'for' | 'against';
  readonly finding: Finding;
  /** Log likelihood ratio against an average hypothesis, in nats, discounted for what is correlated with it. */
  readonly nats: number;
}

/** What would have mattered and could not be seen. */
export interface Unseen {
  readonly feature: string;
  readonly source: Source;
  /** The whole source is missing, not only this figure. */
  readonly whole: boolean;
  readonly words: string;
}

/** What would change the answer, as computed by putting the finding in. */
export interface Change {
  readonly basis: 'inferred';
  readonly finding: string;
  readonly words: string;
  /** What this hypothesis would then be worth, and which would be the first. */
  readonly posterior: number;
  readonly first: Hypothesis;
}

export type Confidence = 'low' | 'moderate' | 'high';

export interface Weighed {
  readonly basis: 'inferred';
  readonly hypothesis: Hypothesis;
  readonly name: string;
  readonly posterior: number;
  readonly likelihood: LikelihoodWord;
  /** Kept apart from the likelihood: how much of what matters was seen, and how clear it was. */
  readonly confidence: Confidence;
  readonly confidenceWords: string;
  readonly bearings: readonly Bearing[];
  readonly unseen: readonly Unseen[];
  readonly changes: readonly Change[];
}

export type Verdict =
  | {
      readonly basis: 'inferred';
      readonly kind: 'called';
      readonly cause: Hypothesis;
      /** What the cause brought about, if that was seen: a crowd or a flood under which the origin fails. */
      readonly consequence: Hypothesis | null;
      readonly words: string;
    }
  | {
      readonly basis: 'inferred';
      readonly kind: 'undecidable';
      /** `too-close`: two explain it alike. `mimicry`: bots that act like people and people look the same here. */
      readonly why: 'too-close' | 'mimicry' | 'too-little';
      readonly between: readonly Hypothesis[];
      readonly words: string;
    };

/** Whether it is an attack, of which nobody may read more than was seen. */
export type AttackAnswer =
  | { readonly basis: 'inferred'; readonly kind: 'not-testable'; readonly words: string }
  | { readonly basis: 'inferred'; readonly kind: 'undecidable'; readonly posterior: number; readonly words: string }
  /** No flood, or who knows: requests that try to break in, however many they are. */
  | { readonly basis: 'observed'; readonly kind: 'attempts'; readonly posterior: number; readonly words: string }
  | {
      readonly basis: 'inferred';
      readonly kind: 'answered';
      readonly posterior: number;
      readonly likelihood: LikelihoodWord;
      readonly words: string;
    };

export interface Claimed {
  readonly basis: 'claimed';
  readonly by: ClaimSource;
  readonly since: Minute | null;
  readonly words: string;
}

export interface Diagnosis {
  readonly scale: string;
  readonly verdict: Verdict;
  readonly attack: AttackAnswer;
  /** All of them, the most likely first. */
  readonly hypotheses: readonly Weighed[];
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
  readonly claims: readonly Claimed[];
}
