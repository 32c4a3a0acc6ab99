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
  for (const picture of root.querySelectorAll('svg')) localiseScale(picture);
  for (const zone of root.querySelectorAll<HTMLElement>('[data-zone]')) {
    const now = new Date();
    if (!isUtc(now)) zone.textContent = filled(zone.dataset.zone ?? '', { zone: zoneName(now) });
  }
}

const MINUTE_MS = 60_000;

/** The marks of a scale stand at round times of UTC; each goes to the nearest round time of the reader's zone. */
export function localiseScale(picture: ParentNode): void {
  const ticks = [...picture.querySelectorAll<SVGTextElement>('text[data-time]')].map((text) => {
    // This may run again, and knows where it was drawn.
    const { time = '', drawn = text.getAttribute('x') ?? '' } = text.dataset;
    text.dataset.drawn = drawn;
    return { text, at: Date.parse(time), x: Number.parseFloat(drawn) };
  });
  const [first, second] = ticks;
  if (first === undefined || ticks.some(({ at }) => Number.isNaN(at))) return;
  const step = second === undefined ? MINUTE_MS : second.at - first.at;
  const perMs = second === undefined ? 0 : (second.x - first.x) / step;
  for (const { text, at, x } of ticks) {
    if (isUtc(new Date(at))) continue;
    const behind = (((-new Date(at).getTimezoneOffset() * MINUTE_MS) % step) + step) % step;
    const moved = behind <= step / 2 ? -behind : step - behind;
    place(text, x + perMs * moved);
    text.textContent = localShort(new Date(at + moved));
  }
}

/** With the line that marks it, where it has one; what would lie beside the picture is not shown. */
function place(text: SVGTextElement, x: number): void {
  const before = text.previousElementSibling;
  const line = before?.getAttribute('x1') === text.getAttribute('x') ? before : null;
  const hidden = x < 0 || x > 100;
  for (const part of [text, line]) part?.toggleAttribute('hidden', hidden);
  text.setAttribute('x', `${x}%`);
  text.setAttribute('text-anchor', x < 4 ? 'start' : x > 96 ? 'end' : 'middle');
  for (const end of ['x1', 'x2']) line?.setAttribute(end, `${x}%`);
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
