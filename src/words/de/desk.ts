/** Anmelden, und der Schreibtisch derer, die es sind. */
import type * as en from '../en/desk.ts';
import { say } from '../tongue.ts';

export const desk: typeof en.desk = {
  roles: { ingest: 'für Programme, die Signale senden', viewer: 'Leserecht', analyst: 'Analyse', admin: 'Verwaltung' },
  signIn: 'Anmelden',
  signInAbout: 'Mit einem Token dieser Beobachtungsstelle anmelden.',
  token: 'Zugangstoken',
  tokenHint: (command) => say`Wer diese Beobachtungsstelle betreibt, macht eines: ${command}`,
  sessionHint:
    'Sie bleiben zwölf Stunden angemeldet, bis Sie sich abmelden oder das Token widerrufen wird. Nur dafür wird ein Cookie gesetzt.',
  toDo: (link, what) => say`${what}: ${link}.`,
  toChangeHold: 'Um sie zu verlängern, zu erweitern oder zu beenden',
  toRecordStep: 'Um eine Frist zu beginnen oder einen Schritt festzuhalten',
  signInLink: 'anmelden',
  notAllowed: (what, name, role) => `${what} braucht es die Rolle „Analyse“; ${name} ist angemeldet als „${role}“.`,
  heading: 'Schreibtisch',
  about: 'Was fällig ist, was festgehalten wurde, und wo mehr festzuhalten ist.',
  signedInAs: (name, role) => `Angemeldet als ${name} (${role}).`,
  due: 'Was als Nächstes fällig ist',
  nothingDue: 'Nichts ist fällig.',
  calendar: 'Der ganze Kalender',
  recorded: 'Zuletzt festgehalten',
  nothingRecorded: 'Noch hat niemand etwas festgehalten.',
  atTerminal: 'am Terminal',
  kinds: { statement: 'Aussage', hold: 'Aufbewahrungspflicht', clock: 'Meldefrist', maintenance: 'Wartung' },
  version: (number) => `Fassung ${number}`,
  by: (decidedBy, account) => `${decidedBy} (${account})`,
  running: 'Offene Störungen',
  noneRunning: 'Keine Störung ist offen.',
  addStatements: 'Aussagen hinzufügen',
  clocks: 'Meldefristen',
  addHold: 'Aufbewahrungspflicht hinzufügen',
};
