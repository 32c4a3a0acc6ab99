/** Der Rahmen jeder Seite, kurze Hinweise, die Steuerung einer Wiedergabe. */
import type * as en from '../en/frame.ts';
import { say } from '../tongue.ts';
import { german } from './tongue.ts';

const { plural } = german;

export const frame: typeof en.frame = {
  skip: 'Zum Inhalt springen',
  site: 'Seiten',
  more: 'Mehr von diesem Observatorium',
  overview: 'Übersicht',
  incidents: 'Störungen',
  method: 'Methode',
  api: 'API',
  language: 'Sprache',
  promise: (name) =>
    `${name} zeigt, was gezählt wird, wie entschieden wurde und wie sicher das ist. Wer hinter einer Störung steht, sagt es nie.`,
  howFigures: 'Wie die Zahlen zustande kommen',
  holds: 'Aufbewahrungspflichten',
  calendar: 'Kalender',
  desk: 'Schreibtisch',
  signOut: (name) => `${name} abmelden`,
  allServices: 'Alle Dienste',
  databases: 'Wo Adressen registriert sind: Datenbanken und Lizenzen',
  databaseOf: (name, day, days) => `${name} vom ${day} (${plural(days, { one: '# Tag', other: '# Tage' })} alt`,
  databaseOld: ', wenn möglich zu ersetzen',
  nothingCounted: 'Noch wurde nichts gezählt.',
  outOfDate: 'Veraltet.',
  staleSince: (until) => say`Gezählt bis ${until}; Neueres ist nicht eingetroffen.`,
  countedUntil: (until) => say`Gezählt bis ${until}.`,
  countedUntilThen: (until, staleAfter) => say`Gezählt bis ${until}, veraltet nach ${staleAfter}.`,
  live: 'Live: Diese Seite aktualisiert sich selbst.',
  lost: 'Die Live-Verbindung ist abgerissen; neuer Versuch läuft.',
  utc: 'Zeiten in UTC',
  ownZone: 'Zeiten in Ihrer Zone, {zone}',
};

export const notices: typeof en.notices = {
  stored: 'Danke. Ihre Meldung ist gespeichert.',
  storedTitle: 'Meldung gespeichert',
  storedAbout: (name) => `Ihre Meldung über ${name} ist gespeichert.`,
  entry: (position, name) =>
    `Sie ist Eintrag ${position} des Journals und zählt einmal zu dem, was für ${name} gezeigt wird.`,
  doOthers: 'Sehen andere es auch?',
  keep: (id) => say`Um sie wiederzufinden, merken Sie sich: ${id}`,
  didYouMean: 'Meinten Sie',
};

export const replay: typeof en.replay = {
  name: 'Wiedergabe',
  of: (name) => `Wiedergabe: ${name}`,
  notStarted: 'Nicht begonnen',
  ended: 'Beendet',
  speed: 'Tempo der Wiedergabe',
  pause: 'Anhalten',
  seconds: (count) => `${count} s je s`,
  minutes: (count) => `${count} min je s`,
  hours: (count) => `${count} h je s`,
};
