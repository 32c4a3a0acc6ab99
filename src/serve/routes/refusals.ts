/** What the routes say to requests that they cannot serve. */
import type { Context } from 'hono';
import { nearestServices } from '../../doors/directory.ts';
import { type Refusal, refuse } from '../../doors/refusal.ts';
import { FencedError, QueueFullError } from '../../engine/turned-away.ts';
import { limitBody } from '../body-limit.ts';
import { answerProblem } from '../problem.ts';
import type { Serving } from '../serving.ts';

/** A report is a few short words. */
const REPORT_BYTES_MAX = 4_096;

export const noSuchPage = (c: Context) => (): Refusal =>
  refuse(404, 'no-such-page', 'No such page', `There is nothing at ${c.req.path}.`);

export const noSuchService =
  ({ engine }: Serving, id: string) =>
  (): Refusal => {
    const nearest = nearestServices(engine.state.watches, id);
    return refuse(404, 'no-such-service', 'No such service', `There is no service "${id}" here.`, { nearest });
  };

export const noSuchIncident = (id: string) => (): Refusal =>
  refuse(404, 'no-such-incident', 'No such incident', `There is no incident "${id}" here.`);

export function tooMany(seconds: number): Refusal {
  const wait = Math.ceil(seconds);
  const detail = `Too much has come from this source, or in all. Try again in ${wait} s; nothing that was acknowledged is lost.`;
  return refuse(429, 'too-many', 'Too many', detail, { retryAfter: wait });
}

/** Seconds after which it is worth trying again, where nothing is broken. */
const SOON = { retryAfter: 5 };

/** What was not acknowledged may be sent again: a report counts once. */
export const noWriter = (): Refusal =>
  refuse(
    503,
    'no-writer',
    'Taking over',
    'Another process of this observatory takes over in a few seconds. Try again.',
    SOON,
  );

/** Whether nothing is broken: more came than is taken at once, or another process takes over just now. No operator needs to know. */
export const passesSoon = (cause: unknown): boolean => cause instanceof QueueFullError || cause instanceof FencedError;

/** What a request ran into that is not its own fault. */
export function failed(cause: unknown): Refusal {
  if (cause instanceof QueueFullError) return refuse(503, 'busy', 'Busy', cause.message, SOON);
  if (cause instanceof FencedError) return noWriter();
  return refuse(
    503,
    'failed',
    'It did not work',
    'The observatory could not do this just now; try again in a minute.',
    { retryAfter: 60 },
  );
}

/** Lets through what can be a report or a choice of speed. */
export const small = limitBody(REPORT_BYTES_MAX, (c) =>
  answerProblem(c, refuse(413, 'too-large', 'Too large', `A report has ${REPORT_BYTES_MAX} bytes at most.`), undefined),
);

/** A page of another site could make its readers' browsers send this; they would be counted without knowing it. */
export const foreignForm = (): Refusal =>
  refuse(403, 'foreign-form', 'Sent by another site', 'Open the form here and send it from here.');
