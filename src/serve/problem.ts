/** Refusals as answers: RFC 9457 problem details for programs, a page for people. */
import type { Context } from 'hono';
import type { Refusal } from '../doors/refusal.ts';
import { type PageContext, problemPage } from './pages/index.ts';
import type { ProblemBody } from './schema.ts';

export function problemOf(refusal: Refusal): ProblemBody {
  const { code, title, status, detail, nearest } = refusal;
  return {
    type: `urn:groundswell:problem:${code}`,
    title,
    status,
    detail,
    ...(nearest?.length ? { nearest: [...nearest] } : {}),
  };
}

/** @param more members beside RFC 9457's own */
export function answerProblem(
  c: Context,
  refusal: Refusal,
  page: PageContext | undefined,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const retry = refusal.retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(refusal.retryAfter)) };
  if (page !== undefined && wantsHtml(c)) return c.html(problemPage(refusal, page), refusal.status, retry);
  return c.body(JSON.stringify({ ...problemOf(refusal), ...more }), refusal.status, {
    'content-type': 'application/problem+json',
    ...retry,
  });
}

export const wantsHtml = (c: Context): boolean => (c.req.header('accept') ?? '').includes('text/html');
