/** What the doors for decisions share: they take the token, in a header or in a form's field, and never write it back. */
import type { Context } from 'hono';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { limitBody } from '../body-limit.ts';
import type { Form } from '../hold-form-body.ts';
import type { FormDraft } from '../pages/fields.ts';
import { answerProblem, problemOf } from '../problem.ts';
import type { Recorded } from '../record.ts';
import { isForeignForm } from '../sender.ts';
import type { Serving } from '../serving.ts';
import { foreignForm } from './refusals.ts';
import { readForm } from './reports.ts';
import { isToken, showsToken } from './signals.ts';

const BODY_BYTES_MAX = 64_000;
const TOO_LARGE = refuse(413, 'too-large', 'Too large', `A decision has ${BODY_BYTES_MAX} bytes at most.`);

export const decisionSize = limitBody(BODY_BYTES_MAX, (c) => answerProblem(c, TOO_LARGE, undefined));
export const NO_TOKEN = refuse(
  401,
  'no-token',
  'This needs the ingest token',
  'Send it as: Authorization: Bearer TOKEN',
);

/** A decision as JSON. */
export async function takeJson(
  c: Context,
  { counted, ingestToken }: Serving,
  work: (body: unknown) => Promise<Recorded | Refusal>,
): Promise<Response> {
  if (showsToken(c, ingestToken) !== true) return answerProblem(c, counted(NO_TOKEN) as Refusal, undefined);
  const taken = counted(await work(await c.req.json().catch(() => undefined)));
  return isRefusal(taken) ? answerProblem(c, taken, undefined) : c.json(taken, 202);
}

/** A decision from a form: where it leads to, or the page again with what was typed. */
export async function takeForm(
  c: Context,
  { counted, ingestToken, page }: Serving,
  work: (form: Form) => Promise<Recorded | Refusal>,
  again: (draft: FormDraft) => string,
): Promise<Response> {
  const form = isForeignForm(c) ? foreignForm() : await readForm(c);
  if (isRefusal(form)) return answerProblem(c, counted(form) as Refusal, page(c));
  const taken = counted(isToken(form.token, ingestToken) ? await work(form) : NO_TOKEN);
  if (!isRefusal(taken)) return c.redirect(`${taken.url}?version=${taken.version}`, 303);
  const values = Object.entries(form).filter(([name, value]) => name !== 'token' && typeof value === 'string');
  const draft = { values: Object.fromEntries(values) as FormDraft['values'], problem: problemOf(taken) };
  return c.html(again(draft), taken.status);
}
