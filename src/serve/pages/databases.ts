/**
 * Which databases say where a reporter's address is registered. Some of their publishers ask to be named and linked on every
 * page that uses their data, and one warns of its own edition; both are said wherever a page ends.
 */
import type { OriginDatabase } from '../../model/origin.ts';
import { databaseWords } from '../../traffic/origins/words.ts';
import type { Words } from '../../words/words.ts';
import { type Html, html, outLink } from './html.ts';

export interface PlacedWith {
  readonly databases: readonly OriginDatabase[];
  /** By which their age is told, milliseconds since 1970 UTC. */
  readonly at: number;
}

export function databasesLine(t: Words, { databases, at }: PlacedWith): Html | '' {
  if (databases.length === 0) return '';
  const warnings = [...new Set(databases.flatMap(({ warning }) => warning ?? []))];
  const words = databases.map((database) => databaseWords(database, at)).join('; ');
  return html`<p>${t.frame.lookedUpIn(html`${linked([`${words}.`, ...warnings].join(' '))}`)}</p>`;
}

function linked(text: string): Html[] {
  return text
    .split(/(https:\/\/[\w./-]*[\w/])/)
    .map((part, index) => (index % 2 === 1 ? outLink(part, part) : html`${part}`));
}
