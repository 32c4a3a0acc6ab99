/**
 * Markup that cannot be forged: whatever a template holds is escaped, unless it is markup itself. Also the figures and
 * times of the traffic page, in words.
 */
import { escaped } from './markup.ts';

export interface Markup {
  readonly markup: string;
}

export type Part = string | number | Markup | readonly Markup[];

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: texts.map((text, i) => (i === 0 ? text : partText(parts[i - 1]!) + text)).join('') };
}

/** For markup that another picture made. */
export const raw = (markup: string): Markup => ({ markup });

export const NOTHING: Markup = { markup: '' };

function partText(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(visible(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('\n');
}

/** Signs that hide text or turn its direction would let a client write what is read otherwise than it is. */
const visible = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '·');

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (value: number): string => String(value).padStart(2, '0');

/** `25 Oct 2015` */
export function dayWords(at: number, withYear = true): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${withYear ? ` ${date.getUTCFullYear()}` : ''}`;
}

export function clockWords(at: number): string {
  const date = new Date(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** `25 Oct 2015, 07:34 to 18:33 UTC`; the second day is told where it is another. */
export function stretchWords(from: string, to: string): string {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const day = dayWords(end) === dayWords(start) ? '' : `${dayWords(end)}, `;
  return `${dayWords(start)}, ${clockWords(start)} to ${day}${clockWords(end)} UTC`;
}

/** `10 h 59 min` */
export function durationWords(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes));
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

/** Few digits where a figure is small: 0.43, 7.2, 1,165. */
export function rateWords(value: number): string {
  if (value === 0) return '0';
  if (value < 10) return String(Number(value.toPrecision(2)));
  return Math.round(value).toLocaleString('en-GB');
}
