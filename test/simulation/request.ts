/** Simulated requests: what a client sends and what the server makes of it. */
import type { Fault } from '../../src/model/fault.ts';
import type { Address } from './site.ts';

export interface Request {
  /** Seconds from the start of the stretch. */
  readonly at: number;
  readonly from: Address;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly kind: 'page' | 'part' | 'call' | 'robots';
  /** Whether the path existed before the stretch. */
  readonly newPath: boolean;
  readonly agent: string;
  readonly newAgent: boolean;
  readonly tool: boolean;
  readonly crawler: 'no' | 'claimed' | 'verified';
  /** '' for none, 'own' for the site itself, else another site. */
  readonly referrer: string;
  readonly odd: boolean;
  /** Share of a usual request's work that this one costs. */
  readonly cost: number;
  status: number;
  fault: Fault | null;
  ms: number;
  bytes: number;
}

type Given = Pick<Request, 'at' | 'from' | 'path' | 'agent'> & Partial<Request>;

export const request = (given: Given): Request => ({
  method: 'GET',
  query: '',
  kind: 'page',
  newPath: false,
  newAgent: false,
  tool: false,
  crawler: 'no',
  referrer: '',
  odd: false,
  cost: 1,
  status: 200,
  fault: null,
  ms: 0,
  bytes: 8_000,
  ...given,
});
