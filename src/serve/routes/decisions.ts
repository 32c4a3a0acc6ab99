/** What the doors for decisions share: as JSON or from a form, recorded under the account that sent it. */
import type { Context } from 'hono';
import type { Account } from '../../doors/access/roles.ts';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { accountOf } from '../access.ts';
import { limitBody } from '../body-limit.ts';
import type { Form } from '../hold-form-body.ts';
import type { FormDraft } from '../pages/fields.ts';
import { answerProblem } from '../problem.ts';
import type { Recorded } from '../record.ts';
import { isForeignForm } from '../sender.ts';
import type { Serving } from '../serving.ts';
import { foreignForm } from './refusals.ts';
import { readForm } from './reports.ts';

const BODY_BYTES_MAX = 64_000;
const TOO_LARGE = refuse(413, 'too-large', 'Too large', `A decision has ${BODY_BYTES_MAX} bytes at most.`);

export const decisionSize = limitBody(BODY_BYTES_MAX, (c) => answerProblem(c, TOO_LARGE, undefined));

type Recording<Body> = (body: Body, account: Account | undefined) => Promise<Recorded | Refusal>;

/** A decision as JSON. */
export async function takeJson(c: Context, { counted }: Serving, work: Recording<unknown>): Promise<Response> {
  const taken = counted(await work(await c.req.json().catch(() => undefined), accountOf(c)));
  return isRefusal(taken) ? answerProblem(c, taken, undefined) : c.json(taken, 202);
}

/** A decision from a form: where it leads to, or the page again with what was typed. */
export async function takeForm(
  c: Context,
  { counted, page }: Serving,
  work: Recording<Form>,
  again: (draft: FormDraft) => string,
): Promise<Response> {
  const form = isForeignForm(c) ? foreignForm() : await readForm(c);
  if (isRefusal(form)) return answerProblem(c, counted(form) as Refusal, page(c));
  const taken = counted(await work(form, accountOf(c)));
  if (!isRefusal(taken)) return c.redirect(`${taken.url}?version=${taken.version}`, 303);
  const values = Object.entries(form).filter(([, value]) => typeof value === 'string');
  const draft = { values: Object.fromEntries(values) as FormDraft['values'], problem: taken };
  return c.html(again(draft), taken.status);
}
