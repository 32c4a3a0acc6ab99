/**
 * Where it is looked from, on the map: each place with the shape of its state, so that colour only repeats it. A place whose position
 * nobody states is named below the map, and never guessed.
 */
import { layOut } from '../../picture/place-layout.ts';
import { middleOf, type Point, pointAt } from '../../picture/world.ts';
import type { State } from '../../words/en/states.ts';
import type { Words } from '../../words/words.ts';
import type { OutsideBody } from '../schema-outside.ts';
import { type Html, html } from './html.ts';
import { shapeAt, stateMark } from './marks.ts';

type Place = OutsideBody['places'][number];
export type PlaceState = Place['state'];
export type MappedPlace = Pick<Place, 'name' | 'country' | 'latitude' | 'longitude' | 'state'>;

/** The worst first; each with the mark of the state that a reader knows from services. */
const MARKS: Readonly<Record<PlaceState, State>> = {
  failing: 'confirmed',
  silent: 'unknown',
  inconclusive: 'withdrawn',
  well: 'none',
};
const ORDER = Object.keys(MARKS);

export const placeMark = (t: Words, state: PlaceState): Html => stateMark(t, MARKS[state], t.outside.states[state]);

/** @param id unique on the page; @param land where the outlines of the world are */
export function placeMap(t: Words, all: readonly MappedPlace[], id: string, land: string): Html {
  const places = all.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const found = places.flatMap((place) => {
    const at = whereIs(place);
    return at === undefined ? [] : [{ place, at }];
  });
  const missing = places.filter((place) => whereIs(place) === undefined);
  if (found.length === 0) return html`<p class="quiet small">${t.outside.noMap}</p>`;
  const { box, markSize, letterSize, marks } = layOut(found.map(({ place, at }) => ({ name: place.name, at })));
  const states = ORDER.filter((state) => found.some(({ place }) => place.state === state)) as PlaceState[];
  return html`<figure class="place-map">
<svg viewBox="${round(box.x)} ${round(box.y)} ${round(box.width)} ${round(box.height)}" role="group" aria-labelledby="${id}">
<title id="${id}">${t.outside.map}</title>
<use class="place-land" href="${land}#land"/>
${found.map(({ place, at: spot }, index) => {
  const { at, moved, label } = marks[index]!;
  const mark = MARKS[place.state];
  const words = placeWords(t, place);
  return html`<g class="state-${mark}" font-size="${round(letterSize)}" role="img" aria-label="${words}"><title>${words}</title>${moved ? html`<path class="place-line" d="M${point(spot)}L${point(at)}"/>` : ''}${shapeAt(mark, round(at[0] - markSize / 2), round(at[1] - markSize / 2), round(markSize))}${
    label === null
      ? ''
      : html`<text x="${round(label.at[0])}" y="${round(label.at[1])}" text-anchor="${label.anchor}">${place.name}</text>`
  }</g>`;
})}
</svg>
<figcaption>${states.map((state) => placeMark(t, state))}</figcaption>
${missing.length === 0 ? '' : html`<p class="quiet small">${t.outside.offMap(missing.map(({ name }) => name).join(', '))}</p>`}
</figure>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const point = ([x, y]: Point): string => `${round(x)} ${round(y)}`;

function whereIs({ latitude, longitude, country }: MappedPlace): Point | undefined {
  if (latitude !== null && longitude !== null) return pointAt(latitude, longitude);
  return country === null ? undefined : middleOf(country);
}

function placeWords(t: Words, { name, state, latitude, country }: MappedPlace): string {
  const where = latitude === null ? ` (${t.outside.somewhereIn(t.country(country!))})` : '';
  return `${name}: ${t.outside.states[state].toLowerCase()}${where}`;
}
