/** The calendar of due dates: what is overdue first, then what is due soon, later, without a date, and done. */
import type { Words } from '../../words/words.ts';
import { DONE_SHOWN_DAYS } from '../calendar-view.ts';
import type { CalendarRow } from '../schema-calendar.ts';
import type { PageContext } from './context.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { moment } from './when.ts';

const SECTIONS: readonly CalendarRow['state'][] = ['overdue', 'due soon', 'due', 'waiting', 'done'];

export function calendarPage(items: readonly CalendarRow[], context: PageContext): string {
  const { t } = context;
  const { calendar } = t;
  const main = html`
<div class="title"><h1>${calendar.heading}</h1><p>${calendar.lead}</p></div>
${items.length === 0 ? html`<section><p class="quiet">${calendar.nothing}</p></section>` : ''}
${SECTIONS.map((state) => {
  const title = state === 'done' ? calendar.done(DONE_SHOWN_DAYS) : calendar.sections[state];
  const own = items.filter((item) => item.state === state);
  return own.length === 0 ? '' : html`<section><h2>${title}</h2>${dueTable(t, title, own)}</section>`;
})}
<section><p class="quiet"><a href="/calendar.ics">${calendar.subscribe}</a> · <a href="/api/v1/calendar">${calendar.asJson}</a> · <a href="/holds">${t.holding.heading}</a></p>
<p class="quiet">${calendar.strict}</p></section>`;
  return page({
    title: calendar.heading,
    description: calendar.about,
    context,
    main,
  });
}

function dueTable(t: Words, title: string, items: readonly CalendarRow[]): Html {
  return html`<table class="wide due-table"><caption class="unseen">${title}</caption>
<thead><tr><th scope="col">${t.calendar.when}</th><th scope="col">${t.calendar.what}</th><th scope="col">${t.calendar.stands}</th></tr></thead>
<tbody>${items.map(
    (
      item,
    ) => html`<tr><td>${item.at === null ? t.calendar.noDate : moment(t, item.at)}${item.said === null ? '' : html`<br><span class="quiet">${item.said}</span>`}</td>
<td><a href="${item.url}">${item.title}</a>${item.note === null ? '' : html`<br><span class="quiet">${item.note}</span>`}</td>
<td>${item.state === 'overdue' || item.state === 'due soon' ? html`<strong>${item.words}</strong>` : item.words}</td></tr>`,
  )}</tbody></table>`;
}
