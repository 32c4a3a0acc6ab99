/**
 * Times. The server writes UTC and says so; a script in the page puts the reader's zone in front. Law: a time on a page is a
 * <time> with its ISO instant, never bare text.
 */
import type { Words } from '../../words/words.ts';
import { type Html, html } from './html.ts';

/** Times closer than this are told by the clock alone. */
const NEAR_MS = 20 * 3_600_000;

/** Hour and minute, where the day is plain from the context. */
export const clock = (t: Words, iso: string): Html =>
  html`<time datetime="${iso}" data-as="clock">${t.clockText(iso)} UTC</time>`;

/** Day, hour and minute. */
export const moment = (t: Words, iso: string): Html =>
  html`<time datetime="${iso}" data-as="moment">${t.dayText(iso)}, ${t.clockText(iso)} UTC</time>`;

/** The day alone. */
export const day = (t: Words, iso: string): Html =>
  html`<time datetime="${iso}" data-as="day">${t.dayText(iso)}</time>`;

export function near(t: Words, iso: string, reference: string | null): Html {
  const apart = reference === null ? Number.POSITIVE_INFINITY : Math.abs(Date.parse(iso) - Date.parse(reference));
  return apart < NEAR_MS ? clock(t, iso) : moment(t, iso);
}

export const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;
