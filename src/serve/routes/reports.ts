/** The doors for people: one report, as JSON or from the form that works without a script. */
import type { Context } from 'hono';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { readReport } from '../../doors/report.ts';
import { newId } from '../../doors/report-id.ts';
import { SYMPTOMS } from '../../model/symptom.ts';
import { reportPage, thanksPage } from '../pages/index.ts';
import { answerProblem } from '../problem.ts';
import { safeResponse, withSafeHeaders } from '../safe.ts';
import { isForeignForm } from '../sender.ts';
import { type AddRoutes, html, type Serving } from '../serving.ts';
import { foreignForm, noSuchService, small, tooMany } from './refusals.ts';

const JSON_HEADERS = withSafeHeaders({ 'content-type': 'application/json' });

export const addReports: AddRoutes = (app, serving) => {
  const { views, page, cachedPage, counted } = serving;

  app.post('/api/v1/reports', small, async (c) => {
    const body = isForeignForm(c) ? foreignForm() : await readJson(c, '{"service": "x", "symptom": "unreachable"}');
    const taken = counted(isRefusal(body) ? body : await takeReport(c, serving, body.value));
    if (isRefusal(taken)) return answerProblem(c, taken, undefined);
    const { id, seq, timeline } = taken;
    return safeResponse(JSON.stringify({ id, seq, freshness: views.freshness(timeline) }), 202, JSON_HEADERS);
  });

  app.get('/services/:id/report', async (c) => {
    const { id } = c.req.param();
    const symptom = SYMPTOMS.find((known) => known === c.req.query('symptom'));
    return cachedPage(c, `/services/${id}/report?symptom=${symptom}`, noSuchService(serving, id), async (context) => {
      const body = await views.service(id);
      const values = symptom === undefined ? {} : { symptom };
      return body && html(reportPage(body, context, { values }), { service: id, timeline: body.timeline });
    });
  });
  app.post('/services/:id/report', small, async (c) => {
    const { id } = c.req.param();
    if (isForeignForm(c)) return answerProblem(c, counted(foreignForm()), page(c));
    const form = await readForm(c);
    if (isRefusal(form)) return answerProblem(c, counted(form), page(c));
    const values = Object.fromEntries(
      ['symptom', 'component', 'country'].flatMap((name) =>
        typeof form[name] === 'string' ? [[name, form[name]]] : [],
      ),
    );
    const taken = counted(await takeReport(c, serving, { service: id, ...values }));
    if (!isRefusal(taken)) return c.redirect(`/services/${id}/report/${taken.seq}?id=${taken.id}`, 303);
    const body = await views.service(id);
    if (body === undefined) return answerProblem(c, noSuchService(serving, id)(), page(c));
    if (taken.retryAfter !== undefined) c.header('retry-after', String(taken.retryAfter));
    return c.html(reportPage(body, page(c), { values, problem: taken }), taken.status);
  });
  app.get('/services/:id/report/:seq{[0-9]+}', async (c) => {
    const { id, seq } = c.req.param();
    const body = await views.service(id);
    if (body === undefined) return answerProblem(c, noSuchService(serving, id)(), page(c));
    c.header('cache-control', 'no-store');
    return c.html(thanksPage(body, page(c), { id: c.req.query('id') ?? '', seq: Number(seq) }));
  });
};

async function takeReport(
  c: Context,
  { engine, now, limiter, senderOf }: Serving,
  body: unknown,
): Promise<{ id: string; seq: number; timeline: string } | Refusal> {
  const sender = senderOf(c);
  const wait = limiter().take(sender.reporter, now());
  if (wait > 0) return tooMany(wait);
  const report = readReport(body, engine.state.watches, sender, now(), newId());
  if (isRefusal(report)) return report;
  const seq = await engine.submit(report);
  const timeline = engine.state.watches.get(report.service)?.service.timeline ?? 'live';
  return { id: report.id, seq, timeline };
}

/** What a form sent; a body that is none, or of another kind, is a form left empty. */
export async function readForm(c: Context): Promise<Record<string, unknown> | Refusal> {
  const form = await c.req.parseBody().catch(() => undefined);
  if (form !== undefined) return form;
  return refuse(400, 'not-a-form', 'Not a form', 'Send the fields as application/x-www-form-urlencoded.');
}

/** @param example of what is taken here */
export async function readJson(c: Context, example: string): Promise<{ value: unknown } | Refusal> {
  try {
    return { value: await c.req.json() };
  } catch {
    return refuse(400, 'not-json', 'Not JSON', `Send a JSON object such as ${example}.`);
  }
}
