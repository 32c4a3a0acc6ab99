/**
 * Times and lengths of time. The server writes UTC and says so; a script in the page puts the reader's zone in front.
 * Law: a time on a page is a <time> with its ISO instant, never bare text.
 */
import { type Html, html } from './html.ts';

const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

export const clockText = (iso: string): string => clockFormat.format(new Date(iso));
export const dayText = (iso: string): string => dayFormat.format(new Date(iso));

/** Hour and minute, where the day is plain from the context. */
export const clock = (iso: string): Html => html`<time datetime="${iso}" data-as="clock">${clockText(iso)} UTC</time>`;

/** Day, hour and minute. */
export const moment = (iso: string): Html =>
  html`<time datetime="${iso}" data-as="moment">${dayText(iso)}, ${clockText(iso)} UTC</time>`;

/** The day alone. */
export const day = (iso: string): Html => html`<time datetime="${iso}" data-as="day">${dayText(iso)}</time>`;

/** The clock alone when both lie within the same 20 hours, else the day too. */
export function near(iso: string, reference: string | null): Html {
  const apart = reference === null ? Number.POSITIVE_INFINITY : Math.abs(Date.parse(iso) - Date.parse(reference));
  return apart < 20 * 3_600_000 ? clock(iso) : moment(iso);
}

export function duration(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return `${whole} min`;
  if (whole < 48 * 60)
    return [`${Math.floor(whole / 60)} h`, whole % 60 > 0 ? `${whole % 60} min` : ''].join(' ').trim();
  const hours = Math.round((whole % 1440) / 60);
  return [`${Math.floor(whole / 1440)} days`, hours > 0 ? `${hours} h` : ''].join(' ').trim();
}

export const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;
