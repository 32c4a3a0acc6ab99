/** Benachrichtigungen: Kanäle und Zustellungen. */
import type * as en from '../en/alerts.ts';
import { german } from './tongue.ts';

const { number, plural } = german;

const message: typeof en.alerts.message = {
  says: {
    possible: 'möglicherweise gestört',
    confirmed: 'gestört, bestätigt',
    over: 'die Störung ist vorbei',
    withdrawn: 'es hat sich nicht bestätigt',
  },
  line: (name, state, since, observed, usual) =>
    `${name}: ${state} (seit ${since}; ${plural(observed, { one: '# Meldung', other: '# Meldungen' })}, üblich ${number(usual)})`,
  together: (count) => `${plural(count, { one: '# Dienst hat', other: '# Dienste haben' })} sich zugleich verändert`,
  share: (count, name) => `${number(count)} davon teilen sich ${name}`,
  more: (count) => `und ${number(count)} weitere.`,
  test: 'Dies ist eine Probe von Groundswell: Benachrichtigungen erreichen diesen Kanal. Nichts ist ausgefallen.',
};

export const alerts: typeof en.alerts = {
  heading: 'Benachrichtigungen',
  lede: 'Wem das Observatorium sagt, wenn etwas beginnt, sich ändert oder endet, und ob es ankam.',
  channels: 'Kanäle',
  none: 'Kein Kanal ist eingerichtet: siehe alerts in services.yaml.',
  email: 'E-Mail',
  on: { possible: 'Ab den ersten Anzeichen.', confirmed: 'Sobald eine Störung bestätigt ist.' },
  allServices: 'Alle Dienste.',
  ofServices: (ids) => `Dienste: ${ids}.`,
  grouped: (seconds) =>
    `Was sich binnen ${plural(seconds, { one: '# Sekunde', other: '# Sekunden' })} ändert, ist eine Nachricht.`,
  quiet: (from, to, zone) => `In Ruhe gelassen von ${from} bis ${to} (${zone}).`,
  test: 'Probe senden',
  sent: 'Was gesendet wurde',
  nothingSent: 'Noch wurde nichts gesendet.',
  retries:
    'Was nicht ankommt, wird nach 10 Sekunden wieder versucht, dann nach immer längeren Pausen bis zu einer Stunde, insgesamt 16-mal. Jede Nachricht hat einen eigenen Namen, damit ein Empfänger erkennt, was doppelt kommt.',
  states: { waiting: 'Wartet', delivered: 'Zugestellt', dead: 'Aufgegeben' },
  attempts: (count) => plural(count, { one: '#-mal versucht', other: '#-mal versucht' }),
  next: 'Nächster Versuch:',
  message,
};
