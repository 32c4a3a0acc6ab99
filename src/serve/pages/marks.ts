/**
 * Marks: the shape and word of a state, the label of a provenance. Each state has a shape of its own, so that it is
 * told apart without colour, in print and at a glance.
 */
import type { ServiceCardView } from '../schema.ts';
import { type Html, html, outLink, trusted } from './html.ts';
import { PROVENANCE_WORDS, plural, STATE_WORDS, type State } from './words.ts';

type Provenance = ServiceCardView['provenance'];

/** Ring: nothing seen. Triangle: possibly. Filled octagon with a cross: failing. Half disc: over. Dashes: unknown. */
const SHAPES: Readonly<Record<State, string>> = {
  none: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="m5.2 8.2 2 2 3.6-4" fill="none" stroke="currentColor" stroke-width="1.8"/>',
  possible:
    '<path d="M8 1.8 15 14.2H1z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"/><path d="M8 6v4M8 11.4v1.4" stroke="currentColor" stroke-width="1.8"/>',
  confirmed:
    '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/><path class="shape-cut" d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" stroke-width="2"/>',
  over: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
  withdrawn:
    '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M4 8h8" stroke="currentColor" stroke-width="2"/>',
  unknown:
    '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.3"/><path d="M6.2 6.6a1.8 1.8 0 1 1 2.6 1.5c-.6.3-.8.6-.8 1.2M8 10.6v1.3" fill="none" stroke="currentColor" stroke-width="1.4"/>',
};

export const shape = (state: State): Html =>
  html`<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">${trusted(SHAPES[state])}</svg>`;

/** The same shape inside another picture, with a ground of its own. */
export const shapeAt = (state: State, x: number, y: number, size: number): Html =>
  html`<svg x="${x}" y="${y}" width="${size}" height="${size}" viewBox="0 0 16 16"><circle class="shape-ground" cx="8" cy="8" r="8"/>${trusted(SHAPES[state])}</svg>`;

export const stateMark = (state: State, words: string = STATE_WORDS[state]): Html =>
  html`<span class="state state-${state}">${shape(state)}<span>${words}</span></span>`;

/** Nothing for what is measured here: that is the normal case and needs no label. */
export const provenanceMark = (provenance: Provenance): Html | '' =>
  provenance.kind === 'measured'
    ? ''
    : html`<span class="tag tag-${provenance.kind}">${PROVENANCE_WORDS[provenance.kind]}</span>`;

/** The banner that goes wherever counts were not measured here as things happened. */
export function provenanceBanner(provenance: Provenance): Html | '' {
  if (provenance.kind === 'measured') return '';
  const lead =
    provenance.kind === 'reconstruction'
      ? 'Reconstruction from published figures: nobody measured these counts.'
      : 'Replay: real reports of the past, played again. Nothing here is happening now.';
  return html`<aside class="banner banner-${provenance.kind}" aria-label="Where these counts come from">
    <p><strong>${lead}</strong></p>
    ${sourceList(provenance)}
  </aside>`;
}

/** What is known of where counts come from, folded away behind how much of it there is. */
export function sourceList({ note, sources }: Provenance): Html | '' {
  if (note === undefined && sources.length === 0) return '';
  const count =
    sources.length === 0
      ? 'How they were made'
      : `How they were made, and ${plural(sources.length, 'source', 'sources')}`;
  return html`<details class="sources"><summary>${note === undefined ? plural(sources.length, 'source', 'sources') : count}</summary>
    ${note === undefined ? '' : html`<p>${note}</p>`}
    ${sources.length === 0 ? '' : html`<ul>${sources.map((source) => html`<li>${outLink(source.url, source.title)}</li>`)}</ul>`}
  </details>`;
}
