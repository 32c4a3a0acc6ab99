/** Was wann gemeldet wurde. */
import type * as en from '../en/kinds.ts';
import { german } from './tongue.ts';

const { number } = german;

export const kinds: typeof en.kinds = {
  caption: (step) => `Symptome im Lauf der Zeit, je ${step}; das meistgemeldete liegt unten`,
  each: 'Jedes für sich',
  summary: (most, clock, day, symptom) =>
    `Die meisten Symptome ab ${clock} UTC am ${day}: ${number(most)}, am häufigsten „${symptom}“.`,
};
