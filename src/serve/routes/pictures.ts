/** Pictures of a service's day and of an incident, by themselves: SVG and PNG, light and dark, in each language; and what other sites embed. */
import type { Context } from 'hono';
import { type Refusal, refuse } from '../../doors/refusal.ts';
import { ENGLISH, wordsOf } from '../../words/words.ts';
import { type Card, cardSvg, pngOf, type Scheme } from '../conventions/card.ts';
import { placesMap } from '../conventions/places-map.ts';
import { languageOf } from '../language.ts';
import type { Rendered } from '../page-cache.ts';
import { embedPage } from '../pages/embed.ts';
import { plainIncident } from '../pages/incident.ts';
import { plainAnswer } from '../pages/service.ts';
import { incidentPlaces, type PlacesView, servicePlaces } from '../places-view.ts';
import { answerProblem } from '../problem.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { noSuchIncident, noSuchService } from './refusals.ts';

/** Where nothing usual is known yet, no country has a colour. */
const NOWHERE: Pick<PlacesView, 'rows'> = { rows: [] };

const BAD_SCHEME = refuse(422, 'bad-scheme', 'Not a scheme', 'scheme is light or dark.');

export const addPictures: AddRoutes = (app, serving) => {
  const { views, engine, now, cached, name, page } = serving;

  const ofService = async (id: string, c: Context): Promise<Card | undefined> => {
    const t = wordsOf(asked(c));
    const body = await views.service(id, t);
    if (body === undefined) return undefined;
    return {
      title: body.name,
      said: plainAnswer(t, body),
      note: noteOf(name(), body.freshness.asOf),
      chart: body.chart,
      t,
    };
  };
  const ofIncident = async (id: string, c: Context): Promise<Card | undefined> => {
    const t = wordsOf(asked(c));
    const body = await views.incident(id, t);
    if (body === undefined) return undefined;
    return {
      title: body.serviceName,
      said: plainIncident(t, body),
      note: noteOf(name(), body.freshness.asOf),
      chart: body.chart,
      t,
    };
  };

  for (const [kind, cardOf, missing] of [
    ['services', ofService, (id: string) => noSuchService(serving, id)],
    ['incidents', ofIncident, noSuchIncident],
  ] as const) {
    for (const ending of ['svg', 'png'] as const) {
      app.get(`/${kind}/:id/chart.${ending}`, (c) => {
        const id = c.req.param('id') ?? '';
        const scheme = schemeOf(c);
        if (scheme === undefined) return answerProblem(c, BAD_SCHEME, undefined);
        return cached(
          c,
          `/${kind}/${id}/chart.${ending} ${asked(c)} ${scheme}`,
          missing(id) as () => Refusal,
          async () => {
            const card = await cardOf(id, c);
            if (card === undefined) return undefined;
            const svg = cardSvg(card, scheme);
            const picture: Rendered =
              ending === 'svg'
                ? { type: 'image/svg+xml; charset=utf-8', text: svg }
                : { type: 'image/png', text: await pngOf(svg) };
            return { ...picture, elsewhere: 'read' };
          },
        );
      });
    }
  }

  for (const [kind, placesOf, missing] of [
    ['services', servicePlaces, (id: string) => noSuchService(serving, id)],
    ['incidents', incidentPlaces, noSuchIncident],
  ] as const) {
    app.get(`/${kind}/:id/map.svg`, (c) => {
      const id = c.req.param('id') ?? '';
      const scheme = schemeOf(c);
      if (scheme === undefined) return answerProblem(c, BAD_SCHEME, undefined);
      const t = wordsOf(asked(c));
      const key = `/${kind}/${id}/map.svg ${asked(c)} ${scheme}`;
      return cached(c, key, missing(id) as () => Refusal, async () => {
        const places = await placesOf(engine, now, id, t);
        if (places === undefined) return undefined;
        const text = placesMap(places ?? NOWHERE, t, scheme);
        return { type: 'image/svg+xml; charset=utf-8', text, elsewhere: 'read' };
      });
    });
    app.get(`/api/v1/${kind}/:id/places`, (c) => {
      const id = c.req.param('id') ?? '';
      return cached(c, `/api/v1/${kind}/${id}/places`, missing(id) as () => Refusal, async () => {
        const places = await placesOf(engine, now, id, ENGLISH);
        return places === undefined ? undefined : json({ places });
      });
    });
  }

  app.get('/embed/services/:id', (c) => {
    const { id } = c.req.param();
    const scheme = schemeOf(c);
    if (scheme === undefined) return answerProblem(c, BAD_SCHEME, page(c));
    return cached(c, `/embed/services/${id} ${asked(c)} ${scheme}`, noSuchService(serving, id), async () => {
      const t = wordsOf(asked(c));
      const body = await views.service(id, t);
      const context = { ...page(c), t };
      return (
        body && {
          ...html(embedPage(body, context, scheme), { service: id, timeline: body.timeline }),
          elsewhere: 'frame',
        }
      );
    });
  });
};

/** By the address alone: who fetches a picture for others has no language of their own. */
const asked = (c: Context) => languageOf(c.req.query('lang'), undefined, undefined);

function schemeOf(c: Context): Scheme | undefined {
  const scheme = c.req.query('scheme') ?? 'light';
  return scheme === 'light' || scheme === 'dark' ? scheme : undefined;
}

const noteOf = (name: string, asOf: string | null): string =>
  asOf === null ? name : `${name}, ${asOf.slice(0, 16).replace('T', ' ')} UTC`;
