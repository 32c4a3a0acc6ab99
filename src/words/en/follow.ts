/** Following a service from elsewhere. */
export const follow = {
  heading: 'Follow it from elsewhere',
  feeds: 'As a feed:',
  programs: 'For programs:',
  pictures: 'As a picture:',
  badge: 'badge',
  embed: 'Show it in your own page',
  embedHow: 'Put this there. It asks nothing of your readers and runs no script.',
  embedWhere: 'The address of this site goes before the path.',
  embedChoices: (ranges: string, languages: string): string =>
    `range is one of ${ranges}; lang is one of ${languages}; scheme is light or dark.`,
};
