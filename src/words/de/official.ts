/** Was Anbieter über sich selbst sagen: immer als ihr Wort. */
import type * as en from '../en/official.ts';
import { say } from '../tongue.ts';
import { german } from './tongue.ts';

const { number } = german;

export const official: typeof en.official = {
  states: {
    operational: 'Sagt, dass alles in Ordnung ist',
    degraded: 'Sagt, dass der Dienst eingeschränkt ist',
    outage: 'Sagt, dass es eine Störung gibt',
    maintenance: 'Sagt, dass gewartet wird',
    unknown: 'Unbekannt',
  },
  heading: 'Was der Anbieter sagt',
  table: 'Statusseiten von Anbietern',
  page: 'Seite',
  lastWord: 'Letztes Wort',
  record: 'Bisher',
  read: (at) => say`gelesen ${at}`,
  claim:
    'Das Wort eines Anbieters ist eine Behauptung; es entscheidet hier nichts. Eine Seite, die nicht zu lesen ist, ist unbekannt, nie in Ordnung.',
  noIncident: 'Noch keine bestätigte Störung',
  told: (told, of) => `Meldete ${number(told)} von ${number(of)}`,
  median: (told, lag) => `${told}, im Median ${lag}`,
  sameMinute: 'in derselben Minute wie die Meldungen',
  after: (length) => `${length} nach den Meldungen`,
  before: (length) => `${length} vor den Meldungen`,
  lagMeans:
    'Die Verzögerung läuft vom ersten Anzeichen in den Meldungen hier, bis die Seite des Anbieters es beim Lesen sagte. Eine Zeit, die der Anbieter für den Beginn nennt, kann nachträglich zurückgesetzt sein.',
  unreadable: 'war nicht zu lesen; was dort stand, ist nicht bekannt.',
  silent: 'hat nichts gesagt.',
  said: (at, lag) => say`sagte es um ${at}, ${lag}.`,
  saidSince: (at, lag, since) => say`sagte es um ${at}, ${lag}; begonnen habe es um ${since}.`,
  cleared: (at) => say`Um ${at} hieß es, alles sei wieder in Ordnung.`,
};
