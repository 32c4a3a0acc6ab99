/** Refusals: what a door says to input that it does not take. A value, not an exception, told as RFC 9457 problem details. */
import type { z } from 'zod';
import { ENGLISH, type Words } from '../words/words.ts';

/** What is wrong and what to do about it, in a reader's language. */
export type Reason = (reasons: Words['reasons']) => string;

export interface Refusal {
  readonly kind: 'refused';
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 503;
  /** Last part of the problem's type. */
  readonly code: string;
  readonly title: string;
  /** For programs, in English. */
  readonly detail: string;
  /** For people; absent where the code says it all. */
  readonly reason?: Reason;
  readonly nearest?: readonly string[];
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
}

/** Programs know fields by the names that they send. */
const FOR_PROGRAMS: Words['reasons'] = { ...ENGLISH.reasons, field: (path, what) => `${path}: ${what}` };

/** What a stranger sends may look like one, and is none. */
const made = new WeakSet<object>();

export function refuse(
  status: Refusal['status'],
  code: string,
  title: string,
  detail: string | Reason,
  more: Pick<Refusal, 'nearest' | 'retryAfter'> = {},
): Refusal {
  const told = typeof detail === 'string' ? { detail } : { detail: detail(FOR_PROGRAMS), reason: detail };
  const refusal: Refusal = { kind: 'refused', status, code, title, ...told, ...more };
  made.add(refusal);
  return refusal;
}

export const isRefusal = <T extends object>(value: T | Refusal): value is Refusal => made.has(value);

/** zod's complaints in one line: `symptom: expected one of …; country: …`. People are told which fields they are about. */
export function invalid(code: string, title: string, error: z.ZodError): Refusal {
  const paths = error.issues.map(({ path }) => path.join('.')).filter((path) => path !== '');
  const detail = error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ');
  return refuse(422, code, title, (reasons) =>
    reasons === FOR_PROGRAMS || paths.length === 0 ? detail : reasons.lookAt(paths),
  );
}
