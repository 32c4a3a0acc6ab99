/** Der Verkehr eines Dienstes. */
import type * as en from '../en/traffic.ts';
import { say } from '../tongue.ts';
import { german } from './tongue.ts';

const { number, plural } = german;

export const traffic: typeof en.traffic = {
  heading: 'Verkehr',
  lastHour: 'Anfragen, letzte Stunde',
  inMinutes: (minutes) => `in ${minutes}, die gezählt wurden`,
  failed: 'Gescheitert',
  answers5xx: (count) => `${count} Antworten 5xx`,
  noOrigins:
    'Wo die Adressen registriert sind, ist nicht bekannt: Es gibt keine Datenbank, und das Protokoll sagt es nicht.',
  fromLogs: 'Aus Zugriffsprotokollen, als Zahlen je Minute: Keine Anfrage und keine Adresse wird aufbewahrt.',
  sources: (count) => plural(count, { one: '# Quelle hat gezählt', other: '# Quellen haben gezählt' }),
  counted: (sources) => `${sources}.`,
  countedUntil: (sources, until) => say`${sources}, bis ${until}.`,
  late: (minutes) =>
    plural(minutes, {
      one: '# Minute kam mehr als einen Tag zu spät und konnte nicht gezählt werden.',
      other: '# Minuten kamen mehr als einen Tag zu spät und konnten nicht gezählt werden.',
    }),
  registeredIn: 'Adressen, registriert in',
  countries: 'Länder',
  networks: 'Netze',
  notKnown: 'Nicht bekannt.',
  registered:
    'Von den Anfragen der letzten 24 Stunden. Ein Register sagt, wo eine Adresse registriert ist; das ist nicht, wo ihr Nutzer ist, und nicht, wer sendet.',
  requestsTo: (name) => `Anfragen an ${name} in den letzten 24 Stunden`,
  requestsPer: (step) => `Anfragen je ${step}`,
  failed5xx: 'Gescheitert (5xx)',
  none: 'In dieser Zeit wurde keine Anfrage gezählt.',
  summary: (requests, failed, at, most, step) =>
    `${plural(requests, { one: '# Anfrage', other: '# Anfragen' })}, davon ${number(failed)} gescheitert. Am meisten um ${at} UTC: ${number(most)} in ${step}.`,
  requests: 'Anfragen',
  notListed: 'Nicht verzeichnet',
  notPublic: 'Nicht öffentlich',
};
