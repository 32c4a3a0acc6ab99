/** Refusals: what a door says to input that it does not take. A value, not an exception, told as RFC 9457 problem details. */
import type { z } from 'zod';

export interface Refusal {
  readonly kind: 'refused';
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;
  /** Last part of the problem's type. */
  readonly code: string;
  readonly title: string;
  /** What is wrong and what to do about it. */
  readonly detail: string;
  readonly nearest?: readonly string[];
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
}

export function refuse(
  status: Refusal['status'],
  code: string,
  title: string,
  detail: string,
  more: Pick<Refusal, 'nearest' | 'retryAfter'> = {},
): Refusal {
  return { kind: 'refused', status, code, title, detail, ...more };
}

export const isRefusal = <T extends object>(value: T | Refusal): value is Refusal =>
  'kind' in value && value.kind === 'refused';

/** zod's complaints in one line: `symptom: expected one of …; country: …`. */
export function invalid(code: string, title: string, error: z.ZodError): Refusal {
  const detail = error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ');
  return refuse(422, code, title, detail);
}
