/** What was reported when. */
import { english } from './tongue.ts';

const { number } = english;

export const kinds = {
  caption: (step: string): string => `Symptoms over time, by ${step}; the most reported one lies at the bottom`,
  each: 'Each by itself',
  summary: (most: number, clock: string, day: string, symptom: string): string =>
    `Most symptoms from ${clock} UTC on ${day}: ${number(most)}, most of them “${symptom}”.`,
};
