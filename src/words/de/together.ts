/** Dienste, die zusammen gestört sind. */
import type * as en from '../en/together.ts';
import { say } from '../tongue.ts';

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} und ${names.at(-1)}`;

export const together: typeof en.together = {
  oneEventSince: (at) => say`Ein Ereignis seit ${at}`,
  howSure: 'Wie sicher das ist, und warum',
  services: 'Dienste dieses Ereignisses',
  service: 'Dienst',
  belongs: 'Wie er dazugehört',
  basis: 'Aus den Zahlen und daraus, wovon jeder bekanntlich abhängt.',
  how: 'Wie',
  sure: { veryLikely: 'sehr wahrscheinlich', likely: 'wahrscheinlich', possibly: 'möglicherweise' },
  root: 'Die meisten Meldungen über das Übliche hinaus',
  member: (sure, shared, weight) =>
    `Ist ${sure} aus demselben Grund gestört: Gemeinsam ist ${shared} (${weight} des Gewichts)`,
  victim: (sure, of, share, weight) =>
    `Wird ${sure} nur an Stelle von ${of} genannt, mit ${share} des größten Überschusses (${weight} des Gewichts)`,
  separate: (sure, weight) => `Ist ${sure} zufällig zur selben Zeit gestört (${weight} des Gewichts)`,
  unclear: 'Keine Erklärung hat die Hälfte des Gewichts',
  blamed: (names) => `Vielleicht nur an Stelle eines anderen genannt: ${names}.`,
  alone: (root) => `${root} ist gestört, und andere werden zur selben Zeit gemeldet.`,
  sharing: (names, shared) => `Zugleich gestört: ${names}. Gemeinsam ist ${shared}.`,
  besides: (root) => `Außerdem gestört: ${root}.`,
  listed: (names) => listed([names].flat()),
  network: (name) => `das Netz ${name}`,
  country: (name) => `das Land ${name}`,
  certificates: (issuer) => `der Aussteller der Zertifikate, ${issuer}`,
};
