/** A statement with its verdict as exports need it: flat, and in words. */
import type { Statement } from '../model/statement.ts';
import type { VerdictWord } from './why.ts';

export interface ToldStatement {
  readonly id: string;
  readonly version: number;
  readonly quote: string;
  readonly paraphrase: boolean;
  readonly speaker: string;
  readonly role: string | null;
  readonly url: string | null;
  readonly digest: string | null;
  readonly saidAt: string | null;
  /** Of this version, and of the first one. */
  readonly recordedAt: string;
  readonly firstRecordedAt: string;
  /** Until when the verdict's figures were counted. */
  readonly countedUntil: string;
  readonly territory: readonly string[];
  readonly relations: readonly { readonly kind: Statement['relations'][number]['kind']; readonly to: string }[];
  /** An analyst's own. */
  readonly judgement: {
    readonly likelihood: NonNullable<Statement['likelihood']> | null;
    readonly confidence: NonNullable<Statement['confidence']> | null;
  } | null;
  readonly kind: Statement['measure']['kind'];
  readonly says: string;
  readonly mode: Statement['mode'];
  readonly verdict: VerdictWord;
  readonly why: string;
  readonly admiralty: {
    readonly reliability: Statement['reliability'];
    readonly credibility: Statement['credibility'];
  };
  readonly offered: string | null;
  readonly confirmedBy: string | null;
  readonly tlp: Statement['tlp'];
  readonly withdrawn: boolean;
}

export interface ToldIncident {
  readonly id: string;
  readonly service: string;
  readonly home: string | null;
  readonly start: string;
  readonly end: string | null;
  /** Whether its figures are a reconstruction, a replay, or were measured. */
  readonly provenance: 'measured' | 'replayed' | 'reconstruction';
  readonly observatory: string;
  /** Absolute address of the observatory, without a slash at the end. */
  readonly base: string;
}

/** The strictest marking of several. */
export function strictest(statements: readonly Pick<ToldStatement, 'tlp'>[]): Statement['tlp'] {
  const order: readonly Statement['tlp'][] = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'];
  return order.find((tlp) => statements.some((one) => one.tlp === tlp)) ?? 'CLEAR';
}
