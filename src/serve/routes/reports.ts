/** The doors for people: one report, as JSON or from the form that works without a script. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { readReport } from '../../doors/report.ts';
import { reportPage, thanksPage } from '../pages/index.ts';
import { answerProblem, problemOf } from '../problem.ts';
import { isForeignForm } from '../sender.ts';
import type { AddRoutes, Serving } from '../serving.ts';
import { noSuchService, small, tooMany } from './refusals.ts';

const ID_BYTES = 12;

export const newId = (): string => randomBytes(ID_BYTES).toString('base64url');

export const addReports: AddRoutes = (app, serving) => {
  const { views, page, counted } = serving;

  app.post('/api/v1/reports', small, async (c) => {
    const body = await readJson(c);
    const taken = counted(isRefusal(body) ? body : await takeReport(c, serving, body.value));
    if (isRefusal(taken)) return answerProblem(c, taken, undefined);
    const { id, seq, timeline } = taken;
    return c.json({ id, seq, freshness: views.freshness(timeline) }, 202);
  });

  app.get('/services/:id/report', async (c) => {
    const { id } = c.req.param();
    const body = await views.service(id);
    if (body === undefined) return answerProblem(c, noSuchService(serving, id)(), page());
    const symptom = c.req.query('symptom');
    return c.html(reportPage(body, page(), { values: symptom === undefined ? {} : { symptom } }));
  });
  app.post('/services/:id/report', small, async (c) => {
    const { id } = c.req.param();
    if (isForeignForm(c)) {
      return answerProblem(
        c,
        refuse(400, 'foreign-form', 'Sent by another site', 'Open the form here and send it from here.'),
        page(),
      );
    }
    const form = await c.req.parseBody();
    const values = Object.fromEntries(
      ['symptom', 'component', 'country'].flatMap((name) =>
        typeof form[name] === 'string' ? [[name, form[name]]] : [],
      ),
    );
    const taken = counted(await takeReport(c, serving, { service: id, ...values }));
    if (!isRefusal(taken)) return c.redirect(`/services/${id}/report/${taken.seq}?id=${taken.id}`, 303);
    const body = await views.service(id);
    if (body === undefined) return answerProblem(c, noSuchService(serving, id)(), page());
    if (taken.retryAfter !== undefined) c.header('retry-after', String(taken.retryAfter));
    return c.html(reportPage(body, page(), { values, problem: problemOf(taken) }), taken.status);
  });
  app.get('/services/:id/report/:seq{[0-9]+}', async (c) => {
    const { id, seq } = c.req.param();
    const body = await views.service(id);
    if (body === undefined) return answerProblem(c, noSuchService(serving, id)(), page());
    return c.html(thanksPage(body, page(), { id: c.req.query('id') ?? '', seq: Number(seq) }));
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

async function readJson(c: Context): Promise<{ value: unknown } | Refusal> {
  try {
    return { value: await c.req.json() };
  } catch {
    return refuse(
      400,
      'not-json',
      'Not JSON',
      'Send a JSON object such as {"service": "x", "symptom": "unreachable"}.',
    );
  }
}
