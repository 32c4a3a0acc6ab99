/** Pictures of a service's last hours or days and of an incident, by themselves: SVG and PNG, light and dark, in each language; and what other sites embed. */
import type { Context } from 'hono';
import type { Refusal } from '../../doors/refusal.ts';
import { ENGLISH, type Words, wordsOf } from '../../words/words.ts';
import { cardSvg, pngOf, type Scheme } from '../conventions/card.ts';
import { placesMap } from '../conventions/places-map.ts';
import { languageOf } from '../language.ts';
import type { Rendered } from '../page-cache.ts';
import { embedPage } from '../pages/embed.ts';
import { plainIncident } from '../pages/incident.ts';
import { plainAnswer } from '../pages/service.ts';
import { incidentPlaces, type PlacesView, servicePlaces } from '../places-view.ts';
import { answerProblem } from '../problem.ts';
import { DAY, type Range, rangeChart } from '../range-view.ts';
import type { IncidentBody, ServiceBody } from '../schema.ts';
import { type AddRoutes, html, json } from '../serving.ts';
import { CHART_LENGTHS, type Choice, MAP_PARTS, SCHEMES } from './choice.ts';
import { noSuchIncident, noSuchService } from './refusals.ts';

/** Where nothing usual is known yet, no country has a colour. */
const NOWHERE: Pick<PlacesView, 'rows'> = { rows: [] };

const SVG = 'image/svg+xml; charset=utf-8';
/** An incident's chart has the incident's length, whatever is asked for. */
const OWN_LENGTH: Choice<Range> = { ...CHART_LENGTHS, asked: () => DAY };

/** What there are pictures of. */
interface Kind {
  readonly kind: 'services' | 'incidents';
  /** Whether its chart has the length that is asked for; an incident's has the incident's own. */
  readonly ranged: boolean;
  of(id: string, t: Words, range: Range): Promise<Shown | undefined>;
  readonly placesOf: typeof servicePlaces;
  missing(id: string): () => Refusal;
}

interface Shown {
  readonly body: Pick<ServiceBody | IncidentBody, 'freshness' | 'chart' | 'timeline'>;
  readonly service: string;
  readonly title: string;
  /** The answer, in a sentence. */
  readonly said: string;
  /** What the chart covers, where that does not follow from the title. */
  readonly covers?: string;
}

export const addPictures: AddRoutes = (app, serving) => {
  const { views, engine, now, cached, name, page } = serving;

  const ofService = async (id: string, t: Words, range: Range) => {
    const body = await views.service(id, t);
    const chart = range === DAY ? body?.chart : await rangeChart(engine, now, id, range);
    if (body === undefined || chart === undefined) return undefined;
    const covers = t.service.ranges[range];
    return { body: { ...body, chart }, service: id, title: body.name, said: plainAnswer(t, body), covers };
  };
  const ofIncident = async (id: string, t: Words) => {
    const body = await views.incident(id, t);
    return body && { body, service: body.service, title: body.serviceName, said: plainIncident(t, body) };
  };
  const kinds: readonly Kind[] = [
    {
      kind: 'services',
      ranged: true,
      of: ofService,
      placesOf: servicePlaces,
      missing: (id) => noSuchService(serving, id),
    },
    { kind: 'incidents', ranged: false, of: ofIncident, placesOf: incidentPlaces, missing: noSuchIncident },
  ];

  for (const { kind, ranged, of, placesOf, missing } of kinds) {
    const picture = <One extends string>(
      file: string,
      choice: Choice<One>,
      draw: (id: string, t: Words, scheme: Scheme, chosen: One) => Promise<Rendered | undefined>,
    ): void => {
      app.get(`/${kind}/:id/${file}`, (c) => {
        const id = c.req.param('id') ?? '';
        const scheme = SCHEMES.asked(c);
        if (scheme === undefined) return answerProblem(c, SCHEMES.refusal, undefined);
        const chosen = choice.asked(c);
        if (chosen === undefined) return answerProblem(c, choice.refusal, undefined);
        const language = asked(c);
        return cached(c, `/${kind}/${id}/${file} ${language} ${scheme} ${chosen}`, missing(id), async () => {
          const drawn = await draw(id, wordsOf(language), scheme, chosen);
          return drawn && { ...drawn, elsewhere: 'read' };
        });
      });
    };
    const chart = async (id: string, t: Words, scheme: Scheme, range: Range) => {
      const shown = await of(id, t, range);
      if (shown === undefined) return undefined;
      const { body, service, title, said, covers } = shown;
      const note = noteOf(name(), body.freshness.asOf, covers);
      const svg = cardSvg({ title, said, note, chart: body.chart, t }, scheme);
      return { svg, service, timeline: body.timeline };
    };
    const length = ranged ? CHART_LENGTHS : OWN_LENGTH;
    picture('chart.svg', length, async (...of) => {
      const drawn = await chart(...of);
      return drawn && { ...drawn, type: SVG, text: drawn.svg };
    });
    picture('chart.png', length, async (...of) => {
      const drawn = await chart(...of);
      return drawn && { ...drawn, type: 'image/png', text: await pngOf(drawn.svg) };
    });
    picture('map.svg', MAP_PARTS, async (id, t, scheme, part) => {
      const places = await placesOf(engine, now, id, t);
      return places === undefined ? undefined : { type: SVG, text: placesMap(places ?? NOWHERE, t, scheme, part) };
    });
    app.get(`/api/v1/${kind}/:id/places`, (c) => {
      const id = c.req.param('id') ?? '';
      return cached(c, `/api/v1/${kind}/${id}/places`, missing(id), async () => {
        const places = await placesOf(engine, now, id, ENGLISH);
        return places === undefined ? undefined : json({ places });
      });
    });
  }

  app.get('/embed/services/:id', (c) => {
    const { id } = c.req.param();
    const scheme = SCHEMES.asked(c);
    if (scheme === undefined) return answerProblem(c, SCHEMES.refusal, page(c));
    const range = CHART_LENGTHS.asked(c);
    if (range === undefined) return answerProblem(c, CHART_LENGTHS.refusal, page(c));
    return cached(c, `/embed/services/${id} ${asked(c)} ${scheme} ${range}`, noSuchService(serving, id), async () => {
      const t = wordsOf(asked(c));
      const body = await views.service(id, t);
      const context = { ...page(c), t };
      return (
        body && {
          ...html(embedPage(body, context, scheme, range), { service: id, timeline: body.timeline }),
          elsewhere: 'frame',
        }
      );
    });
  });
};

/** By the address alone: who fetches a picture for others has no language of their own. */
const asked = (c: Context) => languageOf(c.req.query('lang'), undefined, undefined);

const noteOf = (name: string, asOf: string | null, covers: string | undefined): string =>
  [name, covers, asOf === null ? undefined : `${asOf.slice(0, 16).replace('T', ' ')} UTC`]
    .filter((part) => part !== undefined)
    .join(', ');
