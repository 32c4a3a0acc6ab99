/** Incidents that are searched for: the page and the same for programs. */
import type { Context } from 'hono';
import { refuse } from '../../doors/refusal.ts';
import { incidentsPage } from '../pages/incidents.ts';
import { answerProblem } from '../problem.ts';
import { IncidentSearch, readSearch, searchIncidents } from '../search-view.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { noSuchPage } from './refusals.ts';

const FIELDS = Object.keys(IncidentSearch.shape).join(', ');
const BAD_SEARCH = refuse(
  422,
  'bad-search',
  'Not a search',
  `One of ${FIELDS} cannot be read: days are YYYY-MM-DD, countries two letters, and the rest what the form offers.`,
);

export const addIncidents: AddRoutes = (app, { views, engine, cached, cachedPage, page }) => {
  const found = (search: IncidentSearch) => searchIncidents(engine, search, (incident) => views.incidentCard(incident));
  /** The same search has the same key, in whatever order it is asked. */
  const keyOf = (path: string, search: IncidentSearch): string => `${path} ${JSON.stringify(search)}`;
  const asked = (c: Context): IncidentSearch | undefined => readSearch(c.req.query());

  app.get('/incidents', (c) => {
    const search = asked(c);
    if (search === undefined) return answerProblem(c, BAD_SEARCH, page(c));
    return cachedPage(c, keyOf('/incidents', search), noSuchPage(c), async (context) =>
      html(incidentsPage(await found(search), context)),
    );
  });
  app.get('/api/v1/incidents', (c) => {
    const search = asked(c);
    if (search === undefined) return answerProblem(c, BAD_SEARCH, undefined);
    return cached(c, keyOf('/api/v1/incidents', search), noSuchPage(c), async () => json(await found(search)));
  });
};
