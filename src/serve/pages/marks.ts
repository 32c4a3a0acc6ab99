/**
 * Marks: the shape and word of a state, the label of a provenance. Each state has a shape of its own, so that it is
 * told apart without colour, in print and at a glance.
 */

import type { Independence } from '../../model/incident.ts';
import type { State } from '../../words/en/states.ts';
import type { Words } from '../../words/words.ts';
import type { ServiceCardView } from '../schema.ts';
import { type Html, html, outLink, trusted } from './html.ts';

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

export const stateMark = (t: Words, state: State, words: string = t.states.words[state]): Html =>
  html`<span class="state state-${state}">${shape(state)}<span>${words}</span></span>`;

/** A service's state, and what it owes to few networks. */
export function serviceStateMark(t: Words, state: State, independence: Independence | null): Html {
  const words = t.states.words[state];
  return stateMark(t, state, state === 'possible' && independence === 'few' ? t.states.fewNetworks(words) : words);
}

/** Nothing for what is measured here: that is the normal case and needs no label. */
export const provenanceMark = (t: Words, provenance: Provenance): Html | '' =>
  provenance.kind === 'measured'
    ? ''
    : html`<span class="tag tag-${provenance.kind}">${t.states.provenance[provenance.kind]}</span>`;

/** The banner that goes wherever counts were not measured here as things happened. */
export function provenanceBanner(t: Words, provenance: Provenance): Html | '' {
  if (provenance.kind === 'measured') return '';
  return html`<aside class="banner banner-${provenance.kind}" aria-label="${t.states.banner}">
    <p><strong>${t.states[provenance.kind]}</strong></p>
    ${sourceList(t, provenance)}
  </aside>`;
}

/** What is known of where counts come from, folded away behind how much of it there is. */
export function sourceList(t: Words, { note, sources }: Provenance): Html | '' {
  if (note === undefined && sources.length === 0) return '';
  const named = t.states.sources(sources.length);
  const made = sources.length === 0 ? t.states.howMade : t.states.howMadeAnd(named);
  return html`<details class="sources"><summary>${note === undefined ? named : made}</summary>
    ${note === undefined ? '' : html`<p>${note}</p>`}
    ${sources.length === 0 ? '' : html`<ul>${sources.map((source) => html`<li>${outLink(source.url, source.title)}</li>`)}</ul>`}
  </details>`;
}
