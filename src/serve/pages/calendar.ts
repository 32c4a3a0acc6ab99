/** The calendar of due dates: what is overdue first, then what is due soon, later, without a date, and done. */
import type { CalendarRow } from '../schema-calendar.ts';
import type { PageContext } from './context.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { moment } from './time.ts';

const SECTIONS: readonly (readonly [CalendarRow['state'], string])[] = [
  ['overdue', 'Overdue'],
  ['due soon', 'Due soon'],
  ['due', 'Later'],
  ['waiting', 'No date yet'],
  ['done', 'Done in the last 90 days'],
];

export function calendarPage(items: readonly CalendarRow[], context: PageContext): string {
  const main = html`
<div class="title"><h1>Calendar</h1><p>When holds end, when reports are due that a law asks for, and when work is announced.</p></div>
${items.length === 0 ? html`<section><p class="quiet">Nothing is due: there is no hold, no reporting clock and no announced work.</p></section>` : ''}
${SECTIONS.map(([state, title]) => {
  const own = items.filter((item) => item.state === state);
  return own.length === 0 ? '' : html`<section><h2>${title}</h2>${dueTable(title, own)}</section>`;
})}
<section><p class="quiet"><a href="/calendar.ics">Subscribe (iCalendar)</a> · <a href="/api/v1/calendar">This page as JSON</a> · <a href="/holds">Holds</a></p>
<p class="quiet">Times are counted strictly, to the minute, and moved to no working day. The law of the place may give more.</p></section>`;
  return page({
    title: 'Calendar',
    description: 'When holds end, reports are due and work is announced.',
    context,
    main,
  });
}

function dueTable(title: string, items: readonly CalendarRow[]): Html {
  return html`<table class="wide due-table"><caption class="unseen">${title}</caption>
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">How it stands</th></tr></thead>
<tbody>${items.map(
    (
      item,
    ) => html`<tr><td>${item.at === null ? 'No date' : moment(item.at)}${item.said === null ? '' : html`<br><span class="quiet">${item.said}</span>`}</td>
<td><a href="${item.url}">${item.title}</a>${item.note === null ? '' : html`<br><span class="quiet">${item.note}</span>`}</td>
<td>${item.state === 'overdue' || item.state === 'due soon' ? html`<strong>${item.words}</strong>` : item.words}</td></tr>`,
  )}</tbody></table>`;
}
