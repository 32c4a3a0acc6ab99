/** Reports by country against what is usual there. */
import { english } from './tongue.ts';

const { plural } = english;

export const places = {
  map: 'Report rate against the usual, by country',
  figures: 'All figures as data',
  how: (days: number): string => `The usual: the ${days} days before, without confirmed incidents.`,
  closer: 'Look closer:',
  parts: {
    world: 'World',
    africa: 'Africa',
    asia: 'Asia',
    europe: 'Europe',
    'north-america': 'North America',
    oceania: 'Oceania',
    'south-america': 'South America',
  },
  nothing: 'No country is above its usual beyond chance.',
  beyond: (named: string, more: number): string =>
    `Above the usual beyond chance: ${named}${more === 0 ? '' : `; and ${plural(more, { one: '# more', other: '# more' })}`}.`,
  named: (country: string, times: string, low: string, high: string): string =>
    `${country} ${times} (${low} to ${high})`,
  times: (ratio: string): string => `×${ratio}`,
  over: (low: string): string => `>×${low}`,
  levels: {
    tenfold: '10 times or more',
    manifold: '3 to 10 times',
    above: 'up to 3 times',
    same: 'as usual',
    below: 'down to a third',
    farBelow: 'less than a third',
    untold: 'too little to tell',
    none: 'no reports',
  },
};
