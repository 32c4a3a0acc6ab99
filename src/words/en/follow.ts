/** Following a service from elsewhere. */
export const follow = {
  heading: 'Follow it from elsewhere',
  feeds: 'As a feed:',
  programs: 'For programs:',
  pictures: 'As a picture:',
  badge: 'badge',
  embed: 'Show it in your own page',
  embedHow:
    'Put this there, with the address of this site before the path. It asks nothing of your readers and runs no script.',
};
