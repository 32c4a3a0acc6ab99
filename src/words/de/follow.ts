/** Einem Dienst von anderswo folgen. */
import type * as en from '../en/follow.ts';

export const follow: typeof en.follow = {
  heading: 'Von anderswo verfolgen',
  feeds: 'Als Feed:',
  programs: 'Für Programme:',
  pictures: 'Als Bild:',
  badge: 'Plakette',
  embed: 'In der eigenen Seite zeigen',
  embedHow: 'Setzen Sie das dort ein. Es fragt Ihre Leser nach nichts und führt kein Skript aus.',
  embedWhere: 'Vor den Pfad gehört die Adresse dieser Website.',
  embedChoices: (ranges, languages) =>
    `range ist eines von ${ranges}; lang ist eines von ${languages}; scheme ist light (hell) oder dark (dunkel).`,
};
