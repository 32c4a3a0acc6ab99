/**
 * Times in the reader's zone, with UTC beside. Law: the instant in the markup is never touched, so this can run again
 * on the same page.
 */
import { filled, locale } from './locale.ts';

const clockFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const shortDayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const utcClock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const utcShortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });

export function localise(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-as]')) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime()) || isUtc(at)) continue;
    time.textContent = words(at, time.dataset.as ?? 'moment');
  }
  for (const tick of root.querySelectorAll<SVGTextElement>('text[data-time]')) {
    const at = new Date(tick.dataset.time ?? '');
    if (Number.isNaN(at.getTime()) || isUtc(at)) continue;
    tick.textContent = localShort(at);
  }
  for (const zone of root.querySelectorAll<HTMLElement>('[data-zone]')) {
    const now = new Date();
    if (!isUtc(now)) zone.textContent = filled(zone.dataset.zone ?? '', { zone: zoneName(now) });
  }
}

/** The day at midnight, else the clock: as on a scale. */
export function localShort(at: Date): string {
  const text = clockFormat.format(at);
  return text === '00:00' ? shortDayFormat.format(at) : text;
}

export const localClock = (at: Date): string => clockFormat.format(at);
export const localDay = (at: Date): string => shortDayFormat.format(at);

function words(at: Date, form: string): string {
  if (form === 'day') return dayFormat.format(at);
  const sameDay = shortDayFormat.format(at) === utcShortDay.format(at);
  const utc = `${utcClock.format(at)} UTC`;
  if (form === 'clock') return `${clockFormat.format(at)} (${utc})`;
  return `${dayFormat.format(at)}, ${clockFormat.format(at)} (${sameDay ? '' : `${utcShortDay.format(at)}, `}${utc})`;
}

const isUtc = (at: Date): boolean => at.getTimezoneOffset() === 0;

function zoneName(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const hours = Math.floor(Math.abs(offset) / 60);
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? '−' : '+'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}
