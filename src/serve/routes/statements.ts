/**
 * Statements: reading them is for everybody, as far as their marking lets them out; recording them is for analysts. What an
 * article says is only proposed.
 */
import type { Context } from 'hono';
import { pointedArticle } from '../../doors/model/pointed-article.ts';
import type { ModelSetting } from '../../doors/model/settings.ts';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { readStatement } from '../../doors/statements.ts';
import type { Incident } from '../../model/incident.ts';
import type { Service } from '../../model/service.ts';
import { type Minute, startOf } from '../../model/units.ts';
import { ARTICLE_MAX } from '../../statements/extract.ts';
import { dayOf } from '../../statements/ground.ts';
import { LANGUAGES, languageNamed } from '../../statements/languages.ts';
import { accountOf, mayAs } from '../access.ts';
import { limitBody } from '../body-limit.ts';
import { isKind } from '../pages/measure-fields.ts';
import { type Desk, type Draft, statementDesk } from '../pages/statement-form.ts';
import { statementPage } from '../pages/statements.ts';
import { answerProblem } from '../problem.ts';
import { type Recorded, recordStatement } from '../record.ts';
import { isForeignForm } from '../sender.ts';
import { type AddRoutes, html, json, type Serving } from '../serving.ts';
import { checkText } from '../statement-check.ts';
import { bodyOf, draftsOf, draftsSent, draftToCorrect, draftTyped, emptyDraft } from '../statement-drafts.ts';
import { EXPORTS, type ExportName, exportText, reviewOf, toldIncident } from '../statement-exports.ts';
import { statementOf, statementsOf } from '../statement-view.ts';
import { foreignForm, noSuchIncident } from './refusals.ts';
import { readForm } from './reports.ts';

const noSuchStatement = (id: string) => (): Refusal =>
  refuse(404, 'no-such-statement', 'No such statement', `There is no statement "${id}" here.`);
const NO_SUCH_LANGUAGE = refuse(
  400,
  'no-such-language',
  'No such language',
  `Articles are read in ${LANGUAGES.map(({ code }) => code).join(' or ')}; without "lang" the language is told from the words.`,
);
const NO_MODEL = refuse(
  400,
  'no-model',
  'No language model is configured',
  'The operator names one under "model" in services.yaml; the rules read articles without it.',
);
const NOT_TICKED = refuse(422, 'nothing-ticked', 'Nothing was stored', 'Tick what you confirm.');
const deskHref = (incident: string): string => `/incidents/${encodeURIComponent(incident)}/statements/new`;
const TOO_LARGE = refuse(413, 'too-large', 'Too large', `An article has ${ARTICLE_MAX} bytes at most.`);
const CHECKED_MAX = 1_000;
const NO_TEXT = refuse(
  422,
  'no-text',
  'Nothing to check',
  `Give text, a sentence of ${CHECKED_MAX} characters at most.`,
);
const articles = limitBody(2 * ARTICLE_MAX, (c) => answerProblem(c, TOO_LARGE, undefined));

export const addStatements: AddRoutes = (app, serving) => {
  const { engine, now, page, cached, cachedPage, counted, name } = serving;
  const known = (id: string) => incidentOf(serving, id);

  app.get('/api/v1/incidents/:id/statements', async (c) => {
    const found = await known(c.req.param('id'));
    if (found === undefined) return answerProblem(c, noSuchIncident(c.req.param('id'))(), undefined);
    return c.json({
      incident: found.incident.id,
      asOf: new Date(now()).toISOString(),
      statements: await statementsOf(engine, found.incident, now(), mayAs(c, 'viewer')),
    });
  });
  for (const kind of Object.keys(EXPORTS) as ExportName[]) {
    app.get(`/api/v1/incidents/:id/statements.${kind}`, async (c) => {
      const id = c.req.param('id') ?? '';
      const found = await known(id);
      if (found === undefined) return answerProblem(c, noSuchIncident(id)(), undefined);
      const rows = await statementsOf(engine, found.incident, now(), mayAs(c, 'viewer'));
      const told = toldIncident(found.incident, found.service, name(), new URL(c.req.url).origin);
      return c.body(exportText(kind, told, rows), 200, { 'content-type': EXPORTS[kind] });
    });
  }
  app.post('/api/v1/incidents/:id/statements', articles, async (c) => {
    const id = c.req.param('id') ?? '';
    const body: unknown = await c.req.json().catch(() => undefined);
    const taken = counted(await take(c, serving, id, body));
    return isRefusal(taken) ? answerProblem(c, taken, undefined) : c.json(taken, 202);
  });
  app.get('/api/v1/incidents/:id/check', async (c) => {
    const { id } = c.req.param();
    const text = (c.req.query('text') ?? '').trim();
    if (text === '' || text.length > CHECKED_MAX) return answerProblem(c, NO_TEXT, undefined);
    const found = await known(id);
    if (found === undefined) return answerProblem(c, noSuchIncident(id)(), undefined);
    return c.json(await checkText(engine, found, text, now()), 200, { 'cache-control': 'no-store' });
  });
  app.post('/api/v1/articles', articles, async (c) => {
    const lang = c.req.query('lang');
    if (lang !== undefined && languageNamed(lang) === undefined) return answerProblem(c, NO_SUCH_LANGUAGE, undefined);
    const asked = modelAsked(serving, c.req.query('model') === 'yes');
    if (isRefusal(asked)) return answerProblem(c, asked, undefined);
    return c.json(await pointedArticle(await c.req.text(), { lang, ...asked }));
  });
  app.get('/api/v1/statements/:id', (c) => {
    const { id } = c.req.param();
    return cached(c, `/api/v1/statements/${id}`, noSuchStatement(id), async () => {
      const body = await statementOf(engine, id, now());
      return body && json(body, { service: body.statement.service });
    });
  });
  app.get('/statements/:id', (c) => {
    const { id } = c.req.param();
    return cachedPage(c, `/statements/${id}`, noSuchStatement(id), async (context) => {
      const body = await statementOf(engine, id, now(), context.t);
      const found = body && (await known(body.statement.incident));
      // What machines read of it is in English, as everywhere.
      const plain = context.t.language === 'en' ? body : await statementOf(engine, id, now());
      // Addresses in it are relative to the page: what a request calls this host is nothing to keep.
      return (
        body &&
        plain &&
        found &&
        html(
          statementPage(
            body,
            context,
            reviewOf(toldIncident(found.incident, found.service, name(), ''), plain.statement),
          ),
          { service: body.statement.service },
        )
      );
    });
  });

  app.get('/incidents/:id/statements/new', async (c) => {
    const found = await known(c.req.param('id'));
    if (found === undefined) return answerProblem(c, noSuchIncident(c.req.param('id'))(), page(c));
    const corrected = engine.state.statements.get(c.req.query('corrects') ?? '')?.at(-1);
    const mine = corrected?.incident === found.incident.id && corrected.tlp === 'CLEAR';
    const kind = c.req.query('kind');
    const drafts = mine ? [draftToCorrect(corrected)] : isKind(kind) ? [emptyDraft(kind)] : null;
    return show(c, { ...found, drafts, stored: c.req.query('stored')?.split(',') ?? [] });
  });
  app.post('/incidents/:id/statements/new', articles, async (c) => {
    const id = c.req.param('id') ?? '';
    const found = await known(id);
    if (found === undefined) return answerProblem(c, noSuchIncident(id)(), page(c));
    const form = isForeignForm(c) ? foreignForm() : await readForm(c);
    if (isRefusal(form)) return answerProblem(c, counted(form) as Refusal, page(c));
    if (form.step === 'read') {
      const asked = modelAsked(serving, form.model === 'yes');
      if (isRefusal(asked)) return show(c, { ...found, drafts: null, problem: asked });
      const article = await pointedArticle(String(form.article ?? ''), {
        day: startOf(dayOf(found.incident.start) as Minute),
        lang: String(form.lang ?? ''),
        ...asked,
      });
      const source = { url: String(form.url ?? ''), title: String(form.title ?? '') };
      return show(c, {
        ...found,
        drafts: draftsOf(article, source),
        impossible: article.impossible,
        questions: article.questions,
        pointed: article.pointed,
      });
    }
    const stored: string[] = [];
    const left: Draft[] = [];
    let refused: Refusal | undefined;
    for (const typed of draftsSent(form)) {
      const taken = typed.take === 'yes' ? counted(await take(c, serving, id, bodyOf(typed))) : undefined;
      if (taken !== undefined && !isRefusal(taken)) {
        stored.push(taken.id);
        continue;
      }
      refused ??= taken;
      const again = draftTyped(typed, taken);
      if (again !== undefined) left.push(again);
    }
    if (stored.length === 0 && refused === undefined) return show(c, { ...found, drafts: left, problem: NOT_TICKED });
    if (left.length === 0) return c.redirect(`${deskHref(id)}?stored=${stored.map(encodeURIComponent).join(',')}`, 303);
    return show(c, { ...found, drafts: left, problem: refused, stored });
  });

  function show(
    c: Context,
    told: Partial<Omit<Desk, 'problem' | 'incident'>> & {
      incident: Incident;
      service: Service;
      problem?: Refusal | undefined;
    },
  ): Response | Promise<Response> {
    const { incident, service, drafts = null, impossible = [], questions = [], pointed, problem, stored = [] } = told;
    const desk: Desk = {
      incident: incident.id,
      serviceName: service.name,
      drafts,
      impossible,
      questions,
      pointed,
      model: serving.model?.()?.name,
      stored: stored.filter((id) => engine.state.statements.has(id)),
      problem,
    };
    c.header('cache-control', 'no-store');
    return c.html(statementDesk(desk, page(c)), problem?.status ?? 200);
  }
};

/** A model is asked only where the operator named one and this reader wants it to be. */
function modelAsked({ model }: Serving, wanted: boolean): { model?: ModelSetting } | Refusal {
  const setting = wanted ? model?.() : undefined;
  return setting !== undefined ? { model: setting } : wanted ? NO_MODEL : {};
}

export async function incidentOf(
  { engine }: Serving,
  id: string,
): Promise<{ incident: Incident; service: Service } | undefined> {
  const incident = await engine.incident(id);
  const service = incident === undefined ? undefined : engine.state.watches.get(incident.service)?.service;
  return incident === undefined || service === undefined ? undefined : { incident, service };
}

async function take(c: Context, serving: Serving, id: string, body: unknown): Promise<Recorded | Refusal> {
  const { engine, now } = serving;
  const found = await incidentOf(serving, id);
  if (found === undefined) return noSuchIncident(id)();
  const statement = readStatement(body, { state: engine.state, incident: found.incident, now: now() });
  return recordStatement(engine, statement, accountOf(c));
}
