/**
 * Which databases say where a reporter's address is registered. Some of their publishers ask to be named and linked on every
 * page that uses their data, and one warns of its own edition; both are said wherever a page ends.
 */
import type { OriginDatabase } from '../../model/origin.ts';
import { DAY_MS } from '../../model/units.ts';
import { OLD_DAYS } from '../../traffic/origins/words.ts';
import type { Words } from '../../words/words.ts';
import { type Html, html, outLink } from './html.ts';

export interface PlacedWith {
  readonly databases: readonly OriginDatabase[];
  /** By which their age is told, milliseconds since 1970 UTC. */
  readonly at: number;
}

/** Folded, since it says the same on every page. */
export function databasesNote(t: Words, { databases, at }: PlacedWith): Html | '' {
  if (databases.length === 0) return '';
  const warnings = [...new Set(databases.flatMap(({ warning }) => warning ?? []))];
  return html`<details><summary>${t.frame.databases}</summary>
<ul>${databases.map((database) => html`<li>${databaseText(t, database, at)}</li>`)}</ul>
${warnings.map((warning) => html`<p>${publisher(t, warning)}</p>`)}</details>`;
}

function databaseText(t: Words, { name, builtAt, licence }: OriginDatabase, at: number): Html {
  const days = Math.max(0, Math.floor((at - builtAt) / DAY_MS));
  const age = t.frame.databaseOf(name, t.dayText(new Date(builtAt).toISOString()), days);
  const old = days > OLD_DAYS ? t.frame.databaseOld : '';
  return html`${age}${old}${licence === null ? '' : html`; ${publisher(t, licence)}`})`;
}

/** What publishers ask to be said stays in their words. */
const publisher = (t: Words, text: string): Html =>
  t.language === 'en' ? html`${linked(text)}` : html`<span lang="en">${linked(text)}</span>`;

function linked(text: string): Html[] {
  return text
    .split(/(https:\/\/[\w./-]*[\w/])/)
    .map((part, index) => (index % 2 === 1 ? outLink(part, part) : html`${part}`));
}
