/** The calendar as iCalendar (RFC 5545), to be subscribed to: what is due, with identifiers that stay when a date moves. */
import type { CalendarRow } from './schema-calendar.ts';

const LINE_BYTES_MAX = 75;

/** @param origin of the observatory, where its address is known */
export function calendarIcs(items: readonly CalendarRow[], name: string, origin?: string): string {
  const dated = items.filter(({ at, state }) => at !== null && state !== 'done');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Groundswell//Calendar//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(`${name}: due dates`)}`,
    ...dated.flatMap((item) => eventLines(item, origin)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(
  { id, at, title, url, words, note, said, changedAt, version }: CalendarRow,
  origin?: string,
): string[] {
  // How long it still is changes every minute; a calendar's own clock tells that.
  const description = [
    said === null ? '' : `Due at the ${said}.`,
    note ?? '',
    words.startsWith('Not begun') ? 'Not begun yet.' : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
  return [
    'BEGIN:VEVENT',
    `UID:${id}@groundswell`,
    `DTSTAMP:${stamp(changedAt)}`,
    `LAST-MODIFIED:${stamp(changedAt)}`,
    `SEQUENCE:${version - 1}`,
    `DTSTART:${stamp(at!)}`,
    `SUMMARY:${escaped(title)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(origin === undefined ? [] : [`URL:${new URL(url, origin).href}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const stamp = (iso: string): string => `${iso.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** Control characters have no place in a text; a line's end is written as it has to be. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');

/** Lines of 75 bytes at most; what goes on begins with a space. No character is cut. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (bytes + size > LINE_BYTES_MAX) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += sign;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}
