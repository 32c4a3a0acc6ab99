/** Einem Dienst von anderswo folgen. */
import type * as en from '../en/follow.ts';

export const follow: typeof en.follow = {
  heading: 'Von anderswo verfolgen',
  feeds: 'Als Feed:',
  programs: 'Für Programme:',
  pictures: 'Als Bild:',
  badge: 'Plakette',
  embed: 'In der eigenen Seite zeigen',
  embedHow:
    'Dies dort einfügen, mit der Adresse dieser Seite vor dem Pfad. Es verlangt nichts von Ihren Lesern und führt kein Skript aus.',
};
