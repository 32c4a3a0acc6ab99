/** Removed texts: that they were removed, why and by whom, is for everybody; removing is for administrators. */
import { isRefusal } from '../../doors/refusal.ts';
import type { Redaction } from '../../model/redaction.ts';
import { accountOf } from '../access.ts';
import { type Form, word } from '../hold-form-body.ts';
import { redactionsPage } from '../pages/redactions.ts';
import { answerProblem } from '../problem.ts';
import { recordRedaction } from '../record.ts';
import type { RedactionRow } from '../schema-redactions.ts';
import { isForeignForm } from '../sender.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { decisionSize } from './decisions.ts';
import { foreignForm, noSuchPage } from './refusals.ts';
import { readForm } from './reports.ts';

export const addRedactions: AddRoutes = (app, { engine, now, page, cached, cachedPage, counted }) => {
  const rows = (): RedactionRow[] => engine.state.redactions.map(rowOf).toReversed();

  app.get('/api/v1/redactions', (c) =>
    cached(c, '/api/v1/redactions', noSuchPage(c), async () =>
      json({ asOf: new Date(now()).toISOString(), redactions: rows() }),
    ),
  );
  app.post('/api/v1/redactions', decisionSize, async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const done = counted(await recordRedaction(engine, body, now(), accountOf(c)));
    return isRefusal(done) ? answerProblem(c, done, undefined) : c.json(done, 202);
  });
  app.get('/redactions', (c) =>
    cachedPage(c, `/redactions?${c.req.query('count') ?? ''}`, noSuchPage(c), async (context) =>
      html(redactionsPage(rows(), context, { values: {} })),
    ),
  );
  app.post('/redactions', decisionSize, async (c) => {
    const form = isForeignForm(c) ? foreignForm() : await readForm(c);
    if (isRefusal(form)) return answerProblem(c, form, page(c));
    const done = counted(await recordRedaction(engine, bodyOf(form), now(), accountOf(c)));
    if (!isRefusal(done)) return c.redirect(`/redactions?count=${engine.state.redactions.length}`, 303);
    const values = Object.fromEntries(
      Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string'),
    );
    return c.html(redactionsPage(rows(), page(c), { values, problem: done }), done.status);
  });
};

/** The form has one field for what is meant: `statement x-1`, or positions with commas. */
function bodyOf(form: Form): object {
  const what = word(form, 'what') ?? '';
  const [, kind, id] = /^([a-z]+)\s+(\S+)$/.exec(what) ?? [];
  const named =
    kind === undefined ? { entries: what.split(',').map((part) => Number(part.trim() || Number.NaN)) } : { kind, id };
  return { ...named, reason: word(form, 'reason'), decidedBy: word(form, 'decidedBy') };
}

const rowOf = ({ at, reason, decidedBy, account, entries }: Redaction): RedactionRow => ({
  at: new Date(at).toISOString(),
  reason,
  decidedBy,
  account: account ?? null,
  entries: entries.map((one) => ({
    seq: one.seq,
    kind: one.kind,
    recordedAt: new Date(one.at).toISOString(),
    id: one.id ?? null,
    version: one.version ?? null,
    residue: one.residue,
  })),
});
