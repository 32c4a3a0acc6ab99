/** The part of the API's description that is about reporting clocks and due dates. */
import { ClockBody, ClockStepBody } from '../doors/reporting.ts';
import { ID, type Json, type Parts, TOKEN } from './openapi-parts.ts';
import { CalendarView, ClockAccepted, ClockList, ClockView } from './schema-calendar.ts';

export function calendarPaths({ reading, content, problems, schemaOf }: Parts): Json {
  const taking = (summary: string, description: string, body: Parameters<typeof schemaOf>[0]): Json => ({
    summary,
    description,
    security: TOKEN,
    parameters: [ID],
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    responses: { 202: content('Durable', ClockAccepted), ...problems(401, 404, 409, 413, 422, 503) },
  });
  return {
    '/api/v1/incidents/{id}/clocks': {
      post: taking(
        'Start a reporting clock',
        'A recorded decision: who became aware of the incident, and when. The times of Directive (EU) 2022/2555, Article 23(4) run from there.',
        ClockBody,
      ),
    },
    '/api/v1/clocks': { get: reading('Reporting clocks, the last one started first', ClockList) },
    '/api/v1/clocks/{id}': {
      get: reading('One reporting clock: what is due when, and every step', ClockView, ['id']),
      post: taking(
        'Record a step of a clock',
        'A report was submitted or asked for, or the clock stops.',
        ClockStepBody,
      ),
    },
    '/api/v1/calendar': { get: reading('Due dates: ends of holds, and reports', CalendarView) },
    '/calendar.ics': {
      get: {
        summary: 'The due dates to subscribe to',
        responses: { 200: { description: 'iCalendar (RFC 5545)', content: { 'text/calendar': {} } } },
      },
    },
  };
}
