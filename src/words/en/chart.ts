/** Charts: what their marks mean, and the same in words for those who cannot see them. */
import { english } from './tongue.ts';

const { number, plural } = english;

export const chart = {
  inThisTime: (reports: string): string => `${reports} in this time`,
  notCounted: 'Not counted',
  nothing: 'Nothing was counted in this time.',
  nothingHere: 'Nothing was counted in this time',
  noReport: 'No report came in.',
  highest: (clock: string, day: string, count: number): string => `Highest at ${clock} UTC on ${day}: ${number(count)}`,
  wouldBeUsual: (highest: string, usual: string): string => `${highest}, where ${usual} would be usual.`,
  usualUnknown: (highest: string): string => `${highest}, where the usual is not known.`,
  inSteps: (reports: string, step: string): string => `${reports} counted in steps of ${step}.`,
  noWave: 'No wave.',
  waves: (waves: string): string => `${waves}.`,
  holes: (count: number): string =>
    plural(count, { one: '# stretch was not counted.', other: '# stretches were not counted.' }),
  reportsPer: (step: string): string => `Reports per ${step}`,
  usual: 'Usual',
  range: 'Range of the usual',
  wave: 'Wave, numbered',
  gap: 'not counted',
  marks: 'Solid: reports. Dashed: usual, with its range. Shaded and numbered: waves. Hatched: not counted. UTC.',
  now: 'now',
  asTable: 'The same as a table',
  by: (label: string, step: string): string => `${label}, by ${step}`,
  from: 'From',
  reports: 'Reports',
  /** Said by the browser as the pointer moves: {when}, {count}, {usual} and {high} are put in there. */
  readOut: 'Read the chart step by step',
  toCome: '{when}: still to come',
  uncounted: '{when}: not counted',
  one: '{when}: {count} report',
  other: '{when}: {count} reports',
  withUsual: ', usual {usual}',
  withRange: ', usual {usual}, up to {high}',
  closer: 'Closer (key +)',
  wider: 'Wider (key −)',
  all: 'All of it',
  /** The stretch that is shown after a look closer; {from} and {to} are times. */
  shown: 'Shown: {from} to {to}',
  shownAll: 'All of it is shown',
  dragHint: 'Drag over the chart to look closer.',
};
